import { greetingFor } from './greeting';

/** Control characters and every kind of line break. */
const controls = /[\p{Cc}\u2028\u2029]/gu;

/** Zero-width characters, letters without a shape, and the controls that change the direction of text. */
const invisible =
  /\u034F|[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0]/gu;

/** A joiner has a meaning inside Persian or Indic words and inside emoji; beside these it has none. */
const plain = '[\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}\\p{N}\\p{P}\\s]';
const strayJoiner = new RegExp(
  `(?<=^|${plain}[\\p{M}\\u200C\\u200D]*)[\\u200C\\u200D]+|[\\u200C\\u200D]+(?=$|${plain})`,
  'gu',
);

/**
 * A value as WhatsApp takes it: one line, single spaces, nothing invisible, NFC. WhatsApp refuses line breaks,
 * tabs and more than four spaces in a row.
 */
export const cleanValue = (text: string): string =>
  text
    .normalize('NFC')
    .replace(controls, ' ')
    .replace(invisible, '')
    .replace(strayJoiner, '')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC');

/** Longest name that is sent, UTF-16 units: beyond any real one, and within every body of 1024. */
const longestName = 200;

/** The text, cut between whole characters with an ellipsis where it is longer than `longest` UTF-16 units. */
export function shorten(text: string, longest = longestName): string {
  if (text.length <= longest) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length >= longest) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/**
 * True for a "name" that is or holds a number or an address: Zendesk names people after their mail, and callers
 * `Caller +1 (415) 555-0100`.
 */
export const isContactDetail = (name: string): boolean =>
  /\S@\S+\.\S/.test(name) ||
  /(?:\p{Nd}[\s().\-/]*){7}/u.test(name) ||
  (/^[+\p{Nd}\s().\-/]+$/u.test(name) && /\p{Nd}{3}/u.test(name));

const saysSomething = (name: string): boolean => /[\p{L}\p{N}]/u.test(name);

/** How the message greets the customer; a neutral word of the message's language where there is no name. */
export function customerName(name: string, firstNameOnly: boolean, language: string): string {
  const cleaned = cleanValue(name);
  if (isContactDetail(cleaned)) return greetingFor(language);
  const used = shorten(firstNameOnly ? (cleaned.split(' ').find(saysSomething) ?? '') : cleaned);
  return saysSomething(used) ? used : greetingFor(language);
}

/** The specialist as the customer may know them; undefined when no readable name is left. */
export function specialistName(name: string): string | undefined {
  const cleaned = shorten(cleanValue(name));
  return saysSomething(cleaned) ? cleaned : undefined;
}
