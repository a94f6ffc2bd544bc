import { describe, expect, it } from 'vitest';
import type { HttpReply, HttpRequest } from '../../src/engine/http';
import { connectZaf, type Zaf, type ZafSdk } from '../../src/zendesk/zaf';
import { createManualClock, type ManualClock } from '../support/manual-clock';
import { createFakeZaf, type FakeZaf } from './fake-zaf';

const never = () => new Promise<never>(() => undefined);

function connected(): { zaf: Zaf; host: FakeZaf; clock: ManualClock } {
  const clock = createManualClock();
  const host = createFakeZaf();
  const connection = connectZaf(clock, host.sdk);
  if (!connection.ok) throw new Error(connection.reason);
  return { zaf: connection.zaf, host, clock };
}

const get: HttpRequest = {
  method: 'GET',
  url: '/api/v2/tickets/1.json',
  headers: { Accept: 'application/json' },
  body: undefined,
  secure: false,
  deadline: 30_000,
};

describe('connecting', () => {
  it('says that the page is not in Zendesk when the SDK finds no host', () => {
    const outside: ZafSdk = { init: () => false };
    expect(connectZaf(createManualClock(), outside)).toEqual({ ok: false, reason: 'outside' });
  });

  it('says that the SDK did not load', () => {
    const missing: { readonly ZAFClient?: ZafSdk } = {};
    globalThis.window = Object.assign(Object.create(null), missing);
    expect(connectZaf(createManualClock())).toEqual({ ok: false, reason: 'no_sdk' });
    Reflect.deleteProperty(globalThis, 'window');
  });

  it('initialises the SDK once', () => {
    const { host } = connected();
    expect(host.initialised).toBe(1);
  });
});

describe('events', () => {
  it('hands the payload over until it is unsubscribed', () => {
    const { zaf, host } = connected();
    const heard: unknown[] = [];
    const unsubscribe = zaf.on('ticket.status.changed', (payload) => heard.push(payload));
    host.emit('ticket.status.changed', 'open');
    unsubscribe();
    host.emit('ticket.status.changed', 'solved');
    expect(heard).toEqual(['open']);
    expect(host.listeners('ticket.status.changed')).toBe(0);
  });

  it('tells a late subscriber that the app is registered', async () => {
    const { zaf, host, clock } = connected();
    host.register({ installationId: 1 });
    const heard: unknown[] = [];
    zaf.on('app.registered', (payload) => heard.push(payload));
    expect(heard).toEqual([]);
    await clock.advance(0);
    expect(heard).toEqual([{ context: {}, metadata: { installationId: 1 } }]);
  });

  it('tells an early subscriber once, and again when the app is reloaded', async () => {
    const { zaf, host, clock } = connected();
    let heard = 0;
    zaf.on('app.registered', () => {
      heard += 1;
    });
    host.register();
    await clock.advance(0);
    expect(heard).toBe(1);
    host.register();
    expect(heard).toBe(2);
  });

  it('does not tell somebody who left in the meantime', async () => {
    const { zaf, host, clock } = connected();
    host.register();
    let heard = 0;
    zaf.on('app.registered', () => {
      heard += 1;
    })();
    await clock.advance(0);
    expect(heard).toBe(0);
  });
});

describe('get', () => {
  it('leaves out what the host cannot read', async () => {
    const { zaf, host } = connected();
    host.values = { 'ticket.id': 7 };
    expect(await zaf.get(['ticket.id', 'ticket.requester'])).toEqual({ ok: true, value: { 'ticket.id': 7 } });
  });

  it('is a failure when the host can read nothing', async () => {
    const { zaf } = connected();
    expect(await zaf.get(['ticket.id'])).toEqual({
      ok: false,
      problem: { code: 'zendesk_unreachable', detail: 'does not exist', subjects: [] },
    });
  });

  it.each([
    [
      'an Error',
      () => Promise.reject(new Error('Timeout when invoking "get"')),
      'Timeout when invoking "get"',
    ],
    ['text', () => Promise.reject('gone'), 'gone'],
    ['nothing', () => Promise.reject(), undefined],
    [
      'a throw',
      () => {
        throw new Error('not ready');
      },
      'not ready',
    ],
    ['an answer that is none', () => Promise.resolve('ok'), undefined],
  ])('is a failure when the SDK ends with %s', async (_, onGet, detail) => {
    const { zaf, host, clock } = connected();
    host.onGet = onGet;
    expect(await zaf.get(['ticket.id'])).toEqual({
      ok: false,
      problem: { code: 'zendesk_unreachable', detail, subjects: [] },
    });
    expect(clock.pending).toBe(0);
  });

  it('gives up on a host that never answers', async () => {
    const { zaf, host, clock } = connected();
    host.onGet = never;
    const reading = zaf.get(['ticket.id']);
    await clock.advance(15_000);
    expect(await reading).toMatchObject({ ok: false, problem: { code: 'zendesk_unreachable' } });
  });
});

describe('invoke, metadata', () => {
  it('passes the arguments on', async () => {
    const { zaf, host } = connected();
    await zaf.invoke('resize', { height: '200px' });
    expect(host.invoked).toEqual([['resize', { height: '200px' }]]);
  });

  it('waits until the app is registered', async () => {
    const { zaf, host, clock } = connected();
    const reading = zaf.metadata();
    await clock.advance(1_000);
    host.register({ settings: {} });
    expect(await reading).toEqual({ ok: true, value: { settings: {} } });
  });

  it('does not wait for ever', async () => {
    const { zaf, clock } = connected();
    const reading = zaf.metadata();
    await clock.advance(15_000);
    expect(await reading).toMatchObject({ ok: false, problem: { code: 'zendesk_unreachable' } });
  });
});

describe('what a request is to the host', () => {
  it('a read', async () => {
    const { zaf, host } = connected();
    await zaf.send(get);
    expect(host.requests).toEqual([
      {
        url: '/api/v2/tickets/1.json',
        type: 'GET',
        headers: { Accept: 'application/json' },
        contentType: 'application/json',
        secure: false,
        autoRetry: false,
        httpCompleteResponse: true,
      },
    ]);
  });

  it('a secure send', async () => {
    const { zaf, host } = connected();
    await zaf.send({
      ...get,
      method: 'POST',
      url: 'https://api.1msg.io/1/sendTemplate',
      headers: { Authorization: 'Bearer {{setting.api_token}}' },
      body: '{"phone":"12125550142"}',
      secure: true,
    });
    expect(host.requests).toMatchObject([
      { type: 'POST', data: '{"phone":"12125550142"}', secure: true, autoRetry: false },
    ]);
  });
});

const answered = (status: number, text: string): HttpReply => ({
  kind: 'answered',
  status,
  text,
  retryAfter: undefined,
  serverTime: undefined,
});

describe('answers', () => {
  it.each([
    [
      'the complete response',
      { status: 201, responseText: '{"a":1}', responseJSON: { a: 1 } },
      answered(201, '{"a":1}'),
    ],
    ['one with JSON only', { status: 200, responseJSON: { a: 1 } }, answered(200, '{"a":1}')],
    [
      'one with an empty text beside its JSON',
      { status: 200, responseText: '', responseJSON: [1] },
      answered(200, '[1]'),
    ],
    ['one without a body', { status: 204, responseText: '' }, answered(204, '')],
    ['a complete response that is a refusal', { status: 422, responseText: 'no' }, answered(422, 'no')],
    ['the body, parsed', { ticket: { id: 1 } }, answered(200, '{"ticket":{"id":1}}')],
    ['a body that has a status of its own', { status: 'connected' }, answered(200, '{"status":"connected"}')],
    [
      'a body that has a number for a status',
      { status: 3, sent: true },
      answered(200, '{"status":3,"sent":true}'),
    ],
    ['a list', [1, 2], answered(200, '[1,2]')],
    ['text', '{"a":1}', answered(200, '{"a":1}')],
    ['nothing', undefined, answered(200, '')],
    ['null', null, answered(200, '')],
  ])('%s', async (_, value, reply) => {
    const { zaf, host } = connected();
    host.onRequest = async () => value;
    expect(await zaf.send(get)).toEqual(reply);
  });
});

const unanswered: HttpReply = { kind: 'unanswered', reason: 'network' };

describe('failures', () => {
  it.each([
    [
      'a refusal',
      { status: 404, statusText: 'Not Found', responseText: '{"error":"x"}', responseJSON: { error: 'x' } },
      answered(404, '{"error":"x"}'),
    ],
    ['a refusal without JSON', { status: 502, responseText: '<html>' }, answered(502, '<html>')],
    ['a refusal without text', { status: 422, responseJSON: { error: 'x' } }, answered(422, '{"error":"x"}')],
    ['a refusal without a body', { status: 500, statusText: 'error' }, answered(500, '')],
    ['a status written as text', { status: '429', responseText: '' }, answered(429, '')],
    [
      'a body that is no JSON',
      { status: 200, responseText: 'OK', statusText: 'parsererror' },
      answered(200, 'OK'),
    ],
    ['status 0', { status: 0, statusText: 'error', responseText: '' }, unanswered],
    ['no status', { statusText: 'abort' }, unanswered],
    ['a status that is none', { status: 'error' }, unanswered],
    ['an Error', new Error('Timeout when invoking "request"'), unanswered],
    ['text', 'gone', unanswered],
    ['nothing', undefined, unanswered],
    ['null', null, unanswered],
  ])('%s', async (_, reason, reply) => {
    const { zaf, host, clock } = connected();
    host.onRequest = () => Promise.reject(reason);
    expect(await zaf.send(get)).toEqual(reply);
    expect(clock.pending).toBe(0);
  });

  it('a throw of the SDK', async () => {
    const { zaf, host } = connected();
    host.onRequest = () => {
      throw new Error('DataCloneError');
    };
    expect(await zaf.send(get)).toEqual(unanswered);
  });
});

describe('deadline', () => {
  it('ends a request that nobody answers', async () => {
    const { zaf, host, clock } = connected();
    host.onRequest = never;
    const reply = zaf.send(get);
    await clock.advance(29_999);
    expect(clock.pending).toBe(1);
    await clock.advance(1);
    expect(await reply).toEqual({ kind: 'unanswered', reason: 'deadline' });
  });

  it.each(['done', 'failed'] as const)('hears no answer that comes later, %s', async (how) => {
    const { zaf, host, clock } = connected();
    let answer: () => void = () => undefined;
    host.onRequest = () =>
      new Promise((resolve, reject) => {
        answer = () =>
          how === 'done' ? resolve({ status: 200, responseText: '{}' }) : reject(new Error('late'));
      });
    const reply = zaf.send(get);
    await clock.advance(30_000);
    answer();
    await clock.advance(0);
    expect(await reply).toEqual({ kind: 'unanswered', reason: 'deadline' });
  });
});

describe('headers', () => {
  const date = 'Mon, 12 Jan 2026 10:29:00 GMT';
  const serverTime = Date.UTC(2026, 0, 12, 10, 29);

  it.each([
    ['an object', { 'Retry-After': '7', Date: date }],
    ['an object in lower case', { 'retry-after': '7', date }],
    ['an object of lists', { 'retry-after': ['7'], date: [date] }],
    ['an object with numbers', { 'RETRY-AFTER': 7, DATE: date }],
    [
      'a list of names and values',
      [
        { name: 'Date', value: date },
        { name: 'Retry-After', value: '7' },
      ],
    ],
    [
      'a list of pairs',
      [
        ['date', date],
        ['retry-after', '7'],
      ],
    ],
    ['lines', `Content-Type: application/json\r\nRetry-After: 7\r\nDate: ${date}\r\n`],
  ])('%s', async (_, headers) => {
    const { zaf, host } = connected();
    host.onRequest = () => Promise.reject({ status: 429, responseText: '', headers });
    expect(await zaf.send(get)).toEqual({ ...answered(429, ''), retryAfter: 7_000, serverTime });
  });

  it.each([
    ['7', undefined, 7_000],
    ['0', undefined, 0],
    ['1.5', undefined, 1_500],
    // The server's own clock counts where it is told, this browser's (10:30:00) where it is not.
    ['Mon, 12 Jan 2026 10:30:09 GMT', undefined, 9_000],
    ['Mon, 12 Jan 2026 10:30:09 GMT', date, 69_000],
    ['Mon, 12 Jan 2026 10:00:00 GMT', undefined, 0],
    ['soon', undefined, undefined],
    ['-3', undefined, undefined],
    [undefined, undefined, undefined],
  ])('Retry-After %j with Date %j is %j ms', async (retryAfter, sent, expected) => {
    const { zaf, host } = connected();
    host.onRequest = async () => ({
      status: 429,
      responseText: '',
      headers: { 'retry-after': retryAfter, date: sent },
    });
    expect(await zaf.send(get)).toMatchObject({ retryAfter: expected });
  });

  it.each([[undefined], [null], [7], ['nothing'], [[]], [[7]], [{}], [{ date: {} }], [[{ name: 'date' }]]])(
    'reads nothing in %j',
    async (headers) => {
      const { zaf, host } = connected();
      host.onRequest = async () => ({ status: 200, responseText: '{}', headers });
      expect(await zaf.send(get)).toEqual(answered(200, '{}'));
    },
  );
});
