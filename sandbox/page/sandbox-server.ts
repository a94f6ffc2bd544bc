import type {
  HttpAnswer,
  NewTicket,
  ProxyCall,
  RequestEntry,
  SandboxEvent,
  Submit,
  SubmitAnswer,
  World,
} from '../contract';
import { noAnswer } from './zaf-request';

/** The sandbox's server as one agent's browser sees it. */
export interface SandboxServer {
  world(): Promise<World>;
  requests(): Promise<readonly RequestEntry[]>;
  create(ticket: NewTicket): Promise<SubmitAnswer>;
  submit(ticketId: number, submit: Submit): Promise<SubmitAnswer>;
  /** Sends a request of the app: to Zendesk's own routes with the agent's session, else through the proxy. */
  send(call: ProxyCall, signal: AbortSignal): Promise<HttpAnswer>;
  /** Hears what happens elsewhere; `missed` is told when events may have been lost. */
  listen(onEvent: (event: SandboxEvent) => void, missed: () => void): void;
}

/**
 * Connects to the server that served the page. `mayLeave` has the last word on what goes through the proxy:
 * a text refuses.
 */
export function connectServer(
  agentId: number | null,
  mayLeave: (call: ProxyCall) => string | null,
): SandboxServer {
  const session: Readonly<Record<string, string>> =
    agentId === null ? {} : { 'x-sandbox-agent': String(agentId) };

  // Both ends of these routes are compiled against the contract, so their JSON is taken at its word.
  async function read<T>(path: string): Promise<T> {
    const response = await fetch(path, { headers: session });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    const json: T = await response.json();
    return json;
  }

  async function save(path: string, body: object): Promise<SubmitAnswer> {
    try {
      const response = await fetch(path, {
        method: 'POST',
        headers: { ...session, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer: SubmitAnswer = await response.json();
      return answer;
    } catch {
      // No answer, or one that is no JSON: to the agent both are a save that failed.
      return { ok: false, message: 'The server did not answer.' };
    }
  }

  async function sendToZendesk(path: string, call: ProxyCall, signal: AbortSignal): Promise<HttpAnswer> {
    const response = await fetch(path, {
      method: call.type,
      headers: {
        ...call.headers,
        ...(call.contentType === null ? {} : { 'content-type': call.contentType }),
        ...session,
        'x-sandbox-app': '1',
      },
      body: call.data,
      signal,
    });
    return {
      status: response.status,
      statusText: response.statusText,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  }

  async function sendThroughProxy(call: ProxyCall, signal: AbortSignal): Promise<HttpAnswer> {
    const refusal = mayLeave(call);
    if (refusal !== null) return noAnswer(refusal);
    const response = await fetch('/sandbox/proxy', {
      method: 'POST',
      headers: { ...session, 'x-sandbox-app': '1', 'content-type': 'application/json' },
      body: JSON.stringify(call),
      signal,
    });
    if (!response.ok) return noAnswer(`The sandbox's proxy answered ${response.status}`);
    const answer: HttpAnswer = await response.json();
    return answer;
  }

  return {
    world: () => read('/sandbox/world'),
    requests: () => read('/sandbox/requests'),
    create: (ticket) => save('/sandbox/tickets', ticket),
    submit: (ticketId, submit) => save(`/sandbox/tickets/${ticketId}/submit`, submit),

    async send(call, signal) {
      const path = pathInZendesk(call.url);
      try {
        if (path === null) return await sendThroughProxy(call, signal);
        // The server's routes for this page are no part of Zendesk.
        if (!path.startsWith('/api/')) return { ...noAnswer('Not Found'), status: 404 };
        return await sendToZendesk(path, call, signal);
      } catch {
        // fetch says no more than this: no answer came, for whatever reason.
        return noAnswer('error');
      }
    },

    listen(onEvent, missed) {
      const events = new EventSource('/sandbox/events');
      let wasOpen = false;
      events.onopen = () => {
        if (wasOpen) missed();
        wasOpen = true;
      };
      events.onmessage = ({ data }: MessageEvent<string>) => {
        const event: SandboxEvent = JSON.parse(data);
        onEvent(event);
      };
    },
  };
}

/** The path of a URL that is Zendesk's own, relative or in the account's domain; `null` for any other. */
function pathInZendesk(url: string): string | null {
  const absolute = URL.canParse(url, location.origin) ? new URL(url, location.origin) : null;
  if (!absolute) return null;
  const isOwn = absolute.origin === location.origin || absolute.hostname.endsWith('.zendesk.com');
  return isOwn ? absolute.pathname + absolute.search : null;
}
