/**
 * Busy hours over one account's request limit. The limit is shared with every other app of the account, so what is
 * promised is twofold: no message is lost or doubled, and what Zendesk has refused is not asked again too early.
 */
import { describe, expect, it } from 'vitest';
import { busyAgent, closedMinute, shiftChange, tenTickets } from './scenarios';
import { type Outcome, plans } from './storm';

const seed = Number(process.env.STORM_SEED ?? 7);

const nothingWrong = { lost: [], doubled: [], impatient: [] };
const median = ({ waits }: Outcome): number => waits[Math.floor(waits.length / 2)] ?? Number.NaN;

describe('200 assignments within a minute over 20 browsers', () => {
  const cases = plans.flatMap(({ name, perMinute }) =>
    [0, 0.5].map((share) => ({ name, perMinute, others: perMinute * share, share })),
  );

  it.each(cases)(
    '$name, other apps using $others of the $perMinute: none lost, none doubled, no storm',
    async ({ name, perMinute, others }) => {
      const budget = { perMinute, others, tells: true };
      const minutes = name === 'Suite Team' ? 45 : 15;
      const outcome = await shiftChange({ budget, seed, busy: 0.1 }, { minutes });
      expect(outcome).toMatchObject({ assignments: 200, ...nothingWrong });
      expect(outcome.turnedAway).toBeGreaterThan(0);
      // A minute of 200 requests cannot carry 200 assignments within the ten minutes that they count as fresh.
      if (name === 'Suite Team') expect(outcome.announced).toBeGreaterThan(60);
      else expect(outcome.announced).toBeGreaterThanOrEqual(196);
      expect(outcome.announced + outcome.told.length).toBe(200);
      expect(outcome.refused).toBeLessThan(perMinute);
      expect(outcome.bySavers / outcome.savers).toBeLessThan(12);
      expect(outcome.byWatchers / outcome.watchers).toBeLessThan(9);
    },
    120_000,
  );

  it('Enterprise Plus hardly notices', async () => {
    const budget = { perMinute: 2_500, others: 0, tells: true };
    const outcome = await shiftChange({ budget, seed });
    expect(outcome).toMatchObject({ announced: 200, refused: 0, ...nothingWrong });
    expect(median(outcome)).toBeLessThan(10_000);
  }, 120_000);

  it('also where answers do not tell what is left, and Zendesk refuses duplicates', async () => {
    const budget = { perMinute: 700, others: 350, tells: false };
    const outcome = await shiftChange({ budget, seed, unique: true }, { minutes: 15 });
    expect(outcome).toMatchObject({ announced: 200, ...nothingWrong });
    expect(outcome.refused).toBeLessThan(500);
  }, 120_000);
});

describe('ten tickets opened at once in one browser', () => {
  it.each(plans)('$name: each is announced once', async ({ perMinute }) => {
    const outcome = await tenTickets({ budget: { perMinute, others: 0, tells: true }, seed });
    expect(outcome).toMatchObject({ assignments: 10, announced: 10, refused: 0, ...nothingWrong });
    expect(outcome.worstMinute).toBeLessThanOrEqual(120);
  });

  it('are announced all the same with 30 requests a minute left', async () => {
    const budget = { perMinute: 200, others: 170, tells: true };
    const outcome = await tenTickets({ budget, seed });
    expect(outcome).toMatchObject(nothingWrong);
    expect(outcome.announced + outcome.told.length).toBe(10);
  });
});

it.each([true, false])(
  'a minute in which Zendesk refuses everything (headers that tell: %s) is waited out, and every message leaves after it',
  async (tells) => {
    const outcome = await closedMinute({ budget: { perMinute: 700, others: 0, tells }, seed });
    expect(outcome).toMatchObject({ assignments: 20, announced: 20, ...nothingWrong });
    // Nobody asks again and again, and not all at once when it is over.
    expect(outcome.refused).toBeLessThan(60);
    expect(outcome.worstSecond).toBeLessThan(40);
  },
);

it('an agent who opens 300 tickets an hour asks Zendesk less than once a ticket', async () => {
  const outcome = await busyAgent({ budget: { perMinute: 200, others: 0, tells: true }, seed });
  expect(outcome.byWatchers + outcome.bySavers).toBeGreaterThan(0);
  expect(outcome.byWatchers + outcome.bySavers).toBeLessThan(300);
  expect(outcome.worstMinute).toBeLessThan(60);
});
