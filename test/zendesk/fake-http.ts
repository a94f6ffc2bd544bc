import type { Allowance, HttpReply, HttpRequest, SendHttp } from '../../src/engine/http';
import { createLimit } from '../../src/zendesk/limit';
import { type CallZendesk, createTransport } from '../../src/zendesk/transport';
import { createManualClock, type ManualClock } from '../support/manual-clock';

/** Answers requests from a script and keeps what was asked. */
export interface FakeHttp {
  readonly send: SendHttp;
  readonly requests: readonly HttpRequest[];
}

/** Answers the first request with the first reply, and so on; a request beyond the last is an error of the test. */
export function createFakeHttp(...replies: readonly HttpReply[]): FakeHttp {
  return answerWith((_, index) => {
    const reply = replies[index];
    if (reply === undefined) throw new Error(`Request ${index + 1} was not expected`);
    return reply;
  });
}

/** Answers each request by a rule. */
export function answerWith(rule: (request: HttpRequest, index: number) => HttpReply): FakeHttp {
  const requests: HttpRequest[] = [];
  return {
    requests,
    send: async (request) => {
      requests.push(request);
      return rule(request, requests.length - 1);
    },
  };
}

/** An answer with this status; anything but text is sent as JSON. */
export function answer(
  status: number,
  body: unknown = '',
  more: { retryAfter?: number; serverTime?: number; allowance?: Allowance } = {},
): HttpReply {
  return {
    kind: 'answered',
    status,
    text: typeof body === 'string' ? body : JSON.stringify(body),
    retryAfter: more.retryAfter,
    serverTime: more.serverTime,
    ...(more.allowance !== undefined && { allowance: more.allowance }),
  };
}

export const noAnswer: HttpReply = { kind: 'unanswered', reason: 'network' };

/** What a browser gives that forbids storage. */
export const noStorage = (): Storage => {
  throw new Error('Storage is forbidden.');
};

/** The transport of a page by itself; of all times that chance may choose it takes the first. */
export const transportOver = (
  http: Pick<FakeHttp, 'send'>,
  clock: ManualClock = createManualClock(),
): CallZendesk => createTransport(http.send, clock, () => 0, createLimit(noStorage, '1'));
