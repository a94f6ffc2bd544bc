import { describe, expect, it } from 'vitest';
import { Browser } from '../support/browser';
import { dana, hours, ivan, maria, minutes, notificationIn, priya } from '../support/facts';
import { type Page, type PageOptions, World } from '../support/world';

/** Several tabs of one browser with the same ticket: one asks, all show, and an attempt is made in one of them. */

/** Priya has the ticket open in two tabs of her browser, and nobody is assigned. The first one leads. */
async function openInTwoTabs(
  options: PageOptions = {},
): Promise<{ world: World; first: Page; second: Page; browser: Browser }> {
  const world = new World();
  const browser = new Browser();
  const first = world.open(priya, { ...options, browser });
  await world.advance(1_000);
  const second = world.open(priya, { ...options, browser });
  await world.advance(1_000);
  return { world, first, second, browser };
}

/** In the second tab Maria was submitted, and 1MSG has accepted the message. */
async function toldInTwoTabs() {
  const opened = await openInTwoTabs();
  const { world, second } = opened;
  second.pick(maria);
  await world.advance(1_000);
  second.submitUnannounced();
  await world.advance(1_000);
  world.requests.splice(0);
  return opened;
}

const polls = (world: World): readonly string[] =>
  world.requests.flatMap(({ name, by }) => (name === 'reports' ? [by] : []));

describe('a send in one tab', () => {
  it('is shown as under way in the other one at once, and what became of it too', async () => {
    const { world, first, second } = await openInTwoTabs();
    second.pick(maria);
    await world.advance(1_000);
    second.submitUnannounced();
    await world.advance(310);
    expect(world.sends).toHaveLength(1);
    expect([first.card, second.card]).toEqual(['claimed', 'claimed']);
    await world.advance(100);
    expect([first.card, second.card]).toEqual(['accepted', 'accepted']);
    expect(world.names('zendesk', first)).toEqual([]);
  });

  it.each([
    ['a refusal', { kind: 'refused', code: 'payment' }, 'failed payment'],
    ['no answer', { kind: 'lost', arrives: false, wait: 500 }, 'unknown no_answer'],
    ['a place in the queue', { kind: 'queued', arrives: false }, 'queued'],
  ] as const)('shows %s in both, and one tab writes it down', async (_, script, card) => {
    const { world, first, second } = await openInTwoTabs();
    world.answerSends(script);
    second.pick(maria);
    await world.advance(1_000);
    second.submit();
    await world.advance(2_000);
    expect([first.card, second.card]).toEqual([card, card]);
    expect(world.names('zendesk').filter((name) => name === 'save')).toHaveLength(1);
  });

  it('shows in both what the message list says, and one tab reads it', async () => {
    const { world, first, second } = await openInTwoTabs();
    world.answerSends({ kind: 'lost', arrives: false, wait: 500 });
    second.pick(maria);
    await world.advance(1_000);
    second.submit();
    await world.advance(minutes(2));
    expect([first.state().evidence, second.state().evidence]).toEqual(['none', 'none']);
    expect(world.names('1msg', second).filter((name) => name === 'messages')).toEqual([]);
    expect(world.names('1msg', first).filter((name) => name === 'messages')).toHaveLength(3);
  });

  it('takes the place of the message about the person before', async () => {
    const { world, first, second } = await toldInTwoTabs();
    second.pick(ivan);
    await world.advance(1_000);
    second.submitUnannounced();
    await world.advance(1_000);
    expect([first, second].map((page) => page.state().current?.notification.specialist)).toEqual([
      ivan,
      ivan,
    ]);
  });

  it('is shown in a tab that is opened while it is under way', async () => {
    const { world, second, browser } = await openInTwoTabs();
    world.answerSends({ kind: 'lost', arrives: true, wait: 20_000 });
    world.searchLag = () => 60_000;
    second.pick(maria);
    await world.advance(1_000);
    second.submit();
    await world.advance(2_000);
    const third = world.open(priya, { browser });
    await world.advance(100);
    expect(third.card).toBe('claimed');
    await world.advance(minutes(1));
    expect(third.card).toBe('accepted');
    expect(world.sends).toHaveLength(1);
  });
});

describe('the status', () => {
  it('is asked for by one tab, on schedule, and shown in both', async () => {
    const { world, first, second } = await toldInTwoTabs();
    await world.advance(4_500);
    world.report('delivered');
    await world.advance(minutes(20));
    expect([first.card, second.card]).toEqual(['delivered', 'delivered']);
    expect(new Set(polls(world))).toEqual(new Set([first.name]));
    expect(polls(world)).toHaveLength(12);
    expect(world.written()).toEqual(['claimed', 'accepted', 'delivered']);
  });

  it.each(['close', 'leave', 'reload'] as const)(
    'goes on being asked for when the tab that asks does this: %s',
    async (how) => {
      const { world, first, second } = await toldInTwoTabs();
      await world.advance(6_000);
      world.requests.splice(0);
      if (how === 'leave') first.dispatch({ kind: 'deactivated' });
      else first[how]();
      await world.advance(5_000);
      const asked = polls(world).filter((by) => by === second.name);
      expect(asked.length).toBeGreaterThan(0);
      world.requests.splice(0);
      await world.advance(minutes(10));
      expect(new Set(polls(world))).toEqual(new Set([second.name]));
    },
  );

  it('is asked for by nobody while no tab is in front', async () => {
    const { world, first, second } = await toldInTwoTabs();
    for (const page of [first, second]) page.dispatch({ kind: 'deactivated' });
    await world.advance(minutes(10));
    expect(world.requests).toEqual([]);
  });

  it('is written down by the tab that takes over, where the one that learnt it died first', async () => {
    const { world, first, second } = await toldInTwoTabs();
    world.fail('save', { how: 'lost before', code: 'zendesk_unreachable' }, 9);
    world.report('delivered');
    await world.advance(4_000);
    expect([first.card, second.card]).toEqual(['delivered', 'delivered']);
    first.close();
    world.heal();
    await world.advance(5_000);
    expect(world.written().at(-1)).toBe('delivered');
  });

  it('is shown in both when somebody checks again in the tab that does not lead', async () => {
    const { world, first, second } = await toldInTwoTabs();
    await world.advance(minutes(30));
    world.report('read');
    second.dispatch({ kind: 'check_clicked' });
    await world.advance(1_000);
    expect([first.card, second.card]).toEqual(['read', 'read']);
    expect(polls(world).filter((by) => by === first.name)).toHaveLength(12);
  });

  it('is shown in a tab that is not in front, without a request or a timer of its own', async () => {
    const { world, first, second } = await toldInTwoTabs();
    second.dispatch({ kind: 'deactivated' });
    world.report('read');
    await world.advance(5_000);
    expect([first.card, second.card]).toEqual(['read', 'read']);
    expect(world.requests.filter(({ by }) => by === second.name)).toEqual([]);
  });

  it('stays where a look does not find the record yet', async () => {
    const { world, first, second } = await openInTwoTabs();
    world.lag = () => 3_000;
    world.answerSends({ kind: 'lost', arrives: false, wait: 200 });
    second.pick(maria);
    await world.advance(1_000);
    second.submitUnannounced();
    await world.advance(700);
    first.followQuietly();
    first.dispatch({ kind: 'ticket_updated' });
    const shown = new Set<string>();
    for (let step = 0; step < 50; step += 1) {
      await world.advance(50);
      shown.add(first.card);
    }
    expect(world.names('zendesk', first)).toContain('look up');
    expect([...shown]).toEqual(['unknown no_answer']);
  });

  it('never goes backwards by what another tab tells', async () => {
    const { world, first, second } = await toldInTwoTabs();
    world.report('read');
    await world.advance(5_000);
    const { current } = first.state();
    if (current?.recordId === undefined) throw new Error('The card is about a record.');
    second.dispatch({
      kind: 'told',
      recordId: current.recordId,
      notification: { ...notificationIn('sent'), key: current.notification.key },
      claimedAt: current.claimedAt,
      sent: true,
      evidence: undefined,
    });
    expect(second.card).toBe('read');
  });

  it('never goes backwards by what another tab tells after a look that failed', async () => {
    const { world, second } = await toldInTwoTabs();
    const { current } = second.state();
    if (current?.recordId === undefined) throw new Error('The card is about a record.');
    world.fail('search', { how: 'lost before', code: 'zendesk_unreachable', only: second }, 99);
    world.save(-1, ivan.id);
    second.followQuietly();
    second.dispatch({ kind: 'ticket_updated' });
    await world.advance(1_500);
    expect(second.card).toBe('zendesk_unreachable');
    second.dispatch({
      kind: 'told',
      recordId: current.recordId,
      notification: { ...notificationIn('claimed'), key: current.notification.key },
      claimedAt: current.claimedAt,
      sent: true,
      evidence: undefined,
    });
    expect(second.card).toBe('accepted');
    const known = second.state().records.find(({ recordId }) => recordId === current.recordId);
    expect(known?.notification.status).toBe('accepted');
  });

  it('is asked for by each of two browsers', async () => {
    const { world, first, second } = await toldInTwoTabs();
    const other = world.open(dana);
    await world.advance(minutes(1));
    expect(new Set(polls(world))).toEqual(new Set([first.name, other.name]));
    expect(second.card).toBe('accepted');
  });
});

describe('an attempt', () => {
  it('that is submitted in two tabs at once is made in one, though Zendesk accepts duplicates and reads lag', async () => {
    const { world, first, second } = await openInTwoTabs();
    world.unique = false;
    world.lag = () => 1_000;
    for (const page of [first, second]) page.pick(maria);
    await world.advance(1_000);
    first.submit();
    second.submit();
    await world.advance(minutes(1));
    expect(world.sends).toHaveLength(1);
    expect([first.card, second.card]).toEqual(['accepted', 'accepted']);
    expect(world.names('zendesk').filter((name) => name === 'create')).toHaveLength(1);
  });

  it('of routing is claimed in one tab of a browser', async () => {
    const { world, first, second } = await openInTwoTabs();
    world.assign(maria.id);
    await world.advance(minutes(1));
    expect(world.sends).toHaveLength(1);
    expect([first.card, second.card]).toEqual(['accepted', 'accepted']);
    expect(world.names('zendesk').filter((name) => name === 'create')).toHaveLength(1);
  });

  it('is made once when Send again is pressed in both tabs', async () => {
    const { world, first, second } = await openInTwoTabs();
    world.unique = false;
    world.answerSends({ kind: 'refused', code: 'payment' });
    first.pick(maria);
    await world.advance(1_000);
    first.submit();
    await world.advance(2_000);
    for (const page of [first, second]) page.clickSend();
    await world.advance(minutes(1));
    expect(world.stored().map(({ key }) => key.attempt)).toEqual([1, 2]);
    expect(world.sends).toHaveLength(2);
    expect([first.card, second.card]).toEqual(['accepted', 'accepted']);
  });

  it('is made by the other tab when the one that was at it takes its claim back', async () => {
    const { world, first, second } = await openInTwoTabs();
    for (const page of [first, second]) page.pick(maria);
    await world.advance(1_000);
    world.fail('look up', { how: 'lost before', code: 'zendesk_unreachable', only: first }, 99);
    first.submit();
    second.submit();
    await world.advance(minutes(1));
    expect(world.sends.map(({ by }) => by)).toEqual([second.name]);
    expect([first.card, second.card]).toEqual(['accepted', 'accepted']);
  });

  it('is left alone by the other tab when the one that was at it dies', async () => {
    const { world, first, second } = await openInTwoTabs();
    first.pick(maria);
    await world.advance(1_000);
    first.submit();
    await world.advance(180);
    first.close();
    await world.advance(minutes(3));
    expect(world.sends).toEqual([]);
    expect(second.card).toBe('unknown interrupted');
  });
});

describe('a check in one tab', () => {
  it('makes the other one look again at what keeps a message from being sent', async () => {
    const { world, first, second } = await openInTwoTabs();
    world.requester = { ...world.requester, phones: [] };
    world.assign(maria.id);
    await world.advance(10_000);
    expect([first.card, second.card]).toEqual(['no_phone', 'no_phone']);
    world.requester = { ...world.requester, phones: [{ written: '+49 1512 3456789', source: 'identity' }] };
    second.dispatch({ kind: 'check_clicked' });
    await world.advance(minutes(1));
    expect([first.card, second.card]).toEqual(['accepted', 'accepted']);
    expect(world.sends).toHaveLength(1);
  });
});

describe('a browser that was asleep for an hour', () => {
  it('goes on with one tab that asks, and acts on nothing stale', async () => {
    const { world, first, second } = await toldInTwoTabs();
    for (const page of [first, second]) page.sleep();
    await world.advance(minutes(10));
    world.assign(ivan.id);
    await world.advance(hours(1));
    world.requests.splice(0);
    for (const page of [first, second]) page.wake();
    await world.advance(minutes(1));
    expect(world.sends).toHaveLength(1);
    expect([first.card, second.card]).toEqual(['not_fresh', 'not_fresh']);
    expect([first, second].filter((page) => page.state().leads === true)).toHaveLength(1);
  });
});
