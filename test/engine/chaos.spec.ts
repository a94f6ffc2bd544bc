import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chen, dana, ivan, maria, minutes, priya } from '../support/facts';
import { type Fault, type SendScript, World } from '../support/world';

/**
 * Browsers that come, go and sleep, agents who save and click, requests that are lost, late or slow. Whatever
 * happens, no attempt may be sent twice, and nobody but a person may make a second attempt.
 */

const fault = fc.oneof(
  { weight: 9, arbitrary: fc.constant(undefined) },
  fc.record({
    how: fc.constantFrom<Fault['how']>('lost before', 'lost after', 'late', 'repeated'),
    code: fc.constant('zendesk_unreachable' as const),
    wait: fc.integer({ min: 10, max: 12_000 }),
  }),
);

const script = fc.oneof(
  { weight: 4, arbitrary: fc.constant<SendScript>({ kind: 'accepted' }) },
  fc.record({ kind: fc.constant('queued' as const), arrives: fc.boolean() }),
  fc.record({
    kind: fc.constant('refused' as const),
    code: fc.constantFrom('rate_limited' as const, 'payment' as const),
  }),
  fc.record({
    kind: fc.constant('lost' as const),
    arrives: fc.boolean(),
    wait: fc.integer({ min: 10, max: 29_000 }),
  }),
);

const act = fc.record({
  /** ms since the act before. */
  pause: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 90_000 }) },
  ),
  does: fc.constantFrom(
    'opens',
    'reloads',
    'closes',
    'sleeps',
    'wakes',
    'leaves',
    'returns',
    'saves',
    'saves through a trigger',
    'is assigned by routing',
    'sends',
    'sends',
    'sends',
    'checks',
  ),
  page: fc.nat(3),
  specialist: fc.constantFrom(maria, maria, ivan, chen),
});

type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

function perform(world: World, { does, page: index, specialist }: Act): void {
  const page = world.pages[index % Math.max(1, world.pages.length)];
  if (does === 'opens' && world.pages.length < 4) world.open(index % 2 === 0 ? priya : dana);
  if (does === 'is assigned by routing') world.assign(specialist.id);
  if (page === undefined) return;
  if (does === 'reloads') page.reload();
  if (does === 'closes') page.close();
  if (does === 'sleeps') page.sleep();
  if (does === 'wakes') page.wake();
  if (does === 'leaves') page.dispatch({ kind: 'deactivated' });
  if (does === 'returns') page.dispatch({ kind: 'activated' });
  if (does === 'sends') page.clickSend();
  if (does === 'checks') page.dispatch({ kind: 'check_clicked' });
  if (does === 'saves' || does === 'saves through a trigger') {
    page.pick(specialist);
    page.submit(...(does === 'saves' ? [] : [ivan.id]));
  }
}

const life = fc.record({
  unique: fc.boolean(),
  acts: fc.array(act, { minLength: 3, maxLength: 16 }),
  faults: fc.infiniteStream(fault),
  scripts: fc.infiniteStream(script),
  trips: fc.infiniteStream(
    fc.record({ out: fc.integer({ min: 1, max: 2_500 }), back: fc.integer({ min: 1, max: 2_500 }) }),
  ),
  lags: fc.infiniteStream(fc.integer({ min: 0, max: 1_000 })),
});

type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

async function live({ unique, acts, faults, scripts, trips, lags }: Life): Promise<World> {
  const world = new World();
  world.unique = unique;
  world.trip = () => trips.next().value;
  world.lag = () => lags.next().value;
  world.mishap = () => faults.next().value;
  world.script = () => scripts.next().value;
  world.open(priya);
  world.open(dana);
  for (const one of acts) {
    await world.advance(one.pause);
    perform(world, one);
  }
  await world.advance(minutes(2));
  return world;
}

const mayHaveArrived = (world: World) => world.sends.filter(({ script: kind }) => kind !== 'refused');

describe('whatever happens', () => {
  it('no attempt is sent twice', async () => {
    await fc.assert(
      fc.asyncProperty(life, async (given) => {
        const attempts = mayHaveArrived(await live(given)).map(({ attempt }) => attempt);
        expect(new Set(attempts).size).toBe(attempts.length);
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  it('no assignment is announced twice unless a person asks for it', async () => {
    await fc.assert(
      fc.asyncProperty(life, async (given) => {
        const acts = given.acts.filter(({ does }) => does !== 'sends');
        const world = await live({ ...given, acts });
        expect(world.sends.map(({ attempt }) => attempt).filter((id) => !id.endsWith('-n1'))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('everybody ends with an answer once the trouble is over', async () => {
    await fc.assert(
      fc.asyncProperty(life, async (given) => {
        const world = await live(given);
        world.heal();
        world.trip = () => ({ out: 50, back: 50 });
        world.script = () => ({ kind: 'accepted' });
        const visitor = world.open(dana);
        for (const page of world.pages) {
          page.wake();
          page.dispatch({ kind: 'activated' });
        }
        await world.advance(minutes(5));
        const open = world.pages.filter(({ closed }) => !closed);
        for (const { card } of [...open, visitor]) {
          expect(card).not.toMatch(/^claimed|ing|^looking_up/);
          if (world.saved.specialistId !== undefined) expect(card).not.toBe('nothing');
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
