import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Claim,
  claimText,
  externalIdOf,
  leaseMs,
  parseClaim,
  sendWindowMs,
  settleMs,
  winnerOf,
} from '../../src/core/claim';

const seen = (createdAt: number, recordId = `s${createdAt}`): Claim => ({
  recordId,
  kind: 'seen',
  token: recordId,
  createdAt,
});
const own = (createdAt: number, recordId = `o${createdAt}`): Claim => ({
  recordId,
  kind: 'own',
  token: recordId,
  createdAt,
});

it('an attempt is named by ticket, audit and number', () => {
  expect(externalIdOf({ ticketId: 12_345, auditId: 678_901_234_567, attempt: 2 })).toBe(
    't12345-a678901234567-n2',
  );
});

it('no two attempts share a name', () => {
  const id = fc.integer({ min: 1, max: 1e12 });
  const key = fc.record({ ticketId: id, auditId: id, attempt: fc.integer({ min: 1, max: 5 }) });
  fc.assert(
    fc.property(key, key, (a, b) => {
      const same = a.ticketId === b.ticketId && a.auditId === b.auditId && a.attempt === b.attempt;
      expect(externalIdOf(a) === externalIdOf(b)).toBe(same);
    }),
  );
});

describe('the text of a claim', () => {
  it('says whose it is and comes back', () => {
    fc.assert(
      fc.property(fc.constantFrom('own', 'seen'), fc.stringMatching(/^[\w.-]+$/), (kind, token) => {
        expect(parseClaim(claimText(kind, token))).toEqual({ kind, token });
      }),
    );
  });

  it.each(['', 'own', 'own:', ':abc', 'theirs:abc', 'OWN:abc', ' own:abc'])('“%s” is none', (text) => {
    expect(parseClaim(text)).toBeUndefined();
  });
});

describe('the winner', () => {
  it.each<[string, readonly Claim[], Claim | undefined]>([
    ['of none is nobody', [], undefined],
    ['of one is that one', [seen(0)], seen(0)],
    ['among seen ones is the first', [seen(3_000), seen(1_000), seen(2_000)], seen(1_000)],
    ['within one second is the smaller id', [seen(0, 'b'), seen(0, 'a')], seen(0, 'a')],
    ['is an own one before a seen one', [seen(5_000), own(1_000)], own(1_000)],
    ['is an own one in the same second', [seen(0), own(0)], own(0)],
    ['is an own one two seconds later', [seen(0), own(2_000)], own(2_000)],
    ['is the seen one when the own one is three seconds later', [seen(0), own(3_000)], seen(0)],
    ['counts from the first seen one', [seen(0), seen(2_000), own(3_000)], seen(0)],
  ])('%s', (_what, claims, winner) => {
    expect(winnerOf(claims)).toEqual(winner);
  });

  it('is the same for every reader of the same records', () => {
    const claim = fc.record({
      recordId: fc.stringMatching(/^[A-Z0-9]{6}$/),
      kind: fc.constantFrom('own', 'seen'),
      token: fc.string(),
      createdAt: fc.integer({ min: 0, max: 8 }).map((seconds) => seconds * 1_000),
    });
    const claims = fc.uniqueArray(claim, {
      selector: ({ recordId }) => recordId,
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        claims.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([one, other]) => {
          expect(winnerOf(other)).toEqual(winnerOf(one));
        },
      ),
    );
  });
});

/**
 * The protocol as a model: claims are made when they are made, stamps show whole seconds, and a reader sees what
 * it must see by the bounds that the rule rests on, and of the rest whatever chance gives it.
 */
describe('no two claimants both believe that they won', () => {
  interface Made {
    readonly claim: Claim;
    /** ms; the stamp shows its second only. */
    readonly madeAt: number;
    /** For each other claim whether it is seen although nothing promises it. */
    readonly luck: readonly boolean[];
  }

  const made = (kind: 'own' | 'seen') =>
    fc.record({
      kind: fc.constant(kind),
      madeAt: fc.integer({ min: 0, max: 12_000 }),
      luck: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      recordId: fc.stringMatching(/^[A-Z0-9]{8}$/),
    });

  const scene = fc
    .tuple(fc.option(made('own'), { nil: undefined }), fc.array(made('seen'), { maxLength: 6 }))
    .map(([one, others]): readonly Made[] =>
      [one, ...others]
        .filter((each) => each !== undefined)
        .map(({ kind, madeAt, luck, recordId }, index) => ({
          claim: {
            kind,
            recordId: `${recordId}${index}`,
            token: String(index),
            createdAt: Math.floor(madeAt / 1_000) * 1_000,
          },
          madeAt,
          luck,
        })),
    );

  /** An own reader reads at once, a seen reader after its settling time; reads lag up to 1 s behind. */
  const certainUntil = ({ claim, madeAt }: Made): number =>
    claim.kind === 'own' ? madeAt - 1_000 : madeAt + settleMs - 1_000;

  const believers = (all: readonly Made[]): readonly Made[] =>
    all.filter((reader) => {
      const visible = all.filter(
        (other, index) =>
          other === reader || other.madeAt <= certainUntil(reader) || reader.luck[index] === true,
      );
      return winnerOf(visible.map(({ claim }) => claim))?.token === reader.claim.token;
    });

  it('with any luck', () => {
    fc.assert(
      fc.property(scene, (all) => {
        expect(believers(all).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 20_000 },
    );
  });

  it('and with everything visible exactly one does', () => {
    fc.assert(
      fc.property(scene, (all) => {
        fc.pre(all.length > 0);
        const everything = all.map((one) => ({ ...one, luck: Array.from({ length: 8 }, () => true) }));
        expect(believers(everything)).toHaveLength(1);
      }),
    );
  });
});

it('a send that starts in its window ends, with its own deadline of 30 s, before the lease does', () => {
  expect(sendWindowMs + 30_000).toBeLessThan(leaseMs);
});
