/**
 * The variant of a template that suits a customer. WhatsApp has no fallback of its own: a language that does
 * not exist for the template fails, so the choice is made among approved variants only.
 */

/** Why a variant was chosen, for the card; `chosen` by the agent. */
export type LanguageReason = 'exact' | 'related' | 'default' | 'fixed' | 'chosen';

export interface LanguageChoice {
  /** WhatsApp language code, exactly as listed. */
  readonly code: string;
  readonly reason: LanguageReason;
}

/** Locales whose WhatsApp code cannot be found by dropping the region; best first. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  no: ['nb'],
  nn: ['nb'],
  iw: ['he'],
  in: ['id'],
  tl: ['fil'],
  zh: ['zh_CN'],
  zh_hans: ['zh_CN'],
  zh_sg: ['zh_CN'],
  zh_hant: ['zh_TW', 'zh_HK'],
  zh_tw: ['zh_TW', 'zh_HK'],
  zh_hk: ['zh_HK', 'zh_TW'],
  zh_mo: ['zh_HK', 'zh_TW'],
  es_419: ['es_MX', 'es'],
  pt: ['pt_BR', 'pt_PT'],
  en: ['en', 'en_US', 'en_GB'],
  rw: ['rw_RW'],
  ky: ['ky_KG'],
};

/** Scripts and regions of Chinese differ too much to stand in for each other. */
const noSiblings: ReadonlySet<string> = new Set(['zh']);

const normal = (locale: string): string => locale.trim().replaceAll('-', '_').toLowerCase();
const baseOf = (code: string): string => normal(code).split('_')[0] ?? '';

/**
 * The approved code that fits the customer's locale: exact, then the aliases, then the same base language,
 * then the admin's default. Undefined when not even the default is approved.
 */
export function chooseLanguage(
  locale: string | undefined,
  approved: readonly string[],
  fallback: string,
): LanguageChoice | undefined {
  const listed = (wanted: string) => approved.find((code) => normal(code) === normal(wanted));
  const byDefault = listed(fallback);
  const standard: LanguageChoice | undefined =
    byDefault === undefined ? undefined : { code: byDefault, reason: 'default' };
  if (locale === undefined || normal(locale) === '') return standard;

  const exact = listed(locale);
  if (exact !== undefined) return { code: exact, reason: 'exact' };

  const base = baseOf(locale);
  for (const candidate of candidatesFor(locale)) {
    const code = listed(candidate);
    if (code !== undefined) return { code, reason: 'related' };
  }
  if (baseOf(fallback) === base && standard !== undefined) return { ...standard, reason: 'related' };
  const sibling = noSiblings.has(base) ? undefined : approved.find((code) => baseOf(code) === base);
  return sibling === undefined ? standard : { code: sibling, reason: 'related' };
}

/** Codes that can stand in for a locale, best first: without its script, without its region, its language alone. */
function candidatesFor(locale: string): readonly string[] {
  const [base = '', ...parts] = normal(locale).split('_');
  const forms = parts.length === 0 ? [] : [normal(locale), `${base}_${parts.at(-1)}`, `${base}_${parts[0]}`];
  if (forms.length === 0 || !noSiblings.has(base)) forms.push(base);
  return forms.flatMap((form) => [form, ...(aliases[form] ?? [])]);
}
