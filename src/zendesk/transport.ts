/** Requests to Zendesk's REST API: one deadline, one policy for its rate limit, one reading of its refusals. */
import { failed, got, type Problem, problem, type Reading } from '../core/problem';
import { type HttpReply, type HttpRequest, isObject, parseJson, type SendHttp } from '../engine/http';
import type { Clock } from '../engine/ports';
import { cut } from './wire';

/** One call, below the account's own address. */
export interface Call {
  readonly method: HttpRequest['method'];
  /** From `/api/v2/` on. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Whether a refusal by the rate limit (429) may be waited out: only where the moment does not matter. */
  readonly patient: boolean;
}

export type CallZendesk = (call: Call) => Promise<HttpReply>;

/** ms that Zendesk has to answer. */
const deadline = 15_000;

/** Times that a rate-limited call is repeated, and the longest wait that is worth it, ms. */
const repeats = 2;
const longestPause = 10_000;
const usualPause = 1_000;

/** Calls through the host, with the agent's own session and permissions. */
export function createTransport(send: SendHttp, clock: Clock): CallZendesk {
  const pause = (ms: number) => new Promise<void>((resolve) => clock.setTimer(resolve, ms));
  return async ({ method, path, body, patient }) => {
    const request: HttpRequest = {
      method,
      url: path,
      headers: { Accept: 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      secure: false,
      deadline,
    };
    let reply = await send(request);
    for (let again = 0; patient && again < repeats && isBusy(reply); again += 1) {
      const wait = reply.retryAfter ?? usualPause;
      if (wait > longestPause) break;
      await pause(wait);
      reply = await send(request);
    }
    return reply;
  };
}

/** A JSON object that Zendesk answered with. */
export interface Answer {
  readonly json: Readonly<Record<string, unknown>>;
  /** ms, by Zendesk's clock. */
  readonly serverTime: number | undefined;
}

export type Answered = Extract<HttpReply, { kind: 'answered' }>;

/** Which of Zendesk's parts refuses: the helpdesk itself, or the custom objects, which plans and roles may lack. */
export type Area = 'desk' | 'store';

/** The answer of a read, or the problem that stands behind there being none. */
export function readAnswer(reply: HttpReply, area: Area): Reading<Answer> {
  if (reply.kind === 'answered' && isSuccess(reply)) {
    const json = parseJson(reply.text);
    if (isObject(json)) return got({ json, serverTime: reply.serverTime });
  }
  return failed(refusalOf(reply, area));
}

/** Whether Zendesk did what was asked. */
export const isSuccess = (reply: Answered): boolean => reply.status >= 200 && reply.status < 300;

const isBusy = (reply: HttpReply): reply is Answered => reply.kind === 'answered' && reply.status === 429;

/** The problem behind a reply that does not hold what was asked for. */
export function refusalOf(reply: HttpReply, area: Area): Problem {
  if (reply.kind === 'unanswered') return problem('zendesk_unreachable', reply.reason);
  const { status } = reply;
  const detail = detailOf(status, reply.text);
  if (status === 429) return problem('zendesk_busy', detail);
  if (status === 401) return problem('zendesk_forbidden', detail);
  if (!isRefusal(status)) return problem('zendesk_unreachable', detail);
  if (area === 'desk') return problem('zendesk_forbidden', detail);
  if (status === 404) return problem('store_missing', detail);
  return problem(status === 403 ? 'store_forbidden' : 'store_refused', detail);
}

/** Statuses that say no for certain; 408 says that the server waited in vain, which decides nothing. */
export const isRefusal = (status: number): boolean => status >= 400 && status < 500 && status !== 408;

/**
 * What Zendesk said, short. Nothing in it needs masking: of a customer's number no more than four digits are
 * ever sent to Zendesk.
 */
function detailOf(status: number, text: string): string {
  const said = /^\s*</.test(text) ? '' : text.replace(/\s+/g, ' ').trim();
  return cut(`${status} ${said}`.trim(), 300);
}
