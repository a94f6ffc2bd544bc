import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readPhones, writtenCountry } from '../../src/core/phone';
import type { SettingsParsed } from '../../src/core/settings';
import type { ConsolePorts } from '../../src/engine/console-ports';
import { createDryRun, type DryRun, type DryRunFound } from '../../src/engine/dry-run';
import type { SendHttp } from '../../src/engine/http';
import { createConsoleChannel } from '../../src/onemsg/console-channel';
import { createHistory } from '../../src/zendesk/history';
import { readDone } from '../../src/zendesk/http-answer';
import { createLimit } from '../../src/zendesk/limit';
import { createTransport } from '../../src/zendesk/transport';
import { settingsWith } from '../support/facts';
import { createManualClock } from '../support/manual-clock';
import { noStorage } from './fake-http';
import { type SandboxDesk, startSandboxDesk } from './sandbox-desk';

/** The dry run over real HTTP against the local Zendesk and the local 1MSG. */

const dana = 38000000001;
const alexey = 38000000002;
const routed = 12354;

let desk: SandboxDesk;
let requests: string[];

beforeAll(async () => {
  desk = await startSandboxDesk();
});

afterAll(() => desk.close());

beforeEach(async () => {
  await desk.simulate('reset');
  await desk.simulate('switches', { latencyMs: 0, latencyJitterMs: 0 });
  requests = [];
});

const sendAs =
  (agentId: number): SendHttp =>
  async ({ method, url, headers, body }) => {
    requests.push(`${method} ${new URL(url, desk.sandbox.url).pathname}`);
    const isZendesk = url.startsWith('/');
    const to = isZendesk
      ? `${desk.sandbox.url}${url}`
      : url.replace('https://api.1msg.io', desk.sandbox.onemsgUrl);
    const response = await fetch(to, {
      method,
      headers: {
        ...headers,
        ...(isZendesk ? { 'x-sandbox-agent': String(agentId) } : { Authorization: 'Bearer sandbox-token' }),
      },
      ...(body === undefined ? {} : { body }),
    });
    const { status } = response;
    const answer = {
      status,
      responseText: await response.text(),
      headers: Object.fromEntries(response.headers),
    };
    return readDone(answer, Date.now());
  };

function dryRunAs(
  agentId: number,
  parsed: SettingsParsed = { settings: settingsWith(), faults: [] },
): DryRun {
  const clock = { ...createManualClock(), now: () => Date.now() };
  const call = createTransport(sendAs(agentId), clock, () => 0, createLimit(noStorage, '1'));
  const ports: Pick<ConsolePorts, 'clock' | 'history' | 'phoneBook' | 'channelOf'> = {
    clock,
    history: createHistory(call),
    phoneBook: {
      readPhones: async (entries, country) => readPhones(entries, country),
      countriesOf: async (entries) => entries.flatMap(({ written }) => writtenCountry(written) ?? []),
    },
    channelOf: (settings) => createConsoleChannel({ settings, sendHttp: sendAs(agentId) }),
  };
  return createDryRun(ports, async () => parsed);
}

/** Runs until the task says something that the test waits for. */
const until = (run: DryRun, isEnough: () => boolean) =>
  new Promise<DryRunFound | undefined>((resolve) => {
    run.subscribe(() => {
      if (isEnough()) resolve(run.state().value);
    });
  });

const finished = (run: DryRun) => until(run, () => run.state().kind !== 'running');

describe('a dry run', () => {
  it('goes through a helpdesk’s past, changes nothing and sends nothing', async () => {
    await desk.simulate('seed-tickets', { count: 120, days: 7, seed: 3 });
    const run = dryRunAs(dana);
    run.startWith(7);
    const found = await finished(run);
    expect(run.state().kind).toBe('done');
    expect(found).toMatchObject({ obstacle: undefined, unread: 0, hasMore: false, templatesRead: true });
    expect(found?.tickets).toBeGreaterThanOrEqual(120);
    const kinds = new Set(found?.lines.map(({ outcome }) => outcome.kind));
    expect(kinds).toEqual(new Set(['sent', 'blocked']));
    expect(requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
    expect(requests.filter((request) => /sendTemplate|custom_objects/.test(request))).toEqual([]);
    expect(requests.filter((request) => request.startsWith('GET /api/v2/')).length).toBeLessThanOrEqual(
      (found?.tickets ?? 0) + 6,
    );
  });

  it('knows of an assignment what was so when it was saved: a ticket solved since was open then', async () => {
    await desk.simulate('assign', { ticketId: routed, assigneeId: alexey, byUserId: dana });
    await desk.simulate('solve', { ticketId: routed, byUserId: dana });
    const run = dryRunAs(dana);
    run.startWith(1);
    const found = await finished(run);
    const line = found?.lines.find(
      ({ ticketId, specialist }) => ticketId === routed && specialist.id === alexey,
    );
    expect(line?.outcome).toMatchObject({ kind: 'sent' });
  });

  it('keeps no more of a number than its ending', async () => {
    const run = dryRunAs(dana);
    run.startWith(14);
    const found = await finished(run);
    const sent = found?.lines.flatMap(({ outcome }) => (outcome.kind === 'sent' ? outcome : [])) ?? [];
    expect(sent.length).toBeGreaterThan(0);
    for (const outcome of sent) {
      expect(new Set(Object.keys(outcome))).toEqual(new Set(['country', 'kind', 'language', 'phoneEnding']));
      expect(outcome.phoneEnding).toMatch(/^\d{4}$/);
    }
  });

  it('looks at 200 tickets at most, and says that there are more', async () => {
    await desk.simulate('seed-tickets', { count: 230, days: 3, seed: 5 });
    const run = dryRunAs(dana);
    run.startWith(7);
    expect(await finished(run)).toMatchObject({ tickets: 200, hasMore: true });
  });

  it('stops when it is cancelled, and keeps what it found until then', async () => {
    await desk.simulate('seed-tickets', { count: 60, days: 3, seed: 5 });
    const run = dryRunAs(dana);
    run.startWith(7);
    await until(run, () => run.state().done === 10);
    run.cancel();
    const asked = requests.length;
    expect(run.state()).toMatchObject({ kind: 'cancelled', done: 10, value: { tickets: 10 } });
    await new Promise((resolve) => setImmediate(resolve));
    expect(requests.length - asked).toBeLessThanOrEqual(1);
  });

  it('shows what it would do where sending automatically is off', async () => {
    const settings = settingsWith({ automaticSending: false });
    const run = dryRunAs(dana, { settings, faults: [] });
    run.startWith(14);
    const found = await finished(run);
    expect(found).toMatchObject({ isAutomatic: false });
    expect(found?.lines.map(({ outcome }) => outcome.kind)).toContain('sent');
  });

  it('asks nobody while settings are wrong', async () => {
    const faults = [{ name: 'template_name', fault: 'missing', given: undefined }] as const;
    const run = dryRunAs(dana, { settings: settingsWith(), faults });
    run.startWith(7);
    const found = await finished(run);
    expect(found?.obstacle).toMatchObject({ code: 'settings_incomplete', subjects: ['template_name'] });
    expect(requests).toEqual([]);
  });

  it('says so where Zendesk cannot be read', async () => {
    await desk.simulate('fail', { match: 'GET /api/v2/tickets', mode: '500', count: 1 });
    const run = dryRunAs(dana);
    run.startWith(7);
    expect((await finished(run))?.obstacle).toMatchObject({ code: 'zendesk_unreachable' });
  });

  it('leaves out a ticket whose past cannot be read, and counts it', async () => {
    await desk.simulate('fail', { match: 'audits', mode: '500', count: 1 });
    const run = dryRunAs(dana);
    run.startWith(14);
    const found = await finished(run);
    expect(found).toMatchObject({ obstacle: undefined, unread: 1 });
  });
});
