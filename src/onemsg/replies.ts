import { failed, got, type Problem, type ProblemCode, problem, type Reading } from '../core/problem';
import { type HttpReply, isObject, parseJson } from '../engine/http';
import { cleanDetail } from './clean';
import { hasError, readFault } from './faults';
import { detailOf, problemOf } from './refusals';

/** What a reply proves, before its body is understood. */
export type Outcome =
  | { readonly kind: 'answered'; readonly body: unknown }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly problem: Problem;
      readonly retryAfter: number | undefined;
    }
  /** The other side was content, and what it said is no JSON. */
  | { readonly kind: 'unreadable'; readonly detail: string | undefined }
  /** Nothing, or a fault of a server: the request may have been carried out. */
  | {
      readonly kind: 'silent';
      readonly code: 'no_answer' | 'answer_error';
      readonly detail: string | undefined;
    };

/** Sorts a reply by what it proves. Only a 4xx is a definite no, and not all of them are. */
export function readReply(reply: HttpReply): Outcome {
  if (reply.kind === 'unanswered') return { kind: 'silent', code: 'no_answer', detail: undefined };
  const { status, text, retryAfter } = reply;
  const proxy = isProxyError(text);
  const told = proxy && !provesNothing(status) ? innerStatus(text) : status;
  if (provesNothing(told)) {
    const code = gaveUp.has(told) ? 'no_answer' : 'answer_error';
    return { kind: 'silent', code, detail: statusDetail(status, text) };
  }
  if (status >= 400) {
    const refusal = proxy
      ? problem(status === 429 ? 'proxy_busy' : 'proxy_refused', statusDetail(status, text))
      : problemByStatus(status, text);
    return { kind: 'refused', status, problem: refusal, retryAfter };
  }
  const body = status < 300 ? parseJson(text) : undefined;
  return body === undefined
    ? { kind: 'unreadable', detail: statusDetail(status, text) }
    : { kind: 'answered', body };
}

/** What a read comes to; `parse` answers undefined for a body that is not what was asked for. */
export function readBody<T>(reply: HttpReply, parse: (body: unknown) => T | undefined): Reading<T> {
  const outcome = readReply(reply);
  switch (outcome.kind) {
    case 'refused':
      return failed(outcome.problem);
    case 'unreadable':
    case 'silent':
      return failed(problem('onemsg_unreachable', outcome.detail));
    case 'answered': {
      const value = parse(outcome.body);
      if (value !== undefined) return got(value);
      const otherwise = hasError(outcome.body) ? 'request_refused' : 'onemsg_unreachable';
      return failed(problemOf(readFault(outcome.body), otherwise));
    }
  }
}

/** The list under the key, or the answer itself where it is one; undefined where an error comes with it. */
export function listIn(body: unknown, key: string): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body;
  if (!isObject(body) || hasError(body)) return undefined;
  const list = body[key];
  return Array.isArray(list) ? list : undefined;
}

/** Statuses of a gateway that gave up waiting for an answer: it knows no more than one that failed. */
const gaveUp: ReadonlySet<number> = new Set([408, 499, 504, 522, 524]);

const provesNothing = (status: number): boolean => status < 200 || status >= 500 || gaveUp.has(status);

/**
 * Zendesk's proxy refuses in a form of its own, `Proxy error: {:code=>"…", :status=>"422", …}`, and then
 * nothing has left Zendesk. The status inside may speak of 1MSG's side instead.
 */
const isProxyError = (text: string): boolean => /\bproxy error:/i.test(text);
const innerStatus = (text: string): number => Number(/:status=>"?(\d{3})\b/.exec(text)?.[1] ?? 400);

const byStatus: Readonly<Record<number, ProblemCode>> = {
  401: 'token_refused',
  402: 'payment',
  403: 'channel_blocked',
  404: 'channel_not_found',
  410: 'channel_not_found',
  429: 'rate_limited',
};

/** A limit with a meaning of its own, such as one for spam, comes before what the status alone would say. */
function problemByStatus(status: number, text: string): Problem {
  const fault = readFault(parseJson(text) ?? text);
  // The words of a 401 are about the token whatever they hold, and they repeat what was sent.
  const words = status === 401 ? '' : fault.text;
  const known = problemOf({ ...fault, text: words }, byStatus[status] ?? 'request_refused');
  const detail = (status === 401 ? detailOf(fault) : known.detail) ?? `HTTP ${status}`;
  return problem(known.code, detail);
}

function statusDetail(status: number, text: string): string | undefined {
  const said = readFault(parseJson(text) ?? text).text;
  return cleanDetail(said === '' ? `HTTP ${status}` : `HTTP ${status}: ${said}`);
}
