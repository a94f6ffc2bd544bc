import english from '../../translations/en.json';

/** The language of the words below, for the page and for names of languages. */
export const wordsLanguage = 'en';

/** What the card may say: the `app` block is Zendesk's, and is not even in the bundle. */
type Words = Omit<typeof english, 'app'>;

type Paths<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${Paths<Tree[Key]>}`;
}[keyof Tree & string];

/** The place of a sentence in `translations/*.json`, such as `status.read`. */
export type WordKey = Paths<Words>;

/** What fills a placeholder: text from outside, a time, a language code, or other words. */
export type Value =
  | string
  | number
  | { readonly at: number }
  | { readonly language: string }
  | { readonly key: WordKey };

/** A sentence to be said: its key, and a value for each `{placeholder}` in it. */
export interface Phrase {
  readonly key: WordKey;
  readonly values: Readonly<Record<string, Value>>;
}

/** How times are told: in whose language, and what counts as today. */
export interface Telling {
  readonly locale: string;
  /** ms since the epoch. */
  readonly now: number;
}

export const say = (key: WordKey, values: Phrase['values'] = {}): Phrase => ({ key, values });

/** The words at a key, with their placeholders. */
export function wordsAt(key: WordKey): string {
  let found: unknown = english;
  for (const step of key.split('.')) {
    // Every step but the last is an object: WordKey is made from this very file.
    found = (found as Readonly<Record<string, unknown>>)[step];
  }
  return String(found);
}

/** The sentence in order: its own words as text, what fills it as values. */
export function partsOf({ key, values }: Phrase): readonly (string | { readonly value: Value })[] {
  return wordsAt(key)
    .split(/\{(\w+)\}/)
    .map((piece, index) => (index % 2 === 0 ? piece : { value: values[piece] ?? '' }));
}

/** The sentence as plain text, for names and announcements that can hold no markup. */
export const textOf = (phrase: Phrase, telling: Telling): string =>
  partsOf(phrase)
    .map((part) => (typeof part === 'string' ? part : valueText(part.value, telling)))
    .join('');

export function valueText(value: Value, telling: Telling): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if ('at' in value) return timeText(value.at, telling);
  if ('language' in value) return languageText(value.language);
  return wordsAt(value.key);
}

/**
 * A clock time, with the date where it is not today's. Words such as "2 minutes ago" would need a timer to
 * stay true.
 */
export function timeText(at: number, { locale, now }: Telling): string {
  const then = new Date(at);
  const today = new Date(now);
  const thisYear = then.getFullYear() === today.getFullYear();
  const options: Intl.DateTimeFormatOptions =
    then.toDateString() === today.toDateString()
      ? { hour: '2-digit', minute: '2-digit' }
      : {
          ...(thisYear ? {} : { year: 'numeric' }),
          month: 'short',
          day: 'numeric',
          hour: '2-digit',
          minute: '2-digit',
        };
  return new Intl.DateTimeFormat(knownLocale(locale), options).format(then);
}

/** A WhatsApp language code, such as `pt_BR`, by name; the code itself where nothing knows it. */
function languageText(code: string): string {
  try {
    return new Intl.DisplayNames(wordsLanguage, { type: 'language' }).of(code.replaceAll('_', '-')) ?? code;
  } catch {
    // Not a language tag at all: the code is still what an admin can compare with 1MSG's list.
    return code;
  }
}

/** The locale itself, or the browser's own where the text is none. */
function knownLocale(locale: string): string | undefined {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0];
  } catch {
    // Zendesk accounts can have locales of their own making.
    return undefined;
  }
}
