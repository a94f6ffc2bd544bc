import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PhoneMessage } from '../../sandbox/contract';
import { DELIVERIES, FAULTS, type Fault, MODES, RULES } from '../../sandbox/onemsg/behaviours';
import { createSimulatedClock, type SimulatedClock } from '../../sandbox/onemsg/clock';
import type { RequestView } from '../../sandbox/onemsg/request-log';
import { type OnemsgServer, startOnemsg } from '../../sandbox/onemsg/server';
import { createOnemsg } from '../../sandbox/onemsg/simulator';
import type { MessageView, OnemsgEvent } from '../../sandbox/onemsg/views';
import { soon } from '../support/soon';

/**
 * The simulator as its users meet it: over HTTP, with requests written by hand. The clock is moved by the test, so
 * that "after 2.5 seconds" takes no time and always comes out the same.
 */

const TOKEN = 'sandbox-token';
const PHONE = '491701234567';

let clock: SimulatedClock;
let server: OnemsgServer;
let requests: RequestView[];

beforeEach(async () => {
  clock = createSimulatedClock();
  requests = [];
  server = await startOnemsg({
    port: 0,
    clock,
    latencyMs: 0,
    onRequest: (request) => requests.push(request),
  });
});

afterEach(async () => {
  await server.close();
});

const vendor = (path: string) => `${server.url}/371267300/${path}`;

function template(
  changes: Readonly<Record<string, unknown>> = {},
  values = ['Maria', '12345', 'Alexey Petrov'],
) {
  return {
    phone: PHONE,
    template: 'agent_assigned',
    namespace: 'sandbox_0a1b_2c3d',
    language: { policy: 'deterministic', code: 'en' },
    params: [{ type: 'body', parameters: values.map((text) => ({ type: 'text', text })) }],
    ...changes,
  };
}

interface Reply {
  readonly status: number;
  readonly type: string | null;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined when it is no JSON. */
  readonly body: unknown;
}

async function reply(response: Response): Promise<Reply> {
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const type = response.headers.get('content-type');
  return { status: response.status, type, headers: response.headers, text, body };
}

async function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  return await reply(
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
  );
}

const bearer = { authorization: `Bearer ${TOKEN}` };
const send = (body: unknown = template()) => post(vendor('sendTemplate'), body, bearer);
const get = async (path: string) => await reply(await fetch(vendor(path), { headers: bearer }));
const hookInfo = (id: string) => get(`hookInfo?messageId=${encodeURIComponent(id)}`);
const control = (path: string, body: unknown = {}) => post(`${server.url}/_simulate/${path}`, body);
const look = async (path: string) => await reply(await fetch(`${server.url}/_simulate/${path}`));

/** Sends and returns the id that the answer carries. */
async function sent(body: unknown = template()): Promise<string> {
  const { body: answer } = await send(body);
  expect(answer).toMatchObject({ sent: true, id: expect.stringMatching(/^wamid\./) });
  // The line above would have failed without a text there.
  return (answer as { id: string }).id;
}

function newest(): MessageView {
  const message = server.simulator.messages().at(-1);
  if (message === undefined) {
    throw new Error('nothing reached the provider');
  }
  return message;
}

describe('a client that knows only the published scenario', () => {
  it('sends, keeps the id and asks for the status until the message is delivered', async () => {
    const accepted = await send();
    expect(accepted).toMatchObject({
      status: 200,
      body: { sent: true, message: `Sent to ${PHONE}@c.us`, description: expect.any(String) },
    });
    // Checked by the match above.
    const { id } = accepted.body as { id: string };

    expect((await hookInfo(id)).body).toEqual({ hooks: [] });
    clock.advance(800);
    expect((await hookInfo(id)).body).toMatchObject({ hooks: [{ id, status: 'sent' }] });
    clock.advance(1700);
    expect((await hookInfo(id)).body).toMatchObject({
      hooks: [
        { status: 'sent' },
        { id, status: 'delivered', recipient_id: PHONE, timestamp: expect.stringMatching(/^\d{10}$/) },
      ],
    });
    clock.advance(4500);
    expect(newest()).toMatchObject({
      id,
      status: 'read',
      text: 'Hello, Maria! A specialist has been assigned to your request #12345: Alexey Petrov. We will contact you shortly.',
      button: 'Request status',
      values: ['Maria', '12345', 'Alexey Petrov'],
    });
  });

  it('works on the real clock with the default latency', async () => {
    const live = await startOnemsg({ port: 0, timing: { sentMs: 10, deliveredMs: 30, readMs: null } });
    try {
      const started = Date.now();
      const { body } = await post(`${live.url}/371267300/sendTemplate`, template(), bearer);
      expect(body).toMatchObject({ sent: true });
      expect(Date.now() - started).toBeGreaterThanOrEqual(140);
      await soon(() => {
        expect(live.simulator.messages()[0]?.status).toBe('delivered');
      });
    } finally {
      await live.close();
    }
  });

  it('may post a form instead of JSON', async () => {
    const fields = Object.entries(template()).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    const response = await fetch(vendor('sendTemplate'), {
      method: 'POST',
      headers: bearer,
      body: new URLSearchParams(Object.fromEntries(fields)),
    });
    expect((await reply(response)).body).toMatchObject({ sent: true });
  });

  it('may name the recipient by chatId', async () => {
    const { phone, ...rest } = template();
    await sent({ ...rest, chatId: `${phone}@c.us` });
    expect(newest().phone).toBe(PHONE);
  });

  it.each(['localhost', '127.0.0.1'])('reaches it as %s', async (host) => {
    const response = await fetch(`http://${host}:${server.port}/371267300/status`, { headers: bearer });
    expect(await response.json()).toEqual({
      status: 'connected',
      accountStatus: 'authenticated',
      mm_lite_available: false,
    });
  });
});

describe('message ids', () => {
  it.each([PHONE, '12025550143', '5511987654321'])(
    'carry the number %s where WhatsApp has it',
    async (phone) => {
      const bytes = Buffer.from((await sent(template({ phone }))).replace('wamid.', ''), 'base64');
      expect([...bytes.subarray(0, 3)]).toEqual([0x1c, 0x18, phone.length]);
      expect(bytes.subarray(3, 3 + phone.length).toString('ascii')).toBe(phone);
      expect([...bytes.subarray(3 + phone.length, 8 + phone.length)]).toEqual([0x15, 0x02, 0x00, 0x11, 0x18]);
    },
  );

  it('differ from send to send', async () => {
    expect(await sent()).not.toBe(await sent());
  });

  it('follow the number as WhatsApp knows it, while the answer echoes the one that was sent', async () => {
    const { body } = await send(template({ phone: '5804125408861' }));
    expect(body).toMatchObject({ message: 'Sent to 5804125408861@c.us' });
    expect(newest()).toMatchObject({ phone: '5804125408861', waId: '584125408861' });
    clock.advance(800);
    expect((await hookInfo(newest().id)).body).toMatchObject({ hooks: [{ recipient_id: '584125408861' }] });
    expect((await get('messages')).body).toMatchObject({ messages: [{ chatId: '584125408861@c.us' }] });
  });

  it('keep the number as it was sent when the rule says so', async () => {
    server.simulator.simulate.rules({ numbers: 'as-sent' });
    await sent(template({ phone: '5804125408861' }));
    expect(newest().waId).toBe('5804125408861');
  });
});

describe('token and channel', () => {
  const status = async (headers: Readonly<Record<string, string>>, query = '') =>
    (await fetch(`${vendor('status')}${query}`, { headers })).status;

  it.each([
    ['Bearer', { authorization: `Bearer ${TOKEN}` }, '', 200],
    ['raw header', { authorization: TOKEN }, '', 200],
    ['query', {}, `?token=${TOKEN}`, 200],
    ['a stale query beats a good header', { authorization: `Bearer ${TOKEN}` }, '?token=stale', 401],
    ['a good query beats a stale header', { authorization: 'Bearer stale' }, `?token=${TOKEN}`, 200],
    ['none', {}, '', 401],
  ])('%s', async (_name, headers, query, expected) => {
    expect(await status(headers, query)).toBe(expected);
  });

  it('takes the token from the body, where a stale one beats a good header', async () => {
    expect(await post(vendor('sendTemplate'), template({ token: TOKEN }))).toMatchObject({ status: 200 });
    expect(await send(template({ token: 'stale' }))).toMatchObject({ status: 401 });
  });

  it.each([
    ['a', { error: 'Wrong token "nope" for channel "371267300". Please provide token as a GET parameter.' }],
    ['b', { error: 'invalid or expired token' }],
    ['c', { statusCode: 401, message: 'Unauthorized' }],
  ] as const)('words a wrong token as rule %s says', async (wrongToken, body) => {
    server.simulator.simulate.rules({ wrongToken });
    const answer = await reply(await fetch(vendor('status'), { headers: { authorization: 'Bearer nope' } }));
    expect(answer).toMatchObject({ status: 401, body });
  });

  it('does not know another channel, or takes it for a wrong token', async () => {
    const other = async () => await reply(await fetch(`${server.url}/999/status`, { headers: bearer }));
    expect(await other()).toMatchObject({ status: 404 });
    server.simulator.simulate.rules({ unknownChannel: '401' });
    expect(await other()).toMatchObject({
      status: 401,
      body: { error: expect.stringContaining('channel "999"') },
    });
  });

  it('leaves queued behaviours alone when the token is wrong', async () => {
    server.simulator.simulate.next('status', 'server-error');
    expect(await status({ authorization: 'nope' })).toBe(401);
    expect(await status(bearer)).toBe(500);
  });
});

describe('what a send must have', () => {
  const params = (...parameters: readonly unknown[]) => ({ params: [{ type: 'body', parameters }] });
  const words = (...values: readonly string[]) => params(...values.map((text) => ({ type: 'text', text })));

  it.each([
    ['template', { template: undefined }],
    ['namespace', { namespace: undefined }],
    ['an empty namespace', { namespace: '' }],
    ['language', { language: undefined }],
    ['language code', { language: { policy: 'deterministic' } }],
  ])('%s', async (_name, changes) => {
    expect(await send(template(changes))).toMatchObject({
      status: 422,
      body: { message: 'template is not defined' },
    });
    server.simulator.simulate.rules({ notDefined: '400' });
    expect(await send(template(changes))).toMatchObject({
      status: 400,
      body: { message: 'template is not defined' },
    });
    expect(server.simulator.messages()).toEqual([]);
  });

  it.each([
    ['a number with +', { phone: '+491701234567' }, 131009],
    ['a number with spaces', { phone: '49 170 1234567' }, 131009],
    ['a number with letters', { phone: '49170CALLME' }, 131009],
    ['a number that is too short', { phone: '12345' }, 131009],
    ['a number that is no text', { phone: 491701234567 }, 131009],
    ['another policy', { language: { policy: 'fallback', code: 'en' } }, 131009],
    ['an unknown template', { template: 'nobody' }, 132001],
    ['another namespace', { namespace: 'other' }, 132001],
    ['a language that is not there', { language: { policy: 'deterministic', code: 'EN' } }, 132001],
    ['a variant in review', { language: { policy: 'deterministic', code: 'fr' } }, 132001],
    ['a paused template', { template: 'agent_changed' }, 132015],
    ['a rejected template', { template: 'premium_offer' }, 132001],
    ['a line break in a value', words('Maria\nLópez', '1', 'Alexey'), 132018],
    ['a tab in a value', words('Maria\tLópez', '1', 'Alexey'), 132018],
    ['five spaces in a value', words('Maria     López', '1', 'Alexey'), 132018],
    ['an empty value', words('', '1', 'Alexey'), 131008],
    ['a blank value', words('  ', '1', 'Alexey'), 131008],
    ['a value that is no text', params(1, 2, 3), 132012],
    ['a body that gets too long', words('M'.repeat(1000), '1', 'Alexey'), 132005],
    ['params that are no list', { params: 'Maria' }, 132012],
    ['named values without their names', { template: 'agent_assigned_named' }, 132012],
    [
      'a value for the fixed button',
      { params: [...template().params, { type: 'button', sub_type: 'url', index: 0, parameters: [] }] },
      132018,
    ],
    ['a header that the template does not have', { params: [{ type: 'header', parameters: [] }] }, 132012],
  ])('is refused for %s', async (_name, changes, code) => {
    expect(await send(template(changes))).toMatchObject({
      status: 200,
      body: { sent: false, message: expect.stringContaining(`(#${code})`) },
    });
    expect(server.simulator.messages()).toEqual([]);
  });

  it('takes four spaces in a row', async () => {
    await sent(template({}, ['Maria    López', '1', 'Alexey']));
  });

  it('takes named values by their names', async () => {
    const named = { customer_name: 'Maria', specialist_name: 'Alexey', ticket_number: '7' };
    const parameters = Object.entries(named).map(([parameter_name, text]) => ({
      type: 'text',
      parameter_name,
      text,
    }));
    await sent(template({ template: 'agent_assigned_named', ...params(...parameters) }));
    expect(newest()).toMatchObject({
      text: 'Hello, Maria! Your request #7 is now with Alexey.',
      values: ['Maria', '7', 'Alexey'],
    });
  });

  it('tells of a bad value with 400 when the rule says so', async () => {
    server.simulator.simulate.rules({ badValue: '400' });
    expect(await send(template({ phone: '+49170' }))).toMatchObject({
      status: 400,
      body: { message: expect.any(String) },
    });
  });

  it.each(['agent_assigned', 'request_received'])('counts the values of %s', async (name) => {
    const values = name === 'agent_assigned' ? ['Maria', '12345'] : ['Maria', '12345', 'Alexey'];
    const wrong = template({ template: name }, values);
    expect(await send(wrong)).toMatchObject({ status: 422, body: { message: expect.any(String) } });
    server.simulator.simulate.rules({ countMismatch: '200' });
    expect((await send(wrong)).body).toEqual({ sent: false, message: expect.stringContaining('(#132000)') });
    server.simulator.simulate.rules({ countMismatch: '200-coded' });
    expect((await send(wrong)).body).toMatchObject({ sent: false, error: { code: 132000 } });
    expect(server.simulator.messages()).toEqual([]);
  });

  it('is a recipient, one only', async () => {
    expect(await send(template({ phone: undefined }))).toMatchObject({ status: 422 });
    expect(await send(template({ chatId: `${PHONE}@c.us` }))).toMatchObject({ status: 422 });
  });

  it('is JSON', async () => {
    const response = await fetch(vendor('sendTemplate'), { method: 'POST', headers: bearer, body: '{' });
    expect(await reply(response)).toMatchObject({ status: 400, body: { error: 'Bad Request' } });
  });
});

/** Troubles that give an answer, and the answer they give. */
const ANSWERED: readonly (readonly [Fault, Partial<Reply>])[] = [
  ['wrong-token-a', { status: 401, body: { error: expect.stringContaining(`Wrong token "${TOKEN}"`) } }],
  ['wrong-token-b', { status: 401, body: { error: 'invalid or expired token' } }],
  ['wrong-token-c', { status: 401, body: { statusCode: 401, message: 'Unauthorized' } }],
  [
    'wrong-channel',
    { status: 404, body: { statusCode: 404, message: expect.any(String), error: 'Not Found' } },
  ],
  ['blocked', { status: 403, type: expect.stringContaining('text/plain'), body: undefined }],
  ['rate-limited', { status: 429, body: { error: expect.any(String) } }],
  ['rate-limited-retry-after', { status: 429 }],
  ['server-error', { status: 500, body: { error: expect.any(String) } }],
  ['bad-gateway', { status: 502, type: expect.stringContaining('text/html'), body: undefined }],
  ['junk', { status: 200, type: expect.stringContaining('text/plain'), body: undefined }],
  ['error-200', { status: 200, body: { error: expect.any(String) } }],
];

describe('troubles', () => {
  it.each(ANSWERED)('%s, once, and nothing is sent', async (fault, expected) => {
    await control('next', { mode: fault });
    expect(await send()).toMatchObject(expected);
    expect(server.simulator.messages()).toEqual([]);
    await sent();
  });

  it.each(ANSWERED)('%s on every other route too', async (fault, expected) => {
    for (const path of [
      'hookInfo?messageId=x',
      'templates',
      'messages',
      'status',
      'me',
      'settings',
      'webhook',
    ]) {
      await control('next', { endpoint: path.split('?')[0], mode: fault });
      expect(await get(path), path).toMatchObject(expected);
    }
  });

  it('says when to come back, or does not', async () => {
    await control('next', { mode: 'rate-limited-retry-after' });
    expect((await send()).headers.get('retry-after')).toBe('2');
    await control('next', { mode: 'rate-limited' });
    expect((await send()).headers.get('retry-after')).toBeNull();
  });

  it('breaks the connection', async () => {
    await control('next', { mode: 'reset' });
    await expect(send()).rejects.toThrow();
    expect(server.simulator.messages()).toEqual([]);
    expect(server.simulator.sends()).toMatchObject([{ status: null, behaviour: 'reset', messageId: null }]);
  });

  it.each(['hang', 'hang-after-accept'] as const)('%s: answers nothing until it is reset', async (mode) => {
    await control('next', { mode });
    const waiting = send().then(
      () => 'answered',
      () => 'dropped',
    );
    await soon(() => {
      expect(server.simulator.sends()).toMatchObject([{ behaviour: mode, ms: null }]);
    });
    expect(server.simulator.messages()).toHaveLength(mode === 'hang' ? 0 : 1);
    await control('reset');
    expect(await waiting).toBe('dropped');
  });

  it('notices a client that gives up waiting', async () => {
    await control('next', { mode: 'hang' });
    const patience = new AbortController();
    const waiting = fetch(vendor('sendTemplate'), {
      method: 'POST',
      headers: bearer,
      body: JSON.stringify(template()),
      signal: patience.signal,
    });
    await soon(() => {
      expect(server.simulator.sends()).toMatchObject([{ behaviour: 'hang' }]);
    });
    patience.abort();
    await expect(waiting).rejects.toThrow();
    await soon(() => {
      expect(requests).toMatchObject([{ status: null, ms: 0 }]);
    });
  });

  it('lets go of waiting clients when it closes', async () => {
    const other = await startOnemsg({ port: 0, latencyMs: 60_000 });
    const waiting = post(`${other.url}/371267300/sendTemplate`, template(), bearer).then(
      () => 'answered',
      () => 'dropped',
    );
    await soon(() => {
      expect(other.simulator.sends()).toHaveLength(1);
    });
    await other.close();
    expect(await waiting).toBe('dropped');
    expect(other.simulator.messages()).toEqual([]);
  });
});

describe('what a send can come to', () => {
  it('is 201', async () => {
    await control('next', { mode: 'created-201' });
    expect(await send()).toMatchObject({ status: 201, body: { sent: true, id: newest().id } });
  });

  it('is accepted without an id', async () => {
    await control('next', { mode: 'accept-without-id' });
    const { body } = await send();
    expect(body).toMatchObject({ sent: true });
    expect(body).not.toHaveProperty('id');
    expect(server.simulator.messages()).toHaveLength(1);
  });

  it.each([
    [
      'no error',
      { mode: 'refused', code: 131056 },
      { sent: false, message: expect.stringMatching(/^\(#131056\) .*pair rate/) },
    ],
    ['a text of its own', { mode: 'refused', text: 'No.' }, { sent: false, message: '(#131009) No.' }],
    [
      'an object',
      { mode: 'refused', code: 131042, error: 'object' },
      {
        sent: false,
        error: { code: 131042, message: expect.any(String), error_data: { details: expect.any(String) } },
      },
    ],
    [
      'a string',
      { mode: 'refused', code: 131031, error: 'string' },
      { sent: false, error: expect.stringContaining('131031') },
    ],
    ['"false"', { mode: 'refused-string' }, { sent: 'false' }],
    ['the old wrapper', { mode: 'refused-in-response' }, { response: { error: expect.any(String) } }],
  ])('is refused with %s', async (_name, next, body) => {
    await control('next', next);
    expect(await send()).toMatchObject({ status: 200, body });
    expect(server.simulator.messages()).toEqual([]);
  });

  it('is queued: its acknowledgements come under an id nobody was told', async () => {
    await control('next', { mode: 'queued' });
    const { body } = await send();
    expect(body).toMatchObject({ sent: false, jobId: newest().jobId });
    expect(body).not.toHaveProperty('id');
    clock.advance(2500);
    expect(newest()).toMatchObject({ status: 'delivered', id: expect.stringMatching(/^wamid\./) });
  });

  it.each([
    ['not-defined', 422],
    ['count-mismatch', 422],
  ])('is turned away as %s', async (mode, status) => {
    await control('next', { mode });
    expect(await send()).toMatchObject({ status });
    expect(server.simulator.messages()).toEqual([]);
  });

  it.each([
    ['server-error-after-accept', 500],
    ['bad-gateway-after-accept', 502],
    ['junk-after-accept', 200],
  ])('is %s: %i, and the message is on its way', async (mode, status) => {
    await control('next', { mode });
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('wamid');
    expect((await get('messages?last=true')).body).toMatchObject({
      messages: [{ id: newest().id, fromMe: 1, self: 1 }],
    });
  });

  it('is a broken connection, and the message is on its way', async () => {
    await control('next', { mode: 'reset-after-accept' });
    await expect(send()).rejects.toThrow();
    expect(server.simulator.messages()).toHaveLength(1);
  });

  it('follows the queue, then the lasting mode', async () => {
    await control('mode', { mode: 'server-error' });
    await control('next', { mode: 'ok', count: 2 });
    expect([(await send()).status, (await send()).status, (await send()).status]).toEqual([200, 200, 500]);
    await control('mode', { mode: 'ok' });
    expect((await send()).status).toBe(200);
  });
});

describe('what becomes of a message', () => {
  const statuses = () => newest().reports.map(({ status }) => status);

  it.each([
    ['normal', ['sent', 'delivered', 'read'], 'read'],
    ['stays-sent', ['sent'], 'sent'],
    ['never-read', ['sent', 'delivered'], 'delivered'],
    ['read-without-delivered', ['sent', 'read'], 'read'],
    ['failed', ['sent', 'failed'], 'failed'],
    ['failed-text', ['sent', 'failed'], 'failed'],
    ['failed-first', ['failed'], 'failed'],
    ['failed-then-delivered', ['sent', 'failed', 'delivered'], 'delivered'],
    ['delivered-then-failed', ['sent', 'delivered', 'failed'], 'delivered'],
    ['silent', [], 'accepted'],
  ] as const)('%s', async (delivery, reports, status) => {
    await control('delivery', { delivery });
    await sent();
    clock.advance(60_000);
    expect(statuses()).toEqual(reports);
    expect(newest().status).toBe(status);
  });

  it('fails with the code that the send was given', async () => {
    await control('next', { mode: 'ok', delivery: 'failed', code: 131049 });
    const id = await sent();
    clock.advance(60_000);
    expect((await hookInfo(id)).body).toMatchObject({
      hooks: [
        { status: 'sent' },
        { status: 'failed', errors: [{ code: 131049, title: expect.any(String) }] },
      ],
    });
  });

  it('fails with a sentence', async () => {
    await control('delivery', { delivery: 'failed-text', text: 'Media upload error' });
    const id = await sent();
    clock.advance(60_000);
    expect((await hookInfo(id)).body).toMatchObject({
      hooks: [{}, { status: 'failed', error: 'Media upload error' }],
    });
  });

  it('keeps the timing under which it was accepted', async () => {
    await control('timing', { sentMs: 10, deliveredMs: 20, readMs: null });
    await sent();
    await control('timing', { deliveredMs: null });
    clock.advance(60_000);
    expect(statuses()).toEqual(['sent', 'delivered']);
    await sent();
    clock.advance(60_000);
    expect(statuses()).toEqual(['sent']);
  });

  it('can be reported by hand, and then moves by hand only', async () => {
    const id = await sent();
    expect(
      (await control('status', { id, status: 'failed', errors: [{ code: 131026 }] })).body,
    ).toMatchObject({
      status: 'failed',
      reports: [{ status: 'failed', problem: { code: 131026 } }],
    });
    clock.advance(60_000);
    expect(newest().status).toBe('failed');
    await control('status', { id: 'last', status: 'read' });
    expect(newest().status).toBe('read');
    expect(await control('status', { id: 'wamid.unknown', status: 'read' })).toMatchObject({ status: 400 });
  });

  it.each([
    ['990000', 'accepted'],
    ['990001', 'sent'],
    ['990002', 'delivered'],
    ['990003', 'read'],
    ['990004', 'delivered'],
    ['990005', 'failed'],
    ['131026', 'failed'],
    ['131049', 'failed'],
    ['130472', 'failed'],
    ['990202', 'read'],
    ['990504', 'read'],
  ])('goes by the end of the number: …%s is %s', async (ending, status) => {
    await send(template({ phone: `49170${ending}` }));
    clock.advance(60_000);
    expect(newest().status).toBe(status);
  });

  it.each([
    ['990403', { status: 403 }],
    ['990429', { status: 429 }],
    ['990500', { status: 500 }],
    ['990502', { status: 502 }],
    ['131056', { status: 200, body: { sent: false } }],
  ])('goes by the end of the number: …%s reaches nobody', async (ending, expected) => {
    expect(await send(template({ phone: `49170${ending}` }))).toMatchObject(expected);
    expect(server.simulator.messages()).toEqual([]);
  });
});

describe('hookInfo', () => {
  async function delivered(): Promise<string> {
    const id = await sent();
    clock.advance(7000);
    return id;
  }

  it.each([
    ['bare-array', [{ status: 'sent' }, { status: 'delivered' }, { status: 'read' }]],
    ['single', { status: 'read' }],
    ['viewed', { hooks: [{ status: 'sent' }, { status: 'delivered' }, { status: 'viewed' }] }],
    ['acks', { ack: [{ status: 'sent' }, { status: 'delivered' }, { status: 'read' }] }],
  ])('%s', async (mode, body) => {
    await control('mode', { endpoint: 'hookInfo', mode });
    expect(await hookInfo(await delivered())).toMatchObject({ status: 200, body });
  });

  it('unordered, and every report twice', async () => {
    await control('mode', { endpoint: 'hookInfo', mode: 'unordered' });
    const { body } = await hookInfo(await delivered());
    // The shape is this mode's own.
    const { hooks } = body as { hooks: { status: string }[] };
    expect(hooks.map(({ status }) => status)).toEqual([
      'read',
      'delivered',
      'sent',
      'read',
      'delivered',
      'sent',
    ]);
  });

  it.each([
    ['no-hooks', 200, { hooks: [] }],
    ['empty-array', 200, []],
    ['empty-object', 200, {}],
    ['null', 200, null],
    ['not-found', 404, { message: expect.any(String) }],
    ['unprocessable', 422, { message: expect.any(String) }],
  ])('%s whatever happened', async (mode, status, body) => {
    await control('mode', { endpoint: 'hookInfo', mode });
    expect(await hookInfo(await delivered())).toMatchObject({ status, body });
  });

  it.each([
    ['no-hooks', 200, { hooks: [] }],
    ['empty-object', 200, {}],
    ['null', 200, null],
    ['not-found', 404, { message: expect.any(String) }],
    ['unprocessable', 422, { message: expect.any(String) }],
    ['error-200', 200, { error: expect.any(String) }],
  ])('of an id nobody has: %s', async (unknownId, status, body) => {
    await control('rules', { unknownId });
    expect(await hookInfo('wamid.unknown')).toMatchObject({ status, body });
    expect((await hookInfo(await delivered())).body).toMatchObject({ hooks: [{}, {}, {}] });
  });

  it('needs an id', async () => {
    expect(await get('hookInfo')).toMatchObject({ status: 422 });
  });
});

describe('templates', () => {
  interface Item {
    readonly id?: string;
    readonly name: string;
    readonly language: unknown;
    readonly status: string;
    readonly namespace?: string;
    readonly components: unknown;
    readonly [other: string]: unknown;
  }

  async function list(query = ''): Promise<{ total: number; templates: Item[] }> {
    // The default shape; each mode's own is looked at where it is asked for.
    return (await get(`templates${query}`)).body as { total: number; templates: Item[] };
  }

  it('offers one template in several languages, and each way of being unfit', async () => {
    const { templates } = await list();
    const find = (name: string, language: string) =>
      templates.find((item) => item.name === name && item.language === language);
    expect(find('agent_assigned', 'en')).toMatchObject({
      status: 'approved',
      namespace: 'sandbox_0a1b_2c3d',
      components: [
        {
          type: 'BODY',
          text: 'Hello, {{1}}! A specialist has been assigned to your request #{{2}}: {{3}}. We will contact you shortly.',
        },
        { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Request status' }] },
      ],
    });
    const approved = templates.filter((item) => item.name === 'agent_assigned' && item.status === 'approved');
    expect(approved.map(({ language }) => language)).toEqual(['en', 'es', 'pt_BR', 'de', 'ar', 'ru']);
    expect(find('agent_assigned', 'fr')?.status).toBe('pending');
    expect(find('agent_changed', 'en')?.status).toBe('paused');
    expect(find('premium_offer', 'en')?.status).toBe('rejected');
    expect(find('agent_assigned_named', 'en')?.components).toMatchObject([
      { example: { body_text_named_params: [{ param_name: 'customer_name' }, {}, {}] } },
      {},
    ]);
  });

  it.each(['en', 'es', 'pt_BR', 'de', 'ar', 'ru'])('can be sent in %s', async (code) => {
    await sent(template({ language: { policy: 'deterministic', code } }));
    expect(newest().text).toMatch(/Maria.*12345.*Alexey Petrov/);
  });

  it('pages', async () => {
    const { total } = await list();
    const first = await list('?limit=4');
    const second = await list('?limit=4&offset=4');
    expect(first.templates).toHaveLength(4);
    expect(second.templates[0]?.id).not.toBe(first.templates[0]?.id);
    expect((await list(`?limit=4&offset=${total}`)).templates).toEqual([]);
    await control('mode', { endpoint: 'templates', mode: 'offset-ignored' });
    expect(await list('?limit=4&offset=4')).toEqual(first);
  });

  it.each([
    ['json-components', { components: expect.stringContaining('"BODY"') }],
    ['language-object', { language: { code: 'en', policy: 'deterministic' } }],
    ['upper-case-status', { status: 'APPROVED' }],
    ['namespace-snake', { message_template_namespace: 'sandbox_0a1b_2c3d' }],
    ['namespace-camel', { messageTemplateNamespace: 'sandbox_0a1b_2c3d' }],
  ])('%s', async (mode, item) => {
    await control('mode', { endpoint: 'templates', mode });
    expect((await list()).templates[0]).toMatchObject(item);
  });

  it.each([
    ['no-namespace', 'namespace'],
    ['namespace-snake', 'namespace'],
    ['no-id', 'id'],
  ])('%s has no %s', async (mode, field) => {
    await control('mode', { endpoint: 'templates', mode });
    expect((await list()).templates[0]).not.toHaveProperty(field);
  });

  it.each([
    ['bare-array', expect.arrayContaining([expect.objectContaining({ name: 'agent_assigned' })])],
    ['message-200', { message: expect.any(String) }],
    ['empty', { total: 0, templates: [] }],
  ])('%s', async (mode, body) => {
    await control('mode', { endpoint: 'templates', mode });
    expect(await get('templates')).toEqual(expect.objectContaining({ status: 200, body }));
  });

  it('can be changed, for the list and for sends alike', async () => {
    await control('template', { name: 'agent_assigned', language: 'en', status: 'DISABLED' });
    expect((await list()).templates[0]?.status).toBe('disabled');
    expect((await send()).body).toMatchObject({ message: expect.stringContaining('(#132016)') });
    await control('template', { name: 'short_note', language: 'en', body: 'Hello {{1}}' });
    await sent(template({ template: 'short_note' }, ['Maria']));
    expect(await control('template', { name: 'nobody', language: 'en' })).toMatchObject({ status: 400 });
  });
});

describe('the history', () => {
  interface History {
    readonly messages: readonly {
      messageNumber: number;
      id: string;
      body: string;
      chatId: string;
      time: number;
    }[];
  }
  const list = async (query = '') => (await get(`messages${query}`)).body as History;

  it('echoes what was sent, filled in', async () => {
    const id = await sent();
    expect((await list()).messages).toMatchObject([
      {
        messageNumber: 1,
        id,
        body: newest().text,
        fromMe: 1,
        self: 1,
        chatId: `${PHONE}@c.us`,
        time: clock.now() / 1000,
      },
    ]);
  });

  it('filters and orders', async () => {
    const started = clock.now() / 1000;
    for (const phone of ['491700000010', '491700000011', '491700000012']) {
      await sent(template({ phone }));
      clock.advance(10_000);
    }
    const numbers = async (query: string) =>
      (await list(query)).messages.map(({ messageNumber }) => messageNumber);
    expect(await numbers('')).toEqual([1, 2, 3]);
    expect(await numbers('?last=true&limit=2')).toEqual([3, 2]);
    expect(await numbers('?lastMessageNumber=1')).toEqual([2, 3]);
    expect(await numbers(`?min_time=${started + 10}`)).toEqual([2, 3]);
    expect(await numbers(`?max_time=${started}`)).toEqual([1]);
    expect(await numbers('?chatId=491700000011@c.us')).toEqual([2]);
    expect(await numbers('?limit=0')).toEqual([1, 2, 3]);
  });

  it('shows messages late, or never', async () => {
    await control('timing', { historyMs: 5000 });
    await sent();
    expect((await list()).messages).toEqual([]);
    clock.advance(5000);
    expect((await list()).messages).toHaveLength(1);
    await control('timing', { historyMs: null });
    await sent();
    clock.advance(60_000);
    expect((await list()).messages).toHaveLength(1);
  });

  it('has look-alikes', async () => {
    await control('mode', { endpoint: 'messages', mode: 'look-alikes' });
    const id = await sent();
    const [first, second] = (await list()).messages;
    expect(first?.id).toBe(id);
    expect(second?.id).not.toBe(id);
    expect({ ...second, id }).toEqual(first);
  });

  it('is not stored', async () => {
    await control('mode', { endpoint: 'messages', mode: 'not-stored' });
    await sent();
    expect(await list()).toEqual({ notice: expect.any(String), messages: [] });
  });
});

describe('the channel', () => {
  it.each([
    ['connecting', { status: 'connecting' }],
    ['disconnected', { status: 'disconnected' }],
    ['unregistered', { status: 'unregistered' }],
    ['nested', { data: { status: 'connected' } }],
    ['error-200', { error: expect.any(String) }],
  ])('is %s', async (mode, body) => {
    await control('mode', { endpoint: 'status', mode });
    expect((await get('status')).body).toMatchObject(body);
  });

  it('says who it is', async () => {
    expect((await get('me')).body).toMatchObject({ about: expect.any(String), phone: expect.any(String) });
    await control('mode', { endpoint: 'me', mode: 'nested' });
    expect((await get('me')).body).toMatchObject({
      data: [{}],
      phone: { display_phone_number: expect.any(String) },
    });
    await control('mode', { endpoint: 'me', mode: 'empty-object' });
    expect((await get('me')).body).toEqual({});
  });

  it('has settings', async () => {
    expect((await get('settings')).body).toMatchObject({
      ackNotificationsOn: true,
      rawHooks: false,
      webhookUrl: [],
    });
    expect((await post(vendor('settings'), { rawHooks: true }, bearer)).body).toMatchObject({
      rawHooks: true,
      update: { rawHooks: true },
    });
  });

  it('answers an unknown route as a framework does', async () => {
    expect(await get('groups')).toMatchObject({
      status: 404,
      body: { statusCode: 404, message: 'Cannot GET /371267300/groups', error: 'Not Found' },
    });
  });
});

describe('webhooks', () => {
  const set = (webhookUrl: unknown) => post(vendor('webhook'), { webhookUrl }, bearer);
  const closers: (() => void)[] = [];

  afterEach(() => {
    for (const close of closers.splice(0)) {
      close();
    }
  });

  /** A server that keeps what is posted to it. */
  async function receiver(): Promise<{ url: string; received: unknown[] }> {
    const received: unknown[] = [];
    const http = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => {
        body += chunk;
      });
      request.on('end', () => {
        received.push(JSON.parse(body));
        response.end();
      });
    });
    await new Promise<void>((resolve) => {
      http.listen(0, '127.0.0.1', resolve);
    });
    closers.push(() => {
      http.close();
      http.closeAllConnections();
    });
    // It listens on TCP.
    return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/hook`, received };
  }

  it('are replaced by each POST, five at most', async () => {
    expect((await get('webhook')).body).toEqual({ webhookUrl: null });
    expect((await set('https://example.com/a')).body).toEqual({
      set: true,
      message: 'https://example.com/a',
    });
    await set(['https://example.com/b', 'https://example.com/c']);
    expect((await get('webhook')).body).toEqual({
      webhookUrl: ['https://example.com/b', 'https://example.com/c'],
    });
    expect(await set(Array.from({ length: 6 }, (_, n) => `https://example.com/${n}`))).toMatchObject({
      status: 400,
    });
    expect(await set('nonsense')).toMatchObject({ status: 400 });
    await set('');
    expect((await get('webhook')).body).toEqual({ webhookUrl: null });
  });

  it('get each report, on this machine only', async () => {
    const { url, received } = await receiver();
    await set([url, 'https://example.com/hook']);
    const id = await sent(template({ phone: '49170131026' }));
    clock.advance(60_000);
    await soon(() => {
      expect(received).toHaveLength(2);
    });
    expect(received).toContainEqual({
      instanceId: '371267300',
      ack: [
        {
          id,
          chatId: '49170131026@c.us',
          phone: '49170131026',
          userName: null,
          status: 'failed',
          category: 'utility',
          error: 'Message undeliverable',
        },
      ],
    });
    expect((await look('webhook')).body).toMatchObject({
      urls: [
        { url, called: true },
        { url: 'https://example.com/hook', called: false },
      ],
      posts: [{ url }, { url }],
    });
  });

  it.each([
    [
      'in the old wording',
      'rules',
      { webhook: 'legacy' },
      [{ ack: [{ status: 'sent' }] }, { ack: [{ status: 'viewed' }] }],
    ],
    [
      'raw',
      'settings',
      { rawHooks: true },
      ['sent', 'read'].map((status) => ({ entry: [{ changes: [{ value: { statuses: [{ status }] } }] }] })),
    ],
  ])('come %s', async (_name, where, change, expected) => {
    const { url, received } = await receiver();
    await set(url);
    await (where === 'rules' ? control('rules', change) : post(vendor('settings'), change, bearer));
    await control('delivery', { delivery: 'read-without-delivered' });
    await sent();
    clock.advance(800);
    await soon(() => {
      expect(received).toHaveLength(1);
    });
    clock.advance(60_000);
    await soon(() => {
      expect(received).toHaveLength(2);
    });
    expect(received).toMatchObject(expected);
  });

  it('stay silent when acknowledgements are off', async () => {
    const { url } = await receiver();
    await set(url);
    await post(vendor('settings'), { ackNotificationsOn: false }, bearer);
    await sent();
    clock.advance(60_000);
    expect((await look('webhook')).body).toMatchObject({ posts: [] });
  });
});

describe('the switches', () => {
  it('are all listed, with what is not verified', async () => {
    const { body } = await look('');
    expect(body).toMatchObject({
      channel: { id: '371267300', token: TOKEN, namespace: 'sandbox_0a1b_2c3d' },
      modes: MODES,
      faults: FAULTS,
      deliveries: DELIVERIES,
      rules: RULES,
      phones: { '…131026': expect.any(String), '…990504': expect.any(String) },
      unverified: { queued: expect.any(String), unknownRoute: expect.any(String) },
      now: { latencyMs: 0 },
    });
    // The shape was checked above.
    const { switches } = body as { switches: { route: string }[] };
    expect(switches.map(({ route }) => route)).toEqual([
      'POST /_simulate/next',
      'POST /_simulate/mode',
      'GET /_simulate/mode',
      'POST /_simulate/rules',
      'POST /_simulate/delivery',
      'POST /_simulate/timing',
      'POST /_simulate/latency',
      'POST /_simulate/status',
      'POST /_simulate/template',
      'POST /_simulate/reset',
      'GET /_simulate/messages',
      'GET /_simulate/sends',
      'GET /_simulate/requests',
      'GET /_simulate/webhook',
      'GET /_simulate/events',
    ]);
  });

  it.each([
    ['next', { mode: 'nonsense' }, 'created-201'],
    ['next', { mode: 'viewed' }, 'endpoint send has'],
    ['next', { endpoint: 'nonsense', mode: 'ok' }, 'hookInfo'],
    ['next', { mode: 'ok', count: 0 }, 'count'],
    ['next', { mode: 'ok', cuont: 2 }, 'unknown field'],
    ['rules', { wrongToken: 'd' }, 'a, b, c'],
    ['timing', { sentMs: -1 }, 'sentMs'],
    ['latency', {}, 'missing'],
    ['delivery', { delivery: 'soon' }, 'stays-sent'],
    ['status', { id: 'last', status: 'accepted' }, 'delivered'],
    ['status', [], 'JSON object'],
  ])('%s refuses %j and says what it takes', async (path, body, words) => {
    expect(await control(path, body)).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(new RegExp(`^\\[onemsg\\].*${words}`)) },
    });
  });

  it('that do not exist are an error, never the vendor', async () => {
    expect(await look('status')).toMatchObject({
      status: 404,
      body: { error: expect.stringContaining('no switch') },
    });
  });

  it('go back to the start', async () => {
    await control('mode', { mode: 'server-error' });
    await control('next', { mode: 'queued' });
    await control('timing', { sentMs: null });
    await control('rules', { wrongToken: 'b' });
    await control('template', { name: 'agent_assigned', language: 'en', status: 'PAUSED' });
    await send();
    const fresh = createOnemsg({ latencyMs: 0 });
    expect((await control('reset')).body).toEqual(fresh.simulate.state());
    expect(server.simulator.messages()).toEqual([]);
    expect(server.simulator.sends()).toEqual([]);
    await sent();
    fresh.close();
  });

  it('make the vendor think longer', async () => {
    await control('latency', { ms: 500 });
    let answered = false;
    const waiting = send().then((answer) => {
      answered = true;
      return answer;
    });
    await soon(() => {
      expect(server.simulator.sends()).toHaveLength(1);
    });
    clock.advance(499);
    expect(answered).toBe(false);
    expect(server.simulator.messages()).toEqual([]);
    clock.advance(1);
    expect((await waiting).body).toMatchObject({ sent: true });
    expect(requests).toMatchObject([{ ms: 500 }]);
  });

  it('may be used by pages of this machine only', async () => {
    const allowed = async (origin: string) =>
      (await fetch(`${server.url}/_simulate/messages`, { headers: { origin } })).headers.get(
        'access-control-allow-origin',
      );
    expect(await allowed('http://localhost:4570')).toBe('http://localhost:4570');
    expect(await allowed('https://example.com')).toBeNull();
  });
});

describe('what can be watched', () => {
  it('counts every send, with what came of it', async () => {
    await post(vendor('sendTemplate'), template());
    await control('next', { mode: 'server-error-after-accept' });
    await send();
    await send(template({ namespace: '' }));
    expect((await look('sends')).body).toMatchObject({
      received: 3,
      accepted: 1,
      sends: [
        {
          status: 401,
          behaviour: null,
          messageId: null,
          phone: PHONE,
          template: 'agent_assigned',
          language: 'en',
        },
        { status: 500, behaviour: 'server-error-after-accept', messageId: newest().id },
        { status: 422, behaviour: 'ok', messageId: null },
      ],
    });
  });

  it('lists every request, with the token blotted out', async () => {
    await fetch(`${vendor('status')}?token=${TOKEN}&x=1`);
    await sent();
    await look('messages');
    expect(requests).toMatchObject([
      { method: 'GET', path: '/371267300/status?token=***&x=1', status: 200, ms: 0 },
      { method: 'POST', path: '/371267300/sendTemplate', status: 200 },
    ]);
    expect((await look('requests')).body).toEqual(requests);
    expect(JSON.stringify(requests)).not.toContain(TOKEN);
  });

  it('tells a listener in this process of every change', async () => {
    const events: OnemsgEvent[] = [];
    const leave = server.simulator.subscribe((event) => events.push(event));
    await sent();
    clock.advance(60_000);
    server.simulator.simulate.reset();
    leave();
    await sent();
    expect(events.map((event) => (event.type === 'message' ? event.message.status : event.type))).toEqual([
      'accepted',
      'sent',
      'delivered',
      'read',
      'reset',
    ]);
  });

  it('streams the same to a page, after what was there before', async () => {
    const id = await sent();
    const response = await fetch(`${server.url}/_simulate/events`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const until = async (words: string) => {
      while (!heard.includes(words)) {
        const chunk = await reader?.read();
        expect(chunk?.done).toBe(false);
        heard += chunk?.value ?? '';
      }
    };
    await until('"snapshot"');
    expect(heard).toContain(id);
    clock.advance(800);
    await until('"status":"sent"');
    await control('reset');
    await until('"reset"');
    await reader?.cancel();
  });

  it('has messages that fit the phone of the helpdesk page', async () => {
    await sent();
    const message: PhoneMessage = newest();
    expect(message).toMatchObject({
      phone: PHONE,
      button: 'Request status',
      status: 'accepted',
      at: expect.any(String),
    });
  });
});

describe('in one process, without a server', () => {
  it('answers, and says that it cannot break a connection that is not there', async () => {
    const { app, simulate, close } = createOnemsg({ latencyMs: 0 });
    const status = async () => await app.request('/371267300/status', { headers: bearer });
    expect((await status()).status).toBe(200);
    simulate.next('status', 'reset');
    expect(await (await status()).text()).toContain('needs a real connection');
    close();
  });
});

describe('the server', () => {
  it('says when its port is taken', async () => {
    await expect(startOnemsg({ port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
