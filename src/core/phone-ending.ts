/** The last 4 digits: all that may be stored or logged of a number. */
export const phoneEndingOf = (digits: string): string => digits.slice(-4);

/** The one number that ends so; undefined where none does, or where several do and nobody can tell which is meant. */
export function numberEnding<N extends { readonly digits: string }>(
  numbers: readonly N[],
  ending: string | undefined,
): N | undefined {
  const [fitting, another] = numbers.filter(({ digits }) => phoneEndingOf(digits) === ending);
  return another === undefined ? fitting : undefined;
}
