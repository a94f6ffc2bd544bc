import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greetingFor } from '../../src/core/greeting';
import { cleanValue, customerName, isContactDetail, shorten, specialistName } from '../../src/core/values';

// Written as escapes, because none of them can be seen.
const zwnj = '\u200C';
const zwj = '\u200D';

describe('a value as WhatsApp takes it', () => {
  it.each([
    ['plain', 'Anna Schmidt', 'Anna Schmidt'],
    ['line breaks', 'Anna\r\nMaria\nSchmidt', 'Anna Maria Schmidt'],
    ['line and paragraph separators', 'Anna\u2028Maria\u2029Schmidt', 'Anna Maria Schmidt'],
    ['tabs and other controls', 'Anna\t\u0000\u0007\u0085Schmidt', 'Anna Schmidt'],
    ['runs of spaces', '  Anna \u00A0\u3000 Schmidt\u2003', 'Anna Schmidt'],
    ['zero-width space and byte order mark', '\uFEFFAn\u200Bna\u2060', 'Anna'],
    ['direction controls', '\u202EAnna\u202C \u2066Schmidt\u2069\u200F', 'Anna Schmidt'],
    ['a soft hyphen', 'Schmidt\u00ADbauer', 'Schmidtbauer'],
    ['a joiner in Latin', `An${zwj}na${zwnj} Schmidt`, 'Anna Schmidt'],
    ['a joiner at the edge', `${zwj}علی${zwnj}`, 'علی'],
    ['a joiner in Persian stays', `علی${zwnj}رضا`, `علی${zwnj}رضا`],
    ['a joiner in Hindi stays', `क्${zwj}ष`, `क्${zwj}ष`],
    ['a family of emoji stays', `👩${zwj}👩${zwj}👧 Team`, `👩${zwj}👩${zwj}👧 Team`],
    ['a pilot with a skin tone stays', `👩🏽${zwj}✈️`, `👩🏽${zwj}✈️`],
    ['Arabic', 'عبد الرحمن', 'عبد الرحمن'],
    ['decomposed letters', 'Jose\u0301', 'José'],
    ['a setting’s placeholder', '{{setting.api_token}}', '{{setting.api_token}}'],
    ['nothing', '', ''],
    ['nothing that shows', ' \u200B\n\u2060 ', ''],
  ])('%s', (_what, given, expected) => {
    expect(cleanValue(given)).toBe(expected);
  });

  /** Text made of what names are made of, and of all that must not get through. */
  const text = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'binary' }),
        fc.constantFrom(
          ' ',
          '\n',
          '\t',
          '\u200B',
          '\u200C',
          '\u200D',
          '\u200E',
          '\u202E',
          '\u2066',
          '\u00AD',
        ),
        fc.constantFrom('\uFEFF', '\u2028', '\u0301', '\u0085', '\u034F', 'علی', 'Ana', 'क्', '👩', 'ﷺ', 'İ'),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(''));

  it('never holds what WhatsApp refuses or nobody sees', () => {
    fc.assert(
      fc.property(text, (given) => {
        const cleaned = cleanValue(given);
        expect(cleaned).not.toMatch(
          /[\p{Cc}\u2028\u2029\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u00AD]/u,
        );
        expect(cleaned).not.toMatch(/\s\s|^\s|\s$|[^\S ]/);
        expect(cleaned).toBe(cleaned.normalize('NFC'));
      }),
      { numRuns: 3_000 },
    );
  });

  it('is not changed by cleaning it again', () => {
    fc.assert(
      fc.property(text, (given) => {
        const once = cleanValue(given);
        expect(cleanValue(once)).toBe(once);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is never longer than what fits, never empty, and never cut within a character', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (given, firstOnly) => {
        const name = customerName(given.repeat(9), firstOnly, 'en');
        expect(name.length).toBeLessThanOrEqual(200);
        expect(name.trim()).not.toBe('');
        expect(name).not.toMatch(/\p{Cs}/u);
        const specialist = specialistName(given.repeat(9));
        if (specialist !== undefined) expect(specialist.length).toBeLessThanOrEqual(200);
      }),
    );
  });
});

describe('a long text', () => {
  it.each([
    ['short enough stays', 'abc', 3, 'abc'],
    ['is cut with an ellipsis', 'abcdef', 4, 'abc…'],
    ['is not cut behind a space', 'ab cdef', 4, 'ab…'],
    ['is not cut within an emoji', '👩🏽\u200D✈️👩🏽\u200D✈️', 9, '👩🏽\u200D✈️…'],
    ['is not cut within a letter with its accents', 'e\u0301e\u0301e\u0301', 4, 'e\u0301…'],
  ])('%s', (_what, given, longest, expected) => {
    expect(shorten(given, longest)).toBe(expected);
  });

  it('of 2,000 characters fits into a name', () => {
    expect(customerName('a'.repeat(2_000), false, 'en')).toBe(`${'a'.repeat(199)}…`);
  });

  it('of one endless character is no name', () => {
    expect(customerName(`a${'\u0301'.repeat(2_000)}`, false, 'en')).toBe('there');
    expect(specialistName(`a${'\u0301'.repeat(2_000)}`)).toBeUndefined();
  });
});

describe('the customer’s name', () => {
  it.each([
    ['Anna Schmidt', 'Anna Schmidt'],
    ['María José Carreño Quiñones', 'María José Carreño Quiñones'],
    ['{{1}} {{setting.api_token}}', '{{1}} {{setting.api_token}}'],
    ['Agent 47', 'Agent 47'],
    ['3M', '3M'],
    ['李雷', '李雷'],
    ['anna@work and play', 'anna@work and play'],
    ['anna@example.com', 'there'],
    ['+49 1512 3456789', 'there'],
    ['(0151) 23456789', 'there'],
    ['٠١٥١٢٣٤٥٦٧', 'there'],
    ['Caller +49 1512 3456789', 'there'],
    ['tel:+4915123456789', 'there'],
    ['anna.schmidt@example.com (Mail)', 'there'],
    ['', 'there'],
    [' \u200B ', 'there'],
    ['---', 'there'],
    ['👋', 'there'],
  ])('%j is %j', (name, expected) => {
    expect(customerName(name, false, 'en')).toBe(expected);
  });

  it.each([
    ['Anna Schmidt', 'Anna'],
    ['Anna', 'Anna'],
    ['\u200B Anna\tSchmidt', 'Anna'],
    ['李雷', '李雷'],
    ['... Anna', 'Anna'],
  ])('by the first word, %j is %j', (name, expected) => {
    expect(customerName(name, true, 'en')).toBe(expected);
  });

  it('is neutral in the language of the template', () => {
    expect(customerName('+49 1512 3456789', false, 'pt_BR')).toBe(greetingFor('pt'));
    expect(greetingFor('pt_BR')).not.toBe(greetingFor('en'));
    expect(greetingFor('xx')).toBe(greetingFor('en_US'));
    expect(greetingFor('')).toBe('there');
  });
});

it.each([
  ['Maria Silva', 'Maria Silva'],
  ['  Maria\nSilva ', 'Maria Silva'],
  ['', undefined],
  ['…', undefined],
  ['\u2060', undefined],
  ['\u3164\uFFA0', undefined],
])('a specialist called %j is %j', (name, expected) => {
  expect(specialistName(name)).toBe(expected);
});

it.each([
  ['12', false],
  ['112', true],
  ['1-800 555.0100', true],
  ['a@b.c', true],
  ['a b@c.d', true],
  ['Route 66', false],
])('%j is a contact detail: %s', (name, expected) => {
  expect(isContactDetail(name)).toBe(expected);
});
