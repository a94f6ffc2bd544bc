import { describe, expect, it } from 'vitest';
import { alertBetween } from '../../src/core/alert';
import { Browser } from '../support/browser';
import { ivan, maria, minutes, priya } from '../support/facts';
import { openTicket, type Page, type PageOptions, World } from '../support/world';

/** What agents are told beside the card, because they may be at another ticket by then. */

const failed = (problem: string) => ({ ticketId: 4711, outcome: 'failed', problem });
const unclear = { ticketId: 4711, outcome: 'unknown', problem: 'no_answer' };

async function assign(world: World, page: Page): Promise<void> {
  page.pick(maria);
  await world.advance(1_000);
  page.submit();
  await world.advance(3_000);
}

async function openInTwoTabs(options: PageOptions = {}) {
  const world = new World();
  const browser = new Browser();
  const leading = world.open(priya, { ...options, browser });
  await world.advance(1_000);
  const other = world.open(priya, { ...options, browser });
  await world.advance(1_000);
  return { world, leading, other };
}

describe('an automatic message of this page', () => {
  it('that 1MSG refuses is told once, also where the agent has left the ticket', async () => {
    const { world, page } = await openTicket();
    world.answerSends({ kind: 'refused', code: 'token_refused' });
    page.pick(maria);
    await world.advance(1_000);
    page.submit();
    page.dispatch({ kind: 'deactivated' });
    await world.advance(3_000);
    expect(page.card).toBe('failed token_refused');
    page.dispatch({ kind: 'activated' });
    await world.advance(minutes(5));
    expect(page.alerts).toEqual([failed('token_refused')]);
  });

  it('that WhatsApp reports as failed later is told once', async () => {
    const { world, page } = await openTicket();
    await assign(world, page);
    expect(page.alerts).toEqual([]);
    world.report('failed', 'not_on_whatsapp');
    await world.advance(minutes(5));
    expect(page.alerts).toEqual([failed('not_on_whatsapp')]);
  });

  it('of which nobody knows whether it left is told once, whatever is found out later', async () => {
    const { world, page } = await openTicket();
    world.answerSends({ kind: 'lost', arrives: true, wait: 1_000 });
    await assign(world, page);
    expect(page.alerts).toEqual([unclear]);
    await world.advance(minutes(1));
    expect(page.card).toBe('accepted');
    world.report('failed', 'not_on_whatsapp');
    await world.advance(minutes(5));
    expect(page.card).toBe('failed not_on_whatsapp');
    expect(page.alerts).toEqual([unclear]);
  });

  it('is told by the page that sent it where routing assigned the ticket', async () => {
    const world = new World();
    const pages = [world.open(priya), world.open(maria.id)];
    await world.advance(1_000);
    world.answerSends({ kind: 'refused', code: 'payment' });
    world.assign(ivan.id);
    await world.advance(minutes(2));
    expect(world.sends).toHaveLength(1);
    expect(pages.flatMap((page) => page.alerts.map((alert) => [page.name, alert]))).toEqual([
      [world.sends[0]?.by, failed('payment')],
    ]);
  });

  it('is told by the tab that sent it, though another tab hears of the failure first', async () => {
    const { world, leading, other } = await openInTwoTabs();
    await assign(world, other);
    world.report('failed', 'not_on_whatsapp');
    await world.advance(minutes(5));
    expect([leading.card, other.card]).toEqual(['failed not_on_whatsapp', 'failed not_on_whatsapp']);
    expect(world.names('1msg', other)).not.toContain('reports');
    expect([leading.alerts, other.alerts]).toEqual([[], [failed('not_on_whatsapp')]]);
  });

  it('is not told again where another announcement came in between', async () => {
    const { world, page } = await openTicket();
    world.answerSends({ kind: 'refused', code: 'payment' });
    await assign(world, page);
    world.assign(undefined);
    await world.advance(minutes(1));
    world.assign(maria.id);
    await world.advance(minutes(11));
    page.dispatch({ kind: 'activated' });
    await world.advance(minutes(5));
    expect(page.alerts).toEqual([failed('payment')]);
  });

  it('is not told again where its record was out of sight for a moment', async () => {
    const { world, page } = await openTicket();
    world.answerSends({ kind: 'refused', code: 'payment' });
    await assign(world, page);
    const state = page.state();
    expect(alertBetween({ ...state, records: [], current: undefined }, state)).toBeUndefined();
  });

  it('that is delivered is not told, nor what WhatsApp says after that', async () => {
    const { world, page } = await openTicket();
    await assign(world, page);
    world.report('delivered');
    await world.advance(minutes(1));
    world.report('failed');
    await world.advance(minutes(10));
    expect(page.card).toBe('delivered');
    expect(page.alerts).toEqual([]);
  });

  it('is not told while it is tried again by itself', async () => {
    const { world, page } = await openTicket();
    world.answerSends({ kind: 'refused', code: 'rate_limited' });
    await assign(world, page);
    await world.advance(minutes(1));
    expect(world.sends).toHaveLength(2);
    expect(page.alerts).toEqual([]);
  });
});

describe('what the agent sees in the card is not told beside it', () => {
  it('when they pressed Send now', async () => {
    const { world, page } = await openTicket({ settings: { automaticSending: false } });
    await assign(world, page);
    world.answerSends({ kind: 'refused', code: 'payment' });
    page.clickSend();
    await world.advance(minutes(2));
    expect(page.card).toBe('failed payment');
    expect(page.alerts).toEqual([]);
  });

  it('when they pressed Send again', async () => {
    const { world, page } = await openTicket();
    world.answerSends({ kind: 'refused', code: 'payment' }, { kind: 'refused', code: 'channel_blocked' });
    await assign(world, page);
    page.clickSend();
    await world.advance(minutes(2));
    expect(page.card).toBe('failed channel_blocked');
    expect(page.alerts).toEqual([failed('payment')]);
  });

  it('when they pressed Check again', async () => {
    const { world, page } = await openTicket();
    await assign(world, page);
    await world.advance(minutes(20));
    world.report('failed', 'expired');
    page.dispatch({ kind: 'check_clicked' });
    await world.advance(minutes(1));
    expect(page.card).toBe('failed expired');
    page.dispatch({ kind: 'activated' });
    await world.advance(minutes(1));
    expect(page.alerts).toEqual([]);
  });

  it('when a rule kept the message from being sent', async () => {
    const { world, page } = await openTicket();
    world.tags = ['whatsapp_opt_out'];
    await assign(world, page);
    await world.advance(minutes(2));
    expect(page.card).toBe('opted_out');
    expect(page.alerts).toEqual([]);
  });

  it('when the page is loaded anew', async () => {
    const { world, page } = await openTicket();
    await assign(world, page);
    page.reload();
    await world.advance(500);
    world.report('failed', 'expired');
    await world.advance(minutes(5));
    expect(page.card).toBe('failed expired');
    expect(page.alerts).toEqual([]);
  });

  it('when another agent’s browser sent it', async () => {
    const { world, page } = await openTicket();
    const other = world.open(maria.id);
    await world.advance(1_000);
    await assign(world, page);
    world.report('failed', 'expired');
    await world.advance(minutes(5));
    expect(other.card).toBe('failed expired');
    expect([page.alerts, other.alerts]).toEqual([[failed('expired')], []]);
  });
});
