import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ProblemCode, problems } from '../../src/core/problem';
import { loadWords, partsOf, say, speak, textOf, timeText, valueText, wordsAt } from '../../src/view/words';
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
    expect(wordsAt(`problem.${code}.text`)).toMatch(/^\S.{10,170}[.:]$/);
  });

  it('have a title for no problem that does not exist', () => {
    expect(file).toHaveProperty('problem');
    const { problem } = file as { problem: object };
    expect(new Set(Object.keys(problem))).toEqual(new Set(Object.keys(problems)));
  });

  it('call each setting as the settings page does', () => {
    const { app, setting } = file as {
      app: { parameters: Record<string, { label: string; helpText: string }> };
      setting: Record<string, string>;
    };
    for (const [name, { label, helpText }] of Object.entries(app.parameters)) {
      expect(label.startsWith(setting[name] ?? 'no such setting'), name).toBe(true);
      expect(helpText.length, name).toBeGreaterThan(20);
    }
  });

  it('never call an accepted message delivered', () => {
    for (const key of ['status.accepted', 'status_text.accepted', 'step.accepted'] as const) {
      expect(wordsAt(key)).not.toMatch(/deliver|receiv|arriv/i);
    }
    expect(wordsAt('status_text.sent')).toContain('not reached the phone');
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

describe('a time', () => {
  const hour = 60 * 60_000;

  it('is a clock time today', () => {
    expect(timeText(now, telling)).toMatch(/^\d\d:\d\d$/);
  });

  it('has its day before today, and its year before this one', () => {
    expect(timeText(now - 48 * hour, telling)).toMatch(/^22 Nov, \d\d:\d\d$/);
    expect(timeText(now - 400 * 24 * hour, telling)).toMatch(/^20 Oct 2025, \d\d:\d\d$/);
  });

  it('is told as the agent tells it', () => {
    expect(timeText(now, { locale: 'en-US', now })).toMatch(/(AM|PM)$/);
  });

  it('can be told in a locale of an account’s own making', () => {
    expect(timeText(now, { locale: 'not a locale', now })).toMatch(/\d\d/);
  });
});
