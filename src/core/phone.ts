import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { guessesBy, lacking, outdated, type Quirk } from './number-quirks';
import type { PhoneEntry } from './ticket';
import { cleanValue } from './values';

/** A number that can be read in one way only. */
export interface PhoneNumber {
  /** Country code and number, digits only, as 1MSG wants it. */
  readonly digits: string;
  /** For a person to read, E.164 with the usual spaces. */
  readonly shown: string;
  /** As it stands in Zendesk. */
  readonly written: string;
  /** Where it can be a mobile number that lacks what WhatsApp goes by. */
  readonly hint?: NumberHint<'brazil' | 'argentina'> | undefined;
}

/** How a number can be meant that is not written as usual. A suggestion: nothing is ever sent by it. */
export interface NumberHint<Q = Quirk> {
  readonly quirk: Q;
  /** What such numbers begin with. */
  readonly prefix: string;
  /** What the number would be, E.164 with the usual spaces; readable when it is written so. */
  readonly number: string;
}

export type PhoneFault = 'phone_unreadable' | 'phone_national' | 'phone_ambiguous';

export interface PhonesRead {
  /** Distinct numbers, in the order of the entries. */
  readonly numbers: readonly PhoneNumber[];
  readonly refused: readonly RefusedNumber[];
}

export interface RefusedNumber {
  /** As it stands in Zendesk. */
  readonly written: string;
  readonly fault: PhoneFault;
  readonly hint?: NumberHint | undefined;
}

/** Reads all entries; a number with no certain reading is refused, never guessed. */
export function readPhones(entries: readonly PhoneEntry[], defaultCountry: string | undefined): PhonesRead {
  const numbers: PhoneNumber[] = [];
  const refused: RefusedNumber[] = [];
  for (const { written } of entries) {
    const reading = readPhone(written, defaultCountry);
    if (typeof reading === 'string')
      refused.push({ written, fault: reading, hint: hintFor(written, reading, defaultCountry) });
    else if (!numbers.some(({ digits }) => digits === reading.digits)) numbers.push(reading);
  }
  return { numbers, refused };
}

/**
 * One number, or why it has no certain reading.
 *
 * With `+` or `00` in front it must be a valid number of that country. Without, it is national: it needs the
 * default country, and when what is written can as well be a valid number of another country, nobody can tell
 * which of the two is meant. An extension cannot be reached on WhatsApp.
 */
export function readPhone(written: string, defaultCountry: string | undefined): PhoneNumber | PhoneFault {
  const text = cleanValue(written);
  // The country code may stand in parentheses: (+44) 7400 123456.
  const open = text.replace(/^\(([^)]*)\)/, '$1 ');
  if (/^(?:[+＋]|00)/.test(open))
    return asNumber(written, valid(open.replace(/^(?:[+＋]|00)/, '+'))) ?? 'phone_unreadable';

  const country = isCountry(defaultCountry) ? defaultCountry : undefined;
  const withCode = valid(`+${text}`);
  if (country === undefined)
    return /^(?:[\s().\-/]*\p{Nd}){5}[\p{Nd}\s().\-/]*$/u.test(text) ? 'phone_national' : 'phone_unreadable';
  const read = valid(text, country);
  // Digits that a country dials to get abroad are not what the rule above calls international.
  const national = read?.countryCallingCode === getCountryCallingCode(country) ? read : undefined;
  if (national === undefined) return withCode === undefined ? 'phone_unreadable' : 'phone_ambiguous';
  if (
    withCode !== undefined &&
    withCode.number !== national.number &&
    beginsWithCode(text, withCode.countryCallingCode)
  )
    return 'phone_ambiguous';
  return asNumber(written, national) ?? 'phone_unreadable';
}

/** How an unreadable number can be meant; undefined where nobody can tell, or in more than one way. */
function hintFor(
  written: string,
  fault: PhoneFault,
  defaultCountry: string | undefined,
): NumberHint | undefined {
  if (fault !== 'phone_unreadable') return undefined;
  const text = cleanValue(written).replace(/^\(?(?:[+＋]|00)/, '+');
  const parsed = parse(text, isCountry(defaultCountry) ? defaultCountry : undefined);
  return parsed === undefined ? undefined : usualFor(parsed.number.slice(1), outdated);
}

/** The one usual form that the rules find and that is a number. */
function usualFor<Q extends Quirk>(
  written: string,
  rules: Parameters<typeof guessesBy<Q>>[0],
): NumberHint<Q> | undefined {
  const [hint, another] = guessesBy(rules, written).flatMap(({ quirk, prefix, digits }) => {
    const number = valid(`+${digits}`);
    // Reading drops what it takes for a trunk prefix: that would be another guess on top of this one.
    return number?.number !== `+${digits}` ? [] : { quirk, prefix, number: number.formatInternational() };
  });
  return another === undefined ? hint : undefined;
}

/** Whether the digits can be meant to begin with a country code: `(321) 123` cannot begin with 32, `32 11` can. */
function beginsWithCode(text: string, code: string): boolean {
  const [first = '', ...more] = text.match(/\p{Nd}+/gu) ?? [];
  return more.length === 0 || first.length === code.length;
}

/** The country of a number that is written with its country code, ISO 3166 alpha-2; undefined for any other. */
export const writtenCountry = (written: string): string | undefined =>
  /^\(?(?:[+＋]|00)/.test(cleanValue(written))
    ? valid(
        cleanValue(written)
          .replace(/^\(?(?:[+＋]|00)/, '+')
          .replace(')', ' '),
      )?.country
    : undefined;

/** Whether the text is a country that numbers can be read for, ISO 3166 alpha-2 in upper case. */
export const isCountry = (text: string | undefined): text is CountryCode =>
  text !== undefined && isSupportedCountry(text);

function valid(text: string, country?: CountryCode) {
  const parsed = parse(text, country);
  return parsed?.isValid() === true ? parsed : undefined;
}

/** What has the shape of one number and no extension, valid or not. */
function parse(text: string, country: CountryCode | undefined) {
  const parsed = parsePhoneNumberFromString(text, {
    extract: false,
    ...(country === undefined ? {} : { defaultCountry: country }),
  });
  return parsed?.ext === undefined ? parsed : undefined;
}

function asNumber(written: string, parsed: ReturnType<typeof valid>): PhoneNumber | undefined {
  if (parsed === undefined) return undefined;
  const digits = parsed.number.slice(1);
  return { digits, shown: parsed.formatInternational(), written, hint: usualFor(digits, lacking) };
}
