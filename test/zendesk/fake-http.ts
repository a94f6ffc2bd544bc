import type { HttpReply, HttpRequest, SendHttp } from '../../src/engine/http';

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
  more: { retryAfter?: number; serverTime?: number } = {},
): HttpReply {
  return {
    kind: 'answered',
    status,
    text: typeof body === 'string' ? body : JSON.stringify(body),
    retryAfter: more.retryAfter,
    serverTime: more.serverTime,
  };
}

export const noAnswer: HttpReply = { kind: 'unanswered', reason: 'network' };
