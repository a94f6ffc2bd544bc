import { describe, expect, it } from 'vitest';
import { describeState } from '../../src/view/describe';
import { dana, hours, maria, minutes, priya } from '../support/facts';
import { openTicket, type Page, type RequestName, type World } from '../support/world';

/** Passing trouble of Zendesk, which heals without anybody's click. */

const passing = { how: 'lost before', code: 'zendesk_unreachable' } as const;

async function assign(world: World, page: Page): Promise<void> {
  page.pick(maria);
  await world.advance(1_000);
  page.submit();
}

const notesOf = (world: World, page: Page) => describeState(page.state(), world.clock.now()).notes;

const askedAt = (world: World, name: RequestName): readonly number[] =>
  world.requests.filter((one) => one.name === name).map(({ at }) => at);

describe('one fault that passes', () => {
  it.each(['audits', 'look up', 'create'] as const)('of %s keeps no message back', async (name) => {
    const { world, page } = await openTicket();
    world.fail(name, passing);
    await assign(world, page);
    await world.advance(minutes(1));
    expect(page.card).toBe('accepted');
    expect(world.sends).toHaveLength(1);
    expect(world.stored()).toHaveLength(1);
  });

  it.each(['search', 'audits', 'look up', 'saved ticket', 'people', 'create'] as const)(
    'of %s keeps no message back that another browser is to send',
    async (name) => {
      const { world, page } = await openTicket();
      world.fail(name, passing);
      world.assign(maria.id);
      await world.advance(minutes(1));
      expect(page.card).toBe('accepted');
      expect(world.sends).toHaveLength(1);
    },
  );

  it('is said to be tried again, and within which time', async () => {
    const { world, page } = await openTicket();
    world.fail('audits', passing);
    await assign(world, page);
    await world.advance(1_500);
    expect(page.card).toBe('zendesk_unreachable');
    expect(notesOf(world, page)).toEqual([{ key: 'note.tries_again', values: { seconds: 4 } }]);
    await world.advance(4_000);
    expect(page.card).not.toBe('zendesk_unreachable');
  });

  it('does not make a click be forgotten', async () => {
    const { world, page } = await openTicket();
    world.answerSends({ kind: 'refused', code: 'payment' });
    await assign(world, page);
    await world.advance(minutes(1));
    expect(page.card).toBe('failed payment');
    world.fail('audits', passing);
    page.clickSend();
    await world.advance(minutes(1));
    expect(page.card).toBe('accepted');
    expect(world.stored().map(({ key, sentBy }) => [key.attempt, sentBy])).toEqual([
      [1, 'auto'],
      [2, priya],
    ]);
  });
});

describe('a claim that may have been stored', () => {
  it.each([true, false])(
    'is looked for before another one is made (duplicates refused: %s)',
    async (unique) => {
      const { world, page } = await openTicket();
      world.unique = unique;
      world.fail('create', { ...passing, how: 'lost after' });
      await assign(world, page);
      await world.advance(minutes(2));
      expect(page.card).toBe('accepted');
      expect(world.rows).toHaveLength(1);
      expect(world.sends).toHaveLength(1);
    },
  );

  it.each([true, false])('is taken back when it turns up late (duplicates refused: %s)', async (unique) => {
    const { world, page } = await openTicket();
    world.unique = unique;
    // It arrives after the look that verifies the claim, before or after the app claims anew.
    world.trip = (name) => ({ out: 50, back: name === 'create' ? 6_000 : 50 });
    world.fail('create', { ...passing, how: 'late' });
    await assign(world, page);
    await world.advance(minutes(3));
    expect(page.card).toBe('accepted');
    expect(world.sends).toHaveLength(1);
    expect(world.stored().map(({ status }) => status)).toEqual(['accepted']);
    const other = world.open(dana);
    await world.advance(5_000);
    expect(other.card).toBe('accepted');
  });
});

describe('trouble that lasts', () => {
  it('is waited out three times, each time longer, and then left to a person', async () => {
    const { world, page } = await openTicket();
    world.fail('audits', passing, Number.POSITIVE_INFINITY);
    await assign(world, page);
    await world.advance(hours(1));
    const [first = 0, ...others] = askedAt(world, 'audits');
    const [second = 0, third = 0, fourth = 0] = others;
    expect(others).toHaveLength(3);
    // The random part is half of its most.
    expect([second - first, third - second, fourth - third].map((ms) => Math.round(ms / 1_000))).toEqual([
      3, 12, 45,
    ]);
    expect(page.card).toBe('zendesk_unreachable');
    expect(notesOf(world, page)).toEqual([]);
    expect(world.clock.pending).toBe(0);

    world.heal();
    page.dispatch({ kind: 'check_clicked' });
    await world.advance(20_000);
    expect(page.card).not.toBe('zendesk_unreachable');
  });

  it('at the rate limit is waited out for longer', async () => {
    const { world, page } = await openTicket();
    world.fail('audits', { how: 'refused', code: 'zendesk_busy' });
    await assign(world, page);
    await world.advance(9_000);
    expect(askedAt(world, 'audits')).toHaveLength(1);
    await world.advance(minutes(1));
    expect(page.card).toBe('accepted');
  });

  it('is not waited out by a page that nobody looks at', async () => {
    const { world, page } = await openTicket();
    world.fail('audits', passing);
    await assign(world, page);
    page.dispatch({ kind: 'deactivated' });
    await world.advance(hours(1));
    expect(askedAt(world, 'audits')).toHaveLength(1);
    expect(world.clock.pending).toBe(0);
  });

  it('does not send for a click that is long ago', async () => {
    const { world, page } = await openTicket();
    world.answerSends({ kind: 'refused', code: 'payment' });
    await assign(world, page);
    await world.advance(minutes(1));
    world.fail('audits', { ...passing, wait: 30_000 }, 3);
    page.clickSend();
    await world.advance(minutes(10));
    expect(page.card).toBe('failed payment');
    expect(world.sends).toHaveLength(1);
  });

  it('of a kind that does not pass is not tried again', async () => {
    const { world, page } = await openTicket();
    world.fail('audits', { how: 'refused', code: 'zendesk_forbidden' });
    page.pick(maria);
    await world.advance(1_000);
    page.submitUnannounced();
    await world.advance(hours(1));
    expect(page.card).toBe('zendesk_forbidden');
    expect(world.sends).toEqual([]);
  });
});
