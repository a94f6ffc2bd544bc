import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Audit, assignmentsIn } from '../../src/core/assignment';
import { noonish } from '../support/facts';

const audit = (id: number, ...assignees: readonly (number | undefined)[]): Audit => ({
  id,
  ticketId: 4711,
  authorId: 11,
  createdAt: noonish,
  assignees,
});

describe('the assignments of a ticket', () => {
  it('are told whole: who, by whom, when, and who was in between', () => {
    expect(assignmentsIn([audit(5, 21, 22)])).toEqual([
      { ticketId: 4711, auditId: 5, specialistId: 22, through: [21, 22], authorId: 11, savedAt: noonish },
    ]);
  });

  it.each<[string, readonly Audit[], readonly (readonly [number, number | undefined])[]]>([
    ['are none without audits', [], []],
    ['are none in audits that leave the assignee alone', [audit(1), audit(2)], []],
    [
      'come oldest first, whatever order the audits came in',
      [audit(9, 3), audit(2, 1), audit(5, 2)],
      [
        [2, 1],
        [5, 2],
        [9, 3],
      ],
    ],
    [
      'are ordered as numbers, not as text',
      [audit(10, 2), audit(9, 1)],
      [
        [9, 1],
        [10, 2],
      ],
    ],
    [
      'are three where somebody comes back',
      [audit(1, 21), audit(2, 22), audit(3, 21)],
      [
        [1, 21],
        [2, 22],
        [3, 21],
      ],
    ],
    ['name the last of several changes in one save', [audit(1, 21, 22, 23)], [[1, 23]]],
    [
      'name nobody where a group was left in charge',
      [audit(1, 21), audit(2, undefined)],
      [
        [1, 21],
        [2, undefined],
      ],
    ],
    ['name nobody where a trigger took the person away again', [audit(1, 21, undefined)], [[1, undefined]]],
    [
      'are counted once when pages overlap',
      [audit(1, 21), audit(2, 22), audit(1, 21)],
      [
        [1, 21],
        [2, 22],
      ],
    ],
  ])('%s', (_what, audits, expected) => {
    expect(assignmentsIn(audits).map(({ auditId, specialistId }) => [auditId, specialistId])).toEqual(
      expected,
    );
  });

  it('do not depend on the order of the audits, and leave it alone', () => {
    const audits = fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 1e12 }),
        who: fc.array(fc.option(fc.nat(9), { nil: undefined })),
      }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(
        audits.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([one, other]) => {
          const [a, b] = [one, other].map((list) => list.map(({ id, who }) => audit(id, ...who)));
          const before = structuredClone(b);
          expect(assignmentsIn(b ?? [])).toEqual(assignmentsIn(a ?? []));
          expect(b).toEqual(before);
        },
      ),
    );
  });
});
