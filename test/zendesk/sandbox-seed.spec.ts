import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeRecords, type RecordPlan } from '../../sandbox/zendesk/seed-records';
import { parseRecord } from '../../src/zendesk/record-fields';
import { type SandboxDesk, startSandboxDesk } from './sandbox-desk';

const dana = 38000000001;
const records = '/custom_objects/onemsg_notification/records';

interface Page {
  readonly custom_object_records: readonly {
    readonly id: string;
    readonly created_at: string;
    readonly custom_object_fields: Readonly<Record<string, unknown>>;
  }[];
  readonly meta: { readonly has_more: boolean; readonly after_cursor: string };
  readonly count: number;
}

let desk: SandboxDesk;

beforeAll(async () => {
  desk = await startSandboxDesk();
});

afterAll(() => desk.close());

beforeEach(async () => {
  await desk.simulate('reset');
  await desk.simulate('switches', { latencyMs: 0, latencyJitterMs: 0 });
});

/** What a list looks like is what these tests are about, so it is taken at its word. */
async function list(query: string): Promise<Page> {
  return (await desk.call('GET', `${records}?${query}`, dana)).body as Page;
}

async function search(filter: object, query = 'sort=-created_at&page[size]=100'): Promise<Page> {
  return (await desk.call('POST', `${records}/search?${query}`, dana, { filter })).body as Page;
}

describe('seeded records', () => {
  const plan: RecordPlan = { count: 600, days: 21, seed: 7, failing: null };
  const now = Date.UTC(2026, 10, 20, 12);
  const specialists = [
    { id: 1, name: 'Ada' },
    { id: 2, name: 'Bo' },
  ] as const;

  it('are the same for the same seed, and others for another', () => {
    const made = makeRecords(plan, now, [], specialists);
    expect(makeRecords(plan, now, [], specialists)).toEqual(made);
    expect(makeRecords({ ...plan, seed: 8 }, now, [], specialists)).not.toEqual(made);
  });

  it('lie in the period, oldest first, with ids of their own', () => {
    const made = makeRecords(plan, now, [], specialists);
    const times = made.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.min(...times)).toBeGreaterThan(now - 21 * 86_400_000);
    expect(Math.max(...made.map(({ updatedAt }) => updatedAt))).toBeLessThanOrEqual(now);
    expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
  });

  it('can be read by the app, but for the few that are meant to be unreadable', async () => {
    await desk.simulate('seed-records', { count: 3000, days: 21 });
    const statuses = new Set<string>();
    let unreadable = 0;
    let query = 'sort=id&page[size]=100';
    for (let hasMore = true; hasMore; ) {
      const page = await list(query);
      for (const record of page.custom_object_records) {
        const stored = parseRecord(record);
        if (stored) statuses.add(stored.notification.status);
        else unreadable += 1;
      }
      query = `sort=id&page[size]=100&page[after]=${page.meta.after_cursor}`;
      hasMore = page.meta.has_more;
    }
    expect([...statuses].sort((a, b) => a.localeCompare(b))).toEqual([
      'accepted',
      'claimed',
      'delivered',
      'failed',
      'queued',
      'read',
      'sent',
      'unknown',
    ]);
    expect(unreadable).toBeGreaterThan(0);
    expect(unreadable).toBeLessThan(60);
  });

  it('all fail for one reason since a while, where that is asked for', async () => {
    await desk.simulate('seed-records', { count: 2000, days: 2, failing: { problem: 'payment', hours: 30 } });
    const since = new Date(Date.now() - 29 * 3_600_000).toISOString();
    const recent = await search({ created_at: { $gte: since } });
    expect(recent.count).toBeGreaterThan(100);
    const failed = await search({
      $and: [{ created_at: { $gte: since } }, { 'custom_object_fields.problem': { $eq: 'payment' } }],
    });
    expect(failed.count / recent.count).toBeGreaterThan(0.95);
  });
});

describe('fifty thousand records', () => {
  it('are counted, shown newest first, and found by status and time together', async () => {
    await desk.simulate('seed-records', { count: 50_000, days: 60 });
    const counted = await desk.call('GET', `${records}/count`, dana);
    expect(counted.body).toMatchObject({ count: { value: 50_000 } });

    const { custom_object_records: rows, count } = await search({});
    expect(count).toBe(50_000);
    const times = rows.map(({ created_at }) => Date.parse(created_at));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    // Without an order, the documents promise the first ten thousand only.
    expect((await search({}, 'page[size]=1')).count).toBe(10_000);

    const since = new Date(Date.now() - 7 * 86_400_000).toISOString();
    const failed = await search({
      $and: [
        { 'custom_object_fields.status': { $in: ['onemsg_failed', 'onemsg_unknown'] } },
        { created_at: { $gte: since } },
      ],
    });
    expect(failed.count).toBeGreaterThan(100);
    for (const { created_at, custom_object_fields } of failed.custom_object_records) {
      expect(custom_object_fields.status).toMatch(/^onemsg_(failed|unknown)$/);
      expect(Date.parse(created_at)).toBeGreaterThan(Date.parse(since) - 1000);
    }
  });
});

describe('a list in which records vanish', () => {
  it('goes on where it was', async () => {
    await desk.simulate('seed-records', { count: 500, days: 10 });
    const whole = [
      ...(await search({})).custom_object_records,
      ...(
        await search(
          {},
          `sort=-created_at&page[size]=100&page[after]=${(await search({})).meta.after_cursor}`,
        )
      ).custom_object_records,
    ].map(({ id }) => id);
    const first = await search({});
    // The newest 150 go: the whole first page, its cursor and half of the second page.
    await desk.simulate('delete-records', { count: 150 });
    const query = `sort=-created_at&page[size]=100&page[after]=${first.meta.after_cursor}`;
    const second = await search({}, query);
    expect(second.custom_object_records.slice(0, 50).map(({ id }) => id)).toEqual(whole.slice(150));
  });

  it('refuses a cursor that is none', async () => {
    expect((await desk.call('GET', `${records}?page[after]=nonsense`, dana)).status).toBe(400);
  });
});

describe('seeded tickets', () => {
  it('have assignments, requesters and numbers that nobody has', async () => {
    await desk.simulate('seed-tickets', { count: 150, days: 7 });
    const { account } = desk.sandbox.zendesk.desk;
    const seeded = [...account.tickets.values()].filter(({ about }) => about === 'Seeded');
    expect(seeded).toHaveLength(150);
    expect(seeded.filter(({ assigneeId }) => assigneeId !== null).length).toBeGreaterThan(130);
    const phones = seeded.map(({ requesterId }) => account.users.get(requesterId ?? 0)?.phone ?? null);
    const international = phones.filter((phone) => phone?.startsWith('+'));
    expect(international.length).toBeGreaterThan(75);
    expect(phones.filter((phone) => phone === null).length).toBeGreaterThan(5);
    for (const phone of international) {
      expect(parsePhoneNumberFromString(phone ?? '')?.isPossible(), String(phone)).toBe(true);
    }
  });

  it('write their numbers as they dial them at home, where that is asked for', async () => {
    await desk.simulate('seed-tickets', { count: 60, days: 3, phones: 'national' });
    const { users } = desk.sandbox.zendesk.desk.account;
    const phones = [...users.values()].filter(({ id }) => id > 39_000_100_000).map(({ phone }) => phone);
    expect(phones.filter((phone) => phone !== null && !phone.startsWith('+')).length).toBeGreaterThan(40);
  });

  it('are what seeded records are about', async () => {
    await desk.simulate('seed-tickets', { count: 40, days: 7 });
    await desk.simulate('seed-records', { count: 100, days: 8 });
    const found = await search({ 'custom_object_fields.ticket_id': { $lt: 30_000 } });
    expect(found.count).toBeGreaterThan(30);
    const [record] = found.custom_object_records;
    const ticketId = record?.custom_object_fields.ticket_id;
    expect((await desk.call('GET', `/tickets/${String(ticketId)}.json`, dana)).status).toBe(200);
  });

  it('refuse an amount that is none', async () => {
    const answer = await fetch(`${desk.sandbox.url}/_simulate/seed-tickets`, {
      method: 'POST',
      body: '{"count":0}',
    });
    expect(answer.status).toBe(400);
  });
});
