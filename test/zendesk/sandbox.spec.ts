import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HttpAnswer, ProxyCall, SandboxEvent, SubmitAnswer, World } from '../../sandbox/contract';
import { type Sandbox, startSandbox } from '../../sandbox/start';

const dana = 38000000001;
const alexey = 38000000002;
const priya = 38000000003;
const maria = 39000000001;
const normal = 12345;
const long = 12357;
const records = '/api/v2/custom_objects/onemsg_notification/records';
const token = 'sandbox-token';

let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-spec-'));
  await writeApp(join(folder, 'dist'));
  await writeFile(join(folder, 'outside.json'), '{}');
  sandbox = await startSandbox({
    port: 0,
    onemsgPort: 0,
    dist: join(folder, 'dist'),
    page: join(folder, 'page'),
  });
});

afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  await simulate('reset');
  await simulate('switches', { latencyMs: 0, latencyJitterMs: 0 });
  sandbox.onemsg?.simulator.simulate.latency(0);
});

describe('session', () => {
  it('refuses a browser that is not logged in', async () => {
    const response = await fetch(`${sandbox.url}/api/v2/tickets/${normal}.json`);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ error: "Couldn't authenticate you" });
  });

  it.each([maria, 4711])('refuses user %d, who is no agent', async (id) => {
    expect((await get('/api/v2/users/me.json', id)).status).toBe(401);
  });

  it('refuses an agent who was deleted', async () => {
    await simulate('delete-user', { userId: alexey });
    expect((await get('/api/v2/users/me.json', alexey)).status).toBe(401);
  });

  it('answers pages of this machine only', async () => {
    const response = await fetch(`${sandbox.url}/sandbox/world`, {
      headers: { origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
  });

  it.each(['localhost', '127.0.0.1'])('answers on %s', async (host) => {
    expect((await fetch(`http://${host}:${sandbox.port}/sandbox/world`)).status).toBe(200);
  });
});

describe('REST shapes', () => {
  it('gives a ticket with and without .json', async () => {
    const { status, body } = await get(`/api/v2/tickets/${normal}.json`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ticket: { id: normal, status: 'new', assignee_id: null, requester_id: maria, tags: [] },
    });
    expect((await get(`/api/v2/tickets/${normal}`)).body).toEqual(body);
  });

  it('writes times with whole seconds', async () => {
    const { body } = await get(`/api/v2/tickets/${normal}/audits`);
    expect(at(body, 'audits', 0, 'created_at')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('gives a user with identities beside it', async () => {
    const { body } = await get(`/api/v2/users/${maria}.json?include=identities`);
    expect(body).toMatchObject({
      user: { id: maria, role: 'end-user', active: true, phone: '+12125550142', alias: '' },
      identities: [
        { user_id: maria, type: 'email', primary: true },
        { user_id: maria, type: 'phone_number', value: '+12125550142', verified: true, primary: true },
      ],
    });
    expect((await get(`/api/v2/users/${maria}.json`)).body).not.toHaveProperty('identities');
  });

  it('gives identities of one type', async () => {
    const { body } = await get(`/api/v2/users/${maria}/identities.json?type[]=phone_number`);
    expect(body).toMatchObject({ identities: [{ type: 'phone_number' }], count: 1 });
  });

  it('gives several users at once and leaves out those who do not exist', async () => {
    const { body } = await get(`/api/v2/users/show_many.json?ids=${maria},${priya},1&include=identities`);
    expect(body).toMatchObject({ users: [{ id: maria }, { id: priya }], count: 2 });
  });

  it('gives a deleted user as inactive, and one who is gone as 404', async () => {
    await simulate('delete-user', { userId: maria });
    expect((await get(`/api/v2/users/${maria}.json`)).body).toMatchObject({ user: { active: false } });
    await simulate('delete-user', { userId: maria, gone: true });
    expect((await get(`/api/v2/users/${maria}.json`)).status).toBe(404);
  });

  it('is loud about routes that it does not imitate', async () => {
    const { status, body } = await get('/api/v2/macros.json');
    expect(status).toBe(404);
    expect(body).toMatchObject({ description: expect.stringContaining('GET /api/v2/macros') });
  });
});

describe('saving', () => {
  it('tells of an assignment in one audit, with ids as strings and the status on top', async () => {
    const answer = await submit(normal, { assigneeId: alexey, comment: 'Alexey will call you.' });
    expect(answer).toMatchObject({ ok: true, ticket: { assigneeId: alexey, status: 'open' } });
    const audits = await allAudits(normal);
    expect(audits.at(-1)).toMatchObject({
      ticket_id: normal,
      author_id: dana,
      via: { channel: 'web' },
      events: [
        { type: 'Comment', author_id: dana, body: 'Alexey will call you.', public: true },
        { type: 'Change', field_name: 'status', previous_value: 'new', value: 'open' },
        { type: 'Change', field_name: 'group_id', previous_value: '36000000001', value: '36000000002' },
        { type: 'Change', field_name: 'assignee_id', previous_value: null, value: String(alexey) },
      ],
    });
    expect(ids(audits)).toEqual([...ids(audits)].sort((a, b) => a - b));
    expect(ids(audits).at(-1)).toBeGreaterThan(2 ** 32);
  });

  it('makes three audits of A, B and A again', async () => {
    for (const assigneeId of [alexey, priya, alexey]) await submit(normal, { assigneeId });
    expect(assignments(await allAudits(normal))).toEqual([String(alexey), String(priya), String(alexey)]);
  });

  it('keeps silent about the assignee when nothing changed', async () => {
    await submit(normal, { assigneeId: alexey });
    const before = await allAudits(normal);
    expect(await submit(normal, { assigneeId: alexey })).toMatchObject({ ok: true });
    expect(await allAudits(normal)).toEqual(before);
    await submit(normal, { assigneeId: alexey, tags: ['vip'] });
    expect(assignments(await allAudits(normal))).toHaveLength(1);
  });

  it('takes the assignee off when the ticket moves to a group that the person is not in', async () => {
    await submit(normal, { assigneeId: alexey });
    expect(await submit(normal, { groupId: 36000000001 })).toMatchObject({
      ticket: { groupId: 36000000001, assigneeId: null, status: 'open' },
    });
  });

  it('says first values as Create events on a new ticket', async () => {
    const answer = await page<SubmitAnswer>('POST', '/sandbox/tickets', {
      subject: 'Broken kettle',
      requesterId: maria,
      changes: { assigneeId: alexey, comment: 'Called in by phone.' },
    });
    if (!answer.ok) throw new Error(answer.message);
    const [audit] = await allAudits(answer.ticket.id);
    expect(audit).toMatchObject({
      events: expect.arrayContaining([
        expect.objectContaining({ type: 'Create', field_name: 'assignee_id', value: String(alexey) }),
        expect.objectContaining({ type: 'Create', field_name: 'status', value: 'open' }),
      ]),
    });
  });

  it.each([
    ['a customer as assignee', { assigneeId: maria }, 'Assignee'],
    ['solving without an assignee', { status: 'solved' }, 'Assignee: is required'],
    ['a group that does not exist', { groupId: 1 }, 'Group'],
  ])('refuses %s', async (_what, changes, message) => {
    expect(await submit(normal, changes)).toMatchObject({
      ok: false,
      message: expect.stringContaining(message),
    });
    expect(await allAudits(normal)).toHaveLength(1);
  });

  it('refuses a merged ticket', async () => {
    await simulate('merge', { ticketId: normal, intoTicketId: 12346 });
    expect(await submit(normal, { tags: ['x'] })).toMatchObject({ ok: false });
  });

  it('fails with the message of the switch and saves nothing', async () => {
    await simulate('switches', { submitFails: 'Order number is required.' });
    expect(await submit(normal, { assigneeId: alexey })).toEqual({
      ok: false,
      message: 'Order number is required.',
    });
    expect(await allAudits(normal)).toHaveLength(1);
  });

  it('lets a trigger reassign within the same audit', async () => {
    await simulate('switches', { triggerAssigneeId: priya });
    await submit(normal, { assigneeId: alexey });
    const audits = await allAudits(normal);
    expect(audits).toHaveLength(2);
    expect(assignments(audits)).toEqual([String(alexey), String(priya)]);
    expect(at(audits.at(-1), 'events').at(-1)).toMatchObject({ via: { channel: 'rule' } });
  });

  it('lets routing assign in the past', async () => {
    await simulate('assign', { ticketId: normal, assigneeId: alexey, secondsAgo: 60 });
    const audit = (await allAudits(normal)).at(-1);
    expect(audit).toMatchObject({ author_id: -1, via: { channel: 'api' } });
    const age = Date.now() - Date.parse(String(at(audit, 'created_at')));
    expect(age).toBeGreaterThanOrEqual(60_000);
    expect(age).toBeLessThan(70_000);
  });
});

describe('audits', () => {
  it.each(['asc', 'desc', 'shuffled'])(
    'are complete over the pages of a long ticket (%s)',
    async (auditOrder) => {
      await simulate('switches', { auditOrder });
      const audits = await allAudits(long);
      expect(audits).toHaveLength(300);
      expect(new Set(ids(audits)).size).toBe(300);
      const ascending = [...ids(audits)].sort((a, b) => a - b);
      if (auditOrder === 'asc') expect(ids(audits)).toEqual(ascending);
      if (auditOrder === 'desc') expect(ids(audits)).toEqual(ascending.reverse());
      if (auditOrder === 'shuffled') expect(ids(audits)).not.toEqual(ascending);
    },
  );

  it('say how many there are and where the next page is', async () => {
    const first = await get(`/api/v2/tickets/${long}/audits.json?per_page=100`);
    expect(first.body).toMatchObject({ count: 300, previous_page: null });
    expect(at(first.body, 'next_page')).toContain(`/api/v2/tickets/${long}/audits.json?per_page=100&page=2`);
    const last = await get(`/api/v2/tickets/${long}/audits.json?per_page=100&page=3`);
    expect(last.body).toMatchObject({ count: 300, next_page: null });
    expect(at(last.body, 'audits')).toHaveLength(100);
  });

  it('never put more than 100 on a page', async () => {
    expect(at((await get(`/api/v2/tickets/${long}/audits?per_page=500`)).body, 'audits')).toHaveLength(100);
    expect(at((await get(`/api/v2/tickets/${long}/audits`)).body, 'audits')).toHaveLength(100);
  });

  it('can be read by cursor, forth and back', async () => {
    const path = `/api/v2/tickets/${long}/audits?page[size]=100`;
    const first = await get(path);
    const second = await get(`${path}&page[after]=${String(at(first.body, 'meta', 'after_cursor'))}`);
    const back = await get(`${path}&page[before]=${String(at(second.body, 'meta', 'before_cursor'))}`);
    expect(at(first.body, 'meta', 'has_more')).toBe(true);
    expect(at(back.body, 'audits')).toEqual(at(first.body, 'audits'));
    expect(at(second.body, 'audits')).not.toEqual(at(first.body, 'audits'));
  });

  it('ignore sort_order unless the switch honours it', async () => {
    const path = `/api/v2/tickets/${long}/audits?sort_order=desc`;
    const ascending = ids(at((await get(path)).body, 'audits'));
    expect(ascending[0]).toBeLessThan(ascending[1] ?? 0);
    await simulate('switches', { auditSortOrder: 'honoured' });
    const descending = ids(at((await get(path)).body, 'audits'));
    expect(descending[0]).toBeGreaterThan(descending[1] ?? 0);
  });

  it('appear late when they lag', async () => {
    await simulate('switches', { auditLagMs: 1500 });
    await submit(normal, { assigneeId: alexey });
    expect(await allAudits(normal)).toHaveLength(1);
    await simulate('clock', { shiftMs: 1500 });
    expect(await allAudits(normal)).toHaveLength(2);
  });

  it('can be multiplied by a switch', async () => {
    await simulate('audits', { ticketId: normal, count: 300 });
    expect(await allAudits(normal)).toHaveLength(301);
  });
});

describe('records', () => {
  it('are created with all fields, and found by external id and by id', async () => {
    const created = await create('t12345-a1-n1');
    expect(created.status).toBe(201);
    const record = at(created.body, 'custom_object_record');
    expect(record).toMatchObject({
      external_id: 't12345-a1-n1',
      custom_object_key: 'onemsg_notification',
      created_by_user_id: String(dana),
      custom_object_fields: { ticket_id: 12345, status: 'onemsg_claimed', claim: null },
    });
    await create('t12345-a2-n1');
    const id = String(at(record, 'id'));
    const listed = await get(`${records}?filter[external_ids]=t12345-a1-n1,none`);
    expect(listed.body).toMatchObject({ custom_object_records: [{ id }], meta: { has_more: false } });
    expect(at(listed.body, 'custom_object_records')).toHaveLength(1);
    expect((await get(`${records}?filter[ids]=${id}`)).body).toMatchObject({
      custom_object_records: [{ id }],
    });
    expect((await get(`${records}/${id}`)).body).toMatchObject({ custom_object_record: { id } });
  });

  it('change only what an update gives, and can be deleted', async () => {
    const id = String(at((await create('t1-a1-n1')).body, 'custom_object_record', 'id'));
    const patch = { custom_object_record: { custom_object_fields: { status: 'onemsg_sent' } } };
    const { status, body } = await call('PATCH', `${records}/${id}`, patch);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      custom_object_record: { custom_object_fields: { status: 'onemsg_sent', ticket_id: 12345 } },
    });
    expect((await call('DELETE', `${records}/${id}`)).status).toBe(204);
    expect((await get(`${records}/${id}`)).status).toBe(404);
    expect((await call('PATCH', `${records}/${id}`, patch)).status).toBe(404);
  });

  it('are created, then updated, by upsert', async () => {
    const path = `${records}?external_id=t1-a1-n1`;
    const body = { custom_object_record: { name: 'one', custom_object_fields: { ticket_id: 1 } } };
    expect((await call('PATCH', path, body)).status).toBe(201);
    expect((await call('PATCH', path, body)).status).toBe(200);
    expect(
      at((await get(`${records}?filter[external_ids]=t1-a1-n1`)).body, 'custom_object_records'),
    ).toHaveLength(1);
  });

  it.each([
    ['a field that the object does not have', { colour: 'red' }, 'colour'],
    ['an option that the dropdown does not have', { status: 'claimed' }, 'status'],
    ['text in an integer', { ticket_id: '12345' }, 'ticket_id'],
    ['a fraction in an integer', { ticket_id: 1.5 }, 'ticket_id'],
    ['a long text in one line', { claim: 'x'.repeat(256) }, 'claim'],
  ])('refuse %s', async (_what, fields, key) => {
    const { status, body } = await create('t1-a1-n1', fields);
    expect(status).toBe(422);
    expect(body).toMatchObject({ error: 'RecordInvalid', details: { [key]: [expect.anything()] } });
  });

  it('refuse to be without a name', async () => {
    const { status } = await call('POST', records, { custom_object_record: { external_id: 'x' } });
    expect(status).toBe(422);
  });

  it('refuse an external id twice while they are unique', async () => {
    const path = `${records}?filter[external_ids]=t1-a1-n1`;
    const answers = await Promise.all([create('t1-a1-n1'), create('t1-a1-n1')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect(at((await get(path)).body, 'custom_object_records')).toHaveLength(1);
    await simulate('switches', { uniqueExternalIds: false });
    expect((await create('t1-a1-n1')).status).toBe(201);
    expect(at((await get(path)).body, 'custom_object_records')).toHaveLength(2);
  });

  it('are listed late when lists lag, and read at once by id', async () => {
    await simulate('switches', { recordListLagMs: 1000 });
    const id = String(at((await create('t1-a1-n1')).body, 'custom_object_record', 'id'));
    const path = `${records}?filter[external_ids]=t1-a1-n1`;
    expect(at((await get(path)).body, 'custom_object_records')).toEqual([]);
    expect((await get(`${records}/${id}`)).status).toBe(200);
    await simulate('clock', { shiftMs: 1000 });
    expect(at((await get(path)).body, 'custom_object_records')).toHaveLength(1);
    await call('DELETE', `${records}/${id}`);
    expect(at((await get(path)).body, 'custom_object_records')).toHaveLength(1);
  });

  it('are found by a filtered search, newest first, late when search lags', async () => {
    await create('t1-a1-n1', { ticket_id: 1 });
    await simulate('clock', { shiftMs: 1000 });
    await create('t1-a2-n1', { ticket_id: 1, status: 'onemsg_sent' });
    await create('t2-a1-n1', { ticket_id: 2 });
    const found = await search({ 'custom_object_fields.ticket_id': { $eq: 1 } });
    expect(externalIds(found.body)).toEqual(['t1-a2-n1', 't1-a1-n1']);
    expect(found.body).toMatchObject({ count: 2 });
    const both = { 'custom_object_fields.ticket_id': { $eq: '1' } };
    const sent = { 'custom_object_fields.status': { $in: ['onemsg_sent'] } };
    expect(externalIds((await search({ $and: [both, sent] })).body)).toEqual(['t1-a2-n1']);
    const other = { external_id: { $eq: 't2-a1-n1' } };
    expect(externalIds((await search({ $or: [sent, other] })).body)).toHaveLength(2);
    await simulate('switches', { searchLagMs: 500 });
    expect(externalIds((await search(both)).body)).toEqual(['t1-a1-n1']);
  });

  it('refuse a filter on a field that does not exist', async () => {
    expect((await search({ 'custom_object_fields.colour': { $eq: 1 } })).status).toBe(400);
  });

  it('refuse to be listed in an order that Zendesk does not know', async () => {
    expect((await get(`${records}?sort=-created_at`)).status).toBe(400);
    expect((await get(`${records}?sort=-updated_at`)).status).toBe(200);
  });

  it('are paged by cursor', async () => {
    for (const n of [1, 2, 3]) await create(`t1-a${n}-n1`);
    const first = await get(`${records}?page[size]=2`);
    expect(at(first.body, 'custom_object_records')).toHaveLength(2);
    expect(at(first.body, 'meta', 'has_more')).toBe(true);
    const rest = await get(
      `${records}?page[size]=2&page[after]=${String(at(first.body, 'meta', 'after_cursor'))}`,
    );
    expect(at(rest.body, 'custom_object_records')).toHaveLength(1);
    expect(at(rest.body, 'meta', 'has_more')).toBe(false);
  });

  it.each([
    ['missing', 404, 404],
    ['forbidden', 403, 403],
    ['read-only', 200, 403],
  ])(
    'when custom objects are %s: %d for reading, %d for writing',
    async (customObjects, reading, writing) => {
      await simulate('switches', { customObjects });
      expect((await get(records)).status).toBe(reading);
      expect((await search({})).status).toBe(reading);
      expect((await create('t1-a1-n1')).status).toBe(writing);
    },
  );

  it('tell their object and its fields', async () => {
    expect((await get('/api/v2/custom_objects/onemsg_notification.json')).body).toMatchObject({
      custom_object: { key: 'onemsg_notification' },
    });
    const { body } = await get('/api/v2/custom_objects/onemsg_notification/fields');
    expect(at(body, 'custom_object_fields')).toHaveLength(3);
  });
});

describe('failures', () => {
  it('happen as often as ordered, then no more', async () => {
    await simulate('fail', { match: 'GET /api/v2/users/me', mode: '429', count: 2, retryAfter: 7 });
    const response = await fetch(`${sandbox.url}/api/v2/users/me.json`, { headers: session() });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await get('/api/v2/users/me.json')).status).toBe(429);
    expect((await get('/api/v2/users/me.json')).status).toBe(200);
  });

  it.each([
    ['500', 500],
    ['502-html', 502],
  ])('%s comes before the work', async (mode, status) => {
    await simulate('fail', { match: 'POST /api/v2/custom', mode });
    expect((await create('t1-a1-n1')).status).toBe(status);
    expect(at((await get(records)).body, 'custom_object_records')).toEqual([]);
  });

  it('lost-before loses the request', async () => {
    await simulate('fail', { match: 'POST /api/v2/custom', mode: 'lost-before' });
    await expect(create('t1-a1-n1')).rejects.toThrow('fetch failed');
    expect(at((await get(records)).body, 'custom_object_records')).toEqual([]);
  });

  it('lost-after loses only the answer', async () => {
    await simulate('fail', { match: 'POST /api/v2/custom', mode: 'lost-after' });
    await expect(create('t1-a1-n1')).rejects.toThrow('fetch failed');
    expect(externalIds((await get(records)).body)).toEqual(['t1-a1-n1']);
  });

  it.each([
    ['500-after', 500],
    ['garbage', 200],
  ])('%s spoils only the answer', async (mode, status) => {
    await simulate('fail', { match: 'POST /api/v2/custom', mode });
    const answer = await create('t1-a1-n1');
    expect(answer.status).toBe(status);
    expect(answer.body).not.toHaveProperty('custom_object_record.external_id');
    expect(externalIds((await get(records)).body)).toEqual(['t1-a1-n1']);
  });

  it('hang until they are called off', async () => {
    await simulate('fail', { match: '/users/me', mode: 'hang' });
    const waiting = get('/api/v2/users/me.json').catch(() => 'cut');
    const others = get(`/api/v2/tickets/${normal}.json`);
    expect(await Promise.race([waiting, others])).toMatchObject({ status: 200 });
    await call('DELETE', '/_simulate/fail');
    expect(await waiting).toBe('cut');
  });
});

describe('proxy', () => {
  it('fills in the token and reaches the local 1MSG', async () => {
    const answer = await send();
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ sent: true, id: expect.any(String) });
    const { messages } = await world();
    expect(messages).toMatchObject([{ phone: '12125550142', text: expect.stringContaining('Maria') }]);
  });

  it('leaves the placeholder alone in a request that is not secure', async () => {
    expect((await send({ secure: false })).status).toBe(401);
  });

  it.each([
    ['a host that is not on the whitelist', { url: 'https://example.com/371267300/status' }, 403],
    ['a host below one on the whitelist', { url: 'https://x.api.1msg.io/371267300/status' }, 403],
    ['plain http', { url: 'http://api.1msg.io/371267300/status' }, 400],
    ['a URL that is none', { url: '371267300/status' }, 400],
    [
      'the token in the URL',
      { url: 'https://api.1msg.io/371267300/status?token={{setting.api_token}}' },
      422,
    ],
    ['the token in the body', { data: '{"text":"{{setting.api_token}}"}' }, 422],
    ['a setting that does not exist', { headers: { Authorization: 'Bearer {{setting.nope}}' } }, 422],
    ['a setting that is not secure', { headers: { Authorization: 'Bearer {{setting.channel_id}}' } }, 422],
  ])('refuses %s', async (_what, changes, status) => {
    const answer = await send(changes);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatch(/^Proxy error/);
    expect(sandbox.onemsg?.simulator.requests()).toEqual([]);
  });

  it('reaches no host outside 1MSG, secure or not', async () => {
    expect((await send({ secure: false, url: 'https://example.com/' })).status).toBe(502);
  });

  it('refuses an empty token', async () => {
    await simulate('settings', { remove: ['api_token'] });
    expect((await send()).status).toBe(422);
  });

  it('sends forbidden placeholders as they are when the switch says so, and still never the token', async () => {
    await simulate('switches', { placeholders: 'literal' });
    const answer = await send({ data: sendBody('{{setting.api_token}}') });
    expect(answer.status).toBe(200);
    expect(sandbox.onemsg?.simulator.messages()).toMatchObject([
      { values: ['{{setting.api_token}}', '12345', 'Alexey Petrov'] },
    ]);
  });

  it('drops headers with an underscore in their name', async () => {
    expect((await send({ headers: { Author_ization: 'Bearer {{setting.api_token}}' } })).status).toBe(401);
  });

  it('answers 504 when 1MSG takes too long', async () => {
    await simulate('switches', { proxyTimeoutMs: 20 });
    sandbox.onemsg?.simulator.simulate.latency(60_000);
    expect((await send()).status).toBe(504);
  });

  it.each([
    ['lost-before', 0],
    ['lost-after', 1],
  ])('%s: no answer comes, and %d messages were sent', async (mode, sent) => {
    await simulate('fail', { match: 'proxy', mode });
    expect(await send()).toMatchObject({ status: 0, body: '' });
    expect((await world()).messages).toHaveLength(sent);
  });
});

describe('secrets and the log', () => {
  it('lets no byte of the token reach the browser', async () => {
    const seen: string[] = [];
    const paths = [
      '/sandbox/world',
      '/_simulate/',
      '/api/v2/users/me.json',
      records,
      `/api/v2/tickets/${normal}/audits.json`,
      '/app/manifest.json',
    ];
    await simulate('settings', { set: { template_language: 'de' } }).then((text) => seen.push(text));
    const answer = await send({ data: '{"text":"{{setting.api_token}}"}' });
    seen.push(JSON.stringify(answer), JSON.stringify(await send()));
    for (const path of [...paths, '/sandbox/requests']) {
      seen.push(await (await fetch(sandbox.url + path, { headers: session() })).text());
    }
    expect(seen.filter((text) => text.includes(token))).toEqual([]);
    expect((await world()).settings).not.toHaveProperty('api_token');
    expect((await world()).settings).toMatchObject({ channel_id: '371267300', template_language: 'de' });
  });

  it('logs what left the app, with phone numbers masked', async () => {
    await get(`/api/v2/tickets/${normal}.json`, dana, { 'x-sandbox-app': '1' });
    await get('/api/v2/users/me.json');
    await send({
      type: 'GET',
      data: null,
      url: 'https://api.1msg.io/371267300/messages?chatId=12125550142@c.us',
    });
    expect(await page('GET', '/sandbox/requests')).toMatchObject([
      {
        agentId: dana,
        target: 'zendesk',
        method: 'GET',
        path: `/api/v2/tickets/${normal}.json`,
        status: 200,
      },
      { target: 'onemsg', method: 'GET', path: '/371267300/messages?chatId=…0142@c.us' },
    ]);
  });

  it('logs lost requests with status 0', async () => {
    await simulate('fail', { match: 'POST /api/v2/custom', mode: 'lost-after' });
    await expect(create('t1-a1-n1', {}, { 'x-sandbox-app': '1' })).rejects.toThrow();
    expect(await page('GET', '/sandbox/requests')).toMatchObject([
      { method: 'POST', path: records, status: 0 },
    ]);
  });
});

describe('starting', () => {
  it('says what is missing when the app was not built', async () => {
    const start = startSandbox({ port: 0, onemsgPort: 0, dist: join(folder, 'nothing') });
    await expect(start).rejects.toThrow('manifest.json is missing');
  });

  it('says which port is taken', async () => {
    const start = startSandbox({ port: sandbox.port, onemsgPort: 0, dist: join(folder, 'dist') });
    await expect(start).rejects.toMatchObject({ code: 'EADDRINUSE', port: sandbox.port });
  });

  it('shows a live channel to the page, without its token', async () => {
    const live = {
      channelId: 'VID1',
      apiToken: 'a-real-token',
      template: 'welcome',
      namespace: 'ns',
      language: 'pt_BR',
    };
    const started = await startSandbox({ port: 0, onemsgPort: 0, dist: join(folder, 'dist'), live });
    const text = await (await fetch(`${started.url}/sandbox/world`)).text();
    await started.close();
    expect(JSON.parse(text)).toMatchObject({
      channel: 'live',
      onemsgUrl: 'https://api.1msg.io',
      settings: { channel_id: 'VID1', template_language: 'pt_BR' },
    });
    expect(text).not.toContain(live.apiToken);
    expect(started.onemsg).toBeNull();
  });
});

describe('switches', () => {
  it('are listed with their values, a line each', async () => {
    await simulate('switches', { auditOrder: 'desc' });
    const list = String((await get('/_simulate/')).body);
    expect(list).toMatch(/^auditOrder = "desc" /m);
    expect(list).toMatch(/^POST \/_simulate\/reset /m);
  });

  it.each([
    ['switches', { auditOrdr: 'desc' }, 'there is no switch "auditOrdr"'],
    ['switches', { auditOrder: 'up' }, 'asc | desc | shuffled'],
    ['fail', { match: '(', mode: '500' }, 'regular expression'],
    ['fail', { match: 'x', mode: '418' }, 'one of 429'],
    ['settings', { set: { tokn: 'x' } }, 'no setting "tokn"'],
    ['assign', { ticketId: 1 }, 'assigneeId'],
    ['user', { userId: 1 }, 'no user 1'],
  ])('say what is wrong: %s %j', async (name, body, message) => {
    const answer = await call('POST', `/_simulate/${name}`, body);
    expect(answer.status).toBe(400);
    expect(at(answer.body, 'error')).toContain(message);
  });

  it('change nothing when a part is wrong', async () => {
    await call('POST', '/_simulate/switches', { auditLagMs: 900, auditOrder: 'up' });
    expect(String((await get('/_simulate/')).body)).toMatch(/^auditLagMs = 0 /m);
  });

  it('change a customer', async () => {
    await simulate('user', { userId: maria, name: 'Mar', phones: ['030 1', '030 2'], tags: ['vip'] });
    expect((await get(`/api/v2/users/${maria}?include=identities`)).body).toMatchObject({
      user: { name: 'Mar', phone: '030 1', tags: ['vip'], email: 'maria.gonzalez@example.com' },
      identities: [
        { type: 'email' },
        { value: '030 1', verified: true },
        { value: '030 2', verified: false, primary: false },
      ],
    });
  });
});

describe('pages', () => {
  it('hear of saves, phones, requests and resets', async () => {
    const events = await listen();
    await submit(normal, { assigneeId: alexey });
    await send();
    await simulate('reset');
    const heard = await events.until('reset');
    expect(heard).toContainEqual({ type: 'ticket-updated', ticketId: normal, byUserId: dana });
    expect(heard).toContainEqual({
      type: 'phone',
      message: expect.objectContaining({ phone: '12125550142', status: 'accepted' }),
    });
    expect(heard).toContainEqual({
      type: 'request',
      entry: expect.objectContaining({ target: 'onemsg', path: '/371267300/sendTemplate' }),
    });
  });

  it('find everything as at the start after a reset', async () => {
    const users = (await world()).users;
    await submit(normal, { assigneeId: alexey });
    await create('t1-a1-n1');
    await send();
    await simulate('user', { userId: maria, name: 'Somebody', phones: [] });
    await simulate('reset');
    const after = await world();
    expect(after.users).toEqual(users);
    expect(after.messages).toEqual([]);
    expect(after.tickets.find(({ id }) => id === normal)).toMatchObject({ assigneeId: null, status: 'new' });
    await simulate('switches', { latencyMs: 0 });
    expect(at((await get(records)).body, 'custom_object_records')).toEqual([]);
  });

  it('show samples with numbers that phone libraries take for real', async () => {
    const { users } = await world();
    const numbers = users.flatMap(({ phone }) => phone ?? []);
    expect(numbers).toHaveLength(12);
    for (const number of numbers) {
      expect(parsePhoneNumberFromString(number, 'AU')?.isValid(), number).toBe(true);
    }
  });

  it('load the app with the local copy of the SDK', async () => {
    const html = await fetch(`${sandbox.url}/app/assets/sidebar.html`);
    expect(html.headers.get('cache-control')).toBe('no-store');
    expect(await html.text()).toBe('<script src="/sdk/zaf_sdk.min.js"></script>');
    const script = await (await fetch(`${sandbox.url}/sdk/zaf_sdk.min.js`)).text();
    const window: { ZAFClient?: { init: unknown }; Promise: unknown } = { Promise };
    runInNewContext(script, { window, document: { location: { hash: '' } } });
    expect(window.ZAFClient?.init).toBeTypeOf('function');
  });

  it.each(['/app/../manifest.json', '/app/%2e%2e/secret', '/app/%2e%2e%2foutside.json', '/app/nothing.js'])(
    'get no file outside the app: %s',
    async (path) => {
      expect((await fetch(sandbox.url + path)).status).toBe(404);
    },
  );
});

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

function session(agent = dana): Record<string, string> {
  return { 'x-sandbox-agent': String(agent) };
}

async function call(method: string, path: string, body?: unknown, headers = session()): Promise<Answer> {
  const response = await fetch(sandbox.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  try {
    const json: unknown = JSON.parse(text);
    return { status: response.status, body: json };
  } catch {
    // Some answers are meant to be unreadable.
    return { status: response.status, body: text };
  }
}

function get(path: string, agent = dana, headers: Record<string, string> = {}): Promise<Answer> {
  return call('GET', path, undefined, { ...session(agent), ...headers });
}

/** A route of the contract between page and server: its answer is taken at the contract's word. */
async function page<T>(method: string, path: string, body?: unknown): Promise<T> {
  return (await call(method, path, body)).body as T;
}

async function simulate(name: string, body: unknown = {}): Promise<string> {
  const answer = await call('POST', `/_simulate/${name}`, body);
  expect(answer, JSON.stringify(answer)).toMatchObject({ status: 200 });
  return JSON.stringify(answer.body);
}

function world(): Promise<World> {
  return page<World>('GET', '/sandbox/world');
}

function submit(ticketId: number, changes: unknown): Promise<SubmitAnswer> {
  return page<SubmitAnswer>('POST', `/sandbox/tickets/${ticketId}/submit`, { changes });
}

function create(
  externalId: string,
  fields: object = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const record = {
    name: '#12345 · Alexey Petrov · 1',
    external_id: externalId,
    custom_object_fields: { ticket_id: 12345, status: 'onemsg_claimed', ...fields },
  };
  return call('POST', records, { custom_object_record: record }, { ...session(), ...headers });
}

function search(filter: object): Promise<Answer> {
  return call('POST', `${records}/search?query=*&sort=-created_at&page[size]=100`, { filter });
}

function send(changes: Partial<ProxyCall> = {}): Promise<HttpAnswer> {
  const proxyCall: ProxyCall = {
    url: 'https://api.1msg.io/371267300/sendTemplate',
    type: 'POST',
    headers: { Authorization: 'Bearer {{setting.api_token}}' },
    contentType: 'application/json',
    data: sendBody('Maria'),
    secure: true,
    ...changes,
  };
  return page<HttpAnswer>('POST', '/sandbox/proxy', proxyCall);
}

function sendBody(name: string): string {
  const parameters = [name, '12345', 'Alexey Petrov'].map((text) => ({ type: 'text', text }));
  return JSON.stringify({
    phone: '12125550142',
    template: 'agent_assigned',
    namespace: 'sandbox_0a1b_2c3d',
    language: { policy: 'deterministic', code: 'en' },
    params: [{ type: 'body', parameters }],
  });
}

async function allAudits(ticketId: number): Promise<readonly unknown[]> {
  const audits: unknown[] = [];
  let path: unknown = `/api/v2/tickets/${ticketId}/audits.json?per_page=100`;
  while (typeof path === 'string') {
    const { body } = await get(path.replace(sandbox.url, ''));
    audits.push(...at(body, 'audits'));
    path = at(body, 'next_page');
  }
  return audits;
}

function ids(items: readonly unknown[]): readonly number[] {
  return items.map((item) => Number(at(item, 'id')));
}

function externalIds(body: unknown): readonly unknown[] {
  return at(body, 'custom_object_records').map((record: unknown) => at(record, 'external_id'));
}

/** The new assignees that the Change events of these audits tell of. */
function assignments(audits: readonly unknown[]): readonly unknown[] {
  return audits
    .flatMap((audit) => at(audit, 'events'))
    .filter((event: unknown) => at(event, 'type') === 'Change' && at(event, 'field_name') === 'assignee_id')
    .map((event: unknown) => at(event, 'value'));
}

// biome-ignore lint/suspicious/noExplicitAny: what it finds in foreign JSON goes into matchers, which check it.
function at(value: any, ...path: readonly (string | number)[]): any {
  return path.reduce((inner, key) => inner?.[key], value);
}

/** Opens a page's stream of events. */
async function listen() {
  const response = await fetch(`${sandbox.url}/sandbox/events`);
  if (!response.body) throw new Error('no stream');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader.read()).value ?? '';
  return {
    /** Everything heard up to the first event of this type. */
    async until(type: SandboxEvent['type']): Promise<readonly SandboxEvent[]> {
      while (!text.includes(`{"type":"${type}"`)) text += (await reader.read()).value ?? '';
      await reader.cancel();
      const lines = text.split('\n').filter((line) => line.startsWith('data: '));
      return lines.map((line) => JSON.parse(line.slice('data: '.length)));
    },
  };
}

async function writeApp(dist: string): Promise<void> {
  await mkdir(join(dist, 'assets'), { recursive: true });
  const manifest = {
    name: '1MSG Agent Assigned',
    version: '0.1.0',
    domainWhitelist: ['api.1msg.io', 'sandbox.1msg.io'],
    parameters: [
      { name: 'channel_id', type: 'text', required: true },
      { name: 'api_token', type: 'text', required: true, secure: true, scopes: ['header'] },
      { name: 'template_name', type: 'text', required: true },
      { name: 'template_language', type: 'text', required: true, default: 'en' },
      { name: 'automatic_sending', type: 'checkbox', default: true },
    ],
  };
  const object = 'onemsg_notification';
  const requirements = {
    custom_objects_v2: {
      objects: [{ key: object, title: 'Notification', title_pluralized: 'Notifications' }],
      object_fields: [
        { key: 'ticket_id', title: 'Ticket', type: 'integer', object_key: object },
        { key: 'claim', title: 'Claim', type: 'text', object_key: object },
        {
          key: 'status',
          title: 'Status',
          type: 'dropdown',
          object_key: object,
          custom_field_options: [
            { name: 'Claimed', value: 'onemsg_claimed' },
            { name: 'Sent', value: 'onemsg_sent' },
          ],
        },
      ],
    },
  };
  const sdk = 'https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js';
  await writeFile(join(dist, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(dist, 'requirements.json'), JSON.stringify(requirements));
  await writeFile(join(dist, 'assets/sidebar.html'), `<script src="${sdk}"></script>`);
}
