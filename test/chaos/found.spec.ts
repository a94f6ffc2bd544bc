/** Histories that were found by chance and once ended badly. */
import { describe, expect, it } from 'vitest';
import type { History } from './history';
import { simulate } from './simulate';

const calm: History = {
  unique: false,
  listed: false,
  automatic: true,
  firstOnly: false,
  catchUpMinutes: 10,
  clocks: [0, 0, 0],
  present: [0],
  acts: [],
  mishaps: [],
  sends: [],
  tagging: false,
  texts: false,
  creation: undefined,
  dice: 0,
};

const act = (pause: number, does: History['acts'][number]['does'], who = 0, specialist = 0) => ({
  pause,
  does,
  who,
  specialist,
});

async function violationsOf(history: Partial<History>): Promise<readonly string[]> {
  const { violations } = await simulate({ ...calm, ...history });
  return violations.map(({ invariant, detail }) => `${invariant}: ${detail}`);
}

describe('once found by chance', () => {
  it('a status that is known and not yet written down does not fall back to what the store says', async () => {
    const violations = await violationsOf({
      present: [0, 0, 0],
      acts: [act(189_347, 'saves'), act(7_126, 'saves through a trigger', 2), act(0, 'opens the ticket')],
      mishaps: [
        { route: 'save', nth: 0, how: 'lost before', ms: 375 },
        { route: 'audits', nth: 3, how: 'lost before', ms: 0 },
        { route: 'audits', nth: 2, how: 'lost before', ms: 0 },
        { route: 'audits', nth: 0, how: 'page sleeps when it leaves', ms: 0 },
      ],
      dice: 1_532_135_863,
    });
    expect(violations).toEqual([]);
  });

  it('a status that this page knows does not fall back to what another tab tells after a look that failed', async () => {
    const violations = await violationsOf({
      present: [1, 1],
      acts: [
        act(1_107, 'fails to save'),
        act(7_335, 'saves through a trigger'),
        act(1_613, 'saves through a trigger'),
        act(1_909, 'saves in two tabs'),
        act(1_811, 'saves'),
        act(0, 'routing assigns', 0, 1),
      ],
      mishaps: [{ route: 'search', nth: 2, how: 'broken before', ms: 0 }],
      dice: 13,
    });
    expect(violations).toEqual([]);
  });

  it('a tab that closes when it wakes leads nobody', async () => {
    const violations = await violationsOf({
      listed: true,
      acts: [act(308, 'saves'), act(0, 'opens the ticket'), act(0, 'opens the ticket')],
      mishaps: [
        { route: 'look up', nth: 3, how: 'page closes when the answer comes', ms: 0 },
        { route: 'linked', nth: 0, how: 'page sleeps when it leaves', ms: 12_414 },
      ],
      sends: [{ fate: 'broken after', reports: [] }],
      dice: 619_107_657,
    });
    expect(violations).toEqual([]);
  });

  it('a queued message that another browser has found is shown as found', async () => {
    const violations = await violationsOf({
      listed: true,
      acts: [act(0, 'routing assigns'), act(0, 'saves', 0, 1), act(0, 'opens the ticket')],
      sends: [
        { fate: 'queued and dropped', reports: [] },
        { fate: 'without id', reports: ['sent'] },
      ],
      dice: 879_044_901,
    });
    expect(violations).toEqual([]);
  });

  it('an agent is told once of a lost send, though the store knows its claim alone when they press a button', async () => {
    const violations = await violationsOf({
      acts: [
        act(0, 'saves in two tabs', 0, 1),
        act(915, 'saves through a trigger'),
        act(836, 'opts out'),
        act(734, 'clicks send'),
        act(2_477, 'opens the ticket'),
        act(0, 'returns'),
      ],
      mishaps: [{ route: 'save', nth: 0, how: 'lost before', ms: 0 }],
      sends: [{ fate: 'gateway after', reports: [] }],
      dice: 1_946_333_349,
    });
    expect(violations).toEqual([]);
  });

  it('an accepted message is written down though the rate limit stops the first try', async () => {
    const violations = await violationsOf({
      acts: [act(0, 'routing assigns'), act(0, 'opens the ticket')],
      mishaps: [{ route: 'save', nth: 0, how: 'busy for long', ms: 0 }],
      sends: [{ fate: 'accepted', reports: [] }],
    });
    expect(violations).toEqual([]);
  });

  it('a claim that its sleeping owner took back is shown to nobody as interrupted for ever', async () => {
    const violations = await violationsOf({
      catchUpMinutes: 2,
      acts: [
        act(0, 'routing assigns'),
        act(0, 'opens the ticket'),
        act(7_003, 'sleeps'),
        act(32_317, 'opens the ticket'),
        act(2_030, 'opens the ticket'),
      ],
      dice: 2_071_576_460,
    });
    expect(violations).toEqual([]);
  });

  it('a page that slept before its claim does not announce who was replaced meanwhile', async () => {
    const violations = await violationsOf({
      present: [0, 0],
      acts: [
        act(0, 'routing assigns'),
        act(0, 'opens the ticket'),
        act(0, 'routing assigns', 0, 1),
        act(1_363, 'opens the ticket'),
        act(176, 'sleeps', 1),
        act(60_000, 'returns'),
      ],
      dice: 1_088_584_789,
    });
    expect(violations).toEqual([]);
  });

  it('a page that slept within its look does not send to a customer who opted out meanwhile', async () => {
    const violations = await violationsOf({
      acts: [
        act(0, 'opens the ticket'),
        act(0, 'routing assigns'),
        act(836, 'opts out'),
        act(0, 'opens the ticket'),
        act(90_000, 'returns'),
      ],
      mishaps: [{ route: 'search', nth: 0, how: 'page sleeps when it leaves', ms: 40_000 }],
      dice: 9,
    });
    expect(violations).toEqual([]);
  });

  it('somebody chosen in the form during a look is not taken for the one in charge', async () => {
    const violations = await violationsOf({
      present: [0, 0],
      acts: [
        act(0, 'returns'),
        act(124, 'routing assigns', 0, 2),
        act(5_101, 'saves through a trigger', 1),
        act(1_427, 'opens the ticket'),
        act(390, 'opens the ticket'),
        act(1_625, 'fails to save', 0, 2),
      ],
      dice: 2_055_210_058,
    });
    expect(violations).toEqual([]);
  });

  it('Send now speaks of the assignment in charge, also where its audit could not be read yet', async () => {
    const violations = await violationsOf({
      present: [0, 0, 0],
      acts: [
        act(140_080, 'fails to save'),
        act(5_187, 'saves through a trigger', 2),
        act(674, 'routing assigns'),
        act(4_096, 'opens the ticket'),
        act(2_081, 'opens the ticket'),
        act(509, 'clicks send', 2),
      ],
      mishaps: [
        { route: 'audits', nth: 4, how: 'lost before', ms: 0 },
        { route: 'audits', nth: 3, how: 'lost before', ms: 3_945 },
        { route: 'people', nth: 1, how: 'busy', ms: 150 },
      ],
      dice: 19_729_719,
    });
    expect(violations).toEqual([]);
  });

  it('a claim of its own that a page took back does not count as an announcement for ever', async () => {
    const violations = await violationsOf({
      present: [0, 0],
      acts: [act(0, 'routing assigns', 0, 1), act(0, 'saves through a trigger'), act(0, 'opens the ticket')],
      sends: [{ fate: 'invalid', reports: [] }],
      dice: 1_156_844_875,
    });
    expect(violations).toEqual([]);
  });

  it('a rival claim that was taken back is not found again in what a page remembers', async () => {
    const violations = await violationsOf({
      listed: true,
      acts: [
        act(0, 'saves'),
        act(1_676, 'routing assigns', 0, 1),
        act(978, 'opens the ticket'),
        act(811, 'solves'),
      ],
      sends: [{ fate: 'queued', reports: [] }],
    });
    expect(violations).toEqual([]);
  });

  it('what the search for evidence read anew does not fall back to an older reading', async () => {
    const violations = await violationsOf({
      listed: true,
      present: [0, 0],
      acts: [
        act(191, 'opens the ticket'),
        act(1_116, 'saves', 1),
        act(15_000, 'saves through a trigger', 2, 2),
        act(0, 'opens the ticket'),
      ],
      mishaps: [{ route: 'audits', nth: 0, how: 'lost before', ms: 21 }],
      sends: [{ fate: 'gateway after', reports: [] }],
      dice: 1_509_022_449,
    });
    expect(violations).toEqual([]);
  });
});
