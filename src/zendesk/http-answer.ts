/**
 * What ZAF's `client.request` hands over, read as a plain HTTP answer. No document fixes its form, so every
 * form seen in the SDK and in public apps is understood:
 *
 * - done, with `httpCompleteResponse`: `{status, responseText, responseJSON, headers}`
 * - done, where the host ignores that option: the bare body, parsed or as text
 * - failed: the same object as jQuery's, without a prototype worth trusting and not an Error
 * - failed without an answer: status 0 or none, or a real Error such as the SDK's own timeout
 */
import { type Allowance, type HttpReply, isObject } from '../engine/http';

/** A request that ended well. `now` is this browser's clock, ms. */
export function readDone(value: unknown, now: number): HttpReply {
  const isResponse =
    isObject(value) &&
    typeof value.status === 'number' &&
    (typeof value.responseText === 'string' || 'responseJSON' in value);
  return isResponse ? readResponse(value, now) : answered(200, textOf(value), undefined, now);
}

/** A request that failed, or to which nobody answered. */
export const readFailed = (reason: unknown, now: number): HttpReply =>
  isObject(reason) ? readResponse(reason, now) : noAnswer;

const noAnswer: HttpReply = { kind: 'unanswered', reason: 'network' };

function readResponse(response: Readonly<Record<string, unknown>>, now: number): HttpReply {
  const status = Number(response.status);
  if (!(status > 0)) return noAnswer;
  const text = textOf(response.responseText) || textOf(response.responseJSON);
  return answered(status, text, response.headers, now);
}

function answered(status: number, text: string, headers: unknown, now: number): HttpReply {
  const serverTime = timeIn(headerOf(headers, 'date'));
  return {
    kind: 'answered',
    status,
    text,
    retryAfter: pauseIn(headerOf(headers, 'retry-after'), serverTime ?? now),
    serverTime,
    allowance: allowanceIn(headers),
  };
}

/** As in https://developer.zendesk.com/api-reference/introduction/rate-limits/. */
function allowanceIn(headers: unknown): Allowance | undefined {
  const number = (name: string) => Number(headerOf(headers, name) ?? Number.NaN);
  const left = number('x-rate-limit-remaining') / number('x-rate-limit');
  const seconds = number('ratelimit-reset');
  return left >= 0 && left <= 1 ? { left, renewedIn: seconds >= 0 ? seconds * 1000 : undefined } : undefined;
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  return body === undefined || body === null ? '' : JSON.stringify(body);
}

/** The header's value, from an object, a list of `{name, value}` or of pairs, or the raw block of lines. */
function headerOf(headers: unknown, wanted: string): string | undefined {
  const value = entriesOf(headers).find(([name]) => String(name).trim().toLowerCase() === wanted)?.[1];
  const single: unknown = Array.isArray(value) ? value[0] : value;
  return typeof single === 'string' || typeof single === 'number' ? String(single).trim() : undefined;
}

function entriesOf(headers: unknown): readonly (readonly unknown[])[] {
  if (typeof headers === 'string') {
    return headers.split(/[\r\n]+/).map((line) => [line.split(':')[0], line.slice(line.indexOf(':') + 1)]);
  }
  if (isObject(headers)) return Object.entries(headers);
  if (!Array.isArray(headers)) return [];
  return headers.map((item: unknown) =>
    Array.isArray(item) ? item : isObject(item) ? [item.name, item.value] : [],
  );
}

/** `Date.parse` alone would read a year in a bare number. */
function timeIn(date: string | undefined): number | undefined {
  const time = date !== undefined && /[a-z]/i.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** `Retry-After` counts seconds or names a time (RFC 9110). */
function pauseIn(retryAfter: string | undefined, now: number): number | undefined {
  if (retryAfter === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const until = timeIn(retryAfter);
  return until === undefined ? undefined : Math.max(0, until - now);
}
