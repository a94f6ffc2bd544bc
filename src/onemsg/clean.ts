import { shorten } from '../core/values';

/** Longest detail that is kept, UTF-16 units. */
const longestDetail = 300;

/** An answer can be a whole page; its beginning says what is wrong. UTF-16 units. */
const longestExamined = 2_000;

const hidden = '…';

const unreadable = /[\p{C}\s]+/gu;
const markup = /<(style|script)\b.*?<\/\1>|<[/!]?[a-z][^>]*>/gi;

/** A token of 1MSG, or any other secret that is three base64url parts. */
const webToken = /eyJ[\w-]*(?:\.[\w-]*){0,2}/g;
const messageId = /wamid\.[\w+/=-]+/gi;

/** What can stand between the name of a secret and its value: `token "…"`, `token=…`, `\"token\":\"…`. */
const gap = '((?:[\\s"\'`“”:=(\\\\]|&quot;)+)';
const value = '[^\\s"\'`“”<>&\\\\]+';
const bearer = new RegExp(`(bearer(?:\\s+token)?)${gap}${value}`, 'gi');
/** A short word of letters behind a space is prose: "token as a GET parameter", "token expired". */
const prose = '(?!\\s+[a-z.,-]{1,15}(?:\\s|$))';
const named = new RegExp(`(token|authorization|secret|password|api[_-]?key)${prose}${gap}${value}`, 'gi');

const longRun = /[\w-]{16,}/g;

/** From left to right: an international number, a number with separators, a plain run of digits. */
const longNumber = /\+\p{Nd}(?:[\s().-]{0,2}\p{Nd}){6,}|\p{Nd}(?:[\s().-]?\p{Nd}){8,}|\p{Nd}{7,}/gu;

/**
 * The text on one line without markup, secrets, message ids and phone numbers. 1MSG repeats the token in its
 * answer to a wrong one, and the number in its answer to a send; of a number the last 4 digits stay.
 */
export const hideSecrets = (text: string): string =>
  beginningOf(text)
    .replace(unreadable, ' ')
    .replace(markup, ' ')
    .replace(webToken, hidden)
    .replace(messageId, hidden)
    .replace(bearer, `$1$2${hidden}`)
    .replace(named, `$1$2${hidden}`)
    .replace(longRun, (run) => (looksRandom(run) ? hidden : run))
    .replace(longNumber, maskNumber)
    .replace(/ +/g, ' ')
    .trim();

/** What the outside said, fit to be stored and shown: without secrets, at most 300 characters, never empty. */
export const cleanDetail = (text: string): string | undefined =>
  shorten(hideSecrets(text), longestDetail) || undefined;

/** Ends between words: half of a secret is no longer recognisable as one. */
const beginningOf = (text: string): string =>
  text.length <= longestExamined ? text : text.slice(0, longestExamined).replace(/\S+$/, '');

/** Letters with digits among them, unless they read like the lower-case name of a template. */
const looksRandom = (run: string): boolean =>
  /\d/.test(run) && /[a-z]/i.test(run) && (!/[_-]/.test(run) || (/[a-z]/.test(run) && /[A-Z]/.test(run)));

const maskNumber = (number: string): string =>
  hidden + [...number.replace(/\P{Nd}/gu, '')].slice(-4).join('');
