import { readFileSync } from 'node:fs';
import { parse } from '@formatjs/icu-messageformat-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ProblemCode, problems } from '../../src/core/problem';
import { tellingLocale } from '../../src/view/language';
import { message } from '../../src/view/message';
import {
  agoChangesIn,
  agoText,
  loadWords,
  type Phrase,
  partsOf,
  say,
  speak,
  textOf,
  timeText,
  valueText,
  wordsAt,
} from '../../src/view/words';
import { now } from '../support/states';

const telling = { locale: 'en-GB', now };

beforeAll(() => {
  speak('en');
  return loadWords();
});

// Zendesk's `app` block is not in the bundle, so it is read from the file.
const file: unknown = JSON.parse(
  readFileSync(new URL('../../translations/en.json', import.meta.url), 'utf8'),
);

describe('the words', () => {
  // Object.keys forgets that the keys are the codes.
  it.each(Object.keys(problems) as ProblemCode[])('have a title and a sentence for %s', (code) => {
    const title = wordsAt(`problem.${code}.title`);
    expect(title).toMatch(/^\S.{3,44}[^.]$/);
    const text = textOf(say(`problem.${code}.text`, { most: 5 }), telling);
    expect(text).toMatch(/^\S.{10,170}[.:]$/);
  });

  it('have a title for no problem that does not exist', () => {
    expect(file).toHaveProperty('problem');
    const { problem } = file as { problem: object };
    expect(new Set(Object.keys(problem))).toEqual(new Set(Object.keys(problems)));
  });

  it('never call an accepted message delivered', () => {
    for (const key of ['status.accepted', 'status_text.accepted', 'step.accepted'] as const) {
      expect(wordsAt(key)).not.toMatch(/deliver|receiv|arriv/i);
    }
    expect(wordsAt('status_text.sent')).toContain('No news yet from the phone');
    expect(wordsAt('status_text.delivered')).toContain('read receipts are off');
  });
});

describe('a phrase', () => {
  it('keeps its own words and its values apart', () => {
    expect(partsOf(say('card.number_ending', { ending: '4567' }))).toEqual([
      'number ending in ',
      { value: '4567' },
      '',
    ]);
  });

  it('does not read a placeholder into a value', () => {
    expect(textOf(say('card.number_ending', { ending: '{ending}' }), telling)).toBe(
      'number ending in {ending}',
    );
  });

  it('fills in other words, times and languages', () => {
    expect(valueText({ key: 'card.the_customer' }, telling)).toBe('the customer');
    expect(valueText({ language: 'pt_BR' }, telling)).toBe('Brazilian Portuguese');
    expect(valueText({ language: '?' }, telling)).toBe('?');
    expect(valueText(0, telling)).toBe('0');
  });
});

describe('a sentence with a number', () => {
  const tried = (most: number) => textOf(say('problem.too_many_attempts.text', { most }), telling);

  it('has the words that go with it', () => {
    expect(tried(1)).toMatch(/^This message was tried once\./);
    expect(tried(5)).toMatch(/^This message was tried 5 times\./);
  });
});

describe('a message that the build has parsed', () => {
  const telling = { locale: 'pl', now };
  const said = (text: string, values: Phrase['values'], locale = 'pl') =>
    message(
      parse(text),
      locale,
    )(values)
      .map((part) => (typeof part === 'string' ? part : `<${valueText(part.value, telling)}>`))
      .join('');

  it.each([
    [1, '1 próba'],
    [2, '2 próby'],
    [5, '5 prób'],
    [22, '22 próby'],
    [1.5, '1,5 próby'],
  ])('chooses by the plurals of its language: %d', (n, words) => {
    const text = '{n, plural, one {# próba} few {# próby} many {# prób} other {# próby}}';
    expect(said(text, { n })).toBe(words);
  });

  it('keeps values apart from its words, also within a plural', () => {
    const text = '{name} has {n, plural, one {one} other {# of {name}}}: {what}';
    const values = { name: '{n}', n: 2, what: { key: 'card.the_customer' } } as const;
    expect(said(text, values, 'en')).toBe('<{n}> has 2 of <{n}>: <the customer>');
  });

  it('writes the digits that stand around it', () => {
    expect(said('{n, plural, other {#}}', { n: 1234 }, 'ar-u-nu-latn')).toMatch(/^1.?234$/);
  });
});

describe('a time', () => {
  const hour = 60 * 60_000;

  it('is a clock time today', () => {
    expect(timeText(now, telling)).toMatch(/^\d\d:\d\d$/);
  });

  it('has its day before today, and its year before this one', () => {
    const noon = new Date(2026, 10, 24, 12).getTime();
    const atNoon = { ...telling, now: noon };
    expect(timeText(noon - 48 * hour, atNoon)).toMatch(/^22 Nov, \d\d:\d\d$/);
    expect(timeText(noon - 400 * 24 * hour, atNoon)).toMatch(/^20 Oct 2025, \d\d:\d\d$/);
  });

  it('is told as the agent tells it', () => {
    const morning = new Date(2026, 10, 24, 9, 5).getTime();
    expect(timeText(morning, { locale: 'en-US', now: morning })).toBe('9:05 AM');
    expect(timeText(morning, { locale: 'de', now: morning })).toBe('09:05');
  });

  it('is told in the language of the words and the manner of the agent’s country', () => {
    expect(tellingLocale('en', 'sv')).toBe('en-SE-u-nu-latn');
    expect(tellingLocale('de', 'de-at')).toBe('de-AT-u-nu-latn');
    expect(tellingLocale('pt-br', 'pt')).toBe('pt-BR-u-nu-latn');
    expect(tellingLocale('en', 'not a locale')).toBe('en-u-nu-latn');
    expect(timeText(now, { locale: tellingLocale('ar', 'ar-eg'), now })).toMatch(/\d:\d\d/);
  });

  it('can be told in a locale of an account’s own making', () => {
    expect(timeText(now, { locale: 'not a locale', now })).toMatch(/\d\d/);
  });
});

describe('an age', () => {
  const minute = 60_000;
  const ago = (age: number) => agoText(now - age, telling);

  it('is told in minutes for an hour', () => {
    expect(ago(0)).toBe('now');
    expect(ago(minute - 1)).toBe('now');
    expect(ago(minute)).toBe('1 min ago');
    expect(ago(59 * minute + 59_999)).toBe('59 min ago');
  });

  it.each([-1, 60 * minute])('is a clock time for %d ms', (age) => {
    expect(ago(age)).toBe(timeText(now - age, telling));
    expect(agoChangesIn(now - age, now)).toBeUndefined();
  });

  it.each([0, 1, minute - 1, minute, 35 * minute + 17_000, 59 * minute])(
    'of %d ms reads the same until it changes, and not longer',
    (age) => {
      const wait = agoChangesIn(now - age, now) ?? Number.NaN;
      expect(ago(age + wait - 1)).toBe(ago(age));
      expect(ago(age + wait)).not.toBe(ago(age));
    },
  );
});
