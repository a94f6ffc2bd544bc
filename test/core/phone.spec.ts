import fc from 'fast-check';
import { type CountryCode, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, it } from 'vitest';
import { readPhone, readPhones } from '../../src/core/phone';
import { phoneEndingOf } from '../../src/core/phone-ending';

/** The example number of a country, in every way that people write it. */
function exampleOf(country: CountryCode) {
  const number = getExampleNumber(country, examples);
  if (number === undefined) throw new Error(`No example for ${country}.`);
  return {
    country,
    digits: number.number.slice(1),
    e164: number.number,
    international: number.formatInternational(),
    national: number.formatNational(),
    bare: number.nationalNumber,
  };
}

const countries: readonly CountryCode[] = [
  ...(['AE', 'AR', 'AT', 'AU', 'BD', 'BE', 'BG', 'BJ', 'BR', 'CA', 'CH', 'CI', 'CL', 'CN', 'CO'] as const),
  ...(['CZ', 'DE', 'DK', 'DO', 'EC', 'EG', 'ES', 'FI', 'FR', 'GB', 'GH', 'GR', 'HK', 'HU', 'ID'] as const),
  ...(['IE', 'IL', 'IN', 'IT', 'JP', 'KE', 'KR', 'KW', 'KZ', 'LB', 'LV', 'MA', 'MX', 'MY', 'NG'] as const),
  ...(['NL', 'NO', 'NZ', 'PE', 'PH', 'PK', 'PL', 'PT', 'RO', 'RU', 'SA', 'SE', 'SG', 'TH', 'TR'] as const),
  ...(['TW', 'UA', 'US', 'VE', 'VN', 'ZA'] as const),
];

const digitsOf = (written: string, country?: string): string => {
  const reading = readPhone(written, country);
  return typeof reading === 'string' ? reading : reading.digits;
};

describe.each(countries.map(exampleOf))('a number of $country', ({ country, digits, ...written }) => {
  it.each([undefined, 'DE', 'US', country])(
    'with its country code is read under default country %s',
    (home) => {
      const { e164, international } = written;
      expect(digitsOf(e164, home)).toBe(digits);
      expect(digitsOf(international, home)).toBe(digits);
      expect(digitsOf(`00${digits}`, home)).toBe(digits);
      expect(digitsOf(`  ${international.replaceAll(' ', '-')} `, home)).toBe(digits);
      expect(digitsOf(`(${e164.slice(0, 4)}) ${e164.slice(4)}`, home)).toBe(digits);
    },
  );

  it('in national writing is refused without a default country', () => {
    expect(readPhone(written.national, undefined)).toBe('phone_national');
    expect(readPhone(written.bare, undefined)).toBe('phone_national');
  });

  it('in national writing is its own under its default country, or refused', () => {
    // Bare digits can as well be another country's number that lacks its plus.
    expect([digits, 'phone_ambiguous']).toContain(digitsOf(written.bare, country));
    expect(digitsOf(written.national, country)).toBe(digits);
  });

  it('is shown for people to read', () => {
    expect(readPhone(written.e164, undefined)).toEqual({
      digits,
      shown: written.international,
      written: written.e164,
    });
  });
});

describe('a written number', () => {
  it.each([
    // As written, default country, what it is.
    ['4155551212', undefined, 'phone_national'],
    ['4155552671', 'US', '14155552671'],
    ['(415) 555-2671', 'US', '14155552671'],
    ['1 415 555 2671', 'US', '14155552671'],
    // The same digits are a number in Peru.
    ['(515) 657-0349', 'US', '15156570349'],
    ['515-657-0349', 'US', '15156570349'],
    ['51 5657 0349', 'US', 'phone_ambiguous'],
    ['5156570349', 'US', 'phone_ambiguous'],
    ['011 49 1512 3456789', 'US', 'phone_unreadable'],
    ['(+44) 7400 123456', undefined, '447400123456'],
    ['(00 44) 7400 123456', undefined, '447400123456'],
    ['51096468', undefined, 'phone_national'],
    ['51096468', 'KW', '96551096468'],
    ['965 5109 6468', 'KW', '96551096468'],
    ['4915123456789', undefined, 'phone_national'],
    ['33612345678', 'FR', '33612345678'],
    // Leer in Ostfriesland has the area code 0491.
    ['4915123456789', 'DE', 'phone_ambiguous'],
    ['015123456789', 'DE', '4915123456789'],
    ['+49 (0) 1512 3456789', undefined, '4915123456789'],
    ['+49 (0)151 23456789', undefined, '4915123456789'],
    ['0044 7400 123456', undefined, '447400123456'],
    ['+44 (0)7400 123456', undefined, '447400123456'],
    ['8 912 345-67-89', 'RU', '79123456789'],
    ['+7 701 123 45 67', undefined, '77011234567'],
    ['+٤٩ ١٥١٢ ٣٤٥٦٧٨٩', undefined, '4915123456789'],
    ['٠١٠٠١٢٣٤٥٦٧', 'EG', '201001234567'],
    ['۰۹۱۲۳۴۵۶۷۸۹', 'IR', '989123456789'],
    ['＋49 1512 3456789', undefined, '4915123456789'],
    ['\u200E+49\u00A01512\u20113456789', undefined, '4915123456789'],
    ['+39 06', undefined, 'phone_unreadable'],
    ['+49 1512 3456789 ext. 12', undefined, 'phone_unreadable'],
    ['+49 1512 3456789x12', undefined, 'phone_unreadable'],
    ['+49 1512 3456789;ext=12', undefined, 'phone_unreadable'],
    ['(415) 555-2671 ext 3', 'US', 'phone_unreadable'],
    ['+49 1512 3456789 / +49 1603 456789', undefined, 'phone_unreadable'],
    ['+49 1512 3456789 (Anna)', undefined, 'phone_unreadable'],
    ['call +49 1512 3456789', undefined, 'phone_unreadable'],
    ['+49', undefined, 'phone_unreadable'],
    ['+999 1234567', undefined, 'phone_unreadable'],
    ['+1 555 555 5555', undefined, 'phone_unreadable'],
    ['++49 1512 3456789', undefined, 'phone_unreadable'],
    ['', undefined, 'phone_unreadable'],
    ['', 'DE', 'phone_unreadable'],
    ['112', undefined, 'phone_unreadable'],
    ['112', 'DE', 'phone_unreadable'],
    ['not a number', 'DE', 'phone_unreadable'],
    ['anna@example.com', 'DE', 'phone_unreadable'],
    ['0151 23456789', 'de', 'phone_national'],
    ['0151 23456789', 'XX', 'phone_national'],
  ])('%j under %s is %s', (written, country, expected) => {
    expect(digitsOf(written, country)).toBe(expected);
  });

  it('with two valid readings is refused', () => {
    const twofold = countries
      .map(exampleOf)
      .flatMap(({ digits }) => countries.map((home) => [digits, home] as const))
      .filter(([digits, home]) => {
        const national = parsePhoneNumberFromString(digits, { defaultCountry: home, extract: false });
        const foreign = parsePhoneNumberFromString(`+${digits}`);
        return (
          national?.isValid() === true && foreign?.isValid() === true && national.number !== foreign.number
        );
      });
    expect(twofold.length).toBeGreaterThan(0);
    for (const [digits, home] of twofold) expect(readPhone(digits, home)).toBe('phone_ambiguous');
  });

  it('that is valid abroad but not at home is refused, not sent abroad', () => {
    expect(readPhone('4915123456789', 'US')).toBe('phone_ambiguous');
  });

  it('is never read for another country than the one it is of', () => {
    const example = fc.constantFrom(...countries.map(exampleOf));
    const home = fc.constantFrom(undefined, ...countries);
    const noise = fc.constantFrom('', ' ', '-', '.', ' (', ') ', '\u00A0', '\u200B');
    fc.assert(
      fc.property(example, home, noise, fc.nat(9), (of, country, between, place) => {
        const text = `${of.e164.slice(0, 3 + place)}${between}${of.e164.slice(3 + place)}`;
        const reading = digitsOf(text, country);
        expect([of.digits, 'phone_unreadable']).toContain(reading);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of digits alone never leaves the default country', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{4,15}$/), fc.constantFrom(...countries), (text, country) => {
        fc.pre(!text.startsWith('00'));
        const reading = readPhone(text, country);
        if (typeof reading === 'string') return;
        const parsed = parsePhoneNumberFromString(`+${reading.digits}`);
        const home = parsePhoneNumberFromString(exampleOf(country).e164);
        expect(parsed?.countryCallingCode).toBe(home?.countryCallingCode);
        expect(parsed?.isValid()).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('never throws, whatever stands there', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.option(fc.string(), { nil: undefined }),
        (text, country) => {
          const reading = readPhone(text, country);
          if (typeof reading !== 'string') expect(reading.digits).toMatch(/^\d{5,15}$/);
        },
      ),
    );
  });
});

describe('the numbers of a person', () => {
  const entry = (written: string) => ({ written, source: 'identity' as const });

  it('keep their order, count once, and leave out what cannot be read', () => {
    const read = readPhones(
      ['see notes', '+49 1512 3456789', '0151 23456789', '004915123456789', '+351 912 345 678'].map(entry),
      undefined,
    );
    expect(read.numbers.map(({ digits }) => digits)).toEqual(['4915123456789', '351912345678']);
    expect(read.refused).toEqual([
      { written: 'see notes', fault: 'phone_unreadable' },
      { written: '0151 23456789', fault: 'phone_national' },
    ]);
  });

  it('keep the first writing of the same number', () => {
    const { numbers } = readPhones(['0151 23456789', '+49 151 23456789'].map(entry), 'DE');
    expect(numbers.map(({ written }) => written)).toEqual(['0151 23456789']);
  });
});

describe('a suggestion', () => {
  const hintOn = (written: string, country?: string) => {
    const { numbers, refused } = readPhones([{ written, source: 'profile' }], country);
    return (numbers[0] ?? refused[0])?.hint;
  };

  it.each([
    // As written, default country, how it can be meant.
    ['+55 11 8765 4321', undefined, 'brazil', '+55 11 98765 4321'],
    ['+55 (31) 8765-4321', undefined, 'brazil', '+55 31 98765 4321'],
    ['0055 31 6765 4321', undefined, 'brazil', '+55 31 96765 4321'],
    ['(31) 8765-4321', 'BR', 'brazil', '+55 31 98765 4321'],
    ['031 8765 4321', 'BR', 'brazil', '+55 31 98765 4321'],
    ['+52 1 55 1234 5678', undefined, 'mexico', '+52 55 1234 5678'],
    ['(+52) 1 55 1234 5678', undefined, 'mexico', '+52 55 1234 5678'],
    ['+52 044 55 1234 5678', undefined, 'mexico', '+52 55 1234 5678'],
    ['+52 045 55 1234 5678', undefined, 'mexico', '+52 55 1234 5678'],
    ['01 55 1234 5678', 'MX', 'mexico', '+52 55 1234 5678'],
    ['+54 9 11 15 2345 6789', undefined, 'argentina', '+54 9 11 2345 6789'],
    ['+54 9 351 15 234 5678', undefined, 'argentina', '+54 9 351 234 5678'],
    ['+54 9 2966 15 420123', undefined, 'argentina', '+54 9 2966 42 0123'],
  ])('for %j under %s, which cannot be read: %s, %s', (written, country, quirk, number) => {
    expect(readPhone(written, country)).toBe('phone_unreadable');
    expect(hintOn(written, country)).toMatchObject({ quirk, number });
  });

  it.each([
    ['+54 11 2345 6789', undefined, 'argentina', '+54 9 11 2345 6789'],
    ['11 2345 6789', 'AR', 'argentina', '+54 9 11 2345 6789'],
    // Some mobile numbers of a former trunk radio network kept eight digits.
    ['+55 31 7765 4321', undefined, 'brazil', '+55 31 97765 4321'],
  ])('for %j under %s, which is read as it is: %s, %s', (written, country, quirk, number) => {
    expect(digitsOf(written, country)).toMatch(/^\d+$/);
    expect(hintOn(written, country)).toMatchObject({ quirk, number });
  });

  it.each([
    // The usual forms of the same countries.
    ['+55 11 98765 4321', undefined],
    ['+55 31 3765 4321', undefined],
    ['+52 55 1234 5678', undefined],
    ['+54 9 11 2345 6789', undefined],
    // Argentina's own writing, which the world's tables read as the mobile number that it is.
    ['+54 11 15 2345 6789', undefined],
    ['011 15 2345 6789', 'AR'],
    // Too little to tell the area.
    ['+54 15 2345 6789', undefined],
    ['15 2345 6789', 'AR'],
    ['8765 4321', 'BR'],
    // An area code that begins with 0 is none, and without its 0 the rest is a number of another length.
    ['+55 00470000000', undefined],
    // Digits that can be another country's, or nobody knows whose.
    ['1 55 1234 5678', 'MX'],
    ['551187654321', undefined],
    ['551187654321', 'US'],
    ['+49 1512 3456789', undefined],
    ['+49 06', undefined],
    ['see notes', 'BR'],
  ])('is made for nothing else: %j under %s', (written, country) => {
    expect(hintOn(written, country)).toBeUndefined();
  });

  it('is another number of the same country with the same ending, and can be read when it is written so', () => {
    const digits = fc.tuple(fc.constantFrom('52', '54', '55'), fc.stringMatching(/^\d{10,14}$/));
    fc.assert(
      fc.property(digits, fc.constantFrom('', ' ', '-'), ([code, rest], between) => {
        const written = `+${code}${between}${rest}`;
        const hint = hintOn(written);
        if (hint === undefined) return;
        const meant = readPhone(hint.number, undefined);
        if (typeof meant === 'string') throw new Error(`${hint.number} is ${meant}`);
        expect(hint.number.startsWith(hint.prefix)).toBe(true);
        expect(meant.digits).not.toBe(code + rest);
        expect(meant.digits.startsWith(code)).toBe(true);
        expect(phoneEndingOf(meant.digits)).toBe(phoneEndingOf(rest));
        expect(meant.hint).toBeUndefined();
      }),
      { numRuns: 3_000 },
    );
  });

  it('changes nothing of what is read', () => {
    const read = readPhones(
      [
        { written: '+54 11 2345 6789', source: 'profile' },
        { written: '+52 1 55 1234 5678', source: 'identity' },
      ],
      undefined,
    );
    expect(read.numbers.map(({ digits }) => digits)).toEqual(['541123456789']);
    expect(read.refused.map(({ written }) => written)).toEqual(['+52 1 55 1234 5678']);
  });
});
