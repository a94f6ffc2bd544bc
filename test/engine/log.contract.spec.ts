import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readable } from '../../src/core/log';
import { pagesKept } from '../../src/engine/log';
import type { Office } from '../../src/engine/office';
import { alexey, dana, ended, type Servers, startServers } from '../support/console';
import { soon } from '../support/soon';

/** The delivery log, over real HTTP against the local Zendesk and the local 1MSG. */

let servers: Servers;
let office: Office;

beforeAll(async () => {
  servers = await startServers();
});

afterAll(() => servers.close());

beforeEach(async () => {
  await servers.simulate('reset');
  await servers.quick();
  servers.requests.length = 0;
  office = servers.open(dana);
});

const list = () => office.log.list;
const sends = () => servers.sandbox.onemsg?.simulator.sends() ?? [];
const searches = () => servers.requests.filter((request) => request.includes('/records/search'));
const resting = () => soon(() => expect(list().state().kind).toBe('resting'));

async function open(filter = {}) {
  list().open(filter);
  await resting();
}

/** Looks at these rows until they are here. */
async function lookAt(first: number, last: number) {
  list().show(first, last);
  await soon(() => {
    expect(list().state().kind).toBe('resting');
    expect(list().rowAt(first)).toBeDefined();
  });
}

const shown = () =>
  Array.from({ length: list().state().count }, (_, index) => list().rowAt(index)).filter(
    (row) => row !== undefined,
  );

describe('the list', () => {
  it('has its first page, with the names of those who sent, after two requests', async () => {
    await servers.simulate('seed-records', { count: 5_000, days: 10, seed: 1 });
    await open();
    await soon(() => expect(list().state().names.size).toBeGreaterThan(0));
    expect(servers.requests).toHaveLength(2);
    expect(list().state()).toMatchObject({ count: 100, total: 5_000, isWhole: false });
    const times = shown().map(({ createdAt }) => createdAt ?? 0);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('reads on as it scrolls, each record once, and lets far rows go', async () => {
    await servers.simulate('seed-records', { count: 3_000, days: 10, seed: 1 });
    await open();
    const seen = new Set<string>();
    for (let at = 0; at < 3_000; at += 50) {
      await lookAt(at, Math.min(at + 49, list().state().count - 1));
      for (let index = at; index < at + 50; index += 1) seen.add(list().rowAt(index)?.recordId ?? '');
    }
    expect(seen.size).toBe(3_000);
    expect(list().state()).toMatchObject({ count: 3_000, isWhole: true });
    expect(searches()).toHaveLength(30);
    expect(shown().length).toBeLessThanOrEqual(pagesKept * 100);
    expect(list().rowAt(0)).toBeUndefined();
    await lookAt(0, 20);
    expect(searches()).toHaveLength(31);
  });

  it('goes on where records are deleted while it is looked at', async () => {
    await servers.simulate('seed-records', { count: 400, days: 10, seed: 1 });
    await open();
    const first = shown().map(({ recordId }) => recordId);
    await servers.simulate('delete-records', { count: 150 });
    await lookAt(99, 99);
    await soon(() => expect(list().state().count).toBe(200));
    const next = shown()
      .slice(100)
      .map(({ recordId }) => recordId);
    expect(next.filter((id) => first.includes(id))).toEqual([]);
  });

  it('shows what it cannot read as such', async () => {
    await servers.simulate('seed-records', { count: 3_000, days: 10, seed: 2 });
    await open();
    const kinds = new Set<string>();
    for (let at = 0; at < 1_900; at += 100) {
      await lookAt(at, at);
      for (const row of shown()) kinds.add(typeof row.content === 'string' ? row.content : 'read');
    }
    expect(kinds).toEqual(new Set(['damaged', 'later_version', 'read']));
  });

  it.each([
    ['status', { status: 'failed' }],
    ['status that a message id overrules', { status: 'accepted' }],
    ['problem', { problem: 'not_on_whatsapp' }],
    ['specialist', { specialist: 'priya' }],
    ['number of the specialist', { specialist: '38000000003' }],
    ['ticket', { ticketId: 12_354 }],
    ['period', { from: Date.now() - 6 * 86_400_000, until: Date.now() - 2 * 86_400_000 }],
  ] as const)('finds by %s what reading everything finds', async (_, filter) => {
    await servers.simulate('seed-records', { count: 900, days: 10, seed: 3 });
    const found = async (wanted: object) => {
      const ids: string[] = [];
      let after: string | undefined;
      do {
        const page = await office.ports.logBook.readPage(wanted, after);
        if (!page.ok) throw new Error(page.problem.code);
        for (const row of page.value.rows) {
          const one = readable(row);
          if (one === undefined) continue;
          const at = row.createdAt ?? 0;
          const fits =
            (!('from' in filter) || (at >= filter.from && at < filter.until)) &&
            (!('status' in filter) || one.status === filter.status) &&
            (!('problem' in filter) || ('problem' in one && one.problem.code === filter.problem)) &&
            (!('specialist' in filter) ||
              String(one.specialist.id) === filter.specialist ||
              one.specialist.name.toLowerCase().includes(filter.specialist)) &&
            (!('ticketId' in filter) || one.key.ticketId === filter.ticketId);
          if (fits) ids.push(row.recordId);
          else if (wanted === filter) throw new Error(`${row.recordId} does not belong there.`);
        }
        after = page.value.next;
      } while (after !== undefined);
      return ids;
    };
    expect(await found(filter)).toEqual(await found({}));
  });

  it('says why it stops, and goes on when told to', async () => {
    await servers.simulate('seed-records', { count: 300, days: 10, seed: 1 });
    await open();
    await servers.simulate('fail', { match: 'POST .*records/search', mode: '500', times: 1 });
    list().show(90, 99);
    await soon(() => expect(list().state().kind).toBe('failed'));
    expect(list().state().problem?.code).toBe('zendesk_unreachable');
    list().again();
    await soon(() => expect(list().state().count).toBe(200));
  });

  it('finds on its first page that everything fails for one reason', async () => {
    await servers.simulate('seed-records', {
      count: 200,
      days: 1,
      seed: 1,
      failing: { problem: 'payment', hours: 30 },
    });
    await open();
    expect(list().state().alarm).toMatchObject({ kind: 'all_fail', problem: 'payment' });
  });
});

describe('totals', () => {
  it('count everything that the filter finds, and leave tests out', async () => {
    await servers.simulate('seed-records', { count: 1_234, days: 10, seed: 1 });
    await open();
    await ended(office.log.totals);
    const { value } = office.log.totals.state();
    const { counted = 0, unreadable = 0, trials = 0, days = [] } = value?.totals ?? {};
    expect(counted + unreadable + trials).toBe(1_234);
    expect(value).toMatchObject({ isWhole: true, problem: undefined });
    expect(days.length).toBeGreaterThanOrEqual(9);
    expect(value?.totals.medianToDelivered).toBeGreaterThan(0);
  });

  it('say so when they were cancelled', async () => {
    await servers.simulate('seed-records', { count: 1_234, days: 10, seed: 1 });
    await open();
    office.log.totals.start();
    await soon(() => expect(office.log.totals.state().done).toBeGreaterThan(0));
    office.log.totals.cancel();
    expect(office.log.totals.state()).toMatchObject({ kind: 'cancelled', value: { isWhole: false } });
  });
});

describe('sending again', () => {
  const failedOnes = async () => {
    await servers.simulate('seed-tickets', { count: 30, days: 3, seed: 1 });
    await servers.simulate('seed-records', {
      count: 30,
      days: 3,
      seed: 1,
      failing: { problem: 'payment', hours: 24 * 4 },
    });
    await open();
  };

  it('lists who gets a message and who does not, and sends nothing yet', async () => {
    await failedOnes();
    await ended(office.log.plan);
    const plan = office.log.plan.state().value;
    const failed = shown().filter((row) => readable(row)?.status === 'failed').length;
    expect((plan?.chosen.length ?? 0) + (plan?.excluded.length ?? 0)).toBe(failed);
    expect(plan?.chosen.length).toBeGreaterThan(0);
    expect(sends()).toEqual([]);
  });

  it('sends each chosen message once, as the next attempt at its newest assignment', async () => {
    await failedOnes();
    await ended(office.log.plan);
    const chosen = office.log.plan.state().value?.chosen ?? [];
    office.log.sendAgain();
    await soon(() => expect(office.log.sending.state().kind).toBe('done'));
    const run = office.log.sending.state().value;
    expect(run?.results.map(({ result }) => result.kind)).toEqual(chosen.map(() => 'sent'));
    expect(sends()).toHaveLength(chosen.length);
    await open({ status: 'accepted' });
    const keys = shown().flatMap((row) => readable(row)?.key ?? []);
    expect(keys.map(({ auditId, attempt }) => [auditId, attempt]).sort()).toEqual(
      chosen.map(({ notification: { key } }) => [key.auditId, key.attempt + 1]).sort(),
    );
  });

  it('leaves six seconds between two messages to one person', async () => {
    await failedOnes();
    // A clock that stands still: no other wait can take the place of the pause.
    const stopped = office.ports.clock.now();
    const asked: number[] = [];
    const still = servers.open(dana, {
      clock: {
        ...office.ports.clock,
        now: () => stopped,
        setTimer(run, ms) {
          asked.push(ms);
          return office.ports.clock.setTimer(run, ms);
        },
      },
    });
    still.log.list.open({});
    await ended(still.log.plan);
    const { tickets } = servers.sandbox.zendesk.desk.account;
    const [first, second] = still.log.plan.state().value?.chosen ?? [];
    const ticket = tickets.get(second?.notification.key.ticketId ?? 0);
    if (first === undefined || ticket === undefined) throw new Error('There are no two failed messages.');
    tickets.set(ticket.id, { ...ticket, requesterId: first.requesterId });
    await ended(still.log.plan);
    const chosen = still.log.plan.state().value?.chosen.map(({ requesterId }) => requesterId) ?? [];
    expect(chosen.filter((id) => id === first.requesterId)).toHaveLength(2);
    still.log.sendAgain();
    await soon(() => expect(still.log.sending.state().kind).toBe('done'));
    expect(sends()).toHaveLength(chosen.length);
    expect(asked.filter((ms) => ms === 6_000)).toHaveLength(1);
  });

  it('does not send a second time what was sent since the list was made', async () => {
    await failedOnes();
    const other = servers.open(dana);
    other.log.list.open({});
    await ended(office.log.plan);
    await ended(other.log.plan);
    const chosen = office.log.plan.state().value?.chosen ?? [];
    office.log.sendAgain();
    await soon(() => expect(office.log.sending.state().kind).toBe('done'));
    other.log.sendAgain();
    await soon(() => expect(other.log.sending.state().kind).toBe('done'));
    expect(sends()).toHaveLength(chosen.length);
    const kinds = other.log.sending.state().value?.results.map(({ result }) => result.kind);
    expect(kinds).toEqual(chosen.map(() => 'not_sent'));
  });

  it('sends each message once where two admins start at the same moment', async () => {
    await failedOnes();
    const other = servers.open(alexey);
    other.log.list.open({});
    await Promise.all([ended(office.log.plan), ended(other.log.plan)]);
    const chosen = office.log.plan.state().value?.chosen ?? [];
    expect(other.log.plan.state().value?.chosen).toHaveLength(chosen.length);
    office.log.sendAgain();
    other.log.sendAgain();
    await soon(() =>
      expect([office, other].map(({ log }) => log.sending.state().kind)).toEqual(['done', 'done']),
    );
    const results = [office, other].flatMap(({ log }) => log.sending.state().value?.results ?? []);
    const sent = results
      .filter(({ result }) => result.kind === 'sent')
      .map(({ chosen: { notification } }) => notification.key);
    expect(sent.length).toBeGreaterThan(0);
    expect(new Set(sent.map(({ auditId }) => auditId)).size).toBe(sent.length);
    expect(sends()).toHaveLength(sent.length);
  });

  it('lists no message whose fate is not clear, whatever the filter asks for', async () => {
    await servers.simulate('seed-tickets', { count: 30, days: 3, seed: 1 });
    await servers.simulate('seed-records', { count: 400, days: 3, seed: 1 });
    for (const filter of [{}, { status: 'unknown' }, { problem: 'no_answer' }] as const) {
      await open(filter);
      await ended(office.log.plan);
      const { chosen = [], excluded = [] } = office.log.plan.state().value ?? {};
      const statuses = [...chosen, ...excluded].map(({ notification }): string => notification.status);
      expect(new Set(statuses)).toEqual(new Set(statuses.length === 0 ? [] : ['failed']));
    }
  });

  it('leaves the truth behind where the page is closed in the middle', async () => {
    await failedOnes();
    await ended(office.log.plan);
    const chosen = office.log.plan.state().value?.chosen ?? [];
    // The page is gone with the first answer of 1MSG: nobody writes it down.
    let isGone = false;
    const closing = servers.open(dana, {
      clock: {
        ...office.ports.clock,
        setTimer: (run, ms) => (isGone ? 0 : office.ports.clock.setTimer(run, ms)),
      },
      records: {
        ...office.ports.records,
        save: (...args) => (isGone ? new Promise(() => undefined) : office.ports.records.save(...args)),
        create: (...args) => (isGone ? new Promise(() => undefined) : office.ports.records.create(...args)),
      },
      channelOf: (settings) => {
        const channel = office.ports.channelOf(settings);
        return {
          ...channel,
          async send(message) {
            const answer = await channel.send(message);
            isGone = true;
            return answer;
          },
        };
      },
    });
    closing.log.list.open({});
    await ended(closing.log.plan);
    closing.log.sendAgain();
    await soon(() => expect(isGone).toBe(true));
    expect(sends()).toHaveLength(1);

    // Whoever looks next sees a claim without an outcome, and never sends that message again.
    const next = servers.open(dana);
    next.log.list.open({});
    await ended(next.log.plan);
    const plan = next.log.plan.state().value;
    expect(plan?.chosen).toHaveLength(chosen.length - 1);
    expect(plan?.excluded.filter(({ why }) => why.kind === 'tried_since')).toHaveLength(1);
    await soon(() => expect(next.log.list.state().count).toBeGreaterThan(0));
    const newest = readable(
      next.log.list.rowAt(0) ?? { recordId: '', content: 'damaged', createdAt: 0, ticketId: 0 },
    );
    expect(newest?.status).toBe('claimed');
  });

  it('is over behind the message that is under way where somebody cancels', async () => {
    await failedOnes();
    await ended(office.log.plan);
    const chosen = office.log.plan.state().value?.chosen ?? [];
    office.log.sendAgain();
    office.log.stopSending();
    await soon(() => expect(office.log.sending.state().kind).toBe('done'));
    const run = office.log.sending.state();
    expect(run.total).toBe(chosen.length);
    expect(run.value?.results).toHaveLength(sends().length);
    expect(sends().length).toBeLessThan(chosen.length);
  });

  it('shows in the list, and in the banner, what a run has changed', async () => {
    await failedOnes();
    expect(list().state().alarm).toMatchObject({ problem: 'payment' });
    await ended(office.log.plan);
    office.log.sendAgain();
    await soon(() => expect(office.log.sending.state().kind).toBe('done'));
    await resting();
    expect(list().state().alarm).toBeUndefined();
    expect(shown().some((row) => readable(row)?.status === 'accepted')).toBe(true);
  });

  it('ends when message after message fails for one reason that no customer has to do with', async () => {
    await failedOnes();
    await ended(office.log.plan);
    const chosen = office.log.plan.state().value?.chosen ?? [];
    await servers.simulate('settings', { set: { api_token: 'revoked' } });
    office.log.sendAgain();
    await soon(() => expect(office.log.sending.state().kind).toBe('done'));
    const run = office.log.sending.state().value;
    expect(chosen.length).toBeGreaterThan(3);
    expect(run?.results).toHaveLength(3);
    expect(run?.stoppedFor).toBe('token_refused');
  });
});
