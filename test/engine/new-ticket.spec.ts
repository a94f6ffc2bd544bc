import { describe, expect, it } from 'vitest';
import { previewOf } from '../../src/core/preview';
import { problem } from '../../src/core/problem';
import { describeState } from '../../src/view/describe';
import { ivan, maria, minutes, priya } from '../support/facts';
import { type Page, type PageOptions, World } from '../support/world';

/** A ticket that is made in the page that the app sees: it has no number before its submit. */

async function newTicket(options: PageOptions = {}): Promise<{ world: World; page: Page }> {
  const world = new World();
  world.saved = { ...world.saved, groupId: undefined };
  const page = world.open(priya, { creates: 'told', ...options });
  await world.advance(1_000);
  return { world, page };
}

async function created(options: PageOptions = {}): Promise<{ world: World; page: Page }> {
  const { world, page } = await newTicket(options);
  page.pick(maria);
  await world.advance(2_000);
  page.submitUnannounced();
  return { world, page };
}

const headlineOf = (world: World, page: Page): string =>
  describeState(page.state(), world.clock.now()).headline.key;

const textOf = (world: World, page: Page) => describeState(page.state(), world.clock.now()).text?.key;

const outcomeOf = (world: World, page: Page) => previewOf(page.state(), world.clock.now())?.outcome;

describe('a ticket that was never saved', () => {
  it('costs no request before somebody is chosen, and then the people and the templates', async () => {
    const { world, page } = await newTicket();
    page.edit({ tags: ['vip'] });
    await world.advance(minutes(1));
    expect(headlineOf(world, page)).toBe('empty.unsaved');
    expect(world.requests).toEqual([]);
    page.pick(maria);
    await world.advance(minutes(1));
    expect(world.names('zendesk')).toEqual(['people']);
    expect(world.names('1msg')).toEqual(['templates']);
  });

  it('shows whom the submit will tell about whom, with all of the message but its number', async () => {
    const { world, page } = await newTicket();
    page.pick(maria);
    await world.advance(2_000);
    expect(headlineOf(world, page)).toBe('pending.will');
    expect(outcomeOf(world, page)).toMatchObject({
      kind: 'message',
      message: { customer: 'Anna Schmidt', specialist: maria.name, phone: { digits: '4915123456789' } },
    });
    expect(outcomeOf(world, page)).not.toHaveProperty('message.values');
    expect(world.rows).toEqual([]);
  });

  it('follows the form as it changes', async () => {
    const { world, page } = await newTicket();
    page.pick(maria);
    await world.advance(2_000);
    page.edit({ tags: ['whatsapp_opt_out'] });
    await world.advance(10);
    expect(outcomeOf(world, page)).toMatchObject({ problem: { code: 'opted_out' } });
    page.edit({ tags: [], status: 'solved' });
    await world.advance(10);
    expect(outcomeOf(world, page)).toEqual({ kind: 'problem', problem: problem('ticket_closed') });
    page.edit({ status: 'open', requesterId: undefined });
    await world.advance(10);
    expect(outcomeOf(world, page)).toEqual({ kind: 'problem', problem: problem('no_requester') });
    page.edit({ requesterId: world.requester.id });
    page.pick(ivan);
    await world.advance(2_000);
    expect(outcomeOf(world, page)).toMatchObject({ message: { specialist: ivan.name } });
    page.pick(undefined);
    await world.advance(10);
    expect(headlineOf(world, page)).toBe('empty.unsaved');
  });

  it('says at once that a group alone is told of to nobody', async () => {
    const { world, page } = await newTicket();
    world.saved = { ...world.saved, groupId: 7 };
    page.pick(undefined);
    await world.advance(10);
    expect(outcomeOf(world, page)).toEqual({ kind: 'problem', problem: problem('group_only') });
  });

  it('finds what the form named before the app listened', async () => {
    const { world, page } = await newTicket();
    page.pick(maria);
    page.reload('with its form');
    await world.advance(2_000);
    expect(outcomeOf(world, page)).toMatchObject({ kind: 'message' });
  });

  it('reads people and templates anew when a person asks', async () => {
    const { world, page } = await newTicket();
    world.requester = { ...world.requester, phones: [] };
    page.pick(maria);
    await world.advance(2_000);
    expect(outcomeOf(world, page)).toMatchObject({ problem: { code: 'no_phone' } });
    world.requester = { ...world.requester, phones: [{ written: '+49 1512 3456789', source: 'identity' }] };
    page.dispatch({ kind: 'check_clicked' });
    await world.advance(2_000);
    expect(outcomeOf(world, page)).toMatchObject({ kind: 'message' });
    expect(world.names('zendesk')).toEqual(['people', 'people']);
  });

  it('keeps its preview when the submit fails', async () => {
    const { world, page } = await newTicket();
    page.pick(maria);
    await world.advance(2_000);
    page.startSubmit();
    page.failSubmit();
    page.edit({ tags: ['vip'] });
    await world.advance(minutes(1));
    expect(headlineOf(world, page)).toBe('pending.will');
    expect(describeState(page.state(), world.clock.now()).notes[0]?.key).toBe('pending.refused');
    expect(world.sends).toEqual([]);
  });
});

describe('the page of a ticket that was just created', () => {
  it('leaves it to the ticket’s own page for 15 seconds, and looks then like any other', async () => {
    const { world, page } = await created();
    const before = world.requests.length;
    await world.advance(14_900);
    expect(headlineOf(world, page)).toBe('new_ticket.submitted');
    expect(textOf(world, page)).toBe('new_ticket.waiting');
    expect(world.requests).toHaveLength(before);
    await world.advance(minutes(1));
    expect(world.sends).toHaveLength(1);
    expect(world.sends[0]?.message.values).toEqual(['Anna Schmidt', '4711', maria.name]);
    expect(world.rows[0]?.claim).toMatch(/^seen:/);
    expect(page.card).toBe('accepted');
  });

  it('takes over what the ticket’s own page has sent', async () => {
    const { world, page } = await created();
    const own = world.open(priya);
    await world.advance(minutes(1));
    expect(world.sends.map(({ by }) => by)).toEqual([own.name]);
    expect([own.card, page.card]).toEqual(['accepted', 'accepted']);
    expect(world.rows).toHaveLength(1);
  });

  it.each([1, 2])(
    'never adds a message where Zendesk accepts two records and %d of the ticket’s own pages come late',
    async (count) => {
      const { world } = await created();
      world.unique = false;
      await world.advance(14_000);
      for (let opened = 0; opened < count; opened += 1) world.open(priya);
      await world.advance(minutes(1));
      expect(world.sends).toHaveLength(1);
    },
  );

  it('does not take the save for its own where the number shows before the submit has ended', async () => {
    const { world, page } = await newTicket();
    page.pick(maria);
    await world.advance(2_000);
    page.startSubmit();
    world.save(priya, maria.id);
    page.hasNumber = true;
    page.dispatch({ kind: 'form_edited' });
    await world.advance(500);
    page.dispatch({ kind: 'submit_done' });
    await world.advance(5_000);
    expect(headlineOf(world, page)).toBe('new_ticket.submitted');
    expect(world.rows).toEqual([]);
    await world.advance(minutes(1));
    expect(world.rows.map(({ claim }) => claim)).toEqual([expect.stringMatching(/^seen:/)]);
    expect(world.sends).toHaveLength(1);
  });

  it('also where only somebody else’s news shows that it was saved', async () => {
    const { world, page } = await newTicket();
    world.save(priya, maria.id);
    page.hasNumber = true;
    page.hearOfUpdate();
    await world.advance(5_000);
    expect(headlineOf(world, page)).toBe('new_ticket.submitted');
    expect(world.rows).toEqual([]);
    await world.advance(minutes(1));
    expect(world.sends).toHaveLength(1);
  });

  it('goes on waiting where the agent has left for the next ticket', async () => {
    const { world, page } = await created();
    page.dispatch({ kind: 'deactivated' });
    await world.advance(minutes(1));
    expect(world.sends).toHaveLength(1);
    expect(page.state().step.kind).toBe('idle');
  });

  it('says what is true and stays quiet where the number is never told', async () => {
    const { world, page } = await created({ creates: 'never told' });
    const before = world.requests.length;
    await world.advance(minutes(30));
    expect(textOf(world, page)).toBe('new_ticket.no_number');
    expect(world.requests).toHaveLength(before);
    expect(world.sends).toEqual([]);
  });

  it('shows the next ticket’s form where the page is used for another one', async () => {
    const { world, page } = await created({ creates: 'never told' });
    await world.advance(minutes(1));
    page.pick(ivan);
    await world.advance(2_000);
    expect(headlineOf(world, page)).toBe('pending.will');
    page.submitUnannounced();
    await world.advance(1_000);
    expect(textOf(world, page)).toBe('new_ticket.waiting');
  });
});

describe('a saved ticket', () => {
  it('stays one where its number cannot be read for a moment', async () => {
    const { world, page } = await newTicket({ creates: 'told' });
    world.save(priya, maria.id);
    page.hasNumber = true;
    page.reload();
    await world.advance(minutes(1));
    expect(page.card).toBe('accepted');
    page.hasNumber = false;
    page.dispatch({ kind: 'activated' });
    await world.advance(3_000);
    expect(page.card).toBe('accepted');
    page.hasNumber = true;
    await world.advance(minutes(1));
    expect(page.card).toBe('accepted');
    expect(world.sends).toHaveLength(1);
  });
});
