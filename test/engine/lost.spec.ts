import { describe, expect, it } from 'vitest';
import { maxAttempts } from '../../src/core/claim';
import { dana, hours, maria, minutes, notificationIn, priya } from '../support/facts';
import { openTicket, type Page, type SendScript, type World } from '../support/world';

/** Sends that are refused, sends that nobody knows the end of, and trying again. */

async function assignWith(...scripts: readonly SendScript[]): Promise<{ world: World; page: Page }> {
  const { world, page } = await openTicket();
  world.answerSends(...scripts);
  page.pick(maria);
  await world.advance(1_000);
  page.submit();
  await world.advance(1_500);
  return { world, page };
}

const lost = { kind: 'lost', arrives: false } as const;
const lostOnTheWayBack = { kind: 'lost', arrives: true } as const;
const tooFast = { kind: 'refused', code: 'rate_limited' } as const;

const notFound = (): never => {
  throw new Error('There is no record.');
};

/** The card in a browser that opens the ticket now. */
async function seenByAnother(world: World): Promise<string> {
  const other = world.open(dana);
  await world.advance(2_000);
  return other.card;
}

describe('a refused send', () => {
  it('has failed at once, and is written down', async () => {
    const { world, page } = await assignWith({ kind: 'refused', code: 'not_on_whatsapp' });
    expect(page.card).toBe('failed not_on_whatsapp');
    await world.advance(hours(1));
    expect(world.sends).toHaveLength(1);
    expect(world.written()).toEqual(['claimed', 'failed']);
    expect(await seenByAnother(world)).toBe('failed not_on_whatsapp');
  });

  it('is repeated after two seconds where it was certainly not accepted', async () => {
    const { world, page } = await assignWith(tooFast);
    await world.advance(10_000);
    expect(page.card).toBe('accepted');
    const [first, second] = world.sends.map(({ at }) => at);
    expect(world.sends).toHaveLength(2);
    expect((second ?? 0) - (first ?? 0)).toBe(2_000 + 100);
    expect(world.stored()).toHaveLength(1);
  });

  it('is repeated three times at most, within 25 seconds of the claim', async () => {
    const { world, page } = await assignWith(tooFast, tooFast, tooFast, tooFast, tooFast);
    await world.advance(minutes(5));
    expect(page.card).toBe('failed rate_limited');
    const claimedAt = world.rows[0]?.createdAt ?? 0;
    expect(world.sends.map(({ at }) => Math.floor((at - claimedAt) / 1_000))).toEqual([0, 2, 7, 22]);
  });

  it('is not repeated where the channel asks for a longer wait than there is', async () => {
    const { world, page } = await assignWith({ ...tooFast, retryAfter: 60_000 });
    await world.advance(minutes(5));
    expect(world.sends).toHaveLength(1);
    expect(page.card).toBe('failed rate_limited');
  });

  it('waits as long as the channel asks for', async () => {
    const { world, page } = await assignWith({ ...tooFast, retryAfter: 12_000 });
    await world.advance(minutes(1));
    expect(page.card).toBe('accepted');
    const [first, second] = world.sends.map(({ at }) => at);
    expect((second ?? 0) - (first ?? 0)).toBe(12_000 + 100);
  });

  it('is another browser’s business while it is repeated', async () => {
    const { world } = await assignWith(tooFast, tooFast);
    const other = world.open(dana);
    await world.advance(minutes(1));
    expect(other.card).toBe('accepted');
    expect(world.sends.map(({ by }) => by)).toEqual(['page 1', 'page 1', 'page 1']);
  });
});

describe('a lost send', () => {
  it('is unknown, and never repeated', async () => {
    const { world, page } = await assignWith(lost);
    await world.advance(32_000);
    expect(page.card).toBe('unknown no_answer');
    await world.advance(hours(3));
    expect(page.card).toBe('unknown no_answer');
    expect(page.state().evidence).toBe('none');
    expect(world.sends).toHaveLength(1);
    expect(world.written()).toEqual(['claimed', 'unknown']);
    expect(world.clock.pending).toBe(0);
  });

  it('is found by the one message that can be it', async () => {
    const { world, page } = await assignWith(lostOnTheWayBack);
    await world.advance(minutes(1));
    expect(page.card).toBe('accepted');
    expect(page.state().evidence).toBeUndefined();
    world.report('read');
    await world.advance(minutes(1));
    expect(page.card).toBe('read');
    expect(world.sends).toHaveLength(1);
    expect(world.written()).toEqual(['claimed', 'unknown', 'accepted', 'read']);
  });

  it('that is found was accepted when it left, not when it was found', async () => {
    const { world, page } = await assignWith(lostOnTheWayBack);
    await world.advance(minutes(1));
    const left = world.messages[0]?.at ?? 0;
    const { timeline } = page.state().current?.notification ?? {};
    expect(timeline).toMatchObject({ accepted: left });
    expect(timeline?.unknown).toBeGreaterThan(left);
  });

  it('that another browser has found does not get the message of somebody else as well', async () => {
    const { world, page } = await assignWith(lost);
    await world.advance(32_000);
    expect(page.card).toBe('unknown no_answer');
    world.list('wamid.1', '4915123456789');
    world.list('wamid.2', '4915123456789');
    const { timeline } = page.state().current?.notification ?? { timeline: {} };
    const accepted = { ...notificationIn('accepted'), key: world.stored()[0]?.key ?? notFound(), timeline };
    world.rows[0]?.versions.push({ at: world.clock.now(), notification: accepted });
    await world.advance(minutes(2));
    expect(page.card).toBe('accepted');
    expect(page.state().current?.notification).toMatchObject({ messageId: 'wamid.1' });
    expect(world.written()).toEqual(['claimed', 'unknown', 'accepted']);
  });

  it('is found although WhatsApp corrected the number', async () => {
    const { world, page } = await assignWith(lost);
    world.list('wamid.corrected', '49015123456789');
    await world.advance(minutes(1));
    expect(page.card).toBe('accepted');
  });

  it('is not found in somebody else’s message', async () => {
    const { world, page } = await assignWith(lost);
    world.list('wamid.other', '351912345678');
    await world.advance(minutes(3));
    expect(page.card).toBe('unknown no_answer');
    expect(page.state().evidence).toBe('none');
  });

  it('stays unknown where several messages can be it', async () => {
    const { world, page } = await assignWith(lostOnTheWayBack);
    world.list('wamid.other', '4915123456789');
    await world.advance(minutes(3));
    expect(page.card).toBe('unknown no_answer');
    expect(page.state().evidence).toBe('several');
  });

  it('is not found in a message that belongs to another record', async () => {
    const { world, page } = await assignWith(lost);
    world.list('wamid.1', '4915123456789');
    const accepted = notificationIn('accepted');
    world.put({ ...accepted, key: { ...accepted.key, ticketId: 99, auditId: 77 } });
    await world.advance(minutes(3));
    expect(page.card).toBe('unknown no_answer');
  });

  it('does not get the message of another send to the same number that is lost as well', async () => {
    const { world, page } = await assignWith(lost);
    world.list('wamid.1', '4915123456789');
    const other = notificationIn('unknown', world.clock.now());
    world.put({ ...other, key: { ...other.key, ticketId: 99, auditId: 77 } });
    await world.advance(minutes(3));
    expect(page.card).toBe('unknown no_answer');
    expect(page.state().evidence).toBe('several');
  });

  it('gets its message among others to the same number as soon as they have theirs', async () => {
    const { world, page } = await assignWith(lostOnTheWayBack);
    world.list('wamid.other', '4915123456789');
    const accepted = { ...notificationIn('accepted', world.clock.now()), messageId: 'wamid.other' };
    world.put({ ...accepted, key: { ...accepted.key, ticketId: 99, auditId: 77 } });
    await world.advance(minutes(1));
    expect(page.card).toBe('accepted');
    expect(page.state().current?.notification).not.toMatchObject({ messageId: 'wamid.other' });
  });

  it('is looked for and told of once, though the store keeps its claim alone for a while', async () => {
    const { world, page } = await openTicket();
    world.answerSends({ ...lost, wait: 500 });
    world.fail('save', { how: 'lost before', code: 'zendesk_unreachable' }, Number.POSITIVE_INFINITY);
    world.list('wamid.1', '4915123456789');
    world.list('wamid.2', '4915123456789');
    page.pick(maria);
    await world.advance(1_000);
    page.submit();
    await world.advance(15_000);
    expect(world.names('1msg', page).filter((name) => name === 'messages')).toHaveLength(1);
    expect(page.alerts).toHaveLength(1);
    expect(page.state().evidence).toBe('several');
  });

  it('is looked for no earlier than ten seconds after its claim, and three times in all', async () => {
    const { world } = await assignWith({ ...lost, wait: 500 });
    await world.advance(hours(1));
    const claimedAt = world.rows[0]?.createdAt ?? 0;
    const asked = world.requests.filter(({ name }) => name === 'messages');
    expect(asked.map(({ at }) => Math.round((at - claimedAt) / 1_000))).toEqual([10, 30, 90]);
  });

  it('is looked for by another browser with the requester’s number', async () => {
    const { world, page } = await assignWith(lostOnTheWayBack);
    page.close();
    await world.advance(minutes(5));
    expect(await seenByAnother(world)).toBe('accepted');
  });

  it('is looked for once, not thrice, when the ticket is opened much later', async () => {
    const { world, page } = await assignWith(lost);
    await world.advance(minutes(3));
    page.close();
    await world.advance(hours(1));
    const other = world.open(dana);
    await world.advance(minutes(10));
    expect(other.card).toBe('unknown no_answer');
    expect(world.names('1msg', other)).toEqual(['messages']);
    expect(world.names('zendesk', other)).toEqual(['search', 'people']);
  });

  it('is not looked for in the list of a person with two numbers of that ending', async () => {
    const { world, page } = await assignWith(lostOnTheWayBack);
    page.close();
    await world.advance(minutes(5));
    world.requester = {
      ...world.requester,
      phones: [
        { written: '+49 1512 3456789', source: 'identity' },
        { written: '+49 1603 3456789', source: 'identity' },
      ],
    };
    expect(await seenByAnother(world)).toBe('unknown interrupted');
  });

  it('is not said to be looked for where the requester’s number cannot be read', async () => {
    const { world, page } = await assignWith(lostOnTheWayBack);
    page.close();
    await world.advance(minutes(5));
    world.fail('people', { how: 'refused', code: 'zendesk_forbidden' }, Number.POSITIVE_INFINITY);
    const other = world.open(dana);
    await world.advance(minutes(1));
    expect(other.card).toBe('unknown interrupted');
    expect(other.state().evidence).toBe('unread');
    expect(world.clock.pending).toBe(0);
    world.heal();
    other.dispatch({ kind: 'check_clicked' });
    await world.advance(minutes(1));
    expect(other.card).toBe('accepted');
  });

  it('does not block another attempt that a person wants', async () => {
    const { world, page } = await assignWith(lost);
    await world.advance(minutes(3));
    page.clickSend();
    await world.advance(10_000);
    expect(page.card).toBe('accepted');
    expect(world.sends).toHaveLength(2);
    expect(world.stored().map(({ status, key, sentBy }) => [key.attempt, status, sentBy])).toEqual([
      [1, 'unknown', 'auto'],
      [2, 'accepted', priya],
    ]);
  });
});

describe('a queued send', () => {
  it('is queued, not failed, and gets its id from the message list', async () => {
    const { world, page } = await assignWith({ kind: 'queued', arrives: true });
    expect(page.card).toBe('queued');
    await world.advance(12_000);
    expect(page.card).toBe('accepted');
    expect(world.written()).toEqual(['claimed', 'queued', 'accepted']);
    expect(world.sends).toHaveLength(1);
  });

  it('stays queued where no message turns up', async () => {
    const { world, page } = await assignWith({ kind: 'queued', arrives: false });
    await world.advance(hours(1));
    expect(page.card).toBe('queued');
    expect(world.clock.pending).toBe(0);
  });

  it('blocks another attempt for an hour, and none that a person wants after that', async () => {
    const { world, page } = await assignWith({ kind: 'queued', arrives: false });
    await world.advance(minutes(55));
    page.clickSend();
    await world.advance(10_000);
    expect(world.sends).toHaveLength(1);
    await world.advance(minutes(5));
    expect(world.sends).toHaveLength(1);
    page.clickSend();
    await world.advance(10_000);
    expect(page.card).toBe('accepted');
    expect(world.sends).toHaveLength(2);
    expect(world.stored().map(({ status, key, sentBy }) => [key.attempt, status, sentBy])).toEqual([
      [1, 'queued', 'auto'],
      [2, 'accepted', priya],
    ]);
  });
});

describe('Send again', () => {
  it('makes five attempts at most', async () => {
    const { world, page } = await assignWith();
    page.close();
    world.rows.splice(0);
    world.sends.splice(0);
    world.answerSends(...Array.from({ length: 9 }, () => ({ kind: 'refused', code: 'payment' }) as const));
    await world.advance(minutes(20));
    const agent = world.open(dana);
    await world.advance(5_000);
    for (let click = 0; click < 9; click += 1) {
      agent.clickSend();
      await world.advance(10_000);
    }
    expect(world.sends).toHaveLength(maxAttempts);
    expect(agent.state().obstacle?.code).toBe('too_many_attempts');
    expect(world.stored().map(({ key }) => key.attempt)).toEqual([1, 2, 3, 4, 5]);
  });

  it('shows what another agent has done meanwhile, instead of sending', async () => {
    const { world, page } = await assignWith({ kind: 'refused', code: 'payment' });
    const other = world.open(dana);
    await world.advance(2_000);
    other.clickSend();
    await world.advance(10_000);
    expect(other.card).toBe('accepted');
    expect(page.card).toBe('failed payment');

    page.clickSend();
    await world.advance(10_000);
    expect(page.card).toBe('accepted');
    expect(world.sends).toHaveLength(2);
  });

  it('shows that another agent’s attempt failed too, instead of making one more', async () => {
    const { world, page } = await assignWith(
      { kind: 'refused', code: 'payment' },
      { kind: 'refused', code: 'channel_blocked' },
    );
    const other = world.open(dana);
    await world.advance(2_000);
    other.clickSend();
    await world.advance(10_000);
    page.clickSend();
    await world.advance(10_000);
    expect(page.card).toBe('failed channel_blocked');
    expect(world.sends).toHaveLength(2);
  });

  it('is not what a click does on a message that arrived', async () => {
    const { world, page } = await assignWith();
    page.clickSend();
    await world.advance(minutes(1));
    expect(world.sends).toHaveLength(1);
    expect(page.card).toBe('accepted');
  });

  it('obeys the rules of the ticket', async () => {
    const { world, page } = await assignWith({ kind: 'refused', code: 'payment' });
    world.tags = ['whatsapp_opt_out'];
    page.clickSend();
    await world.advance(10_000);
    expect(world.sends).toHaveLength(1);
    expect(page.state().obstacle?.code).toBe('opted_out');
  });
});
