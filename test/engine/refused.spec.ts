import { describe, expect, it } from 'vitest';
import type { Settings } from '../../src/core/settings';
import { dana, hours, ivan, maria, minutes, priya, requesterWith, templateWith } from '../support/facts';
import { openTicket, type Page, World } from '../support/world';

/** When no message leaves, and what the card says instead. */

async function assign(world: World, page: Page, specialist = maria): Promise<void> {
  page.pick(specialist);
  await world.advance(1_000);
  page.submit();
  await world.advance(20_000);
}

const withPhones = (...written: readonly string[]) => ({
  phones: written.map((one) => ({ written: one, source: 'identity' as const })),
});

describe('an assignment is not announced', () => {
  it.each<[string, string, (world: World) => void]>([
    ['is solved', 'ticket_closed', (world) => (world.status = 'solved')],
    ['is closed', 'ticket_closed', (world) => (world.status = 'closed')],
    ['carries the opt-out tag', 'opted_out', (world) => (world.tags = ['vip', 'whatsapp_opt_out'])],
    [
      'has no requester',
      'no_requester',
      (world) => (world.saved = { ...world.saved, requesterId: undefined }),
    ],
  ])('when the ticket %s: %s', async (_when, code, change) => {
    const { world, page } = await openTicket();
    change(world);
    await assign(world, page);
    expect(page.card).toBe(code);
    expect(world.sends).toEqual([]);
    expect(world.rows).toEqual([]);
  });

  it.each([
    ['carries the opt-out tag', 'opted_out', { tags: ['whatsapp_opt_out'] }],
    ['is suspended', 'requester_suspended', { suspended: true }],
    ['was deleted', 'requester_deleted', { deleted: true }],
    ['has no number', 'no_phone', { phones: [] }],
    ['has a national number', 'phone_national', withPhones('0151 23456789')],
    ['has a number that is none', 'phone_unreadable', withPhones('see notes')],
  ])('when the requester %s: %s', async (_when, code, change) => {
    const { world, page } = await openTicket();
    world.requester = requesterWith(change);
    await assign(world, page);
    expect(page.card).toBe(code);
    expect(world.sends).toEqual([]);
    expect(world.rows).toEqual([]);
  });

  it('to the requester themselves', async () => {
    const { world, page } = await openTicket();
    world.requester = requesterWith({ id: maria.id });
    world.saved = { ...world.saved, requesterId: maria.id };
    await assign(world, page);
    expect(page.card).toBe('requester_is_specialist');
    expect(world.sends).toEqual([]);
  });

  it.each<[string, string, Partial<Settings>]>([
    ['automatic sending is off', 'automatic_off', { automaticSending: false }],
    ['the opt-in tag is missing', 'not_opted_in', { optInTag: 'whatsapp_ok' }],
  ])('where %s: %s', async (_when, code, settings) => {
    const { world, page } = await openTicket({ settings });
    await assign(world, page);
    expect(page.card).toBe(code);
    expect(world.sends).toEqual([]);
  });

  it.each([
    ['is not there', 'template_not_found', []],
    ['is not approved', 'template_not_approved', [templateWith({ status: 'pending' })]],
    ['is paused', 'template_paused', [templateWith({ status: 'paused' })]],
    ['wants other values', 'template_variables', [templateWith({ bodyVariables: ['1', '2'] })]],
    ['is too long with the values', 'text_too_long', [templateWith({ body: `{{1}}${'x'.repeat(1_020)}` })]],
  ])('when the template %s: %s', async (_when, code, templates) => {
    const { world, page } = await openTicket();
    world.templates = templates;
    await assign(world, page);
    expect(page.card).toBe(code);
    expect(world.sends).toEqual([]);
    expect(world.rows).toEqual([]);
  });

  it.each(['store_missing', 'store_forbidden', 'store_refused'] as const)(
    'where no record can be made: %s',
    async (code) => {
      const { world, page } = await openTicket();
      for (const name of ['search', 'look up', 'create'] as const) {
        world.fail(name, { how: 'refused', code }, Number.POSITIVE_INFINITY);
      }
      await assign(world, page);
      expect(page.card).toBe(code);
      expect(world.sends).toEqual([]);
    },
  );

  it('when a person cannot be read', async () => {
    const { world, page } = await openTicket();
    world.fail('people', { how: 'refused', code: 'zendesk_forbidden' }, Number.POSITIVE_INFINITY);
    await assign(world, page);
    expect(page.card).toBe('zendesk_forbidden');
    expect(world.sends).toEqual([]);
  });
});

describe('an assignment is announced all the same', () => {
  it.each<[string, Partial<Settings>, (world: World) => void]>([
    ['with the opt-in tag on the ticket', { optInTag: 'ok' }, (world) => (world.tags = ['ok'])],
    [
      'with the opt-in tag on the requester',
      { optInTag: 'ok' },
      (world) => (world.requester = requesterWith({ tags: ['ok'] })),
    ],
    [
      'to a national number where the country is set',
      { defaultCountry: 'DE' },
      (world) => (world.requester = requesterWith(withPhones('0151 23456789'))),
    ],
    [
      'to the first number that can be read',
      {},
      (world) => (world.requester = requesterWith(withPhones('extension 5', '+49 1512 3456789'))),
    ],
    [
      'where the list of templates cannot be read',
      {},
      (world) => world.fail('templates', { how: 'lost before', code: 'onemsg_unreachable' }, 9),
    ],
  ])('%s', async (_how, settings, change) => {
    const { world, page } = await openTicket({ settings });
    change(world);
    await assign(world, page);
    expect(page.card).toBe('accepted');
    expect(world.sends).toHaveLength(1);
  });

  it('once the store is there, when an agent asks again', async () => {
    const { world, page } = await openTicket();
    for (const name of ['search', 'look up', 'create'] as const) {
      world.fail(name, { how: 'refused', code: 'store_missing' }, Number.POSITIVE_INFINITY);
    }
    await assign(world, page);
    world.heal();
    page.dispatch({ kind: 'check_clicked' });
    await world.advance(20_000);
    expect(page.card).toBe('accepted');
  });

  it('once a number was entered, when the agent asks again', async () => {
    const { world, page } = await openTicket();
    world.requester = requesterWith({ phones: [] });
    await assign(world, page);
    world.requester = requesterWith();
    page.dispatch({ kind: 'check_clicked' });
    await world.advance(20_000);
    expect(page.card).toBe('accepted');
  });

  it('to the number that the agent chose', async () => {
    const { world, page } = await openTicket();
    world.requester = requesterWith(withPhones('+49 1512 3456789', '+351 912 345 678'));
    page.pick(maria);
    await world.advance(1_000);
    page.dispatch({ kind: 'number_chosen', digits: '351912345678' });
    page.submit();
    await world.advance(5_000);
    expect(world.sends.map(({ message }) => message.phone.digits)).toEqual(['351912345678']);
  });

  describe('to the number that was chosen before in this browser', () => {
    const two = requesterWith(withPhones('+49 1512 3456789', '+351 912 345 678'));
    const numbersTold = (world: World) => world.sends.map(({ message }) => message.phone.digits);

    /** Chosen for the customer on an earlier visit, without a message. */
    async function chosenBefore(): Promise<{ world: World; page: Page }> {
      const { world, page } = await openTicket();
      world.requester = two;
      page.pick(maria);
      await world.advance(1_000);
      page.dispatch({ kind: 'number_chosen', digits: '351912345678' });
      page.pick(undefined);
      page.reload();
      await world.advance(1_000);
      return { world, page };
    }

    it('by the next submit', async () => {
      const { world, page } = await chosenBefore();
      await assign(world, page);
      expect(numbersTold(world)).toEqual(['351912345678']);
    });

    it('by Send now', async () => {
      const { world, page } = await chosenBefore();
      world.tags = ['whatsapp_opt_out'];
      await assign(world, page);
      world.tags = [];
      page.dispatch({ kind: 'check_clicked' });
      await world.advance(minutes(1));
      page.clickSend();
      await world.advance(minutes(1));
      expect(numbersTold(world)).toEqual(['351912345678']);
    });

    it('by Send again', async () => {
      const { world, page } = await chosenBefore();
      world.answerSends({ kind: 'refused', code: 'payment' });
      await assign(world, page);
      page.reload();
      await world.advance(1_000);
      page.clickSend();
      await world.advance(minutes(1));
      expect(numbersTold(world)).toEqual(['351912345678', '351912345678']);
    });

    it('and to the first one where it is gone, without asking', async () => {
      const { world, page } = await chosenBefore();
      world.requester = requesterWith(withPhones('+49 1512 3456789', '+351 912 000 000'));
      await assign(world, page);
      expect(numbersTold(world)).toEqual(['4915123456789']);
    });

    it('but not for another customer', async () => {
      const { world, page } = await chosenBefore();
      world.requester = { ...two, id: 502 };
      world.saved = { ...world.saved, requesterId: 502 };
      await assign(world, page);
      expect(numbersTold(world)).toEqual(['4915123456789']);
    });

    it('and not where it was chosen in another browser', async () => {
      const { world, page } = await chosenBefore();
      page.close();
      const other = world.open(dana);
      await world.advance(1_000);
      await assign(world, other);
      expect(numbersTold(world)).toEqual(['4915123456789']);
    });
  });

  it('to the number as it was mended in the profile while the ticket was in the background', async () => {
    const { world, page } = await openTicket();
    world.requester = requesterWith(withPhones('+49 1512 3456789', '0912 345 678'));
    page.pick(maria);
    await world.advance(1_000);
    page.dispatch({ kind: 'deactivated' });
    world.requester = requesterWith(withPhones('+49 1512 3456789', '+351 912 345 678'));
    page.dispatch({ kind: 'activated' });
    await world.advance(5_000);
    page.dispatch({ kind: 'number_chosen', digits: '351912345678' });
    page.submit();
    await world.advance(5_000);
    expect(world.sends.map(({ message }) => message.phone.digits)).toEqual(['351912345678']);
  });
});

describe('settings that are not complete', () => {
  it('keep the app from asking anything', async () => {
    const faults = [{ name: 'channel_id', fault: 'missing', given: undefined }] as const;
    const { world, page } = await openTicket({ settings: { ok: false, faults } });
    await assign(world, page);
    page.dispatch({ kind: 'check_clicked' });
    page.clickSend();
    await world.advance(minutes(10));
    expect(world.requests).toEqual([]);
    expect(world.clock.pending).toBe(0);
  });
});

describe('what is not fresh', () => {
  it('is sent only when a person says so', async () => {
    const world = new World();
    world.save(dana, maria.id);
    await world.advance(minutes(11));
    const page = world.open(priya);
    await world.advance(minutes(5));
    expect(page.card).toBe('not_fresh');
    expect(world.sends).toEqual([]);

    page.clickSend();
    await world.advance(10_000);
    expect(page.card).toBe('accepted');
    expect(world.sends).toHaveLength(1);
    expect(page.state().current?.notification.sentBy).toBe(priya);
  });

  it('is told by Zendesk’s clock, not by the browser’s', async () => {
    const world = new World();
    world.save(dana, maria.id);
    await world.advance(minutes(11));
    const page = world.open(priya, { ahead: -hours(1) });
    await world.advance(minutes(5));
    expect(page.card).toBe('not_fresh');
  });

  it('says no again to the next hint without asking Zendesk', async () => {
    const world = new World();
    world.save(dana, maria.id);
    await world.advance(hours(2));
    const page = world.open(priya);
    await world.advance(minutes(1));
    const before = world.requests.length;
    world.announce();
    await world.advance(minutes(1));
    expect(page.card).toBe('not_fresh');
    expect(world.requests).toHaveLength(before);
  });
});

describe('reassigned', () => {
  it('back to the same person within a day, that person is not announced again', async () => {
    const { world, page } = await openTicket();
    await assign(world, page, maria);
    await world.advance(hours(1));
    await assign(world, page, ivan);
    await world.advance(hours(1));
    await assign(world, page, maria);
    expect(page.card).toBe('same_specialist');
    expect(world.sends.map(({ message }) => message.values[2])).toEqual(['Maria Silva', 'Ivan Petrov']);

    page.clickSend();
    await world.advance(10_000);
    expect(world.sends).toHaveLength(3);
  });

  it('to nobody and back, that person is not announced again, and the card shows the message there was', async () => {
    const { world, page } = await openTicket();
    await assign(world, page, maria);
    world.report('read');
    await world.advance(minutes(1));
    expect(page.card).toBe('read');
    page.pick(undefined);
    page.submit();
    await world.advance(20_000);
    expect(page.card).toBe('group_only');
    await assign(world, page, maria);
    expect(page.card).toBe('read');
    expect(world.sends).toHaveLength(1);
  });

  it('back to the same person in a browser that knows nothing yet, it is found out before the send', async () => {
    const world = new World();
    const first = world.open(priya);
    await world.advance(1_000);
    await assign(world, first, maria);
    await assign(world, first, ivan);
    first.close();
    // Search shows nothing of it: only the exact look-up can tell.
    world.searchLag = () => hours(10);
    world.assign(maria.id);
    const other = world.open(dana);
    await world.advance(20_000);
    expect(other.card).toBe('same_specialist');
    expect(world.sends).toHaveLength(2);
  });

  it('back to the same person after a day, that person is announced again', async () => {
    const { world, page } = await openTicket();
    await assign(world, page, maria);
    await assign(world, page, ivan);
    await world.advance(hours(25));
    await assign(world, page, maria);
    expect(page.card).toBe('accepted');
    expect(world.sends).toHaveLength(3);
  });

  it('back to a person whose message failed, that person is announced again', async () => {
    const { world, page } = await openTicket();
    world.answerSends({ kind: 'refused', code: 'payment' });
    await assign(world, page, maria);
    expect(page.card).toBe('failed payment');
    await assign(world, page, ivan);
    await assign(world, page, maria);
    expect(page.card).toBe('accepted');
    expect(world.sends).toHaveLength(3);
  });

  it('where only the first assignment counts, nobody else is announced', async () => {
    const { world, page } = await openTicket({ settings: { firstAssignmentOnly: true } });
    await assign(world, page, maria);
    await assign(world, page, ivan);
    expect(page.card).toBe('first_only');
    expect(world.sends).toHaveLength(1);
  });

  it('where only the first assignment counts and its message failed, the next one is announced', async () => {
    const { world, page } = await openTicket({ settings: { firstAssignmentOnly: true } });
    world.answerSends({ kind: 'refused', code: 'payment' });
    await assign(world, page, maria);
    await assign(world, page, ivan);
    expect(page.card).toBe('accepted');
  });
});
