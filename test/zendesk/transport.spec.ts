import { describe, expect, it } from 'vitest';
import type { HttpReply, SendHttp } from '../../src/engine/http';
import { readDone } from '../../src/zendesk/http-answer';
import { createLimit } from '../../src/zendesk/limit';
import { type Call, createTransport, readAnswer, type Turn } from '../../src/zendesk/transport';
import { createStorage } from '../chaos/browser';
import { createManualClock } from '../support/manual-clock';
import {
  answer,
  answerWith,
  createFakeHttp,
  type FakeHttp,
  noAnswer,
  noStorage,
  transportOver,
} from './fake-http';

const call = (turn: Turn): Call => ({ method: 'GET', path: '/api/v2/tickets/1/audits.json', turn });
const write: Call = { method: 'PATCH', path: '/api/v2/x', body: { a: 1 }, turn: 'finish' };

const busy = (seconds?: number) =>
  answer(429, '', seconds === undefined ? {} : { retryAfter: seconds * 1_000 });
const done = answer(200, '{}');
const leaving = (left: number, renewedIn: number | undefined = 30_000) =>
  answer(200, '{}', { allowance: { left, renewedIn } });

describe('a refusal by the rate limit', () => {
  it('is waited out as long as Zendesk asks', async () => {
    const clock = createManualClock();
    const http = createFakeHttp(busy(30), done);
    const reply = transportOver(http, clock)(write);
    await clock.advance(29_999);
    expect(http.requests).toHaveLength(1);
    await clock.advance(1);
    expect(await reply).toEqual(done);
    expect(http.requests[1]).toEqual(http.requests[0]);
  });

  it('is waited out for five seconds where Zendesk names no time', async () => {
    const clock = createManualClock();
    const http = createFakeHttp(busy(), done);
    const reply = transportOver(http, clock)(write);
    await clock.advance(4_999);
    expect(http.requests).toHaveLength(1);
    await clock.advance(1);
    expect(await reply).toEqual(done);
  });

  it('holds for every other call of the page', async () => {
    const clock = createManualClock();
    const http = createFakeHttp(busy(20), done, done);
    const ask = transportOver(http, clock);
    const replies = [ask(write), clock.advance(1_000).then(() => ask(call('step')))];
    await clock.advance(19_000);
    expect(http.requests).toHaveLength(1);
    await clock.advance(10_000);
    expect(await Promise.all(replies)).toEqual([done, done]);
  });

  it('is given in to when ten minutes of waiting were in vain', async () => {
    const clock = createManualClock();
    const http = answerWith(() => busy(60));
    const reply = transportOver(http, clock)(write);
    await clock.advance(10 * 60_000);
    expect(await reply).toMatchObject({ kind: 'answered', status: 429 });
    expect(http.requests.length).toBeLessThanOrEqual(11);
    expect(clock.pending).toBe(0);
  });

  it('is not waited out for long by a claim: what it rests on does not last', async () => {
    const http = createFakeHttp(busy(20));
    expect(await transportOver(http)(call('claim'))).toMatchObject({ status: 429 });
    expect(http.requests).toHaveLength(1);
  });

  it.each([
    ['finish', 2_000],
    ['step', 9_000],
    ['look', 45_000],
  ] as const)('is followed by each page at its own time, within %s: %d ms', async (turn, spread) => {
    const last = async (chance: number) => {
      const clock = createManualClock();
      const start = clock.now();
      const times: number[] = [];
      const http = answerWith((_, index) => {
        times.push(clock.now() - start);
        return index === 0 ? busy(10) : done;
      });
      const reply = createTransport(http.send, clock, () => chance, createLimit(noStorage, '1'))(call(turn));
      await clock.advance(120_000);
      await reply;
      return times.at(-1) ?? 0;
    };
    expect((await last(0.999)) - (await last(0))).toBe(Math.floor(0.999 * spread));
  });
});

it('is not waited for at all by what must not come later', async () => {
  const clock = createManualClock();
  const http = createFakeHttp(leaving(0), busy(2), done);
  const ask = transportOver(http, clock);
  await ask(call('look'));
  expect(await ask(call('at_once'))).toMatchObject({ status: 429 });
  await clock.advance(31_000);
  expect(await ask(call('at_once'))).toMatchObject({ status: 429 });
  await clock.advance(3_000);
  expect(await ask(call('at_once'))).toEqual(done);
  expect(http.requests).toHaveLength(3);
});

describe('a wait for the limit', () => {
  /** What is told, ms from the beginning, of a call that follows the first answer and gets the others. */
  const toldOf = async (turn: Turn, first: HttpReply, chance: number, ...others: readonly HttpReply[]) => {
    const clock = createManualClock();
    const start = clock.now();
    const told: number[] = [];
    const http = createFakeHttp(first, ...others, done);
    const limit = createLimit(noStorage, '1');
    const ask = createTransport(
      http.send,
      clock,
      () => chance,
      limit,
      (until) => told.push(until - start),
    );
    await ask(call('look'));
    const end = ask(call(turn));
    await clock.advance(10 * 60_000);
    await end;
    return told;
  };

  it('is told with its end', async () => {
    expect(await toldOf('look', leaving(0.1), 0)).toEqual([38_000]);
    expect(await toldOf('look', leaving(0.1), 0.5)).toEqual([60_500]);
    expect(await toldOf('step', leaving(0.1), 0)).toEqual([31_000]);
  });

  it('is told anew where the call has to wait once more', async () => {
    expect(await toldOf('step', leaving(0.1), 0, busy(10))).toEqual([31_000, 42_000]);
  });

  it('is not told where it is as good as none', async () => {
    expect(await toldOf('finish', leaving(0.1), 0)).toEqual([]);
    expect(await toldOf('finish', leaving(0.1), 0, busy(2))).toEqual([]);
  });

  it('is not told where it is not waited for', async () => {
    expect(await toldOf('claim', leaving(0.1), 0)).toEqual([]);
  });
});

describe('while the limit is nearly used up', () => {
  const waits = async (turn: Turn, left: number) => {
    const clock = createManualClock();
    const http = answerWith(() => leaving(left));
    const ask = transportOver(http, clock);
    await ask(call('finish'));
    const reply = ask(call(turn));
    await clock.advance(1_000);
    const waited = http.requests.length === 1;
    await clock.advance(60_000);
    await reply;
    return waited;
  };

  it.each([
    ['look', 0.5, 0.51],
    ['step', 0.25, 0.26],
    ['claim', 0.2, 0.21],
    ['finish', 0, 0.01],
  ] as const)('%s waits at %d and goes at %d', async (turn, low, enough) => {
    // A claim that would have to wait for long says so at once.
    if (turn !== 'claim') expect(await waits(turn, low)).toBe(true);
    expect(await waits(turn, enough)).toBe(false);
  });

  it('another tab of the browser knows it too', async () => {
    const clock = createManualClock();
    const storage = createStorage();
    const page = (http: FakeHttp) =>
      createTransport(
        http.send,
        clock,
        () => 0,
        createLimit(() => storage, '1'),
      );
    await page(createFakeHttp(leaving(0.1)))(call('look'));
    const http = createFakeHttp(done);
    const reply = page(http)(call('look'));
    await clock.advance(30_000);
    expect(http.requests).toHaveLength(0);
    await clock.advance(8_000);
    expect(await reply).toEqual(done);
  });

  it('an answer that was overtaken opens nothing', async () => {
    const clock = createManualClock();
    const limit = createLimit(noStorage, '1');
    limit.learn(busy(20), clock.now());
    limit.learn(leaving(0.9), clock.now());
    expect(limit.opensAt(0, clock.now())).toBeGreaterThanOrEqual(clock.now() + 20_000);
  });

  it.each(['', 'junk', '-1', 'NaN NaN', '-1 1e300', '{"left":0}'])(
    'what stands in the storage as %j keeps nobody waiting',
    (text) => {
      const storage = createStorage();
      storage.setItem('onemsg/1/limit/1', text);
      const limit = createLimit(() => storage, '1');
      const { now } = createManualClock();
      expect(limit.opensAt(0.5, now())).toBeLessThanOrEqual(now());
    },
  );
});

it('an answer that comes long after its deadline, as after a sleep, is none', async () => {
  let now = 0;
  const slept: SendHttp = async () => {
    now += 60_000;
    return done;
  };
  const clock = { ...createManualClock(), now: () => now };
  expect(await createTransport(slept, clock, () => 0, createLimit(noStorage, '1'))(call('step'))).toEqual({
    kind: 'unanswered',
    reason: 'deadline',
  });
});

it.each([
  ['500', answer(500)],
  ['no answer', noAnswer],
  ['404', answer(404)],
])('repeats nothing after %s', async (_, reply) => {
  const http = createFakeHttp(reply);
  expect(await transportOver(http)(call('step'))).toEqual(reply);
});

it('sends JSON, without secrets, with a deadline', async () => {
  const http = createFakeHttp(answer(200, '{}'));
  await transportOver(http)(write);
  expect(http.requests).toEqual([
    {
      method: 'PATCH',
      url: '/api/v2/x',
      headers: { Accept: 'application/json' },
      body: '{"a":1}',
      secure: false,
      deadline: 15_000,
    },
  ]);
});

describe('what stands behind a reply', () => {
  it('a JSON object', () => {
    expect(readAnswer(answer(200, { a: 1 }, { serverTime: 5 }), 'desk')).toEqual({
      ok: true,
      value: { json: { a: 1 }, serverTime: 5 },
    });
  });

  const cases: readonly (readonly [string, HttpReply, string, string])[] = [
    ['no network', noAnswer, 'zendesk_unreachable', 'zendesk_unreachable'],
    ['a deadline', { kind: 'unanswered', reason: 'deadline' }, 'zendesk_unreachable', 'zendesk_unreachable'],
    ['no JSON', answer(200, '<html>'), 'zendesk_unreachable', 'zendesk_unreachable'],
    ['half of it', answer(200, '{"a":'), 'zendesk_unreachable', 'zendesk_unreachable'],
    ['a list', answer(200, []), 'zendesk_unreachable', 'zendesk_unreachable'],
    ['a redirection', answer(302), 'zendesk_unreachable', 'zendesk_unreachable'],
    ['400', answer(400), 'zendesk_forbidden', 'store_refused'],
    ['401', answer(401), 'zendesk_forbidden', 'zendesk_forbidden'],
    ['403', answer(403), 'zendesk_forbidden', 'store_forbidden'],
    ['404', answer(404), 'zendesk_forbidden', 'store_missing'],
    ['408', answer(408), 'zendesk_unreachable', 'zendesk_unreachable'],
    ['422', answer(422), 'zendesk_forbidden', 'store_refused'],
    ['429', answer(429), 'zendesk_busy', 'zendesk_busy'],
    ['500', answer(500), 'zendesk_unreachable', 'zendesk_unreachable'],
    ['503', answer(503), 'zendesk_unreachable', 'zendesk_unreachable'],
  ];

  it.each(cases)('%s', (_, reply, desk, store) => {
    expect(readAnswer(reply, 'desk')).toMatchObject({ ok: false, problem: { code: desk } });
    expect(readAnswer(reply, 'store')).toMatchObject({ ok: false, problem: { code: store } });
  });

  it.each([
    [answer(422, { error: 'RecordInvalid' }), '422 {"error":"RecordInvalid"}'],
    [answer(500, ' one\n two '), '500 one two'],
    [answer(502, '<html>Bad Gateway</html>'), '502'],
    [answer(503), '503'],
    [answer(400, 'x'.repeat(400)), `400 ${'x'.repeat(296)}`],
    [noAnswer, 'network'],
  ])('%j is told as %j', (reply, detail) => {
    expect(readAnswer(reply, 'desk')).toMatchObject({ problem: { detail } });
  });
});

describe('what an answer says of the limit', () => {
  const allowanceOf = (headers: Readonly<Record<string, string>>) => {
    const reply = readDone({ status: 200, responseText: '{}', headers }, 0);
    return reply.kind === 'answered' ? reply.allowance : undefined;
  };

  it.each([
    [
      { 'X-Rate-Limit': '700', 'X-Rate-Limit-Remaining': '70' },
      { left: 0.1, renewedIn: undefined },
    ],
    [
      { 'x-rate-limit': '200', 'x-rate-limit-remaining': '0', 'ratelimit-reset': '41' },
      { left: 0, renewedIn: 41_000 },
    ],
    [{ 'x-rate-limit': '0', 'x-rate-limit-remaining': '0' }, undefined],
    [{ 'x-rate-limit': 'many', 'x-rate-limit-remaining': '3' }, undefined],
    [{ 'x-rate-limit-remaining': '3' }, undefined],
    [{}, undefined],
  ])('%j', (headers, allowance) => {
    expect(allowanceOf(headers)).toEqual(allowance);
  });
});
