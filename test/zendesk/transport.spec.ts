import { describe, expect, it } from 'vitest';
import type { HttpReply } from '../../src/engine/http';
import { type Call, createTransport, readAnswer } from '../../src/zendesk/transport';
import { createManualClock } from '../support/manual-clock';
import { answer, createFakeHttp, noAnswer } from './fake-http';

const read: Call = { method: 'GET', path: '/api/v2/tickets/1/audits.json', patient: true };
const write: Call = { method: 'PATCH', path: '/api/v2/x', body: { a: 1 }, patient: false };

describe('the rate limit', () => {
  const busy = (seconds?: number) =>
    answer(429, '', seconds === undefined ? {} : { retryAfter: seconds * 1_000 });

  it('is waited out as long as Zendesk asks', async () => {
    const clock = createManualClock();
    const http = createFakeHttp(busy(3), answer(200, '{}'));
    const reply = createTransport(http.send, clock)(read);
    await clock.advance(2_999);
    expect(http.requests).toHaveLength(1);
    await clock.advance(1);
    expect(await reply).toEqual(answer(200, '{}'));
    expect(http.requests[1]).toEqual(http.requests[0]);
  });

  it('is waited out for a second when Zendesk names no time', async () => {
    const clock = createManualClock();
    const http = createFakeHttp(busy(), answer(200, '{}'));
    const reply = createTransport(http.send, clock)(read);
    await clock.advance(1_000);
    expect(await reply).toEqual(answer(200, '{}'));
  });

  it('is given in to after two repeats', async () => {
    const clock = createManualClock();
    const http = createFakeHttp(busy(1), busy(10), busy(1));
    const reply = createTransport(http.send, clock)(read);
    await clock.advance(11_000);
    expect(await reply).toEqual(busy(1));
    expect(clock.pending).toBe(0);
  });

  it('is not waited out for longer than ten seconds', async () => {
    const http = createFakeHttp(busy(11));
    expect(await createTransport(http.send, createManualClock())(read)).toEqual(busy(11));
  });

  it('is not waited out where the call is not patient', async () => {
    const http = createFakeHttp(busy(1));
    expect(await createTransport(http.send, createManualClock())(write)).toEqual(busy(1));
  });
});

it.each([
  ['500', answer(500)],
  ['no answer', noAnswer],
  ['404', answer(404)],
])('repeats nothing after %s', async (_, reply) => {
  const http = createFakeHttp(reply);
  expect(await createTransport(http.send, createManualClock())(read)).toEqual(reply);
});

it('sends JSON, without secrets, with a deadline', async () => {
  const http = createFakeHttp(answer(200, '{}'));
  await createTransport(http.send, createManualClock())(write);
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
