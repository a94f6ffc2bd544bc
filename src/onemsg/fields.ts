/** The text of a field, without spaces around it; a number counts as its digits, an empty text as none. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' ? value.trim() || undefined : undefined;
}

/** The text of a field in lower case, for words that are spelt in either. */
export const wordOf = (value: unknown): string | undefined => textOf(value)?.toLowerCase();

/** 1MSG writes flags as booleans, as 0 and 1, and as words. */
export const isYes = (value: unknown): boolean => ['true', '1'].includes(flag(value));

/** An explicit no: a flag that is missing is neither yes nor no. */
export const isNo = (value: unknown): boolean => ['false', '0'].includes(flag(value));

/** ms since the epoch, from unix seconds as a number or as text; undefined for anything that is no such time. */
export function timeOf(value: unknown): number | undefined {
  const seconds = Number(textOf(value));
  return seconds >= earliest && seconds <= latest ? Math.round(seconds * 1000) : undefined;
}

/** 2001 and 2286, unix seconds: nine or eleven digits are not a time of ours. */
const earliest = 1_000_000_000;
const latest = 9_999_999_999;

const flag = (value: unknown): string => String(typeof value === 'boolean' ? value : wordOf(value));
