import type { HttpAnswer, ProxyCall, SandboxUser } from '../contract';
import type { Desk } from './desk';
import type { FailurePlan } from './failures';
import { halfLatency } from './http';
import { BadInput, isObject, type JsonObject, orNull, readBoolean, readString } from './json';
import { fillIn, RefusedPlaceholder } from './placeholders';

/** Where a request for a host really goes: null when the sandbox does not know the host. */
export type Route = (url: URL) => URL | null;

/** Hosts of 1MSG, which the local simulator stands in for. */
const onemsgHosts: readonly string[] = ['api.1msg.io', 'sandbox.1msg.io'];

/** Sends what is meant for 1MSG to the simulator, as if names were resolved to it. */
export function toSimulator(onemsgUrl: string): Route {
  return (url) => (onemsgHosts.includes(url.hostname) ? new URL(url.pathname + url.search, onemsgUrl) : null);
}

/** Sends what is meant for 1MSG to 1MSG, and nothing anywhere else. */
export const toRealOnemsg: Route = (url) => (onemsgHosts.includes(url.hostname) ? url : null);

/** Reads the body of a call. */
export function parseProxyCall(body: JsonObject): ProxyCall {
  const { headers } = body;
  if (!isObject(headers)) throw new BadInput('"headers" must be a JSON object');
  return {
    url: readString(body, 'url'),
    type: readString(body, 'type').toUpperCase(),
    headers: Object.fromEntries(Object.keys(headers).map((name) => [name, readString(headers, name)])),
    contentType: orNull(readString)(body, 'contentType'),
    data: orNull(readString)(body, 'data'),
    secure: readBoolean(body, 'secure'),
  };
}

/**
 * Zendesk's proxy: sends a request of the app to the outside and fills in secure settings on the way.
 * How the real one words its refusals is not documented; the statuses here are plausible, not known.
 */
export async function proxy(
  desk: Desk,
  route: Route,
  agent: SandboxUser,
  call: ProxyCall,
  left: AbortSignal,
): Promise<HttpAnswer> {
  const started = performance.now();
  const url = URL.canParse(call.url) ? new URL(call.url) : null;
  const answer = url
    ? await answerOf(desk, route, call, url, left)
    : refusal(400, 'BadRequest', 'The URL is not absolute');
  desk.traffic.add({
    agentId: agent.id,
    target: 'onemsg',
    method: call.type,
    url: url ?? new URL('https://unreadable.invalid/'),
    status: answer.status,
    ms: performance.now() - started,
  });
  return answer;
}

/** What the app gets when nothing comes back. */
const noAnswer: HttpAnswer = { status: 0, statusText: 'error', headers: {}, body: '' };

async function answerOf(
  desk: Desk,
  route: Route,
  call: ProxyCall,
  url: URL,
  left: AbortSignal,
): Promise<HttpAnswer> {
  await halfLatency(desk);
  const failure = desk.failures.take(`proxy ${call.type} ${url.pathname}${url.search}`);
  const answer = failure
    ? await failedAnswer(desk, failure, left, () => forward(desk, route, call, url))
    : await forward(desk, route, call, url);
  await halfLatency(desk);
  return answer;
}

async function failedAnswer(
  desk: Desk,
  failure: FailurePlan,
  left: AbortSignal,
  work: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  switch (failure.mode) {
    case '429':
      return {
        ...refusal(429, 'TooManyRequests', 'Too many requests'),
        headers: { 'content-type': 'application/json', 'retry-after': String(failure.retryAfter) },
      };
    case '500':
      return refusal(500, 'InternalError', 'The proxy failed');
    case '502-html':
      return {
        ...refusal(502, '', ''),
        headers: { 'content-type': 'text/html' },
        body: '<h1>502 Bad Gateway</h1>',
      };
    case 'lost-before':
      return noAnswer;
    case 'hang':
      await desk.failures.hang(left);
      return noAnswer;
  }
  const answer = await work();
  switch (failure.mode) {
    case '500-after':
      return refusal(500, 'InternalError', 'The proxy failed');
    case 'garbage':
      return { ...answer, status: 200, statusText: 'OK', body: answer.body.slice(0, 9) };
    case 'lost-after':
      return noAnswer;
    case 'hang-after':
      await desk.failures.hang(left);
      return noAnswer;
  }
}

async function forward(desk: Desk, route: Route, call: ProxyCall, url: URL): Promise<HttpAnswer> {
  const { installation, switches } = desk;
  if (url.protocol !== 'https:') return refusal(400, 'BadRequest', 'Only https is allowed');
  if (call.secure && !installation.package.domainWhitelist.includes(url.hostname)) {
    return refusal(403, 'Forbidden', `${url.hostname} is not on the domainWhitelist of the app`);
  }
  let outgoing: Outgoing;
  try {
    outgoing = outgoingOf(call, url, (text, scope) =>
      call.secure ? fillIn(text, scope, installation, switches.placeholders) : text,
    );
  } catch (error) {
    if (error instanceof RefusedPlaceholder) return refusal(422, 'UnprocessableEntity', error.message);
    // A header or a URL that HTTP has no form for. Its text may hold the token by now, so it is not quoted.
    if (error instanceof TypeError) return refusal(400, 'BadRequest', 'The request cannot be sent as it is');
    throw error;
  }
  const target = route(outgoing.url);
  if (!target) return refusal(502, 'BadGateway', `The sandbox reaches 1MSG only, not ${url.hostname}`);
  return send(target, call.type, outgoing, switches.proxyTimeoutMs);
}

interface Outgoing {
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string | null;
}

type Fill = (text: string, scope: 'header' | 'body' | 'url') => string;

/** Headers that belong to a connection, or to the browser that has nothing to do with 1MSG. */
const ownHeaders = /^(host|connection|content-length|transfer-encoding|cookie|origin|referer|x-sandbox-.*)$/i;

function outgoingOf(call: ProxyCall, url: URL, fill: Fill): Outgoing {
  const headers = new Headers();
  for (const [name, value] of Object.entries(call.headers)) {
    // “Header names with underscores are not supported by the proxy.”
    if (name.includes('_') || ownHeaders.test(name)) continue;
    headers.set(name, fill(value, 'header'));
  }
  const target = new URL(fill(decodePlaceholders(url.href), 'url'));
  if (call.type === 'GET' || call.type === 'HEAD') {
    // As jQuery does it: the data of a GET is a query.
    if (call.data) target.search += `${target.search === '' ? '' : '&'}${fill(call.data, 'url')}`;
    return { url: target, headers, body: null };
  }
  if (call.data !== null && !headers.has('content-type')) {
    headers.set('content-type', call.contentType ?? 'application/x-www-form-urlencoded; charset=UTF-8');
  }
  return { url: target, headers, body: call.data === null ? null : fill(call.data, 'body') };
}

/** Reading a URL escapes the braces of placeholders in it. */
function decodePlaceholders(href: string): string {
  return href.replace(/%7B%7B(.*?)%7D%7D/gi, '{{$1}}');
}

async function send(url: URL, method: string, outgoing: Outgoing, timeoutMs: number): Promise<HttpAnswer> {
  const { headers, body } = outgoing;
  try {
    const response = await fetch(url, {
      method,
      headers,
      body,
      // Following a redirect could carry the token to another host.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return {
      status: response.status,
      statusText: response.statusText,
      headers: passedOn(response.headers),
      body: await response.text(),
    };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') {
      return refusal(504, 'GatewayTimeout', 'The server did not answer in time');
    }
    return refusal(502, 'BadGateway', 'The server could not be reached');
  }
}

const keptBack = new Set([
  'set-cookie',
  'connection',
  'transfer-encoding',
  'content-encoding',
  'content-length',
  'keep-alive',
]);

function passedOn(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !keptBack.has(name)));
}

/** An answer of the proxy itself, in the wording that it is known by. */
function refusal(status: number, code: string, message: string): HttpAnswer {
  return {
    status,
    statusText: code,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `Proxy error: {:code=>"${code}", :status=>"${status}", :message=>"${message}"}`,
  };
}
