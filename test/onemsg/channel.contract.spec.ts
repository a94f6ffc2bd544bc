import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery, Fault, Modes } from '../../sandbox/onemsg/behaviours';
import { createSimulatedClock, type SimulatedClock } from '../../sandbox/onemsg/clock';
import { type OnemsgServer, startOnemsg } from '../../sandbox/onemsg/server';
import { evidenceFrom, findEvidence } from '../../src/core/evidence';
import type { Message } from '../../src/core/message';
import { usableVariants } from '../../src/core/template';
import type { HttpReply, HttpRequest } from '../../src/engine/http';
import type { Channel } from '../../src/engine/ports';
import { createChannel } from '../../src/onemsg/channel';
import { notificationIn } from '../support/facts';
import { soon } from '../support/soon';

/** The channel against the local 1MSG, over real HTTP. Time is the test's. */

const token = 'sandbox-token';

const message: Message = {
  phone: { digits: '491701234567', shown: '+49 170 1234567', written: '+49 170 1234567' },
  template: 'agent_assigned',
  namespace: 'sandbox_0a1b_2c3d',
  language: 'en',
  languageReason: 'fixed',
  values: ['Maria', '12345', 'Alexey Petrov'],
  look: undefined,
};

/** Venezuelan, and written with a 0 that WhatsApp drops. */
const corrected: Message = { ...message, phone: { ...message.phone, digits: '5804125408861' } };

let clock: SimulatedClock;
let server: OnemsgServer;
let giveUp: AbortController;
let channel: Channel;

beforeEach(async () => {
  clock = createSimulatedClock();
  server = await startOnemsg({ port: 0, clock, latencyMs: 0 });
  giveUp = new AbortController();
  channel = open();
});

afterEach(async () => {
  await server.close();
});

function open({ channelId = server.simulator.channel, secret = token } = {}): Channel {
  return createChannel({
    settings: { apiBaseUrl: server.url, channelId },
    sendHttp: (request) => sendHttp(request, secret),
  });
}

/** What Zendesk's page and proxy do: fill in the token, and hand the answer back whatever it is. */
async function sendHttp(request: HttpRequest, secret: string): Promise<HttpReply> {
  const headers = Object.entries(request.headers).map(
    ([name, value]) => [name, value.replaceAll('{{setting.api_token}}', secret)] as const,
  );
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: Object.fromEntries([...headers, ['content-type', 'application/json']]),
      body: request.body ?? null,
      signal: giveUp.signal,
    });
    const wait = response.headers.get('retry-after');
    return {
      kind: 'answered',
      status: response.status,
      text: await response.text(),
      retryAfter: wait === null ? undefined : Number(wait) * 1000,
      serverTime: undefined,
    };
  } catch {
    return { kind: 'unanswered', reason: giveUp.signal.aborted ? 'deadline' : 'network' };
  }
}

const simulate = () => server.simulator.simulate;
const inbox = () => server.simulator.messages();

/** The id of a message that 1MSG has taken. */
async function accepted(sent: Message = message): Promise<string> {
  const answer = await channel.send(sent);
  if (answer.kind !== 'accepted') throw new Error(`the simulator answered ${JSON.stringify(answer)}`);
  return answer.messageId;
}

/** What comes of a request; one that the simulator leaves without an answer is given up once it has arrived. */
async function settled<T>(asked: Promise<T>, mode: string): Promise<T> {
  if (mode.startsWith('hang')) {
    await soon(() => {
      expect(server.simulator.requests().at(-1)).toMatchObject({ status: null });
    });
    giveUp.abort();
  }
  return await asked;
}

const refused = (code: string, more: object = {}) => ({
  kind: 'refused',
  problem: { code },
  ...more,
});
const lost = (code: string) => ({ kind: 'lost', problem: { code } });
const problem = (code: string) => ({ ok: false, problem: { code } });

describe('a send', () => {
  it('reaches the customer as it was meant', async () => {
    const messageId = await accepted();
    expect(inbox()).toMatchObject([
      {
        id: messageId,
        phone: '491701234567',
        template: 'agent_assigned',
        language: 'en',
        values: ['Maria', '12345', 'Alexey Petrov'],
      },
    ]);
  });

  it('hands a name that looks like a placeholder over as it is', async () => {
    const name = '{{setting.api_token}}';
    await accepted({ ...message, values: [name, '1', 'Alexey'] });
    expect(inbox()[0]?.values[0]).toBe(name);
  });

  const modes = {
    ok: { kind: 'accepted' },
    'created-201': { kind: 'accepted' },
    'accept-without-id': lost('answer_unreadable'),
    refused: refused('value_refused'),
    'refused-string': refused('value_refused'),
    'refused-in-response': refused('value_refused'),
    queued: { kind: 'queued' },
    'not-defined': refused('template_missing'),
    'count-mismatch': refused('template_mismatch'),
    'server-error-after-accept': lost('answer_error'),
    'bad-gateway-after-accept': lost('answer_error'),
    'junk-after-accept': lost('answer_unreadable'),
    'hang-after-accept': lost('no_answer'),
    'reset-after-accept': lost('no_answer'),
  } satisfies Record<Modes['send'], object>;

  const faults = {
    'wrong-token-a': refused('token_refused'),
    'wrong-token-b': refused('token_refused'),
    'wrong-token-c': refused('token_refused'),
    'wrong-channel': refused('channel_not_found'),
    blocked: refused('channel_blocked'),
    'rate-limited': refused('rate_limited', { retryAfter: undefined }),
    'rate-limited-retry-after': refused('rate_limited', { retryAfter: 2_000 }),
    'server-error': lost('answer_error'),
    'bad-gateway': lost('answer_error'),
    junk: lost('answer_unreadable'),
    'error-200': refused('unspecified'),
    hang: lost('no_answer'),
    reset: lost('no_answer'),
  } satisfies Record<Fault, object>;

  it.each(Object.entries({ ...modes, ...faults }))('that meets %s', async (mode, answer) => {
    // The two tables above name the simulator's modes and nothing else.
    simulate().next('send', mode as Modes['send'] | Fault);
    expect(await settled(channel.send(message), mode)).toMatchObject(answer);
    expect(server.simulator.sends()).toHaveLength(1);
  });

  it.each([
    [131026, 'not_on_whatsapp'],
    [131056, 'pair_rate_limited'],
    [132018, 'value_refused'],
    [132001, 'template_missing'],
  ])('that WhatsApp refuses with %i, however 1MSG tells it', async (code, meaning) => {
    for (const error of ['object', 'string', 'none'] as const) {
      simulate().next('send', 'refused', { code, error });
      expect(await channel.send(message)).toMatchObject(refused(meaning));
    }
    expect(inbox()).toEqual([]);
  });

  it.each(['422', '200', '200-coded'] as const)(
    'of the wrong number of values (rule %s)',
    async (countMismatch) => {
      simulate().rules({ countMismatch });
      const wrong = { ...message, template: 'request_received' };
      expect(await channel.send(wrong)).toMatchObject(refused('template_mismatch'));
    },
  );

  it.each(['422', '400'] as const)('without a namespace (%s)', async (notDefined) => {
    simulate().rules({ notDefined });
    expect(await channel.send({ ...message, namespace: '' })).toMatchObject(refused('template_missing'));
  });

  it.each(['200', '400'] as const)('of a value that WhatsApp does not take (%s)', async (badValue) => {
    simulate().rules({ badValue });
    const answer = await channel.send({ ...message, values: ['two\nlines', '1', 'Alexey'] });
    expect(answer).toMatchObject(refused('value_refused'));
  });

  it.each(['a', 'b', 'c'] as const)('with a wrong token never shows it (%s)', async (wrongToken) => {
    simulate().rules({ wrongToken });
    const answer = await open({ secret: 'W7r0ngTokenW7r0ngToken' }).send(message);
    expect(answer).toMatchObject(refused('token_refused'));
    expect(JSON.stringify(answer)).not.toContain('W7r0ng');
  });

  it.each([
    ['404', 'channel_not_found'],
    ['401', 'token_refused'],
  ] as const)('to a channel that does not exist (%s)', async (unknownChannel, code) => {
    simulate().rules({ unknownChannel });
    expect(await open({ channelId: '999999' }).send(message)).toMatchObject(refused(code));
  });

  it('to nobody who listens is lost', async () => {
    await server.close();
    expect(await channel.send(message)).toMatchObject(lost('no_answer'));
  });
});

describe('reports', () => {
  /** The statuses of all reports once everything has happened. */
  async function statusesOf(delivery: Delivery): Promise<readonly string[]> {
    simulate().delivery(delivery);
    const messageId = await accepted();
    clock.advance(60_000);
    const reading = await channel.readReports(messageId, clock.now());
    return reading.ok ? reading.value.map(({ status }) => status) : [reading.problem.code];
  }

  it.each([
    ['normal', ['sent', 'delivered', 'read']],
    ['stays-sent', ['sent']],
    ['never-read', ['sent', 'delivered']],
    ['read-without-delivered', ['sent', 'read']],
    ['failed', ['sent', 'failed']],
    ['failed-text', ['sent', 'failed']],
    ['failed-first', ['failed']],
    ['failed-then-delivered', ['sent', 'failed', 'delivered']],
    ['delivered-then-failed', ['sent', 'delivered', 'failed']],
    ['silent', []],
  ] as const)('of a message that is %s', async (delivery, statuses) => {
    expect(await statusesOf(delivery)).toEqual(statuses);
  });

  it('come as the message moves on, each with its own time', async () => {
    const start = clock.now();
    const messageId = await accepted();
    expect(await channel.readReports(messageId, clock.now())).toEqual({ ok: true, value: [] });
    clock.advance(1_000);
    expect(await channel.readReports(messageId, clock.now())).toEqual({
      ok: true,
      value: [{ kind: 'reported', messageId, status: 'sent', at: start }],
    });
  });

  it.each([
    ['with a code', 'failed', '131049: This message was not delivered'],
    ['with a sentence', 'failed-text', 'This message was not delivered'],
  ] as const)('of a failure say why, %s', async (_, delivery, detail) => {
    simulate().delivery(delivery, { code: 131049 });
    const messageId = await accepted();
    clock.advance(60_000);
    expect(await channel.readReports(messageId, clock.now())).toMatchObject({
      value: [
        { status: 'sent' },
        { status: 'failed', problem: { code: 'marketing_capped', detail: expect.stringContaining(detail) } },
      ],
    });
  });

  const everything = ['sent', 'delivered', 'read'];
  const forms = {
    ok: everything,
    'bare-array': everything,
    single: ['read'],
    unordered: ['read', 'delivered', 'sent', 'read', 'delivered', 'sent'],
    viewed: everything,
    acks: everything,
    'no-hooks': [],
    'empty-array': [],
    'empty-object': [],
    null: [],
    'not-found': [],
    unprocessable: [],
    'wrong-token-a': ['token_refused'],
    'wrong-token-b': ['token_refused'],
    'wrong-token-c': ['token_refused'],
    'wrong-channel': [],
    blocked: ['channel_blocked'],
    'rate-limited': ['rate_limited'],
    'rate-limited-retry-after': ['rate_limited'],
    'server-error': ['onemsg_unreachable'],
    'bad-gateway': ['onemsg_unreachable'],
    junk: ['onemsg_unreachable'],
    'error-200': ['request_refused'],
    hang: ['onemsg_unreachable'],
    reset: ['onemsg_unreachable'],
  } satisfies Record<Modes['hookInfo'] | Fault, readonly string[]>;

  it.each(Object.entries(forms))('in the form %s', async (mode, statuses) => {
    const messageId = await accepted();
    clock.advance(60_000);
    // The table names the simulator's modes and nothing else.
    simulate().next('hookInfo', mode as Modes['hookInfo'] | Fault);
    const reading = await settled(channel.readReports(messageId, clock.now()), mode);
    expect(reading.ok ? reading.value.map(({ status }) => status) : [reading.problem.code]).toEqual(statuses);
  });

  it.each([
    ['no-hooks', { ok: true, value: [] }],
    ['empty-object', { ok: true, value: [] }],
    ['null', { ok: true, value: [] }],
    ['not-found', { ok: true, value: [] }],
    ['unprocessable', { ok: true, value: [] }],
    ['error-200', problem('request_refused')],
  ] as const)('of an id that nobody has (rule %s)', async (unknownId, reading) => {
    simulate().rules({ unknownId });
    expect(await channel.readReports('wamid.unknown==', clock.now())).toMatchObject(reading);
  });
});

describe('templates', () => {
  const usableIn = async () => {
    const reading = await channel.readTemplates();
    return reading.ok
      ? usableVariants(reading.value, 'agent_assigned').map(({ language }) => language)
      : reading.problem.code;
  };

  const approved = ['en', 'es', 'pt_BR', 'de', 'ar', 'ru'];
  const forms = {
    ok: approved,
    'json-components': approved,
    'offset-ignored': approved,
    'language-object': approved,
    'upper-case-status': approved,
    'namespace-snake': approved,
    'namespace-camel': approved,
    'no-namespace': approved,
    'no-id': approved,
    'bare-array': approved,
    'message-200': 'onemsg_unreachable',
    empty: [],
    'wrong-token-a': 'token_refused',
    'wrong-token-b': 'token_refused',
    'wrong-token-c': 'token_refused',
    'wrong-channel': 'channel_not_found',
    blocked: 'channel_blocked',
    'rate-limited': 'rate_limited',
    'rate-limited-retry-after': 'rate_limited',
    'server-error': 'onemsg_unreachable',
    'bad-gateway': 'onemsg_unreachable',
    junk: 'onemsg_unreachable',
    'error-200': 'request_refused',
    hang: 'onemsg_unreachable',
    reset: 'onemsg_unreachable',
  } satisfies Record<Modes['templates'] | Fault, string | readonly string[]>;

  it.each(Object.entries(forms))('in the form %s', async (mode, usable) => {
    // The table names the simulator's modes and nothing else.
    simulate().mode('templates', mode as Modes['templates'] | Fault);
    expect(await settled(usableIn(), mode)).toEqual(usable);
  });

  it.each(['ok', 'offset-ignored'] as const)('of a channel with many, in the form %s', async (mode) => {
    for (let index = 0; index < 230; index++) {
      simulate().template({
        id: `more-${index}`,
        name: `more_${index}`,
        namespace: message.namespace,
        language: 'en',
        status: 'APPROVED',
        category: 'UTILITY',
        rejectedReason: 'NONE',
        header: null,
        ttlSeconds: null,
        body: 'Hi',
        button: null,
      });
    }
    simulate().mode('templates', mode);
    const reading = await channel.readTemplates();
    // Where the offset is ignored nobody can see more than the first page.
    expect(reading).toMatchObject({ ok: true, value: { length: mode === 'ok' ? 241 : 100 } });
  });
});

describe('messages', () => {
  it.each(['server-error-after-accept', 'junk-after-accept', 'reset-after-accept', 'queued'] as const)(
    'give evidence of a send that ended in %s, under the number as WhatsApp corrected it',
    async (mode) => {
      const at = clock.now();
      simulate().next('send', mode);
      await channel.send(corrected);
      clock.advance(10_000);
      const reading = await channel.readMessages(evidenceFrom(at));
      expect(reading).toMatchObject({ ok: true, value: [{ at, numbers: ['584125408861'] }] });
      const { key, ...facts } = notificationIn('unknown');
      const notification = { ...facts, key: { ...key, ticketId: 12345 } };
      const send = { digits: corrected.phone.digits, at, notification };
      const known = { linked: new Set<string>(), records: [], unreadable: 0, readAt: clock.now() };
      expect(reading.ok && findEvidence(reading.value, send, known)).toEqual({
        kind: 'found',
        messageId: inbox()[0]?.id,
        at,
      });
    },
  );

  it('are those since the given time, newest first', async () => {
    await accepted();
    clock.advance(120_000);
    const from = clock.now();
    const first = await accepted();
    clock.advance(5_000);
    const second = await accepted(corrected);
    const reading = await channel.readMessages(from);
    expect(reading.ok && reading.value.map(({ messageId }) => messageId)).toEqual([second, first]);
  });

  it.each([
    ['not-stored', { ok: true, value: [] }],
    ['error-200', problem('request_refused')],
    ['server-error', problem('onemsg_unreachable')],
    ['blocked', problem('channel_blocked')],
  ] as const)('of a channel that answers %s', async (mode, reading) => {
    await accepted();
    simulate().next('messages', mode);
    expect(await channel.readMessages(clock.now() - 60_000)).toMatchObject(reading);
  });
});

describe('the status', () => {
  it.each([
    ['ok', { ok: true, value: 'connected' }],
    ['connecting', { ok: true, value: 'connected' }],
    ['nested', { ok: true, value: 'connected' }],
    ['disconnected', { ok: true, value: 'disconnected' }],
    ['unregistered', { ok: true, value: 'disconnected' }],
    ['error-200', problem('request_refused')],
    ['wrong-token-b', problem('token_refused')],
    ['reset', problem('onemsg_unreachable')],
  ] as const)('of a channel that answers %s', async (mode, reading) => {
    simulate().next('status', mode);
    expect(await channel.readStatus()).toMatchObject(reading);
  });
});
