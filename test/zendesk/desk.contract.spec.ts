import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/start';
import { assignmentsIn } from '../../src/core/assignment';
import type { Notification } from '../../src/core/notification';
import { problem } from '../../src/core/problem';
import type { SendHttp } from '../../src/engine/http';
import type { Desk, Records } from '../../src/engine/ports';
import { createDesk } from '../../src/zendesk/desk';
import { readDone } from '../../src/zendesk/http-answer';
import { createLimit } from '../../src/zendesk/limit';
import { createRecords } from '../../src/zendesk/records';
import { createTransport } from '../../src/zendesk/transport';
import { createManualClock, type ManualClock } from '../support/manual-clock';
import { noStorage } from './fake-http';
import { accepted } from './notifications';

/** The ports over real HTTP against the local Zendesk, which is written without knowledge of these adapters. */

const dana = 38000000001;
const alexey = 38000000002;
const priya = 38000000003;
const jonas = 38000000004;
const maria = 39000000001;
const erik = 39000000004;
const spam = 39000000012;
const normal = 12345;
const routed = 12354;
const long = 12357;

let folder: string;
let sandbox: Sandbox;
let clock: ManualClock;
let desk: Desk;
let records: Records;
let requests: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-contract-'));
  for (const file of ['manifest.json', 'requirements.json']) {
    await copyFile(fileURLToPath(new URL(`../../${file}`, import.meta.url)), join(folder, file));
  }
  sandbox = await startSandbox({ port: 0, onemsgPort: 0, dist: folder, page: folder });
});

afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  await simulate('reset');
  await simulate('switches', { latencyMs: 0, latencyJitterMs: 0 });
  requests = [];
  clock = createManualClock();
  const call = transportAs(dana);
  desk = createDesk(call);
  records = createRecords(call);
});

const transportAs = (agentId: number) =>
  createTransport(sendAs(agentId), clock, () => 0, createLimit(noStorage, '1'));

/** Requests as this agent's browser makes them; they have no deadline, for the tests wait for nothing. */
const sendAs =
  (agentId: number): SendHttp =>
  async ({ method, url, headers, body }) => {
    requests.push(`${method} ${url}`);
    try {
      const response = await fetch(`${sandbox.url}${url}`, {
        method,
        headers: {
          ...headers,
          'x-sandbox-agent': String(agentId),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body }),
      });
      const responseText = await response.text();
      const { status } = response;
      return readDone({ status, responseText, headers: Object.fromEntries(response.headers) }, clock.now());
    } catch {
      return { kind: 'unanswered', reason: 'network' };
    }
  };

async function simulate(path: string, body: unknown = {}): Promise<void> {
  const response = await fetch(`${sandbox.url}/_simulate/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

async function newestOf(ticketId: number) {
  const reading = await desk.readAudits(ticketId);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
  return assignmentsIn(reading.value.audits).at(-1);
}

describe('a tag', () => {
  it('comes to those that the ticket has, once however often it is added', async () => {
    await simulate('save', { ticketId: normal, changes: { tags: ['vip'] }, byUserId: alexey });
    expect(await desk.addTag(normal, 'whatsapp_failed')).toEqual({ kind: 'saved' });
    expect(await desk.addTag(normal, 'whatsapp_failed')).toEqual({ kind: 'saved' });
    const saved = await desk.readSaved(normal);
    expect(saved.ok && saved.value.tags).toEqual(['vip', 'whatsapp_failed']);
  });

  it('is refused by a closed ticket, and lost where Zendesk breaks down', async () => {
    await simulate('merge', { ticketId: normal, intoTicketId: long, byUserId: alexey });
    expect(await desk.addTag(normal, 'whatsapp_failed')).toMatchObject({ kind: 'refused' });
    await simulate('fail', { match: 'PUT /api/v2/tickets', mode: '500', count: 1 });
    expect(await desk.addTag(routed, 'whatsapp_failed')).toMatchObject({ kind: 'lost' });
  });
});

describe('audits', () => {
  it('tell who was put in charge, by whom and when', async () => {
    await simulate('assign', { ticketId: normal, assigneeId: alexey, byUserId: dana, secondsAgo: 30 });
    const before = Date.now() - 32_000;
    expect(await newestOf(normal)).toMatchObject({ specialistId: alexey, authorId: dana, through: [alexey] });
    expect((await newestOf(normal))?.savedAt).toBeGreaterThan(before);
  });

  it('tell the time of Zendesk’s own clock', async () => {
    const reading = await desk.readAudits(normal);
    expect(reading.ok && reading.value.serverTime).toBeTypeOf('number');
  });

  it('of routing have an author below 1', async () => {
    expect(await newestOf(routed)).toMatchObject({ specialistId: priya, authorId: -1 });
  });

  it('tell of a trigger that had the last word within the same save', async () => {
    await simulate('switches', { triggerAssigneeId: jonas });
    await simulate('assign', { ticketId: normal, assigneeId: alexey, byUserId: dana });
    expect(await newestOf(normal)).toMatchObject({ specialistId: jonas, through: [alexey, jonas] });
  });

  it('tell of nobody after the person was taken off', async () => {
    await simulate('assign', { ticketId: normal, assigneeId: alexey });
    await simulate('assign', { ticketId: normal, assigneeId: null });
    expect(await newestOf(normal)).toMatchObject({ specialistId: undefined, through: [] });
  });

  it.each([
    ['oldest first', { auditOrder: 'asc' }, 2],
    ['newest first', { auditOrder: 'desc' }, 1],
    ['newest first because we asked for it', { auditSortOrder: 'honoured' }, 1],
    ['without order', { auditOrder: 'shuffled' }, 3],
  ])('of a long story are found, %s', async (_, switches, count) => {
    await simulate('switches', switches);
    expect(await newestOf(long)).toMatchObject({ specialistId: priya, authorId: dana });
    expect(requests).toHaveLength(count);
  });

  it('are found behind a hundred later ones', async () => {
    await simulate('audits', { ticketId: long, count: 150 });
    expect(await newestOf(long)).toMatchObject({ specialistId: priya });
  });

  it('of a ticket that is not there are a problem', async () => {
    expect(await desk.readAudits(999)).toMatchObject({ ok: false, problem: { code: 'zendesk_forbidden' } });
  });

  it('of somebody who is not logged in are a problem', async () => {
    desk = createDesk(transportAs(maria));
    expect(await desk.readAudits(normal)).toMatchObject({
      ok: false,
      problem: { code: 'zendesk_forbidden' },
    });
  });
});

describe('people', () => {
  it('come with the requester’s numbers and the specialist’s public name', async () => {
    expect(await desk.readPeople(erik, jonas)).toEqual({
      ok: true,
      value: {
        requester: {
          id: erik,
          name: 'Erik Johansson',
          locale: 'sv',
          tags: [],
          suspended: false,
          deleted: false,
          phones: [
            { written: '+46 70 174 06 05', source: 'identity' },
            { written: '+46 70 174 06 06', source: 'identity' },
          ],
        },
        specialist: { id: jonas, name: 'Jonas from Support' },
      },
    });
    expect(requests).toHaveLength(1);
  });

  it('may be suspended', async () => {
    expect(await desk.readPeople(spam, undefined)).toMatchObject({
      value: { requester: { suspended: true } },
    });
  });

  it.each([false, true])('may be deleted (gone: %s)', async (gone) => {
    await simulate('delete-user', { userId: maria, gone });
    expect(await desk.readPeople(maria, alexey)).toMatchObject({
      value: { requester: { id: maria, deleted: true }, specialist: { id: alexey, name: 'Alexey Petrov' } },
    });
  });
});

const key = { ticketId: normal, auditId: 987654321, attempt: 1 };
const claimed: Notification = {
  key,
  specialist: { id: alexey, name: 'Alexey Petrov' },
  phoneEnding: '0142',
  template: 'agent_assigned',
  language: 'en',
  sentBy: 'auto',
  timeline: { claimed: Date.UTC(2026, 0, 12, 10, 30) },
  status: 'claimed',
};

async function create(notification: Notification = claimed, claim = 'own:abc'): Promise<string> {
  const created = await records.create(notification, claim);
  if (created.kind !== 'created') throw new Error(JSON.stringify(created));
  return created.recordId;
}

describe('records', () => {
  it('are stored as they were written', async () => {
    const recordId = await create();
    const reading = await records.lookUp([key]);
    expect(reading).toEqual({
      ok: true,
      value: {
        unreadable: 0,
        serverTime: expect.any(Number),
        records: [
          {
            recordId,
            notification: claimed,
            claim: { recordId, kind: 'own', token: 'abc', createdAt: expect.any(Number) },
          },
        ],
      },
    });
    expect(await records.search(normal)).toMatchObject({
      ok: true,
      value: { records: reading.ok ? reading.value.records : [], unreadable: 0 },
    });
    expect(await records.search(normal + 1)).toMatchObject({
      ok: true,
      value: { records: [], unreadable: 0 },
    });
  });

  it('keep what a later save does not change', async () => {
    const recordId = await create();
    const failed: Notification = {
      ...claimed,
      status: 'failed',
      messageId: 'm-1',
      problem: problem('not_on_whatsapp', '131026 Message undeliverable'),
      timeline: { ...claimed.timeline, failed: Date.UTC(2026, 0, 12, 10, 31) },
    };
    expect(await records.save(recordId, failed)).toEqual({ kind: 'saved' });
    expect(await records.lookUp([key])).toMatchObject({
      value: { records: [{ recordId, notification: failed, claim: { token: 'abc' } }] },
    });
  });

  it('of all attempts are looked up at once', async () => {
    const second = { ...key, attempt: 2 };
    await create();
    await create({ ...claimed, key: second }, 'seen:def');
    await create({ ...claimed, key: { ...key, auditId: 5 } });
    const reading = await records.lookUp([key, second, { ...key, attempt: 3 }]);
    expect(reading.ok && reading.value.records.map(({ notification }) => notification.key.attempt)).toEqual([
      1, 2,
    ]);
  });

  it('are refused a second time where Zendesk keeps external ids unique', async () => {
    await create();
    expect(await records.create(claimed, 'seen:def')).toEqual({ kind: 'duplicate' });
  });

  it('are both found where it does not', async () => {
    await simulate('switches', { uniqueExternalIds: false });
    await create();
    await create(claimed, 'seen:def');
    const reading = await records.lookUp([key]);
    expect(reading.ok && reading.value.records.map(({ claim }) => claim?.token)).toEqual(['abc', 'def']);
  });

  it('are removed, also a second time', async () => {
    const recordId = await create();
    expect(await records.remove(recordId)).toEqual({ kind: 'saved' });
    expect(await records.remove(recordId)).toEqual({ kind: 'saved' });
    expect(await records.lookUp([key])).toMatchObject({ ok: true, value: { records: [], unreadable: 0 } });
    expect(await records.save(recordId, claimed)).toMatchObject({
      kind: 'refused',
      problem: { code: 'not_recorded' },
    });
  });

  it('name the messages they are about', async () => {
    await create(accepted({ messageId: 'm-1' }));
    expect(await records.linked(['m-1', 'm-2'])).toEqual({ ok: true, value: new Set(['m-1']) });
  });

  it('hold everything that a notification can be', async () => {
    const recordId = await create({
      ...claimed,
      specialist: { id: alexey, name: 'ليلى حداد 😀'.repeat(40) },
    });
    const queued: Notification = { ...claimed, status: 'queued', jobId: 'job 7' };
    const unknown: Notification = {
      ...claimed,
      status: 'unknown',
      problem: problem('no_answer', 'x'.repeat(5_000)),
    };
    expect(await records.save(recordId, queued)).toEqual({ kind: 'saved' });
    expect(await records.save(recordId, unknown)).toEqual({ kind: 'saved' });
    expect(await records.lookUp([key])).toMatchObject({
      value: { records: [{ notification: { status: 'unknown' } }] },
    });
  });

  it.each([
    ['missing', 'store_missing', 'store_missing'],
    ['forbidden', 'store_forbidden', 'store_forbidden'],
    ['read-only', undefined, 'store_forbidden'],
  ])('where custom objects are %s', async (customObjects, reading, writing) => {
    await simulate('switches', { customObjects });
    const read = {
      ok: reading === undefined,
      ...(reading === undefined ? {} : { problem: { code: reading } }),
    };
    expect(await records.search(normal)).toMatchObject(read);
    expect(await records.lookUp([key])).toMatchObject(read);
    expect(await records.create(claimed, 'own:abc')).toMatchObject({
      kind: 'refused',
      problem: { code: writing },
    });
  });
});

describe('what goes wrong on the way', () => {
  const fail = (mode: string, more: object = {}) =>
    simulate('fail', { match: 'custom_objects', mode, ...more });

  it.each([
    ['500', 0],
    ['500-after', 1],
    ['502-html', 0],
    ['lost-before', 0],
    ['lost-after', 1],
    ['garbage', 1],
  ])('%s leaves open whether the record was stored, and the look-up tells', async (mode, count) => {
    await fail(mode);
    expect(await records.create(claimed, 'own:abc')).toMatchObject({
      kind: 'lost',
      problem: { code: 'zendesk_unreachable' },
    });
    const reading = await records.lookUp([key]);
    expect(reading.ok && reading.value.records).toHaveLength(count);
  });

  it.each([
    ['a look-up', 2, 1_001, () => records.lookUp([key])],
    ['a look-up', 60, 1_001, () => records.lookUp([key])],
    ['a search', 2, 8_001, () => records.search(normal)],
  ] as const)('a busy Zendesk is waited for by %s, for %d s', async (_, retryAfter, ms, read) => {
    await fail('429', { retryAfter });
    const reading = read();
    await untilWaiting();
    await clock.advance(retryAfter * 1_000 - 1);
    expect(requests).toHaveLength(1);
    await clock.advance(ms);
    expect(await reading).toMatchObject({ ok: true });
    expect(requests).toHaveLength(2);
  });

  it('a save waits for a busy Zendesk too', async () => {
    const recordId = await create();
    await fail('429', { retryAfter: 30 });
    const saved = records.save(recordId, claimed);
    await untilWaiting();
    await clock.advance(30_000);
    expect(await saved).toEqual({ kind: 'saved' });
  });
});

/** Until the transport has set its timer: the answer comes over a real network. */
async function untilWaiting(): Promise<void> {
  while (clock.pending === 0) await new Promise((resolve) => setImmediate(resolve));
}
