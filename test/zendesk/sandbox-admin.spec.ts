import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type SandboxDesk, startSandboxDesk } from './sandbox-desk';

const dana = 38000000001;
const alexey = 38000000002;
const priya = 38000000003;
const maria = 39000000001;
const normal = 12345;
const routed = 12354;
const installation = '/apps/installations/28110457.json';
const object = '/custom_objects/onemsg_notification';

let desk: SandboxDesk;

beforeAll(async () => {
  desk = await startSandboxDesk();
});

afterAll(() => desk.close());

beforeEach(async () => {
  await desk.simulate('reset');
  await desk.simulate('switches', { latencyMs: 0, latencyJitterMs: 0 });
});

const get = (path: string, agent = dana): Promise<Answer> => desk.call('GET', path, agent);
const put = (path: string, body: unknown, agent = dana): Promise<Answer> =>
  desk.call('PUT', path, agent, body);

describe('roles', () => {
  it('stand in users/me', async () => {
    expect((await get('/users/me.json')).body).toMatchObject({
      user: { id: dana, role: 'admin', custom_role_id: null },
    });
    expect((await get('/users/me.json', alexey)).body).toMatchObject({
      user: { id: alexey, role: 'agent', custom_role_id: 4510001 },
    });
  });

  it.each([
    ['PUT', installation],
    ['GET', '/account/settings.json'],
    ['GET', '/incremental/tickets/cursor.json?start_time=0'],
    ['GET', '/incremental/ticket_events.json?start_time=0'],
    ['GET', `${object}/permission_policies.json`],
  ])('keep agents out of %s %s', async (method, path) => {
    const body = method === 'PUT' ? { settings: {} } : undefined;
    expect((await desk.call(method, path, alexey, body)).status).toBe(403);
    expect((await desk.call(method, path, dana, body)).status).toBe(200);
  });
});

describe('the app’s installation', () => {
  it('is listed and shown with its plain settings, to agents too', async () => {
    const { body } = await get('/apps/installations.json', alexey);
    expect(body).toMatchObject({ installations: [{ id: 28110457, settings: { channel_id: '371267300' } }] });
    expect((await get(installation, alexey)).body).toMatchObject({ settings: { template_language: 'en' } });
    expect((await get('/apps/installations/1.json')).status).toBe(404);
  });

  it('never shows the token', async () => {
    const shown = JSON.stringify([
      (await get('/apps/installations.json')).body,
      (await get(installation)).body,
    ]);
    expect(shown).not.toContain('sandbox-token');
    expect(shown).not.toContain('api_token');
  });

  it('keeps the settings that a save does not name, the token too', async () => {
    const saved = await put(installation, {
      settings: { template_name: 'other', match_customer_language: false },
    });
    expect(saved.body).toMatchObject({
      settings: { template_name: 'other', match_customer_language: false, channel_id: '371267300' },
    });
    expect(desk.sandbox.zendesk.desk.installation.secureSetting('api_token')?.value).toBe('sandbox-token');
  });

  it('can empty what a save does not name, but never the token', async () => {
    await desk.simulate('switches', { installationPut: 'replaced' });
    const saved = await put(installation, { settings: { template_name: 'other' } });
    expect(saved.body).toMatchObject({ settings: { template_name: 'other', channel_id: null } });
    expect(desk.sandbox.zendesk.desk.installation.secureSetting('api_token')?.value).toBe('sandbox-token');
  });

  it('reaches the app’s metadata', async () => {
    await put(installation, { settings: { default_country: 'AU' } });
    const world: unknown = await (await fetch(`${desk.sandbox.url}/sandbox/world`)).json();
    expect(world).toMatchObject({ settings: { default_country: 'AU' } });
  });

  it('refuses a setting that the app does not have', async () => {
    expect((await put(installation, { settings: { colour: 'red' } })).status).toBe(422);
  });
});

describe('custom objects', () => {
  it('are listed, and show their fields', async () => {
    expect((await get('/custom_objects.json')).body).toMatchObject({
      custom_objects: [{ key: 'onemsg_notification' }],
    });
    const { body } = await get(`${object}/fields.json`);
    expect(body).toMatchObject({ count: 16 });
  });

  it('tell admins what each role may do with records', async () => {
    await desk.simulate('switches', { agentRecords: 'read' });
    expect((await get(`${object}/permission_policies.json`)).body).toMatchObject({
      policies: [
        { id: 'custom-role-4510001', records: { read: { allowed: true }, create: { allowed: false } } },
        { id: 'end-user', records: { read: { allowed: false } } },
      ],
    });
    expect((await get(`${object}/permission_policies/end-user.json`)).status).toBe(200);
  });

  it('are closed to agents as their role says, and open to admins all the same', async () => {
    const record = { custom_object_record: { name: 'one' } };
    await desk.simulate('switches', { agentRecords: 'read' });
    expect((await get(`${object}/records.json`, alexey)).status).toBe(200);
    expect((await desk.call('POST', `${object}/records/search.json`, alexey, {})).status).toBe(200);
    expect((await desk.call('POST', `${object}/records.json`, alexey, record)).status).toBe(403);
    expect((await desk.call('POST', `${object}/records.json`, dana, record)).status).toBe(201);
    await desk.simulate('switches', { agentRecords: 'none' });
    expect((await get(`${object}/records.json`, alexey)).status).toBe(403);
    expect((await get(`${object}/fields.json`, alexey)).status).toBe(200);
  });

  it('count their records', async () => {
    await desk.call('POST', `${object}/records.json`, dana, { custom_object_record: { name: 'one' } });
    expect((await get(`${object}/records/count.json`)).body).toMatchObject({ count: { value: 1 } });
  });
});

describe('tags', () => {
  const tags = `/tickets/${normal}/tags.json`;

  it('are added once, however often', async () => {
    expect((await put(tags, { tags: ['whatsapp_failed'] })).body).toEqual({ tags: ['whatsapp_failed'] });
    expect((await put(tags, { tags: ['whatsapp_failed', 'vip'] })).body).toEqual({
      tags: ['vip', 'whatsapp_failed'],
    });
    const { body } = await get(`/tickets/${normal}/audits.json`);
    expect(body).toMatchObject({ count: 3 });
  });

  it('are set and taken away', async () => {
    await put(tags, { tags: ['a', 'b'] });
    expect((await desk.call('DELETE', tags, dana, { tags: ['a'] })).body).toEqual({ tags: ['b'] });
    expect((await desk.call('POST', tags, dana, { tags: ['c'] })).body).toEqual({ tags: ['c'] });
    expect((await get(tags)).body).toEqual({ tags: ['c'] });
  });

  it('are refused when the ticket changed since the stamp, and when it is closed', async () => {
    const stale = { tags: ['a'], safe_update: true, updated_stamp: '2020-01-01T00:00:00Z' };
    expect((await put(tags, stale)).status).toBe(409);
    await desk.simulate('merge', { ticketId: normal, intoTicketId: routed });
    expect((await put(tags, { tags: ['a'] })).status).toBe(422);
  });
});

describe('finding tickets and people', () => {
  it('finds tickets by who has them and when they were touched', async () => {
    const query = encodeURIComponent(`type:ticket assignee:${priya} updated>1hours`);
    expect((await get(`/search.json?query=${query}`)).body).toMatchObject({
      count: 1,
      results: [{ id: routed, result_type: 'ticket' }],
    });
    const all = await get('/search.json?query=type:ticket&sort_by=created_at&sort_order=desc&per_page=2');
    expect(all.body).toMatchObject({
      results: [{ id: routed }, { id: normal }],
      next_page: expect.any(String),
    });
  });

  it('ends after a thousand results, unless it is exported', async () => {
    expect((await get('/search.json?query=type:ticket&page=11')).status).toBe(422);
    const exported = await get('/search/export.json?query=assignee:*&filter[type]=ticket&page[size]=1');
    expect(exported.body).toMatchObject({ results: [{}], meta: { has_more: true } });
  });

  it('is loud about a query that it cannot read', async () => {
    expect((await get('/search.json?query=type:ticket+brand:7')).status).toBe(422);
  });

  it('lists tickets newest first, with their people beside them', async () => {
    const { body } = await get('/tickets.json?sort=-updated_at&page[size]=1&include=users');
    expect(body).toMatchObject({ tickets: [{ id: routed }], meta: { has_more: true } });
    expect(body).toHaveProperty('users.length', 2);
    const { body: two } = await get(`/tickets/show_many.json?ids=${normal},${routed},1`);
    expect(two).toMatchObject({ count: 2, tickets: [{ id: normal }, { id: routed }] });
  });

  it('lists people by role', async () => {
    const { body } = await get('/users.json?role[]=admin');
    expect(body).toMatchObject({ users: [{ id: dana }], count: 1 });
    const found = await get('/search.json?query=type:user+role:end-user+maria');
    expect(found.body).toMatchObject({ results: [{ id: maria, result_type: 'user' }] });
  });
});

describe('the incremental exports', () => {
  it('give every ticket once, page by page', async () => {
    const seen: unknown[] = [];
    let path = '/incremental/tickets/cursor.json?start_time=0&per_page=5';
    for (let isEnd = false; !isEnd; ) {
      const { body } = await get(path);
      // What it looks like is what this test is about.
      const page = body as { tickets: { id: number }[]; after_cursor: string; end_of_stream: boolean };
      seen.push(...page.tickets.map(({ id }) => id));
      path = `/incremental/tickets/cursor.json?per_page=5&cursor=${page.after_cursor}`;
      isEnd = page.end_of_stream;
    }
    expect(seen).toHaveLength(new Set(seen).size);
    expect(seen).toContain(normal);
  });

  it('leave out the last minute, and a start within it', async () => {
    await desk.simulate('assign', { ticketId: normal, assigneeId: alexey });
    const since = Math.floor(Date.now() / 1000) - 90;
    const { body } = await get(`/incremental/ticket_events.json?start_time=${since}`);
    expect(JSON.stringify(body)).not.toContain(String(alexey));
    const now = Math.floor(Date.now() / 1000);
    expect((await get(`/incremental/ticket_events.json?start_time=${now}`)).status).toBe(422);
  });

  it('tell of each assignment as a child event with numbers for ids', async () => {
    await desk.simulate('assign', { ticketId: normal, assigneeId: alexey, secondsAgo: 120 });
    const since = Math.floor(Date.now() / 1000) - 180;
    const { body } = await get(`/incremental/ticket_events.json?start_time=${since}`);
    expect(body).toMatchObject({
      end_of_stream: true,
      ticket_events: expect.arrayContaining([
        expect.objectContaining({
          ticket_id: normal,
          child_events: expect.arrayContaining([
            expect.objectContaining({ event_type: 'Change', assignee_id: alexey, previous_value: null }),
          ]),
        }),
      ]),
    });
  });

  it('may be asked ten times a minute', async () => {
    // To the beginning of a minute, so that none begins among these requests.
    await desk.simulate('clock', { shiftMs: 60_000 - (Date.now() % 60_000) });
    const answers: number[] = [];
    for (let count = 0; count < 11; count += 1) {
      answers.push((await get('/incremental/tickets/cursor.json?start_time=0')).status);
    }
    expect(answers).toEqual([...Array<number>(10).fill(200), 429]);
  });
});

describe('the API limit', () => {
  it('stands on every answer, refusals too', async () => {
    await desk.simulate('switches', { apiLimit: 400, apiUsedElsewhere: 390 });
    const answers = [await get('/users/me.json'), await get('/macros.json'), await get('/tickets/1.json')];
    for (const { headers } of answers) {
      expect(headers.get('x-rate-limit')).toBe('400');
      expect(Number(headers.get('ratelimit-remaining'))).toBeLessThan(10);
      expect(headers.get('ratelimit-reset')).toMatch(/^\d+$/);
    }
  });

  it('refuses only where the switch says so', async () => {
    await desk.simulate('switches', { apiLimit: 0 });
    expect((await get('/users/me.json')).status).toBe(200);
    await desk.simulate('switches', { apiLimitEnforced: true });
    const refused = await get('/users/me.json');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
