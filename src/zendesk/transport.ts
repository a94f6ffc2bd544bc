/** Requests to Zendesk's REST API: one deadline, one policy for its rate limit, one reading of its refusals. */
import { failed, got, type Problem, problem, type Reading } from '../core/problem';
import { type HttpReply, type HttpRequest, isObject, parseJson, type SendHttp } from '../engine/http';
import type { Clock, Random } from '../engine/ports';
import type { Limit } from './limit';
import { cut } from './wire';

/** One call, below the account's own address. */
export interface Call {
  readonly method: HttpRequest['method'];
  /** From `/api/v2/` on. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly turn: Turn;
}

/**
 * Who goes first while the account's request limit is nearly used up: what has been begun before what has not.
 *
 * - `look`: begins something that can begin later as well
 * - `step`: brings what has begun nearer to its claim
 * - `claim`: creates one
 * - `finish`: a claim is held, which does not last, or an outcome is to be written down
 * - `at_once`: right at this moment or not at all; who asks looks again before the next try
 */
export type Turn = 'look' | 'step' | 'claim' | 'finish' | 'at_once';

/** Zendesk's largest page. */
export const pageSize = 100;

export type CallZendesk = (call: Call) => Promise<HttpReply>;

/** ms that Zendesk has to answer, and by how much an answer may pass that before it tells of another time. */
const deadline = 15_000;
const leeway = 5_000;

/**
 * How a call behaves while the limit is short: the share that it leaves to the turns after its own, when after the
 * renewal it goes (from, and over how long, for every browser of the account waits for that same moment), and how
 * long it may wait at all; ms.
 */
interface Manners {
  readonly leaves: number;
  readonly from: number;
  readonly spread: number;
  readonly patience: number;
}

const manners: Readonly<Record<Turn, Manners>> = {
  look: { leaves: 0.5, from: 8_000, spread: 45_000, patience: 10 * 60_000 },
  step: { leaves: 0.25, from: 1_000, spread: 9_000, patience: 10 * 60_000 },
  // What it rests on does not last.
  claim: { leaves: 0.2, from: 500, spread: 4_500, patience: 15_000 },
  finish: { leaves: 0, from: 0, spread: 2_000, patience: 10 * 60_000 },
  at_once: { leaves: 0, from: 0, spread: 0, patience: 0 },
};

/** A wait that nobody notices is not worth a word, ms. */
const shortWait = 2_000;

/** Of calls that wait again and again the later waits are longer. */
const mostGrowth = 4;

/**
 * Calls through the host, with the agent's own session and permissions. A refusal by the rate limit (429) has stored
 * nothing, so the call is made again when Zendesk allows; until then this browser asks nothing at all. `onWait` hears
 * until when (ms, by this clock) a call waits, wherever it is long enough to be noticed.
 */
export function createTransport(
  send: SendHttp,
  clock: Clock,
  random: Random,
  limit: Limit,
  onWait: (until: number) => void = () => undefined,
): CallZendesk {
  return async ({ method, path, body, turn }) => {
    const request: HttpRequest = {
      method,
      url: path,
      headers: { Accept: 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      secure: false,
      deadline,
    };
    const { leaves, from, spread, patience } = manners[turn];
    const giveUpAt = clock.now() + patience;
    let waits = 0;
    for (;;) {
      const now = clock.now();
      const opensAt = limit.opensAt(leaves, now);
      if (opensAt > now) {
        waits += 1;
        const wait = opensAt - now + from + Math.floor(random() * spread * Math.min(waits, mostGrowth));
        if (now + wait > giveUpAt) return stillBusy;
        if (wait > shortWait) onWait(now + wait);
        await new Promise<void>((resolve) => clock.setTimer(resolve, wait));
      } else {
        const reply = await send(request);
        // An answer that waited while the computer slept tells how things stood before.
        if (clock.now() - now > deadline + leeway) return { kind: 'unanswered', reason: 'deadline' };
        limit.learn(reply, clock.now());
        if (reply.kind === 'unanswered' || reply.status !== 429) return reply;
      }
    }
  };
}

/** Calls for somebody who sits before the page: what is short now is told at once, and not waited for. */
export const inPerson =
  (call: CallZendesk): CallZendesk =>
  (one) =>
    call(one.turn === 'finish' ? one : { ...one, turn: 'claim' });

/** What a call comes to that has waited in vain. */
const stillBusy: HttpReply = {
  kind: 'answered',
  status: 429,
  text: '',
  retryAfter: undefined,
  serverTime: undefined,
};

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

/** The list at a key. An answer without it is none at all: what it does not tell is unknown, and not empty. */
export function readListAt({ json }: Answer, key: string): Reading<readonly unknown[]> {
  const list = json[key];
  return Array.isArray(list) ? got(list) : failed(problem('zendesk_unreachable', `No list of ${key}.`));
}

/** Whether Zendesk did what was asked. */
export const isSuccess = (reply: Answered): boolean => reply.status >= 200 && reply.status < 300;

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
