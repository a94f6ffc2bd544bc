import { describe, expect, it } from 'vitest';
import type { SendAnswer } from '../../src/core/events';
import type { ProblemCode } from '../../src/core/problem';
import { readSendAnswer } from '../../src/onemsg/answers';
import { answered, badGateway, proxyError } from './replies';

const id = 'wamid.HBgMNTg0MTI1NDA4ODYxFQIAERgSOUQ3RkQ2QTVCMzA4RUQyOTVGAA==';

const lost = (code: ProblemCode, detail?: string): SendAnswer => ({
  kind: 'lost',
  problem: { code, detail, subjects: [] },
});

const refused = (code: ProblemCode, detail: string | undefined, retryAfter?: number): SendAnswer => ({
  kind: 'refused',
  problem: { code, detail, subjects: [] },
  retryAfter,
});

describe('no answer', () => {
  it.each(['deadline', 'network'] as const)('is lost (%s)', (reason) => {
    expect(readSendAnswer({ kind: 'unanswered', reason })).toEqual(lost('no_answer'));
  });

  it.each([
    [408, '', 'HTTP 408'],
    [499, '', 'HTTP 499'],
    [504, 'Proxy error: {:code=>"GatewayTimeout"}', undefined],
    // The proxy's own 4xx that tells of a wait in vain behind it.
    [422, proxyError(504), undefined],
    [522, '', 'HTTP 522'],
    [524, '', 'HTTP 524'],
  ])('is what %i comes to: somebody on the way has waited in vain', (status, body, detail) => {
    const answer = readSendAnswer(answered(status, body));
    expect(answer).toEqual(lost('no_answer', detail ?? expect.stringMatching(/^HTTP \d+: Proxy error/)));
  });
});

describe('a server that fails', () => {
  it.each([
    [0, '', 'HTTP 0'],
    [500, { error: 'Internal server error' }, 'HTTP 500: Internal server error'],
    [500, { sent: true, id }, 'HTTP 500'],
    [500, { error: { code: 131026 } }, 'HTTP 500'],
    [501, '', 'HTTP 501'],
    [502, badGateway, 'HTTP 502: 502 Bad Gateway 502 Bad Gateway'],
    [502, proxyError(502), undefined],
    [503, 'Service Unavailable', 'HTTP 503: Service Unavailable'],
    [520, '<html>', 'HTTP 520'],
    // The proxy's own 4xx that tells of a failure behind it.
    [422, proxyError(500), undefined],
  ])('with %i leaves open whether the message has gone', (status, body, detail) => {
    const answer = readSendAnswer(answered(status, body));
    expect(answer).toEqual(lost('answer_error', detail ?? expect.stringMatching(/^HTTP \d+: Proxy error/)));
  });
});

describe('an answer', () => {
  it.each([
    [200, { sent: true, id, message: 'Sent to 5804125408861@c.us' }],
    [201, { sent: true, id }],
    [202, { sent: 'true', id: ` ${id} ` }],
    [200, { sent: 1, id, error: null }],
    [200, { sent: true, id, jobId: 'job-1' }],
  ])('%i %j is accepted', (status, body) => {
    expect(readSendAnswer(answered(status, body))).toEqual({ kind: 'accepted', messageId: id });
  });

  it.each([
    [{ sent: false, jobId: 'job-1' }, 'job-1'],
    [{ sent: false, jobId: 17, message: 'queued' }, '17'],
    [{ sent: 'false', jobId: 'job-1' }, 'job-1'],
    [{ sent: true, jobId: 'job-1' }, 'job-1'],
    [{ jobId: 'job-1' }, 'job-1'],
  ])('%j is queued, although it says that nothing was sent', (body, jobId) => {
    expect(readSendAnswer(answered(200, body))).toEqual({ kind: 'queued', jobId });
  });

  it.each([
    [200, { sent: true }],
    [200, { sent: true, id: '' }],
    [200, { sent: true, error: 'contradiction' }],
    [200, { id }],
    [200, {}],
    [200, null],
    [200, []],
    [200, 'OK'],
    [200, ''],
    [200, badGateway],
    [200, { error: null }],
    [200, { error: {} }],
    [200, { message: 'hello' }],
    [302, ''],
  ])('%i %j may be a yes or a no, so it is lost', (status, body) => {
    expect(readSendAnswer(answered(status, body))).toMatchObject({
      kind: 'lost',
      problem: { code: 'answer_unreadable' },
    });
  });

  it('without an id keeps what it said', () => {
    const body = { sent: true, message: 'Sent to 5804125408861@c.us' };
    expect(readSendAnswer(answered(200, body))).toEqual(lost('answer_unreadable', 'Sent to …8861@c.us'));
  });
});

describe('a refusal', () => {
  it.each([
    [{ sent: false }, refused('unspecified', undefined)],
    [{ sent: false, message: 'No luck' }, refused('unspecified', 'No luck')],
    [{ sent: 'false', message: 'No luck' }, refused('unspecified', 'No luck')],
    [{ sent: 0, message: 'No luck' }, refused('unspecified', 'No luck')],
    [{ sent: false, message: '(#132018) No new lines' }, refused('value_refused', '(#132018) No new lines')],
    [
      { sent: false, message: 'Message was not sent', error: '(#131008) missing' },
      refused('value_missing', 'Message was not sent · (#131008) missing'),
    ],
    [
      { sent: false, message: 'Failed', error: { code: 131026, message: 'Undeliverable' } },
      refused('not_on_whatsapp', '131026: Failed · Undeliverable'),
    ],
    [
      { sent: false, message: 'Busy', error: { error_code: 130429 } },
      refused('rate_limited', '130429: Busy'),
    ],
    [
      { sent: false, message: 'Template text has hydrated body length 167 but the limit is 160' },
      refused('text_too_long', 'Template text has hydrated body length 167 but the limit is 160'),
    ],
    [{ error: 'wrong request' }, refused('unspecified', 'wrong request')],
    [{ error: true, message: 'No luck' }, refused('unspecified', 'No luck')],
    [{ response: { error: '(#131005) Access denied' } }, refused('not_allowed', '(#131005) Access denied')],
    [{ response: { error: { code: 190 } } }, refused('channel_disconnected', '190')],
  ])('can come with 200: %j', (body, answer) => {
    expect(readSendAnswer(answered(200, body))).toEqual(answer);
  });

  it.each([
    [400, { message: 'template is not defined' }, 'template_missing', 'template is not defined'],
    [422, { message: 'template is not defined' }, 'template_missing', 'template is not defined'],
    [400, { message: 'Dialog window is closed' }, 'window_closed', 'Dialog window is closed'],
    [422, { message: 'phone is not defined' }, 'request_refused', 'phone is not defined'],
    [400, '', 'request_refused', 'HTTP 400'],
    [413, '<h1>Too Large</h1>', 'request_refused', 'Too Large'],
    [
      401,
      { error: 'Wrong token "130429" for channel "131026". Please provide token as a GET parameter.' },
      'token_refused',
      'Wrong token "…" for channel "131026". Please provide token as a GET parameter.',
    ],
    [401, { error: 'invalid or expired token' }, 'token_refused', 'invalid or expired token'],
    [401, { statusCode: 401, message: 'Unauthorized' }, 'token_refused', 'Unauthorized'],
    [401, '', 'token_refused', 'HTTP 401'],
    [
      401,
      { error: { code: 190, message: 'Session expired' } },
      'channel_disconnected',
      '190: Session expired',
    ],
    [402, '', 'payment', 'HTTP 402'],
    [403, 'Subscription is blocked. Please contact support.', 'channel_blocked', undefined],
    [403, { error: { code: 10, message: 'Denied' } }, 'not_allowed', '10: Denied'],
    [
      404,
      { statusCode: 404, message: 'Cannot POST /371267300/sendTemplate', error: 'Not Found' },
      'channel_not_found',
      'Cannot POST /…7300/sendTemplate · Not Found',
    ],
    [404, { error: { code: 132001, message: 'No such' } }, 'template_missing', '132001: No such'],
    [410, '', 'channel_not_found', 'HTTP 410'],
  ] as const)('can come with a status: %i %j is %s', (status, body, code, detail) => {
    const said = detail ?? (typeof body === 'string' ? body : undefined);
    expect(readSendAnswer(answered(status, body))).toEqual(refused(code, said));
  });

  it('tells the pause that 1MSG asks for', () => {
    expect(readSendAnswer(answered(429, { error: 'Slow down' }, 2_000))).toEqual(
      refused('rate_limited', 'Slow down', 2_000),
    );
    expect(readSendAnswer(answered(429, ''))).toEqual(refused('rate_limited', 'HTTP 429'));
  });

  it('is for spam where the limit is one for that', () => {
    expect(readSendAnswer(answered(429, { error: { code: 131048 } }))).toEqual(
      refused('sending_limited', '131048'),
    );
  });

  it.each([
    [401, 'proxy_refused'],
    [404, 'proxy_refused'],
    [422, 'proxy_refused'],
    [429, 'proxy_busy'],
  ])("is the proxy's own where it says so (%i): nothing was sent", (status, code) => {
    const answer = readSendAnswer(answered(status, proxyError(status)));
    expect(answer).toMatchObject({ kind: 'refused', problem: { code } });
  });
});
