import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/core/problem';
import type { HttpReply } from '../../src/engine/http';
import { createAccount } from '../../src/zendesk/account';
import { createHistory } from '../../src/zendesk/history';
import { createLogBook } from '../../src/zendesk/log-book';
import { answer, answerWith, noAnswer, transportOver } from './fake-http';

/** What the console makes of answers that Zendesk has never promised not to give. */

const html = '<html><head><title>Zendesk is down</title></head></html>';

const accountOver = (reply: HttpReply) => createAccount(transportOver(answerWith(() => reply)), '7');
const historyOver = (reply: HttpReply) => createHistory(transportOver(answerWith(() => reply)));
const bookOver = (reply: HttpReply) => createLogBook(transportOver(answerWith(() => reply)));

const changedTicket = {
  id: 7,
  requesterId: undefined,
  specialistId: undefined,
  tags: [],
  status: 'open',
} as const;

/** Every read of the console, with the list that its answer is about. */
const reads: readonly (readonly [
  name: string,
  list: string,
  read: (reply: HttpReply) => Promise<Reading<unknown>>,
])[] = [
  ['recent tickets', 'tickets', (reply) => accountOver(reply).readRecent(100)],
  ['customers', 'users', (reply) => accountOver(reply).readRequesters([1])],
  ['fields', 'custom_object_fields', (reply) => accountOver(reply).readStore()],
  ['roles', 'policies', (reply) => accountOver(reply).readRoles()],
  ['changed tickets', 'tickets', (reply) => historyOver(reply).readChanged(0, 200)],
  ['assignments', 'audits', (reply) => historyOver(reply).readAssignments(changedTicket)],
  ['past people', 'users', (reply) => historyOver(reply).readUsers([1])],
  ['records', 'custom_object_records', (reply) => bookOver(reply).readPage({}, undefined)],
  ['tickets of records', 'tickets', (reply) => bookOver(reply).readTickets([1])],
  ['names', 'users', (reply) => bookOver(reply).readNames([1])],
];

describe.each(reads)('%s', (_name, list, read) => {
  it.each([
    ['nothing', noAnswer],
    ['a page of a gateway', answer(200, html)],
    ['a fault of the server', answer(500, html)],
    ['no JSON', answer(200, '{"tickets":[')],
    ['a list alone', answer(200, '[]')],
    ['null', answer(200, 'null')],
    ['an error with status 200', answer(200, { error: 'RecordInvalid', description: 'Try later' })],
    ['another answer than was asked for', answer(200, {})],
    ['null instead of the list', answer(200, { [list]: null })],
    ['a text instead of the list', answer(200, { [list]: 'none' })],
    ['an object instead of the list', answer(200, { [list]: { 0: {} } })],
  ])('are unknown, and not none, where Zendesk answers %s', async (_about, reply) => {
    const reading = await read(reply);
    expect(reading.ok ? 'read' : reading.problem.code).toBe('zendesk_unreachable');
  });

  it.each([401, 403, 404])('are refused, and not none, by a %i', async (status) => {
    const reading = await read(answer(status, { error: 'Forbidden' }));
    expect(reading.ok ? 'read' : reading.problem.code).toMatch(
      /^(zendesk_forbidden|store_forbidden|store_missing)$/,
    );
  });

  it('are read past items that are junk', async () => {
    const junk = [null, 7, 'x', [], [[]], {}, { id: null }, { id: -1 }, { id: 'a' }, { id: 1.5 }];
    expect(await read(answer(200, { [list]: junk }))).toMatchObject({ ok: true });
  });

  it('are read from whatever stands in the list', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), async (items) => {
        expect(await read(answer(200, { [list]: items }))).toBeTypeOf('object');
      }),
      { numRuns: 50 },
    );
  });
});

describe('the settings', () => {
  const written = async (settings: unknown) => {
    const reading = await accountOver(answer(200, { settings })).readSettings();
    if (!reading.ok) throw new Error(reading.problem.code);
    return reading.value;
  };

  it.each([
    ['below the installation', { installation: { settings: { channel_id: '371267300' } } }],
    ['alone', { settings: { channel_id: '371267300' } }],
    ['as a number', { settings: { channel_id: 371267300 } }],
  ])('are read %s', async (_about, body) => {
    const reading = await accountOver(answer(200, body)).readSettings();
    expect(reading.ok && reading.value.parsed.settings.channelId).toBe('371267300');
  });

  it('that hold no text count as empty, and are named', async () => {
    const { parsed, plain } = await written({ channel_id: { deep: [] }, template_name: null });
    expect(plain.get('channel_id')).toBe('');
    expect(parsed.faults.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['channel_id', 'template_name', 'template_namespace']),
    );
  });

  it('of a later version are left where they are', async () => {
    const { plain } = await written({ channel_id: '1', added_later: 'x', api_token: 'secret' });
    expect([...plain.keys()]).not.toContain('added_later');
    expect([...plain.keys()]).not.toContain('api_token');
  });

  it.each([
    ['nothing', noAnswer],
    ['a page', answer(200, html)],
    ['no settings', answer(200, { installation: {} })],
    ['a list', answer(200, { settings: [] })],
  ])('are unknown where Zendesk answers %s', async (_about, reply) => {
    expect(await accountOver(reply).readSettings()).toMatchObject({ ok: false });
  });

  it.each([
    ['refused', answer(403, {}), 'refused'],
    ['lost', noAnswer, 'lost'],
    ['lost', answer(502, html), 'lost'],
    ['refused', answer(422, { error: 'RecordInvalid' }), 'refused'],
  ] as const)('that are saved are %s by what the save says', async (_about, reply, kind) => {
    const held = answer(200, { settings: { template_language: 'en' } });
    const http = answerWith(({ method }) => (method === 'GET' ? held : reply));
    const account = createAccount(transportOver(http), '7');
    const saved = await account.saveSettings(
      new Map([['template_language', 'es']]),
      new Map([['template_language', 'en']]),
    );
    expect(saved.kind).toBe(kind);
  });

  it('that are saved hold neither a token nor what this version does not know', async () => {
    const held = answer(200, { settings: { template_language: 'en', api_token: 'x', added_later: 'y' } });
    const http = answerWith(() => held);
    await createAccount(transportOver(http), '7').saveSettings(
      new Map([['template_language', 'es']]),
      new Map([['template_language', 'en']]),
    );
    const put = http.requests.find(({ method }) => method === 'PUT');
    expect(JSON.parse(put?.body ?? '')).toEqual({ settings: { template_language: 'es' } });
  });
});

describe('the custom object', () => {
  const shape = async (...fields: unknown[]) => {
    const reading = await accountOver(answer(200, { custom_object_fields: fields })).readStore();
    if (!reading.ok) throw new Error(reading.problem.code);
    return reading.value;
  };

  it.each([
    ['as a rule', { key: 'ticket_id', type: 'integer' }, ['ticket_id', 'integer']],
    ['in other letters', { key: 'ticket_id', type: 'Integer' }, ['ticket_id', 'integer']],
    ['without a type', { key: 'ticket_id' }, ['ticket_id', '']],
    ['with a type that is no text', { key: 'ticket_id', type: 7 }, ['ticket_id', '']],
  ])('has a field %s', async (_about, field, expected) => {
    expect([...(await shape(field)).fields]).toEqual([expected]);
  });

  it.each([
    ['was switched off', { key: 'ticket_id', type: 'integer', active: false }],
    ['has no key', { type: 'integer' }],
    ['has a key that is no text', { key: 7, type: 'integer' }],
    ['is none', 'ticket_id'],
  ])('lacks a field that %s', async (_about, field) => {
    expect((await shape(field)).fields.size).toBe(0);
  });

  it.each([
    ['a list', [{ value: 'claimed' }, { value: 7 }, null], ['claimed']],
    ['none', undefined, undefined],
    ['a text', 'claimed', undefined],
  ])('has the options of its status as %s', async (_about, options, expected) => {
    const { statusOptions } = await shape({ key: 'status', type: 'dropdown', custom_field_options: options });
    expect(statusOptions).toEqual(expected);
  });
});

describe('a role', () => {
  const all = {
    create: { allowed: true, rule_id: null },
    read: { allowed: true },
    update: { allowed: true, rule_id: null },
    delete: { allowed: true, rule_id: null },
  };
  const roles = async (policy: unknown) => {
    const reading = await accountOver(answer(200, { policies: [policy] })).readRoles();
    return reading.ok ? reading.value : reading.problem.code;
  };

  it.each([
    ['all that it needs', { id: 1, role_name: 'Agent', records: all }, [{ name: 'Agent', full: true }]],
    ['no name', { id: 1, records: all }, [{ name: '1', full: true }]],
    [
      'a part by a rule',
      { id: 1, role_name: 'Agent', records: { ...all, read: { allowed: true, rule_id: 'r' } } },
      [{ name: 'Agent', full: false }],
    ],
    [
      'a right in another form',
      { id: 1, role_name: 'Agent', records: { ...all, delete: 'yes' } },
      [{ name: 'Agent', full: false }],
    ],
    ['no rights at all', { id: 1, role_name: 'Agent' }, [{ name: 'Agent', full: false }]],
    ['customers', { id: 'end-user', role_name: 'End user' }, []],
  ])('with %s', async (_about, policy, expected) => {
    expect(await roles(policy)).toEqual(expected);
  });
});

describe('more than Zendesk gives at once', () => {
  const ids = Array.from({ length: 5_000 }, (_, index) => index + 1);

  it('is never asked for in one request', async () => {
    const http = answerWith(() => answer(200, { users: [], tickets: [], identities: [] }));
    const call = transportOver(http);
    await createAccount(call, '7').readRequesters(ids);
    await createAccount(call, '7').readRecent(5_000);
    await createLogBook(call).readNames(ids);
    await createHistory(call).readUsers(ids);
    const counts = http.requests.map(({ url }) => /ids=([\d,]*)/.exec(url)?.[1]?.split(',').length ?? 0);
    expect(Math.max(...counts)).toBe(100);
    expect(http.requests.find(({ url }) => url.includes('tickets.json'))?.url).toContain('page[size]=100');
  });
});
