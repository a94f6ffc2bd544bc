import { files as cardFiles } from 'words:card';
import { files as problemFiles } from 'words:problems';
import type english from '../../translations/en.json';
import { languageFor } from './language';
import type { Message } from './message';

/** What the pages may say: the `app` block is Zendesk's, and is not even in the bundle. */
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

const minute = 60_000;

export const say = (key: WordKey, values: Phrase['values'] = {}): Phrase => ({ key, values });

/** Sections of `translations/*.json` in one language, by name. */
type Sections = Readonly<Record<string, unknown>>;

/** Words that load together: what loads them, by language. */
export type WordFiles = Readonly<Record<string, () => Promise<{ readonly words: Sections }>>>;

interface Group {
  readonly files: WordFiles;
  /** Undefined before it is asked for. Never fails: then the words stay away, and `state` says so. */
  coming: Promise<void> | undefined;
  state: 'away' | 'here' | 'lost';
}

/** One page speaks one language, from its beginning to its end. */
let language = 'en';
let sections: Sections = {};
let groups: readonly Group[] = [];

/**
 * Chooses the page's language by the agent's locale, and begins to load its words in the order of their need:
 * the first group at once, the others when something of them is to be said or `loadWords` is called. What is
 * spoken already keeps its words.
 */
export function speak(locale: string, files: readonly WordFiles[] = [cardFiles, problemFiles]): void {
  const wanted = languageFor(locale, Object.keys(files[0] ?? {}));
  if (wanted === language && files.every((one, index) => groups[index]?.files === one)) return;
  language = wanted;
  sections = {};
  groups = files.map((one) => ({ files: one, coming: undefined, state: 'away' }));
  if (groups[0] !== undefined) void load(groups[0]);
}

/** The language of the words, as `translations/` names it: also of the page, and of the names of languages. */
export const wordsLanguage = (): string => language;

/** Loads all words of the page that are not here yet. */
export async function loadWords(): Promise<void> {
  await Promise.all(groups.map(load));
}

function load(group: Group): Promise<void> {
  group.coming ??= fetchWords(group.files).then((words) => {
    // Words of a language that is not spoken any more come too late.
    if (groups.includes(group)) sections = { ...sections, ...words };
    group.state = words === undefined ? 'lost' : 'here';
  });
  return group.coming;
}

/** A few words in English are better than none. */
async function fetchWords(files: WordFiles): Promise<Sections | undefined> {
  for (const one of [language, 'en']) {
    try {
      const module = await files[one]?.();
      if (module !== undefined) return module.words;
    } catch {
      // The network lost them: whoever needs them says so.
    }
  }
  return undefined;
}

/** What stands at a key. Where it is still on its way, this throws what it comes with, and React's Suspense waits. */
function found(key: WordKey): string | Message {
  const [section = '', ...steps] = key.split('.');
  let words = sections[section];
  if (words === undefined) {
    const away = groups.find(({ state }) => state === 'away');
    throw away === undefined ? new Error(`The words of ${section} did not come.`) : load(away);
  }
  for (const step of steps) {
    // Every step but the last is an object: WordKey is made from English, and all languages are alike.
    words = (words as Sections)[step];
  }
  // The build makes a function of nothing but a message.
  return typeof words === 'function' ? (words as Message) : String(words);
}

/** The words at a key, with their placeholders. */
export function wordsAt(key: WordKey): string {
  const words = found(key);
  if (typeof words === 'string') return words;
  throw new Error(`The words at ${key} depend on values.`);
}

/** A piece of a sentence: its own words, or what fills it. */
export type Part = string | { readonly value: Value };

/** The sentence in order: its own words as text, what fills it as values. */
export function partsOf({ key, values }: Phrase): readonly Part[] {
  const words = found(key);
  if (typeof words === 'function') return words(values);
  return words
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
  if ('language' in value) return languageName(value.language);
  return wordsAt(value.key);
}

/** A clock time, with the date where it is not today's. It stays true without a timer. */
export function timeText(at: number, { locale, now }: Telling): string {
  const known = knownLocale(locale);
  const then = new Date(at);
  const today = new Date(now);
  const { hour12 } = new Intl.DateTimeFormat(known, { hour: 'numeric' }).resolvedOptions();
  const clock = { hour: hour12 === true ? 'numeric' : '2-digit', minute: '2-digit' } as const;
  const thisYear = then.getFullYear() === today.getFullYear();
  const options: Intl.DateTimeFormatOptions =
    then.toDateString() === today.toDateString()
      ? clock
      : { ...(thisYear ? {} : { year: 'numeric' }), month: 'short', day: 'numeric', ...clock };
  return new Intl.DateTimeFormat(known, options).format(then);
}

/** How long something is told by its age and not by the clock, ms. */
const recent = 60 * minute;

/** "2 min. ago"; a clock time after an hour, or where this clock runs behind the one that set the time. */
export function agoText(at: number, telling: Telling): string {
  const age = telling.now - at;
  if (age < 0 || age >= recent) return timeText(at, telling);
  const ago = new Intl.RelativeTimeFormat(knownLocale(telling.locale), { numeric: 'auto', style: 'short' });
  return age < minute ? ago.format(0, 'second') : ago.format(-Math.floor(age / minute), 'minute');
}

/** When `agoText` next says something else, in ms from now; undefined where it stays as it is. */
export function agoChangesIn(at: number, now: number): number | undefined {
  const age = now - at;
  return age < 0 || age >= recent ? undefined : minute - (age % minute);
}

/** A WhatsApp language code, such as `pt_BR`, by name; the code itself where nothing knows it. */
function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(code.replaceAll('_', '-')) ?? code;
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
