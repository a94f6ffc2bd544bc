import { describe, expect, it } from 'vitest';
import { chen, dana, hours, ivan, maria, minutes, priya, requesterWith } from '../support/facts';
import { openTicket, World } from '../support/world';

/** From a submit to a customer who was told, and what that costs. */

/** A second and a half after the submit: accepted, and Zendesk's news of the save is dealt with. */
async function toldOf(specialist = maria) {
  const { world, page } = await openTicket();
  page.pick(specialist);
  await world.advance(1_000);
  page.submit();
  await world.advance(1_500);
  return { world, page };
}

describe('a submitted assignment', () => {
  it('is announced, and followed until the customer has read it', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    expect(world.sends).toEqual([]);

    page.submit();
    await world.advance(900);
    expect(page.card).toBe('accepted');
    expect(world.sends.map(({ message }) => message)).toMatchObject([
      {
        phone: { digits: '4915123456789' },
        template: 'agent_assigned',
        language: 'en',
        values: ['Anna Schmidt', '4711', 'Maria Silva'],
      },
    ]);

    world.report('sent');
    await world.advance(2_000);
    expect(page.card).toBe('sent');
    world.report('delivered');
    await world.advance(3_000);
    expect(page.card).toBe('delivered');
    world.report('read');
    await world.advance(5_000);
    expect(page.card).toBe('read');
    expect(world.written()).toEqual(['claimed', 'accepted', 'sent', 'delivered', 'read']);

    await world.advance(hours(1));
    expect(world.sends).toHaveLength(1);
    expect(world.clock.pending).toBe(0);
  });

  it('leaves after three round trips to Zendesk', async () => {
    const { world, page } = await openTicket();
    world.trip = () => ({ out: 100, back: 100 });
    page.pick(maria);
    await world.advance(5_000);
    const submittedAt = world.clock.now();
    page.submit();
    await world.advance(5_000);
    expect(world.sends[0]?.at).toBe(submittedAt + 3 * 200);
  });

  it('costs eight requests to Zendesk from the choice to "delivered"', async () => {
    const { world, page } = await toldOf();
    world.report('sent');
    await world.advance(2_000);
    world.report('delivered');
    await world.advance(3_000);
    expect(page.card).toBe('delivered');
    expect(world.names('zendesk')).toEqual([
      'people',
      'search',
      'audits',
      'create',
      'look up',
      'save',
      'save',
      'save',
    ]);
  });

  it('is announced although the facts about the customer come late', async () => {
    const { world, page } = await openTicket();
    world.trip = (name) => (name === 'people' ? { out: 50, back: 3_000 } : { out: 50, back: 50 });
    page.pick(maria);
    await world.advance(100);
    page.submit();
    await world.advance(5_000);
    expect(page.card).toBe('accepted');
    expect(world.names('zendesk').filter((name) => name === 'people')).toHaveLength(1);
  });

  it.each([400, 1_200, 3_000])('is announced although the audits show it %i ms late', async (auditLag) => {
    const { world, page } = await openTicket();
    world.auditLag = auditLag;
    page.pick(maria);
    await world.advance(1_000);
    page.submit();
    await world.advance(6_000);
    expect(page.card).toBe('accepted');
    expect(world.sends).toHaveLength(1);
  });

  it('is announced by the next look when the audits take longer than anybody waits for', async () => {
    const { world, page } = await openTicket();
    world.auditLag = 20_000;
    page.pick(maria);
    await world.advance(1_000);
    page.submit();
    await world.advance(19_000);
    expect(world.sends).toEqual([]);
    await world.advance(2_000);
    page.dispatch({ kind: 'activated' });
    await world.advance(10_000);
    expect(page.card).toBe('accepted');
    expect(world.sends).toHaveLength(1);
  });

  it('is announced to the requester that the form names when it is submitted', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    world.requester = requesterWith({
      id: 502,
      name: 'Bruno Costa',
      phones: [{ written: '+351 912 345 678', source: 'identity' }],
    });
    world.saved = { ...world.saved, requesterId: 502 };
    page.dispatch({ kind: 'requester_picked' });
    await world.advance(1_000);
    page.submit();
    await world.advance(2_000);
    expect(world.sends.map(({ message }) => [message.values[0], message.phone.digits])).toEqual([
      ['Bruno Costa', '351912345678'],
    ]);
  });

  it('takes what was read of the customer five minutes ago, and no older', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(minutes(6));
    world.requester = requesterWith({ name: 'Anna Weber' });
    page.submit();
    await world.advance(2_000);
    expect(world.sends.map(({ message }) => message.values[0])).toEqual(['Anna Weber']);
  });

  it('is announced as what a trigger made of it within the same save', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    page.submit(ivan.id);
    await world.advance(2_000);
    expect(page.card).toBe('accepted');
    expect(world.sends.map(({ message }) => message.values[2])).toEqual(['Ivan Petrov']);
  });

  it('is not announced when a trigger took the person away again', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    page.submit(undefined);
    await world.advance(10_000);
    expect(page.card).toBe('group_only');
    expect(world.sends).toEqual([]);
  });

  it('is announced though others are chosen before it and after it, while its message is prepared', async () => {
    const { world, page } = await openTicket();
    world.trip = (name) => (name === 'templates' ? { out: 50, back: 4_000 } : { out: 50, back: 50 });
    page.pick(ivan);
    await world.advance(500);
    page.pick(maria);
    await world.advance(500);
    page.submit();
    await world.advance(500);
    page.pick(chen);
    await world.advance(20_000);
    expect(world.sends.map(({ message }) => message.values[2])).toEqual(['Maria Silva']);
    expect(page.card).toBe('accepted');
  });

  it('stays on the card while the form names the next person', async () => {
    const { world, page } = await openTicket({ random: () => 0 });
    page.pick(maria);
    await world.advance(1_000);
    page.submit();
    await world.advance(300);
    page.pick(ivan);
    const before = world.names('zendesk').length;
    await world.advance(5_000);
    expect(page.card).toBe('accepted');
    expect(world.names('zendesk').slice(before)).not.toContain('search');
  });

  it('is announced for each person, one after the other', async () => {
    const { world, page } = await toldOf(maria);
    page.pick(ivan);
    await world.advance(1_000);
    page.submit();
    await world.advance(2_000);
    expect(world.sends.map(({ message }) => message.values[2])).toEqual(['Maria Silva', 'Ivan Petrov']);
    expect(page.state().current?.notification.specialist).toEqual(ivan);
  });

  it('goes on when the agent turns to another ticket meanwhile', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    page.submit();
    await world.advance(50);
    page.dispatch({ kind: 'deactivated' });
    await world.advance(1_000);
    expect(page.card).toBe('accepted');
    expect(world.written()).toEqual(['claimed', 'accepted']);
    expect(world.clock.pending).toBe(0);
  });
});

describe('a form', () => {
  it('that follows somebody else’s save is no choice of this agent', async () => {
    const { world, page } = await openTicket();
    const other = world.open(dana);
    await world.advance(1_000);
    page.pick(maria);
    await world.advance(1_000);
    page.submit();
    await world.advance(5_000);
    expect(other.state().picked).toBeUndefined();
    expect(other.card).toBe('accepted');
  });

  it('that was edited before the page listened is told of, and its submit is announced', async () => {
    const { world, page } = await toldOf(maria);
    page.pick(ivan);
    page.reload('with its form');
    await world.advance(2_000);
    expect(page.state().picked).toEqual({ userId: ivan.id, refused: false });
    expect(page.card).toBe('accepted');
    expect(world.sends).toHaveLength(1);

    const submittedAt = world.clock.now();
    page.submit();
    await world.advance(3_000);
    expect(world.sends.map(({ message }) => message.values[2])).toEqual(['Maria Silva', 'Ivan Petrov']);
    expect(world.sends[1]?.at).toBeLessThan(submittedAt + 1_000);
  });

  it('that is edited does not hide what others save', async () => {
    const { world, page } = await openTicket();
    page.pick(ivan);
    await world.advance(1_000);
    world.assign(maria.id);
    await world.advance(20_000);
    expect(page.card).toBe('accepted');
    expect(page.state().picked?.userId).toBe(ivan.id);
    expect(world.sends.map(({ message }) => message.values[2])).toEqual(['Maria Silva']);
  });
});

describe('nothing is sent', () => {
  it('for a choice that is not submitted', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(hours(1));
    page.dispatch({ kind: 'ticket_updated' });
    await world.advance(hours(1));
    expect(world.sends).toEqual([]);
    expect(world.rows).toEqual([]);
  });

  it('for a submit that fails', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    page.failSubmit();
    await world.advance(minutes(5));
    expect(world.sends).toEqual([]);
    expect(page.state().picked?.refused).toBe(true);
  });

  it('for a submit that leaves the assignee alone', async () => {
    const { world, page } = await toldOf();
    const before = world.count('zendesk');
    page.submit();
    await world.advance(minutes(1));
    expect(world.sends).toHaveLength(1);
    expect(world.count('zendesk')).toBe(before);
  });

  it('for a choice that was taken back before the submit', async () => {
    const { world, page } = await toldOf(maria);
    page.pick(ivan);
    page.pick(maria);
    page.submit();
    await world.advance(minutes(1));
    expect(world.sends).toHaveLength(1);
  });
});

describe('opening a ticket', () => {
  it('asks nothing while nobody is assigned', async () => {
    const { world, page } = await openTicket();
    await world.advance(hours(1));
    expect(page.card).toBe('group_only');
    expect(world.requests).toEqual([]);
    expect(world.clock.pending).toBe(0);
  });

  it('asks once when the record is about the present specialist', async () => {
    const { world } = await toldOf();
    const other = world.open(dana);
    await world.advance(1_000);
    expect(other.card).toBe('accepted');
    expect(world.names('zendesk', other)).toEqual(['search']);
  });

  it('asks three times when nothing is on record', async () => {
    const world = new World();
    world.save(dana, maria.id);
    await world.advance(hours(5));
    const page = world.open(priya);
    await world.advance(minutes(1));
    expect(page.card).toBe('not_fresh');
    expect(world.names('zendesk')).toEqual(['search', 'audits', 'look up']);
    expect(world.count('1msg')).toBe(0);
  });

  it('asks nothing the second time once the customer has read it', async () => {
    const { world, page } = await toldOf();
    world.report('read');
    await world.advance(2_000);
    const before = world.requests.length;
    page.reload();
    await world.advance(minutes(1));
    expect(page.card).toBe('read');
    expect(world.requests).toHaveLength(before);
  });

  it('shows after a reload what was there before', async () => {
    const { world, page } = await toldOf();
    page.reload();
    await world.advance(1_000);
    expect(page.card).toBe('accepted');
    expect(world.sends).toHaveLength(1);
  });

  it('finds the assignment by its audit where search does not show the record yet', async () => {
    const { world } = await toldOf();
    world.searchLag = () => 30_000;
    const other = world.open(dana);
    await world.advance(1_000);
    expect(other.card).toBe('accepted');
    expect(world.names('zendesk', other)).toEqual(['search', 'audits', 'look up']);
    expect(world.sends).toHaveLength(1);
  });

  it('announces a fresh assignment that nobody watched', async () => {
    const world = new World();
    world.save(-1, maria.id);
    await world.advance(minutes(1));
    const page = world.open(priya);
    await world.advance(10_000);
    expect(page.card).toBe('accepted');
    expect(world.sends).toHaveLength(1);
  });

  it('shows another agent what became of it, as it happens', async () => {
    const { world } = await toldOf();
    const other = world.open(dana);
    await world.advance(1_000);
    world.report('delivered');
    await world.advance(10_000);
    expect(other.card).toBe('delivered');
  });
});

describe('the status', () => {
  /** When the status was asked for, seconds after the message was accepted. */
  async function askedAt(until: number) {
    const { world, page } = await toldOf();
    const acceptedAt = page.state().current?.notification.timeline.accepted ?? Number.NaN;
    await world.advance(until);
    return world.requests.filter(({ name }) => name === 'reports').map(({ at }) => (at - acceptedAt) / 1_000);
  }

  it('is asked for less and less often, and no more after 15 minutes', async () => {
    // The first is for Zendesk's own news of the save, which makes every open browser look.
    const asked = await askedAt(hours(3));
    expect(asked.map(Math.round)).toEqual([1, 2, 5, 10, 20, 45, 90, 210, 330, 450, 570, 690, 810]);
  });

  it('is not asked for while the agent is elsewhere, and at once when they come back', async () => {
    const { world, page } = await toldOf();
    page.dispatch({ kind: 'deactivated' });
    const before = world.requests.length;
    world.report('delivered');
    await world.advance(hours(2));
    expect(world.requests).toHaveLength(before);
    expect(world.clock.pending).toBe(0);

    page.dispatch({ kind: 'activated' });
    await world.advance(2_500);
    expect(page.card).toBe('delivered');
  });

  it('is no longer asked for once the message failed', async () => {
    const { world, page } = await toldOf();
    world.report('failed', 'not_on_whatsapp');
    await world.advance(2_500);
    expect(page.card).toBe('failed not_on_whatsapp');
    const before = world.requests.length;
    await world.advance(hours(1));
    expect(world.requests).toHaveLength(before);
    expect(world.clock.pending).toBe(0);
  });

  it('goes on being asked for when one answer does not come', async () => {
    const { world, page } = await toldOf();
    world.fail('reports', { how: 'lost before', code: 'onemsg_unreachable' });
    world.report('delivered');
    await world.advance(2_500);
    expect(page.state().statusProblem?.code).toBe('onemsg_unreachable');
    await world.advance(3_000);
    expect(page.card).toBe('delivered');
    expect(page.state().statusProblem).toBeUndefined();
  });

  it('never goes backwards on reports in the wrong order, and notes a late failure', async () => {
    const { world, page } = await toldOf();
    world.report('delivered');
    await world.advance(2_000);
    world.report('sent');
    world.report('failed');
    await world.advance(3_000);
    expect(page.card).toBe('delivered');
    expect(page.state().current?.notification.timeline.failed).toBeDefined();
  });
});

describe('writing it down', () => {
  it('is repeated when the answer is lost, with the newest version', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    world.fail('save', { how: 'lost before', code: 'zendesk_unreachable' }, 2);
    page.submit();
    await world.advance(1_000);
    world.report('delivered');
    await world.advance(minutes(1));
    expect(world.written()).toEqual(['claimed', 'delivered']);
  });

  it('never overwrites a newer version by an older one', async () => {
    const { world, page } = await openTicket();
    // The first save travels for six seconds; a second one sent meanwhile would arrive before it.
    let saves = 0;
    world.trip = (name) => {
      if (name === 'save') saves += 1;
      return name === 'save' && saves === 1 ? { out: 6_000, back: 50 } : { out: 50, back: 50 };
    };
    page.pick(maria);
    await world.advance(1_000);
    page.submit();
    await world.advance(1_000);
    world.report('read');
    await world.advance(minutes(1));
    expect(world.written()).toEqual(['claimed', 'accepted', 'read']);
  });

  it('is given up after three tries, and says so', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    world.fail('save', { how: 'lost before', code: 'zendesk_unreachable' }, Number.POSITIVE_INFINITY);
    page.submit();
    await world.advance(1_000);
    page.dispatch({ kind: 'deactivated' });
    await world.advance(minutes(5));
    expect(page.card).toBe('accepted');
    expect(page.state().statusProblem?.code).toBe('zendesk_unreachable');
    expect(world.names('zendesk').filter((name) => name === 'save')).toHaveLength(4);
    expect(world.clock.pending).toBe(0);
  });
});

describe('writing down what was given up', () => {
  it('is made up for when the agent looks again', async () => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    world.fail('save', { how: 'lost before', code: 'zendesk_unreachable' }, Number.POSITIVE_INFINITY);
    page.submit();
    await world.advance(minutes(1));
    expect(world.written()).toEqual(['claimed']);

    world.heal();
    page.dispatch({ kind: 'check_clicked' });
    await world.advance(5_000);
    expect(page.card).toBe('accepted');
    expect(world.written()).toEqual(['claimed', 'accepted']);
  });

  it.each([
    ['zendesk_busy', ['claimed', 'accepted']],
    ['store_forbidden', ['claimed']],
  ] as const)('after a refusal with %s leaves %j', async (code, written) => {
    const { world, page } = await openTicket();
    page.pick(maria);
    await world.advance(1_000);
    world.fail('save', { how: 'refused', code });
    page.submit();
    await world.advance(10_000);
    expect(world.written()).toEqual(written);
    expect(page.card).toBe('accepted');
  });
});

describe('a group', () => {
  it('is announced to nobody', async () => {
    const { world, page } = await toldOf(chen);
    page.pick(undefined);
    await world.advance(1_000);
    page.submit();
    await world.advance(minutes(1));
    expect(page.card).toBe('group_only');
    expect(world.sends).toHaveLength(1);
  });
});
