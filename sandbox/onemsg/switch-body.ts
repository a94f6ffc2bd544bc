import { isObject } from './send-request';

/** A switch was asked for something it does not have. The message says what, and what it has. */
export class BadSwitch extends Error {
  override readonly name = 'BadSwitch';
}

/** Reads one field; throws {@link BadSwitch} when it is not what the switch takes. */
export type Field<T> = (value: unknown, name: string) => T;

/** Reads an object with exactly these fields. A field that nobody knows is an error: it is most likely a typing error. */
export function readFields<F extends Readonly<Record<string, Field<unknown>>>>(
  body: unknown,
  fields: F,
): { readonly [K in keyof F]: ReturnType<F[K]> } {
  if (!isObject(body)) {
    throw new BadSwitch(`expected a JSON object, got ${show(body)}`);
  }
  for (const name of Object.keys(body)) {
    if (!Object.hasOwn(fields, name)) {
      throw new BadSwitch(`unknown field "${name}"; known are ${Object.keys(fields).join(', ')}`);
    }
  }
  const read = Object.entries(fields).map(([name, field]) => [name, field(body[name], name)]);
  // fromEntries forgets which field gave which type.
  return Object.fromEntries(read) as { readonly [K in keyof F]: ReturnType<F[K]> };
}

/** One of some words. */
export function oneOf<T extends string>(words: readonly T[]): Field<T> {
  return (value, name) => {
    const found = words.find((word) => word === value);
    if (found === undefined) {
      throw new BadSwitch(`"${name}" is ${show(value)}; allowed are ${words.join(', ')}`);
    }
    return found;
  };
}

/** A text that is not empty. */
export const someText: Field<string> = (value, name) => {
  if (typeof value !== 'string' || value === '') {
    throw new BadSwitch(`"${name}" is ${show(value)}; it must be a text`);
  }
  return value;
};

/** A whole number from `least` up. */
export function wholeFrom(least: number): Field<number> {
  return (value, name) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least) {
      throw new BadSwitch(`"${name}" is ${show(value)}; it must be a whole number from ${least} up`);
    }
    return value;
  };
}

/** A field that may be missing. */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  return (value, name) => (value === undefined ? undefined : field(value, name));
}

/** A field that may be null. */
export function nullable<T>(field: Field<T>): Field<T | null> {
  return (value, name) => (value === null ? null : field(value, name));
}

/** The fields that are there. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // What is left has no undefined; filter cannot say so in its type.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function show(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}
