import type { HttpAnswer, ProxyCall } from '../contract';
import { isObject, type JsonObject, parseJson } from './json';
import type { RequestEnd } from './zaf-host';

/** What `client.request` needs from the outside. */
export interface RequestPorts {
  /** Sends one request; never throws, and answers status 0 when nothing came back. */
  send(call: ProxyCall, signal: AbortSignal): Promise<HttpAnswer>;
  wait(ms: number): Promise<void>;
}

interface RequestOptions {
  readonly call: ProxyCall;
  readonly dataType: string | null;
  readonly autoRetry: boolean;
  readonly completeResponse: boolean;
  readonly timeoutMs: number | null;
}

const MAX_RETRIES = 3;
const LONGEST_RETRY_AFTER_MS = 5_000;
const FORM_CONTENT_TYPE = 'application/x-www-form-urlencoded; charset=UTF-8';

/**
 * ZAF's `client.request`: takes the options as the app posted them, and ends the way jQuery would.
 * A request that was limited by rate (429) is repeated after the pause the server asked for, unless
 * `autoRetry` is false.
 */
export async function request(options: unknown, ports: RequestPorts): Promise<RequestEnd> {
  const parsed = parseOptions(options);
  if (!parsed) {
    return ended(noAnswer('The request has no url.'), null, false);
  }
  let answer = await sendOnce(parsed, ports);
  for (let retries = 0; retries < MAX_RETRIES && answer.status === 429 && parsed.autoRetry; retries++) {
    await ports.wait(retryAfterMs(answer));
    answer = await sendOnce(parsed, ports);
  }
  return ended(answer, parsed.dataType, parsed.completeResponse);
}

async function sendOnce({ call, timeoutMs }: RequestOptions, ports: RequestPorts): Promise<HttpAnswer> {
  const abort = new AbortController();
  if (timeoutMs === null) return ports.send(call, abort.signal);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    abort.abort();
  }, timeoutMs);
  const answer = await ports.send(call, abort.signal);
  clearTimeout(timer);
  return timedOut ? noAnswer('timeout') : answer;
}

/** The answer that stands for none: no network, a timeout, or a refusal to send at all. */
export function noAnswer(statusText: string): HttpAnswer {
  return { status: 0, statusText, headers: {}, body: '' };
}

function parseOptions(options: unknown): RequestOptions | null {
  if (!isObject(options) || typeof options.url !== 'string' || options.url === '') return null;
  const type = typeof options.type === 'string' ? options.type.toUpperCase() : 'GET';
  const data = textOf(options.data);
  const inUrl = type === 'GET' || type === 'HEAD';
  return {
    call: {
      url: inUrl && data !== null ? withQuery(options.url, data) : options.url,
      type,
      headers: headersOf(options.headers),
      contentType: inUrl || data === null ? null : contentTypeOf(options.contentType),
      data: inUrl ? null : data,
      secure: options.secure === true,
    },
    dataType: typeof options.dataType === 'string' ? options.dataType : null,
    autoRetry: options.autoRetry !== false,
    completeResponse: options.httpCompleteResponse === true,
    timeoutMs: typeof options.timeout === 'number' && options.timeout > 0 ? options.timeout : null,
  };
}

function contentTypeOf(contentType: unknown): string | null {
  if (contentType === false) return null;
  return typeof contentType === 'string' ? contentType : FORM_CONTENT_TYPE;
}

/** jQuery sends objects as form fields, whatever the content type says. */
function textOf(data: unknown): string | null {
  if (typeof data === 'string') return data;
  if (!isObject(data)) return null;
  const fields = Object.entries(data).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((item) => [`${name}[]`, String(item)]) : [[name, String(value ?? '')]],
  );
  return new URLSearchParams(fields).toString();
}

function withQuery(url: string, query: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

function headersOf(headers: unknown): Readonly<Record<string, string>> {
  if (!isObject(headers)) return {};
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      .map(([name, value]) => [name, String(value)]),
  );
}

function retryAfterMs(answer: HttpAnswer): number {
  const seconds = Number(headerOf(answer, 'retry-after') ?? 1);
  return Number.isFinite(seconds) && seconds >= 0
    ? Math.min(seconds * 1_000, LONGEST_RETRY_AFTER_MS)
    : LONGEST_RETRY_AFTER_MS;
}

function headerOf(answer: HttpAnswer, name: string): string | undefined {
  return Object.entries(answer.headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

/**
 * The end of a request in jQuery's words: `done(body, 'success', response)`, `fail(response, why, statusText)`.
 * The SDK hands only the first of these to the app. With `httpCompleteResponse` that is the whole response
 * also when the request is done.
 */
function ended(answer: HttpAnswer, dataType: string | null, completeResponse: boolean): RequestEnd {
  const json = readsAsJson(answer, dataType) ? parseJson(answer.body) : undefined;
  const response: JsonObject = {
    readyState: answer.status === 0 ? 0 : 4,
    status: answer.status,
    statusText: answer.statusText,
    responseText: answer.body,
    ...(json === undefined ? {} : { responseJSON: json }),
    headers: answer.headers,
  };
  const isSuccess = (answer.status >= 200 && answer.status < 300) || answer.status === 304;
  if (!isSuccess) {
    const why = answer.statusText === 'timeout' ? 'timeout' : 'error';
    return { outcome: 'fail', responseArgs: [response, why, answer.statusText] };
  }
  if (completeResponse) return { outcome: 'done', responseArgs: [response, 'success', response] };
  if (json === undefined && readsAsJson(answer, dataType) && answer.body !== '') {
    return { outcome: 'fail', responseArgs: [response, 'parsererror', answer.statusText] };
  }
  return { outcome: 'done', responseArgs: [json ?? answer.body, 'success', response] };
}

function readsAsJson(answer: HttpAnswer, dataType: string | null): boolean {
  if (dataType !== null) return dataType === 'json';
  return /[/+]json\b/.test(headerOf(answer, 'content-type') ?? '');
}
