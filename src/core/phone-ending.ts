/** The last 4 digits: all that may be stored or logged of a number. */
export const phoneEndingOf = (digits: string): string => digits.slice(-4);
