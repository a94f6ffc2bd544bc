/**
 * Which of our languages an agent reads: their own locale, else their language as it is written where they are,
 * else English. `pt` and `pt-PT` read Brazil's Portuguese; Taiwan does not get the mainland's characters, which are
 * another script. Zendesk's old codes (`iw`, `in`) and accounts' own locales (`es-x-shop`) are read like others.
 */
export function languageFor(locale: string, available: readonly string[]): string {
  const wanted = readLocale(locale);
  if (wanted === undefined) return 'en';
  const same = available.filter((one) => isWrittenAlike(wanted, readLocale(one)));
  const exact = same.find((one) => readLocale(one)?.baseName === wanted.baseName);
  const base = same.find((one) => one === wanted.language);
  return exact ?? base ?? same[0] ?? 'en';
}

function readLocale(locale: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(locale.replaceAll('_', '-'));
  } catch {
    // Zendesk accounts can have locales of their own making.
    return undefined;
  }
}

function isWrittenAlike(a: Intl.Locale, b: Intl.Locale | undefined): boolean {
  return b !== undefined && a.language === b.language && a.maximize().script === b.maximize().script;
}

/** True where the language is written from right to left. */
export const isRightToLeft = (language: string): boolean => /^(ar|he)\b/.test(language);

/**
 * How times are told: in the language of the words, as it is done where the agent is. Digits are those of the
 * ticket and phone numbers around them.
 */
export function tellingLocale(language: string, agentLocale: string): string {
  const region = readLocale(agentLocale)?.maximize().region;
  return new Intl.Locale(language, { numberingSystem: 'latn', ...(region && { region }) }).toString();
}
