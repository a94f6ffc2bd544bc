import { describe, expect, it } from 'vitest';
import { daysLate, familiesOf, type ListedTemplate, misfitsOf } from '../../src/core/template-fit';
import { templateWith } from '../support/facts';

const listed = (changes: Partial<ListedTemplate> = {}): ListedTemplate => ({
  ...templateWith(),
  category: 'utility',
  lastsSeconds: undefined,
  wanting: [],
  ...changes,
});

describe('misfits', () => {
  it('are none for a template that is approved and has the three variables', () => {
    expect(misfitsOf(listed())).toEqual([]);
  });

  it('are none for a body that the list does not tell', () => {
    expect(misfitsOf(listed({ body: undefined, bodyVariables: [] }))).toEqual([]);
  });

  it('are all told, what no approval mends first', () => {
    const template = listed({ status: 'pending', bodyVariables: ['1'], wanting: ['header', 'button'] });
    expect(misfitsOf(template)).toEqual([
      { kind: 'variables', found: ['1'] },
      { kind: 'wanting', part: 'header' },
      { kind: 'wanting', part: 'button' },
      { kind: 'not_approved', status: 'pending' },
    ]);
  });
});

it.each([
  ['utility', undefined, 30],
  ['marketing', undefined, 30],
  ['authentication', undefined, 0],
  ['utility', 43_200, 0],
  ['utility', 86_400, 1],
] as const)('a %s template that lasts %s seconds is up to %s days late', (category, lastsSeconds, days) => {
  expect(daysLate(listed({ category, lastsSeconds }))).toBe(days);
});

it('families with a usable variant come first', () => {
  const list = [
    listed({ name: 'a', status: 'paused' }),
    listed({ name: 'b', language: 'pt_BR' }),
    listed({ name: 'b', language: 'en' }),
  ];
  const families = familiesOf(list).map(({ name, variants }) => [
    name,
    variants.map(({ language }) => language),
  ]);
  expect(families).toEqual([
    ['b', ['en', 'pt_BR']],
    ['a', ['en']],
  ]);
});
