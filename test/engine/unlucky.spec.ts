import { describe, expect, it } from 'vitest';
import { previewOf } from '../../src/core/preview';
import type { Requester } from '../../src/core/ticket';
import type { Card } from '../../src/view/card';
import { describeState } from '../../src/view/describe';
import {
  chen,
  dana,
  hours,
  ivan,
  maria,
  minutes,
  notificationIn,
  priya,
  requesterWith,
} from '../support/facts';
import { openTicket, type Page, World } from '../support/world';

/** What happens at the wrong moment, or out of the app's sight, between a save and its notification. */

/** The author of what triggers and routing save. */
const routing = -1;

const bruno: Requester = requesterWith({
  id: 502,
  name: 'Bruno Costa',
  phones: [{ written: '+351 912 345 678', source: 'identity' }],
});

/** Everybody the customer was told of, in order. */
const told = (world: World) => world.sends.map(({ message }) => message.values[2]);

const numbersTold = (world: World) => world.sends.map(({ message }) => message.phone.digits);

const cardOf = (world: World, page: Page): Card => describeState(page.state(), world.clock.now());

const buttonsOf = (world: World, page: Page) => cardOf(world, page).actions.map(({ label }) => label);

/** A choice, and the submit a second later. */
async function choose(world: World, page: Page, specialist = maria): Promise<void> {
  page.pick(specialist);
  await world.advance(1_000);
  page.submit();
}

/** An announced submit, and what WhatsApp reports on its message. */
async function toldOfMaria(report: 'delivered' | 'read') {
  const { world, page } = await openTicket();
  await choose(world, page);
  await world.advance(1_500);
  world.report(report);
  await world.advance(10_000);
  expect(page.card).toBe(report);
  return { world, page };
}

/** A submit whose message 1MSG refused. */
async function refused() {
  const { world, page } = await openTicket();
  world.answerSends({ kind: 'refused', code: 'payment' });
  await choose(world, page);
  await world.advance(5_000);
  expect(page.card).toBe('failed payment');
  return { world, page };
}

describe('what the form shows and nobody saved', () => {
  it('does not decide who is told of an assignment', async () => {
    const { world, page } = await openTicket();
    world.otherRequesters.set(bruno.id, bruno);
    page.edit({ requesterId: bruno.id });
    world.assign(maria.id);
    await world.advance(15_000);
    expect(numbersTold(world)).toEqual(['4915123456789']);
  });

  it('does not end an opt-out', async () => {
    const { world, page } = await openTicket();
    world.tags = ['whatsapp_opt_out'];
    page.edit({ tags: [] });
    world.assign(maria.id);
    await world.advance(15_000);
    expect(page.card).toBe('opted_out');
    expect(world.sends).toEqual([]);
  });

  it('does not count as solved: the assignment is announced', async () => {
    const { world, page } = await openTicket();
    page.edit({ status: 'solved' });
    world.assign(maria.id);
    await world.advance(15_000);
    page.undoEdits();
    world.announce();
    await world.advance(15_000);
    expect(page.card).toBe('accepted');
    expect(told(world)).toEqual(['Maria Silva']);
  });

  it('is what counts once it is submitted', async () => {
    const { world, page } = await openTicket();
    world.otherRequesters.set(bruno.id, bruno);
    page.edit({ requesterId: bruno.id });
    await choose(world, page);
    await world.advance(5_000);
    expect(numbersTold(world)).toEqual(['351912345678']);
  });

  it('is no preview any longer once the form has followed a save without an event', async () => {
    const { world, page } = await openTicket();
    page.pick(chen);
    await world.advance(2_000);
    world.save(routing, ivan.id);
    page.followQuietly();
    page.hearOfUpdate();
    await world.advance(15_000);
    page.dispatch({ kind: 'activated' });
    await world.advance(15_000);
    expect(page.card).toBe('accepted');
    expect(previewOf(page.state(), world.clock.now())).toBeUndefined();
  });
});

describe('what is saved meanwhile', () => {
  it('keeps the message back: the requester opts out between the choice and the submit', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    world.requester = requesterWith({ tags: ['whatsapp_opt_out'] });
    await world.advance(minutes(4));
    page.submit();
    await world.advance(5_000);
    expect(page.card).toBe('opted_out');
    expect(world.sends).toEqual([]);
  });

  it('keeps the message back: the ticket gets the opt-out tag while a claim settles', async () => {
    const { world, page } = await openTicket();
    world.assign(maria.id);
    await world.advance(3_000);
    expect(page.state().step.kind).toBe('settling');
    world.tags = ['whatsapp_opt_out'];
    world.announce();
    await world.advance(20_000);
    expect(page.card).toBe('opted_out');
    expect(world.sends).toEqual([]);
  });

  it('does not change who was told: the ticket gets another requester after the send', async () => {
    const { world, page } = await toldOfMaria('delivered');
    world.otherRequesters.set(bruno.id, bruno);
    world.saved = { ...world.saved, requesterId: bruno.id };
    page.hearOfUpdate();
    await world.advance(10_000);
    expect(page.state().ticket?.requesterName).toBe('Bruno Costa');
    const { headline, text, facts } = cardOf(world, page);
    expect(JSON.stringify([headline, text, facts])).not.toContain('Bruno Costa');
  });
});

describe('saves that follow each other', () => {
  it('within seconds announce only who is in charge in the end', async () => {
    const { world } = await openTicket();
    world.assign(maria.id);
    await world.advance(3_000);
    world.assign(ivan.id);
    await world.advance(20_000);
    expect(told(world)).toEqual(['Ivan Petrov']);
  });

  it('keep a click on a card that has not heard of the last one from announcing the one before', async () => {
    const { world, page } = await openTicket({ settings: { automaticSending: false } });
    world.assign(maria.id);
    await world.advance(5_000);
    expect(page.card).toBe('automatic_off');
    world.save(routing, ivan.id);
    page.clickSend();
    await world.advance(15_000);
    expect(told(world)).not.toContain('Maria Silva');
  });

  it('do not put an earlier specialist on the card who was chosen during the first search', async () => {
    const world = new World();
    world.save(routing, ivan.id);
    world.put({
      ...notificationIn('read'),
      key: { ticketId: 4711, auditId: 901, attempt: 1 },
      specialist: ivan,
    });
    world.save(routing, maria.id);
    await world.advance(hours(1));
    const page = world.open(priya);
    await world.advance(20);
    expect(page.state().step.kind).toBe('searching');
    page.pick(ivan);
    await world.advance(3_000);
    page.pick(maria);
    await world.advance(3_000);
    page.hearOfUpdate();
    await world.advance(3_000);
    expect(page.card).toBe('not_fresh');
  });
});

describe('an own submit', () => {
  it('is announced where nothing is caught up on', async () => {
    const { world, page } = await openTicket({ settings: { catchUpMinutes: 0 } });
    await world.advance(300);
    await choose(world, page);
    await world.advance(5_000);
    expect(page.card).toBe('accepted');
    expect(told(world)).toEqual(['Maria Silva']);
  });

  it('is announced though the audits show it after six seconds and no news of it comes', async () => {
    const { world, page } = await openTicket();
    world.auditLag = 6_000;
    page.pick(maria);
    await world.advance(1_000);
    page.submitUnannounced();
    await world.advance(minutes(5));
    expect(told(world)).toEqual(['Maria Silva']);
  });
});

describe('a clock that is wrong', () => {
  it.each([
    ['ten minutes behind', -minutes(10)],
    ['twenty minutes ahead', minutes(20)],
  ])('%s does not keep a browser from the status', async (_how, ahead) => {
    const world = new World();
    world.save(routing, maria.id);
    world.open(dana);
    await world.advance(10_000);
    const page = world.open(priya, { ahead });
    await world.advance(1_000);
    expect(page.card).toBe('accepted');
    world.report('delivered');
    await world.advance(minutes(5));
    expect(page.card).toBe('delivered');
  });

  it('does not make a browser ask for the status all the time', async () => {
    const world = new World();
    world.save(routing, maria.id);
    world.open(dana);
    await world.advance(10_000);
    const page = world.open(priya, { ahead: -minutes(10) });
    await world.advance(1_000);
    const before = world.count('1msg', page);
    await world.advance(minutes(5));
    expect(page.card).toBe('accepted');
    expect(world.count('1msg', page) - before).toBeLessThan(10);
  });

  it('does not make a browser look for an unknown message all the time', async () => {
    const world = new World();
    world.save(routing, maria.id);
    world.answerSends({ kind: 'lost', arrives: false });
    world.open(dana);
    await world.advance(minutes(1));
    const page = world.open(priya, { ahead: -minutes(10) });
    await world.advance(1_000);
    expect(page.card).toBe('unknown no_answer');
    const before = world.count('1msg', page);
    await world.advance(minutes(5));
    expect(world.count('1msg', page) - before).toBeLessThan(6);
  });
});

describe('a look that failed', () => {
  it('after a submit is made up for when the agent asks again', async () => {
    const { world, page } = await toldOfMaria('delivered');
    world.fail('audits', { how: 'refused', code: 'zendesk_unreachable' });
    world.fail('search', { how: 'refused', code: 'zendesk_unreachable' });
    page.pick(ivan);
    await world.advance(1_000);
    page.submitUnannounced();
    await world.advance(3_000);
    page.dispatch({ kind: 'check_clicked' });
    await world.advance(10_000);
    expect(page.state().current?.notification.specialist).toEqual(ivan);
    expect(told(world)).toEqual(['Maria Silva', 'Ivan Petrov']);
  });

  it('because Zendesk was busy is made again by itself', async () => {
    const { world, page } = await toldOfMaria('read');
    world.fail('audits', { how: 'refused', code: 'zendesk_busy' });
    page.pick(ivan);
    await world.advance(1_000);
    page.submitUnannounced();
    await world.advance(60_000);
    expect(told(world)).toEqual(['Maria Silva', 'Ivan Petrov']);
  });

  it('after a submit leaves a button to look again, though the card says that a message was read', async () => {
    const { world, page } = await toldOfMaria('read');
    world.fail('audits', { how: 'refused', code: 'zendesk_forbidden' });
    page.pick(ivan);
    await world.advance(1_000);
    page.submitUnannounced();
    await world.advance(30_000);
    expect(page.card).toBe('read');
    expect(buttonsOf(world, page)).toContain('action.check_again');
  });

  it('at the message list is not shown as a look that goes on', async () => {
    const { world, page } = await openTicket();
    world.answerSends({ kind: 'lost', arrives: false });
    world.fail('messages', { how: 'refused', code: 'request_refused' }, Number.POSITIVE_INFINITY);
    await choose(world, page);
    await world.advance(minutes(10));
    expect(page.card).toBe('unknown no_answer');
    expect(cardOf(world, page).notes.map(({ key }) => key)).not.toContain('evidence.looking');
  });

  it('at the message list finds no message in another text to the same number', async () => {
    const { world, page } = await openTicket();
    world.answerSends({ kind: 'lost', arrives: false });
    await choose(world, page);
    await world.advance(5_000);
    world.list('wamid.newsletter', '4915123456789', 'Our spring sale starts today');
    await world.advance(minutes(3));
    expect(page.card).toBe('unknown no_answer');
  });

  it('at the profile is made anew when the agent comes back to the ticket', async () => {
    const { world, page } = await openTicket();
    world.requester = requesterWith({ phones: [] });
    await choose(world, page);
    await world.advance(5_000);
    expect(page.card).toBe('no_phone');
    page.dispatch({ kind: 'deactivated' });
    world.requester = requesterWith();
    await world.advance(30_000);
    page.dispatch({ kind: 'activated' });
    await world.advance(15_000);
    expect(page.card).toBe('accepted');
  });

  it('for the code of the channel leaves a failed message that can be sent again', async () => {
    const { world, page } = await openTicket();
    world.script = () => ({ kind: 'refused', code: 'onemsg_unreachable' });
    await choose(world, page);
    await world.advance(minutes(1));
    expect(page.card).toBe('failed onemsg_unreachable');
    expect(buttonsOf(world, page)).toContain('action.send_again');
  });
});

describe('a click', () => {
  it('on a button that is not busy counts while the app looks', async () => {
    const { world, page } = await refused();
    page.dispatch({ kind: 'check_clicked' });
    await world.advance(20);
    const button = cardOf(world, page).actions.find(({ label }) => label === 'action.send_again');
    expect(button).toMatchObject({ busy: false });
    page.clickSend();
    await world.advance(20_000);
    expect(page.card).toBe('accepted');
    expect(world.sends).toHaveLength(2);
  });

  it('that comes second to a browser that is closed ends in an unknown message, not in waiting', async () => {
    const world = new World();
    world.save(routing, maria.id);
    world.answerSends({ kind: 'refused', code: 'payment' });
    const other = world.open(dana);
    await world.advance(10_000);
    other.close();
    const page = world.open(priya);
    await world.advance(2_000);
    expect(page.card).toBe('failed payment');
    world.put({
      ...notificationIn('claimed', world.clock.now()),
      key: { ticketId: 4711, auditId: 901, attempt: 2 },
      timeline: { claimed: world.clock.now() },
    });
    page.clickSend();
    await world.advance(minutes(30));
    page.dispatch({ kind: 'check_clicked' });
    await world.advance(minutes(1));
    expect(page.card).toBe('unknown interrupted');
    expect(world.sends).toHaveLength(1);
  });

  it('does not send to another number than the one that was chosen and is gone', async () => {
    const { world, page } = await openTicket();
    world.requester = requesterWith({
      phones: ['+49 1512 3456789', '+49 1512 1111111'].map((written) => ({ written, source: 'identity' })),
    });
    world.answerSends({ kind: 'refused', code: 'payment' });
    page.pick(maria);
    await world.advance(1_000);
    page.dispatch({ kind: 'number_chosen', digits: '4915121111111' });
    page.submit();
    await world.advance(5_000);
    world.requester = requesterWith();
    page.clickSend();
    await world.advance(15_000);
    expect(numbersTold(world)).toEqual(['4915121111111']);
  });
});
