/** An object whose values are still to be checked. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object with keys: neither null nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON in a text, or `undefined` when there is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whoever asks has something better to say about a text that is no JSON.
    return undefined;
  }
}
