import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dana, hours, ivan, maria, minutes, notificationIn, priya } from '../support/facts';
import { openTicket, type Page, World } from '../support/world';

/** Several browsers, one message: with and without Zendesk refusing a second record of the same id. */

/** The ticket is open in two browsers, and nobody is assigned. */
async function openInTwo(): Promise<{ world: World; own: Page; other: Page }> {
  const { world, page } = await openTicket();
  const other = world.open(dana);
  await world.advance(1_000);
  return { world, own: page, other };
}

const unreachable = { how: 'lost before', code: 'zendesk_unreachable' } as const;

/** The ticket is open in as many browsers as there are agents, and nobody is assigned. */
async function openIn(...agents: readonly number[]): Promise<{ world: World; pages: readonly Page[] }> {
  const world = new World();
  const pages = agents.map((agent) => world.open(agent));
  await world.advance(1_000);
  return { world, pages };
}

const cards = (pages: readonly Page[]): readonly string[] => pages.map(({ card }) => card);

describe.each([true, false])('where external ids are unique: %s', (unique) => {
  it('the browser that submitted sends, and the other one shows it', async () => {
    const { world, own, other } = await openInTwo();
    world.unique = unique;
    own.pick(maria);
    await world.advance(1_000);
    own.submit();
    await world.advance(10_000);
    expect(world.sends.map(({ by }) => by)).toEqual([own.name]);
    expect(cards([own, other])).toEqual(['accepted', 'accepted']);
    expect(world.stored()).toHaveLength(1);
  });

  it('of browsers that see a save of routing at once, one sends and all show it', async () => {
    const { world, pages } = await openIn(priya, dana, priya, dana);
    world.unique = unique;
    world.assign(maria.id);
    await world.advance(20_000);
    expect(world.sends).toHaveLength(1);
    expect(cards(pages)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
    expect(world.stored()).toHaveLength(1);
  });

  it('of browsers that see it at once, one sends where reads lag by a second', async () => {
    const { world, pages } = await openIn(priya, dana, priya);
    world.unique = unique;
    world.lag = () => 1_000;
    world.assign(maria.id);
    await world.advance(20_000);
    expect(world.sends).toHaveLength(1);
    expect(cards(pages)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('of two agents who press Send now at once, one sends', async () => {
    const world = new World();
    world.unique = unique;
    world.save(-1, maria.id);
    await world.advance(hours(1));
    const pages = [world.open(priya), world.open(dana)];
    await world.advance(5_000);
    expect(cards(pages)).toEqual(['not_fresh', 'not_fresh']);
    for (const page of pages) page.clickSend();
    await world.advance(20_000);
    expect(world.sends).toHaveLength(1);
    expect(cards(pages)).toEqual(['accepted', 'accepted']);
  });

  it('of two agents who press Send again at once, one sends', async () => {
    const world = new World();
    world.unique = unique;
    world.save(-1, maria.id);
    const { key } = notificationIn('failed');
    world.put({ ...notificationIn('failed'), key: { ...key, auditId: 901 } });
    const pages = [world.open(priya), world.open(dana)];
    await world.advance(5_000);
    expect(cards(pages)).toEqual(['failed not_on_whatsapp', 'failed not_on_whatsapp']);
    for (const page of pages) page.clickSend();
    await world.advance(20_000);
    expect(world.sends).toHaveLength(1);
    expect(cards(pages)).toEqual(['accepted', 'accepted']);
    expect(world.stored().map((one) => one.key.attempt)).toEqual([1, 2]);
  });

  it('two clicks of an impatient agent are one', async () => {
    const world = new World();
    world.unique = unique;
    world.save(-1, maria.id);
    await world.advance(hours(1));
    const page = world.open(priya);
    await world.advance(5_000);
    page.clickSend();
    page.clickSend();
    await world.advance(2_000);
    page.clickSend();
    await world.advance(20_000);
    expect(world.sends).toHaveLength(1);
  });
});

/**
 * The race itself, without uniqueness. Every request takes its own time there and back, every read may be up to
 * a second behind, and browsers start when they like. Zendesk's stamps show whole seconds.
 */
describe('the race', () => {
  /** Most trips are short; some take seconds, so that a claim is made long after its browser began. */
  const ms = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 300 }) },
    { weight: 1, arbitrary: fc.integer({ min: 300, max: 3_500 }) },
  );
  const trip = fc.record({ out: ms, back: ms });
  const lag = fc.integer({ min: 0, max: 1_000 });
  const soon = fc.integer({ min: 0, max: 9_000 });
  const rival = fc.record({
    /** What another browser does at that time, ms after the save. */
    does: fc.constantFrom('watches', 'opens', 'submits the same'),
    at: soon,
    chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
  });
  const race = fc.record({
    /** Whether a browser made the assignment, or routing did. */
    submitted: fc.boolean(),
    startsAt: fc.integer({ min: 0, max: 999 }),
    chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
    rivals: fc.array(rival, { minLength: 1, maxLength: 3 }),
    trips: fc.infiniteStream(trip),
    lags: fc.infiniteStream(lag),
  });

  it('has one winner at any speed, and everybody shows the winner', async () => {
    await fc.assert(
      fc.asyncProperty(race, async ({ submitted, startsAt, chance, rivals, trips, lags }) => {
        const world = new World();
        world.unique = false;
        await world.advance(startsAt);
        const first = world.open(priya, { random: () => chance });
        const open = (random: number) => world.open(dana, { random: () => random });
        const present = rivals.map((one) => (one.does === 'opens' ? undefined : open(one.chance)));
        first.pick(maria);
        for (const [index, { does }] of rivals.entries()) {
          if (does === 'submits the same') present[index]?.pick(maria);
        }
        await world.advance(5_000);

        world.trip = () => trips.next().value;
        world.lag = () => lags.next().value;
        for (const [index, { does, at, chance: random }] of rivals.entries()) {
          world.clock.setTimer(() => {
            if (does === 'opens') open(random);
            if (does === 'submits the same') present[index]?.submit();
          }, at);
        }
        if (submitted) first.submit();
        else world.assign(maria.id);
        await world.advance(minutes(3));
        expect(world.sends).toHaveLength(1);
        expect(new Set(cards(world.pages.filter((page) => submitted || page !== first)))).toEqual(
          new Set(['accepted']),
        );
        expect(world.stored().map(({ status }) => status)).toEqual(['accepted']);
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  it('has one winner among agents who press the button within seconds of each other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 6_000 }), { minLength: 2, maxLength: 4 }),
        fc.infiniteStream(trip),
        fc.infiniteStream(lag),
        async (clicks, trips, lags) => {
          const world = new World();
          world.unique = false;
          world.save(-1, maria.id);
          await world.advance(hours(1));
          const pages = clicks.map(() => world.open(dana));
          await world.advance(10_000);
          world.trip = () => trips.next().value;
          world.lag = () => lags.next().value;
          for (const [index, page] of pages.entries()) {
            world.clock.setTimer(() => page.clickSend(), clicks[index] ?? 0);
          }
          await world.advance(minutes(1));
          expect(world.sends).toHaveLength(1);
          expect(new Set(cards(pages))).toEqual(new Set(['accepted']));
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);
});

describe('a claim whose create was not answered', () => {
  it('is taken for granted when the record is there', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    world.fail('create', { how: 'lost after', code: 'zendesk_unreachable' });
    page.submit();
    await world.advance(20_000);
    expect(world.sends).toHaveLength(1);
    expect(page.card).toBe('accepted');
    expect(world.stored()).toHaveLength(1);
  });

  it('sends nothing when the record is not there', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    world.fail('create', unreachable, Number.POSITIVE_INFINITY);
    page.submit();
    await world.advance(20_000);
    expect(world.sends).toEqual([]);
    expect(page.card).toBe('not_recorded');
  });

  it('is made anew when the agent asks once more', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    world.fail('create', unreachable, Number.POSITIVE_INFINITY);
    page.submit();
    await world.advance(20_000);
    world.heal();
    page.dispatch({ kind: 'check_clicked' });
    await world.advance(20_000);
    expect(world.sends).toHaveLength(1);
    expect(page.card).toBe('accepted');
  });

  it('belongs to the browser whose token is in the record, also where a proxy repeated the request', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    world.fail('create', { how: 'repeated', code: 'unspecified' });
    page.submit();
    await world.advance(20_000);
    expect(world.sends).toHaveLength(1);
    expect(page.card).toBe('accepted');
  });
});

describe('a claim that cannot be verified', () => {
  it('is taken back, and nothing is sent', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    world.fail('look up', unreachable, Number.POSITIVE_INFINITY);
    page.submit();
    await world.advance(20_000);
    expect(world.sends).toEqual([]);
    expect(page.card).toBe('zendesk_unreachable');
    expect(world.stored()).toEqual([]);
  });

  it('goes on when one read fails', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    world.fail('look up', unreachable, 2);
    page.submit();
    await world.advance(20_000);
    expect(world.sends).toHaveLength(1);
  });

  it('is announced by another browser that was watching, once it is taken back', async () => {
    const { world, own, other } = await openInTwo();
    own.pick(maria);
    await world.advance(1_000);
    // The browser that submitted cannot read its claim back; the other one has no such trouble.
    world.fail('look up', { ...unreachable, only: own }, Number.POSITIVE_INFINITY);
    own.submit();
    await world.advance(minutes(2));
    expect(world.sends.map(({ by }) => by)).toEqual([other.name]);
    expect(other.card).toBe('accepted');
  });
});

describe('a browser that dies', () => {
  it('between its claim and its send leaves a message that nobody repeats by itself', async () => {
    const { world, own, other } = await openInTwo();
    own.pick(maria);
    await world.advance(1_000);
    own.submit();
    // Audits 100 ms, then the create is on its way.
    await world.advance(180);
    own.close();
    await world.advance(10_000);
    expect(world.stored().map(({ status }) => status)).toEqual(['claimed']);
    expect(other.card).toBe('claimed');

    await world.advance(minutes(2));
    expect(world.sends).toEqual([]);
    expect(other.card).toBe('unknown interrupted');
    expect(world.written()).toEqual(['claimed', 'unknown']);

    await world.advance(minutes(30));
    expect(world.sends).toEqual([]);
  });

  it('between its send and the answer is found out by the message itself', async () => {
    const { world, own, other } = await openInTwo();
    own.pick(maria);
    await world.advance(1_000);
    own.submit();
    await world.advance(320);
    own.close();
    await world.advance(minutes(3));
    expect(world.sends).toHaveLength(1);
    expect(other.card).toBe('accepted');
    expect(world.written()).toEqual(['claimed', 'unknown', 'accepted']);
  });

  it('is found out by a browser that had only searched before', async () => {
    const { world, page } = await openTicket();
    world.answerSends({ kind: 'lost', arrives: false });
    page.pick(maria);
    await world.advance(1_000);
    page.submit();
    await world.advance(minutes(2));
    const other = world.open(dana);
    await world.advance(5_000);
    expect(world.names('zendesk', other)).toEqual(['search', 'people']);

    page.clickSend();
    await world.advance(1_000);
    page.close();
    world.announce();
    world.fail('audits', unreachable);
    await world.advance(5_000);
    expect(other.card).toBe('claimed');
    await world.advance(minutes(2));
    expect(other.card).toBe('unknown interrupted');
    expect(world.sends).toHaveLength(1);
  });

  it('is found by whoever opens the ticket next', async () => {
    const { world, page: own } = await openTicket();
    own.pick(maria);
    await world.advance(1_000);
    own.submit();
    await world.advance(320);
    own.close();
    await world.advance(hours(2));
    const other = world.open(dana);
    await world.advance(minutes(1));
    expect(other.card).toBe('accepted');
    expect(world.sends).toHaveLength(1);
  });
});

describe('a page that slept for an hour', () => {
  it('between its claim and the proof of it sends nothing', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    page.submit();
    await world.advance(180);
    page.sleep();
    await world.advance(hours(1));
    page.wake();
    await world.advance(minutes(1));
    expect(world.sends).toEqual([]);
    expect(page.card).toBe('not_fresh');
    expect(world.stored()).toEqual([]);
  });

  it('between a person’s claim and the proof of it sends nothing either', async () => {
    const world = new World();
    world.save(-1, maria.id);
    await world.advance(hours(1));
    const page = world.open(priya);
    await world.advance(5_000);
    page.clickSend();
    await world.advance(1_000);
    expect(world.written()).toEqual(['claimed']);
    page.sleep();
    await world.advance(hours(1));
    page.wake();
    await world.advance(minutes(1));
    expect(world.sends).toEqual([]);
    expect(world.stored()).toEqual([]);
    expect(page.card).toBe('not_fresh');
  });

  it('for a minute only claims anew before it sends', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    page.submit();
    await world.advance(180);
    page.sleep();
    await world.advance(minutes(1));
    page.wake();
    await world.advance(minutes(1));
    expect(world.sends).toHaveLength(1);
    expect(world.rows.map(({ removedAt }) => removedAt === undefined)).toEqual([false, true]);
  });

  it('between a refusal and its repetition repeats nothing', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    world.answerSends({ kind: 'refused', code: 'rate_limited' });
    page.submit();
    await world.advance(1_000);
    page.sleep();
    await world.advance(hours(1));
    page.wake();
    await world.advance(minutes(1));
    expect(world.sends).toHaveLength(1);
    expect(page.card).toBe('failed rate_limited');
  });
});

describe('clocks', () => {
  it.each([-hours(3), hours(3)])('of a browser that are off by %i ms change nothing', async (ahead) => {
    const world = new World();
    const own = world.open(priya, { ahead });
    const other = world.open(dana, { ahead: -ahead });
    await world.advance(1_000);
    own.pick(maria);
    await world.advance(1_000);
    own.submit();
    await world.advance(20_000);
    expect(world.sends).toHaveLength(1);
    expect(cards([own, other])).toEqual(['accepted', 'accepted']);
  });

  it('that run ahead do not make another browser’s claim of a moment ago an interrupted one', async () => {
    const { world, page: own } = await openTicket();
    own.pick(maria);
    await world.advance(1_000);
    world.answerSends({ kind: 'lost', arrives: true, wait: 20_000 });
    own.submit();
    await world.advance(2_000);
    const other = world.open(dana, { ahead: hours(1) });
    await world.advance(3_000);
    expect(other.card).toBe('claimed');
    expect(world.written()).toEqual(['claimed']);
  });
});

describe('two quick assignments', () => {
  it('are both announced where each of them is seen by another browser', async () => {
    const { world, own: one, other: two } = await openInTwo();
    one.pick(maria);
    await world.advance(1_000);
    one.submit();
    await world.advance(200);
    two.pick(ivan);
    await world.advance(200);
    two.submit();
    await world.advance(30_000);
    expect(world.sends.map(({ message }) => message.values[2])).toEqual(['Maria Silva', 'Ivan Petrov']);
  });
});

it('a refused create says why and sends nothing', async () => {
  const { world, page } = await openTicket();
  page.pick(maria);
  await world.advance(1_000);
  world.fail('create', { how: 'refused', code: 'store_refused' }, Number.POSITIVE_INFINITY);
  page.submit();
  await world.advance(20_000);
  expect(page.card).toBe('store_refused');
  expect(world.sends).toEqual([]);
});
