import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillBody, type Template, usableVariants } from '../../src/core/template';
import { templateWith } from '../support/facts';

describe('a filled body', () => {
  it.each<[string, string, readonly string[], string]>([
    ['holds every value in its place', 'Hi {{1}}, {{2}}: {{3}}.', ['A', 'B', 'C'], 'Hi A, B: C.'],
    ['takes them in any order and twice', '{{3}} {{1}} {{3}}', ['A', 'B', 'C'], 'C A C'],
    ['takes placeholders with spaces', 'Hi {{ 1 }}', ['A'], 'Hi A'],
    ['keeps a value that looks like a placeholder', 'Hi {{1}} {{2}}', ['{{2}}', 'B'], 'Hi {{2}} B'],
    ['keeps a value that looks like a setting', '{{1}}', ['{{setting.api_token}}'], '{{setting.api_token}}'],
    ['keeps a value that looks like a pattern of replace', '{{1}}!', ["$& $1 $' $$"], "$& $1 $' $$!"],
    ['leaves what it has no value for', '{{1}} {{4}} {{name}} {{0}}', ['A'], 'A {{4}} {{name}} {{0}}'],
    ['leaves broken placeholders', '{1} {{}} {{{1}}}', ['A'], '{1} {{}} {A}'],
  ])('%s', (_what, body, values, expected) => {
    expect(fillBody(body, values)).toBe(expected);
  });

  it('is as long as its parts, whatever the values are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (first, second) => {
        expect(fillBody('a{{1}}b{{2}}c', [first, second])).toBe(`a${first}b${second}c`);
      }),
    );
  });
});

describe('a variant is used', () => {
  it.each<[string, Partial<Template>, boolean]>([
    ['when it is approved and wants three values', {}, true],
    ['not under another name', { name: 'agent_assigned_2' }, false],
    ['not while pending', { status: 'pending' }, false],
    ['not when rejected', { status: 'rejected' }, false],
    ['not when paused', { status: 'paused' }, false],
    ['not when disabled', { status: 'disabled' }, false],
    ['not in a status that nobody knows', { status: 'other' }, false],
    ['not with two variables', { bodyVariables: ['1', '2'] }, false],
    ['not with four variables', { bodyVariables: ['1', '2', '3', '4'] }, false],
    ['not with names for variables', { bodyVariables: ['customer', 'ticket', 'agent'] }, false],
    ['not without variables', { bodyVariables: [] }, false],
    ['not when something else wants a value', { needsMore: true }, false],
    ['without a known text', { body: undefined }, true],
  ])('%s', (_what, change, used) => {
    expect(usableVariants([templateWith(change)], 'agent_assigned')).toHaveLength(used ? 1 : 0);
  });
});
