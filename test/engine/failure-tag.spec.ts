import { describe, expect, it } from 'vitest';
import { maria, minutes } from '../support/facts';
import { openTicket, type Page, type World } from '../support/world';

/** The tag by which an admin's own trigger hears that a message failed. */

const failureTag = 'whatsapp_failed';
const settings = { failureTag };

async function assign(world: World, page: Page): Promise<void> {
  page.pick(maria);
  await world.advance(1_000);
  page.submit();
  await world.advance(3_000);
}

const tagRequests = (world: World) => world.requests.filter(({ name }) => name === 'tag').length;

describe('the tag for failures', () => {
  it('is added once when WhatsApp reports a failure', async () => {
    const { world, page } = await openTicket({ settings });
    await assign(world, page);
    expect(world.tags).toEqual([]);
    world.report('failed', 'not_on_whatsapp');
    await world.advance(minutes(5));
    expect(page.card).toBe('failed not_on_whatsapp');
    expect(world.tags).toEqual([failureTag]);
    expect(tagRequests(world)).toBe(1);
  });

  it('is added when 1MSG refuses the message', async () => {
    const { world, page } = await openTicket({ settings });
    world.answerSends({ kind: 'refused', code: 'token_refused' });
    await assign(world, page);
    await world.advance(minutes(1));
    expect(world.tags).toEqual([failureTag]);
  });

  it('is never added where it is not known what became of the message', async () => {
    const { world, page } = await openTicket({ settings });
    world.answerSends({ kind: 'lost', arrives: false });
    await assign(world, page);
    await world.advance(minutes(20));
    expect(page.card).toBe('unknown no_answer');
    expect(tagRequests(world)).toBe(0);
  });

  it('is never added where a rule kept the message from being sent', async () => {
    const { world, page } = await openTicket({ settings });
    world.tags = ['whatsapp_opt_out'];
    await assign(world, page);
    await world.advance(minutes(20));
    expect(page.card).toBe('opted_out');
    expect(tagRequests(world)).toBe(0);
  });

  it('is never added for somebody who stopped such messages', async () => {
    const { world, page } = await openTicket({ settings });
    await assign(world, page);
    world.report('failed', 'marketing_stopped');
    await world.advance(minutes(5));
    expect(page.card).toBe('failed marketing_stopped');
    expect(tagRequests(world)).toBe(0);
  });

  it('is not added where none is set', async () => {
    const { world, page } = await openTicket();
    await assign(world, page);
    world.report('failed');
    await world.advance(minutes(5));
    expect(page.card).toBe('failed expired');
    expect(tagRequests(world)).toBe(0);
  });

  it.each(['done', 'failed'])('waits while the agent submits, until that is %s', async (end) => {
    const { world, page } = await openTicket({ settings });
    await assign(world, page);
    page.startSubmit();
    world.report('failed', 'not_on_whatsapp');
    await world.advance(minutes(5));
    expect(page.card).toBe('failed not_on_whatsapp');
    expect(tagRequests(world)).toBe(0);
    if (end === 'done') page.submit();
    else page.failSubmit();
    await world.advance(minutes(1));
    expect(world.tags).toEqual([failureTag]);
  });

  it('is not added again where somebody looks later: an agent may have taken it off', async () => {
    const { world, page } = await openTicket({ settings });
    await assign(world, page);
    world.report('failed', 'not_on_whatsapp');
    await world.advance(minutes(5));
    world.tags = [];
    page.dispatch({ kind: 'check_clicked' });
    await world.advance(minutes(5));
    expect(tagRequests(world)).toBe(1);
    expect(world.tags).toEqual([]);
  });

  it('is tried again a few times, and then the card says that it is missing', async () => {
    const { world, page } = await openTicket({ settings });
    await assign(world, page);
    world.fail('tag', { how: 'lost before', code: 'zendesk_unreachable' }, Number.POSITIVE_INFINITY);
    world.report('failed', 'not_on_whatsapp');
    await world.advance(minutes(5));
    expect(tagRequests(world)).toBe(4);
    expect(page.state().tagging?.phase).toBe('lost');
  });

  it('is on the ticket once where an answer was lost', async () => {
    const { world, page } = await openTicket({ settings });
    await assign(world, page);
    world.fail('tag', { how: 'lost after', code: 'zendesk_unreachable' });
    world.report('failed', 'not_on_whatsapp');
    await world.advance(minutes(5));
    expect(world.tags).toEqual([failureTag]);
    expect(page.state().tagging).toBeUndefined();
  });
});
