/** A JSON object whose members nobody has looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A request body says something that it cannot mean. The message is for the person who sent it. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}

/** Whether a value is a JSON object (not null, not a list). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list of strings. */
export function isStringList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** The value as an object, or {@link BadInput} naming what was expected to be one. */
export function objectOf(value: unknown, what: string): JsonObject {
  if (!isObject(value)) throw new BadInput(`${what} must be a JSON object, got ${JSON.stringify(value)}`);
  return value;
}

/** The text of a request as JSON; no body reads as an empty object. */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // The parser's own message quotes the body, which may hold what a log must not.
    throw new BadInput('the body is not JSON');
  }
}

type Read<T> = (object: JsonObject, key: string) => T;

/** The member as a string, or {@link BadInput}. */
export const readString: Read<string> = (object, key) => {
  const value = object[key];
  if (typeof value !== 'string') throw wrong(key, 'a string', value);
  return value;
};

/** The member as a finite number, or {@link BadInput}. */
export const readNumber: Read<number> = (object, key) => {
  const value = object[key];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(key, 'a number', value);
  return value;
};

/** The member as a boolean, or {@link BadInput}. */
export const readBoolean: Read<boolean> = (object, key) => {
  const value = object[key];
  if (typeof value !== 'boolean') throw wrong(key, 'true or false', value);
  return value;
};

/** The member as a list of strings, or {@link BadInput}. */
export const readStrings: Read<readonly string[]> = (object, key) => {
  const value = object[key];
  if (!isStringList(value)) throw wrong(key, 'a list of strings', value);
  return value;
};

/** Reads a member that may be null. */
export function orNull<T>(read: Read<T>): Read<T | null> {
  return (object, key) => (object[key] === null ? null : read(object, key));
}

/** Reads a member that may be missing. */
export function ifGiven<T>(object: JsonObject, key: string, read: Read<T>): T | undefined {
  return object[key] === undefined ? undefined : read(object, key);
}

/** Reads a member that must be one of a few words. */
export function oneOf<T extends string>(words: readonly T[]): Read<T> {
  return (object, key) => {
    const found = words.find((word) => word === object[key]);
    if (found === undefined) throw wrong(key, `one of ${words.join(', ')}`, object[key]);
    return found;
  };
}

function wrong(key: string, expected: string, got: unknown): BadInput {
  return new BadInput(`"${key}" must be ${expected}, got ${JSON.stringify(got)}`);
}
