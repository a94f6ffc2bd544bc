import { describe, expect, it } from 'vitest';
import type { Hint } from '../../src/core/events';
import { createHost, readSession, subscribeHints } from '../../src/zendesk/host';
import { connectZaf, type Zaf } from '../../src/zendesk/zaf';
import { createManualClock, type ManualClock } from '../support/manual-clock';
import { createFakeZaf, type FakeZaf } from './fake-zaf';

function connected(values: Record<string, unknown> = {}): { zaf: Zaf; host: FakeZaf; clock: ManualClock } {
  const clock = createManualClock();
  const host = createFakeZaf(values);
  const connection = connectZaf(clock, host.sdk);
  if (!connection.ok) throw new Error(connection.reason);
  return { zaf: connection.zaf, host, clock };
}

const form = {
  'ticket.id': 12345,
  'ticket.isNew': false,
  'ticket.status': 'open',
  'ticket.tags': ['vip', 'WhatsApp_OK'],
  'ticket.requester': { id: 39000000001, name: 'Maria Gonzalez', email: 'maria@example.com' },
  'ticket.assignee': {
    user: { id: 38000000002, name: 'Alexey Petrov', alias: '' },
    group: { id: 36000000001, name: 'Support' },
  },
};

const ticket = {
  id: 12345,
  status: 'open',
  tags: ['vip', 'whatsapp_ok'],
  requesterId: 39000000001,
  requesterName: 'Maria Gonzalez',
  requesterEndings: [],
  specialist: { id: 38000000002, name: 'Alexey Petrov' },
  groupId: 36000000001,
};

const readTicket = async (changes: Record<string, unknown>) => {
  const { zaf } = connected({ ...form, ...changes });
  const reading = await createHost(zaf).readTicket();
  return reading.ok ? reading.value : reading;
};

describe('the ticket in the form', () => {
  it('is read with one question', async () => {
    const { zaf, host } = connected();
    const asked: (readonly string[])[] = [];
    host.onGet = async (paths) => {
      asked.push(paths);
      return { errors: {}, ...form };
    };
    expect(await createHost(zaf).readTicket()).toEqual({ ok: true, value: ticket });
    expect(asked).toEqual([Object.keys(form)]);
    expect(host.requests).toEqual([]);
  });

  it.each([
    [
      'ids as text',
      { 'ticket.id': '12345', 'ticket.requester': { id: '39000000001', name: 'Maria Gonzalez' } },
      {},
    ],
    [
      'an alias',
      { 'ticket.assignee': { user: { id: 7, name: 'Jonas Lindqvist', alias: ' Jonas ' } } },
      { specialist: { id: 7, name: 'Jonas' }, groupId: undefined },
    ],
    [
      'an alias of spaces',
      { 'ticket.assignee': { user: { id: 7, name: 'Jonas', alias: '  ' } } },
      { specialist: { id: 7, name: 'Jonas' }, groupId: undefined },
    ],
    ['a group alone', { 'ticket.assignee': { group: { id: 5 } } }, { specialist: undefined, groupId: 5 }],
    [
      'a person who was taken off',
      { 'ticket.assignee': { user: { id: null }, group: { id: '5' } } },
      { specialist: undefined, groupId: 5 },
    ],
    ['nobody', { 'ticket.assignee': {} }, { specialist: undefined, groupId: undefined }],
    ['no assignee at all', { 'ticket.assignee': undefined }, { specialist: undefined, groupId: undefined }],
    ['no requester', { 'ticket.requester': undefined }, { requesterId: undefined, requesterName: undefined }],
    [
      'a requester without a name',
      { 'ticket.requester': { id: 9, name: ' ' } },
      { requesterId: 9, requesterName: undefined },
    ],
    [
      'numbers of the requester, by their endings',
      {
        'ticket.requester': {
          ...form['ticket.requester'],
          identities: [
            { type: 'email', value: 'maria2024@example.com' },
            { type: 'phone_number', value: '+351 912 344 56-7' },
            { type: 'phone_number', value: null },
            'junk',
          ],
        },
      },
      { requesterEndings: ['4567'] },
    ],
    ['a status in capitals', { 'ticket.status': 'Pending' }, { status: 'pending' }],
    ['a status of the account’s own', { 'ticket.status': 'waiting_for_parts' }, { status: 'unlisted' }],
    ['no status', { 'ticket.status': null }, { status: 'unlisted' }],
    ['tags that are none', { 'ticket.tags': 'vip' }, { tags: [] }],
    ['junk among the tags', { 'ticket.tags': ['vip', null, 7, ' '] }, { tags: ['vip'] }],
  ])('%s', async (_, changes, expected) => {
    expect(await readTicket(changes)).toEqual({ ...ticket, ...expected });
  });

  it.each([
    ['no id', { 'ticket.id': undefined, 'ticket.isNew': true }],
    ['no id, and nothing about it', { 'ticket.id': undefined, 'ticket.isNew': undefined }],
    ['the word for none', { 'ticket.id': 'new', 'ticket.isNew': true }],
    ['an id before it is saved', { 'ticket.isNew': true }],
  ])('has no id while it is new: %s', async (_, changes) => {
    expect(await readTicket(changes)).toEqual({ ...ticket, id: undefined });
  });

  it('does without what the host cannot read', async () => {
    const { zaf } = connected({ 'ticket.id': 12345 });
    expect(await createHost(zaf).readTicket()).toEqual({
      ok: true,
      value: {
        id: 12345,
        status: 'unlisted',
        tags: [],
        requesterId: undefined,
        requesterName: undefined,
        requesterEndings: [],
        specialist: undefined,
        groupId: undefined,
      },
    });
  });

  it('is a problem when the host can read nothing', async () => {
    const { zaf } = connected();
    expect(await createHost(zaf).readTicket()).toMatchObject({
      ok: false,
      problem: { code: 'zendesk_unreachable' },
    });
  });
});

it('opens a profile', async () => {
  const { zaf, host, clock } = connected();
  createHost(zaf).openProfile(39000000001);
  await clock.advance(0);
  expect(host.invoked).toEqual([['routeTo', 'user', 39000000001]]);
});

describe('session', () => {
  const user = { 'currentUser.id': 38000000001, 'currentUser.locale': 'pt-BR', 'currentUser.role': 'admin' };

  it('is read once the app is registered', async () => {
    const { zaf, host, clock } = connected(user);
    const reading = readSession(zaf);
    await clock.advance(500);
    host.register({ installationId: 4711, settings: { channel_id: '371267300' } });
    expect(await reading).toEqual({
      ok: true,
      value: {
        userId: 38000000001,
        locale: 'pt-BR',
        role: 'admin',
        settings: {
          ok: false,
          faults: [
            { name: 'template_name', fault: 'missing', given: undefined },
            { name: 'template_namespace', fault: 'missing', given: undefined },
          ],
        },
        installationId: '4711',
      },
    });
  });

  it.each([
    ['4711', '4711'],
    [undefined, 'local'],
    [null, 'local'],
  ])('names the installation %j as %s', async (installationId, expected) => {
    const { zaf, host } = connected(user);
    host.register({ installationId });
    expect(await readSession(zaf)).toMatchObject({ ok: true, value: { installationId: expected } });
  });

  it('does without locale and role', async () => {
    const { zaf, host } = connected({ 'currentUser.id': '38000000001' });
    host.register();
    expect(await readSession(zaf)).toMatchObject({
      ok: true,
      value: { userId: 38000000001, locale: undefined, role: undefined },
    });
  });

  it.each([
    ['a host that does not know its user', { 'currentUser.locale': 'en' }, true],
    ['a host that knows nothing', {}, true],
    ['a host that never registers the app', user, false],
  ])('is a problem with %s', async (_, values, registers) => {
    const { zaf, host, clock } = connected(values);
    if (registers) host.register();
    const reading = readSession(zaf);
    await clock.advance(15_000);
    expect(await reading).toMatchObject({ ok: false, problem: { code: 'zendesk_unreachable' } });
  });
});

describe('hints', () => {
  const cases: readonly (readonly [string, unknown, Hint])[] = [
    ['ticket.assignee.user.id.changed', 38000000002, { kind: 'assignee_picked', userId: 38000000002 }],
    ['ticket.assignee.user.id.changed', '38000000002', { kind: 'assignee_picked', userId: 38000000002 }],
    ['ticket.assignee.user.id.changed', '', { kind: 'assignee_picked', userId: undefined }],
    ['ticket.assignee.user.id.changed', undefined, { kind: 'assignee_picked', userId: undefined }],
    ['ticket.assignee.user.id.changed', null, { kind: 'assignee_picked', userId: undefined }],
    ['ticket.requester.id.changed', 39000000001, { kind: 'requester_picked' }],
    ['ticket.status.changed', 'solved', { kind: 'form_edited' }],
    ['ticket.statusCategory.changed', 'solved', { kind: 'form_edited' }],
    ['ticket.tags.changed', ['vip'], { kind: 'form_edited' }],
    ['ticket.submit.start', undefined, { kind: 'submit_started' }],
    ['ticket.submit.done', undefined, { kind: 'submit_done' }],
    ['ticket.submit.fail', undefined, { kind: 'submit_failed' }],
    ['ticket.updated', { id: 38000000001 }, { kind: 'ticket_updated' }],
    ['app.activated', undefined, { kind: 'activated' }],
    ['app.deactivated', undefined, { kind: 'deactivated' }],
    ['app.registered', { context: {}, metadata: {} }, { kind: 'registered' }],
  ];

  it.each(cases)('%s with %j', (event, payload, hint) => {
    const { zaf, host } = connected();
    const heard: Hint[] = [];
    subscribeHints(zaf, (hinted) => heard.push(hinted));
    host.emit(event, payload);
    expect(heard).toEqual([hint]);
  });

  it('come no more after unsubscribing', () => {
    const { zaf, host } = connected();
    const heard: Hint[] = [];
    subscribeHints(zaf, (hint) => heard.push(hint))();
    for (const [event, payload] of cases) host.emit(event, payload);
    expect(heard).toEqual([]);
  });

  it('start with the registration, also where it is over', async () => {
    const { zaf, host, clock } = connected();
    host.register();
    const heard: Hint[] = [];
    subscribeHints(zaf, (hint) => heard.push(hint));
    await clock.advance(0);
    expect(heard).toEqual([{ kind: 'registered' }]);
  });
});
