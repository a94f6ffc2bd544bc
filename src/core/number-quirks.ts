/**
 * Mobile numbers that are written in ways that WhatsApp does not go by. What is found here is a suggestion to a person:
 * no number is rewritten, and none is sent to that does not stand in the profile.
 *
 * - Brazil put a 9 before the eight digits of its mobile numbers, area by area, until 2016. Accounts from before that can
 *   go by eight digits inside WhatsApp, which as a rule finds them by the number with its 9.
 * - Mexico dropped the 1 between +52 and ten digits in 2019, together with 01, 044 and 045. Older accounts can go
 *   by it inside WhatsApp, which as a rule finds them by the number of today.
 * - Argentina has mobile numbers with a 9 after +54 for callers from abroad, and with a 15 after the area code at home.
 *   WhatsApp goes by the 9; without it the same digits are a landline.
 */

/** The country whose rule it is. */
export type Quirk = 'brazil' | 'mexico' | 'argentina';

interface Rule<Q extends Quirk> {
  readonly quirk: Q;
  /** What numbers begin with in the usual form. */
  readonly prefix: string;
  /** Digits with the country code first, and what they are in the usual form. */
  readonly forms: readonly (readonly [RegExp, string])[];
}

/** For numbers that are valid as they are, and still can be mobile numbers that lack something. */
export const lacking: readonly Rule<'brazil' | 'argentina'>[] = [
  { quirk: 'brazil', prefix: '+55', forms: [[/^(55\d\d)([6-9]\d{7})$/, '$19$2']] },
  { quirk: 'argentina', prefix: '+54 9', forms: [[/^(54)([1-8]\d{9})$/, '$19$2']] },
];

/** For what is no number as it stands. */
export const outdated: readonly Rule<Quirk>[] = [
  ...lacking,
  { quirk: 'mexico', prefix: '+52', forms: [[/^(52)(?:1|01|044|045)(\d{10})$/, '$1$2']] },
  {
    quirk: 'argentina',
    prefix: '+54 9',
    // The area code has two to four digits, and ten together with what follows.
    forms: [
      [/^(54)9?(\d{2})15(\d{8})$/, '$19$2$3'],
      [/^(54)9?(\d{3})15(\d{7})$/, '$19$2$3'],
      [/^(54)9?(\d{4})15(\d{6})$/, '$19$2$3'],
    ],
  },
];

/** How these digits can be meant by the rules; whether that is a number the rules do not know. */
export const guessesBy = <Q extends Quirk>(
  rules: readonly Rule<Q>[],
  written: string,
): readonly { readonly quirk: Q; readonly prefix: string; readonly digits: string }[] =>
  rules.flatMap(({ quirk, prefix, forms }) =>
    forms
      .filter(([form]) => form.test(written))
      .map(([form, usual]) => ({ quirk, prefix, digits: written.replace(form, usual) })),
  );
