/** Zendesk's app framework (ZAF): the few parts of its SDK that this app uses, typed, behind one client. */
import { failed, got, problem, type Reading } from '../core/problem';
import { type HttpReply, isObject, type SendHttp } from '../engine/http';
import type { Clock } from '../engine/ports';
import { readDone, readFailed } from './http-answer';

/** `window.ZAFClient`, as Zendesk's script defines it. */
export interface ZafSdk {
  /** False outside Zendesk. Each call adds listeners and another handshake, so it is made once. */
  init(): ZafClient | false;
}

/** The SDK's client. Its promises may stay open for ever, and what they give is the host's word. */
export interface ZafClient {
  on(event: string, handler: (payload: unknown) => void): void;
  off(event: string, handler: (payload: unknown) => void): void;
  get(paths: readonly string[]): Promise<unknown>;
  invoke(name: string, ...args: readonly unknown[]): Promise<unknown>;
  request(options: ZafRequest): Promise<unknown>;
  metadata(): Promise<unknown>;
}

/** The options of `client.request`, in jQuery's words; the SDK posts them to the host as they are. */
export interface ZafRequest {
  readonly url: string;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: 'application/json';
  readonly data?: string;
  readonly secure: boolean;
  /** Repeating is this app's own decision: the framework would repeat a send as well. */
  readonly autoRetry: false;
  readonly httpCompleteResponse: true;
}

declare global {
  interface Window {
    readonly ZAFClient?: ZafSdk;
  }
}

/** The connection to the page that hosts the app. No promise of it rejects or stays open. */
export interface Zaf {
  /**
   * Calls the handler on every such event until the function it returns is called. A handler of
   * `app.registered` that comes after the event is called as well, a moment later.
   */
  on(event: string, handler: (payload: unknown) => void): () => void;
  /** The values at these paths; one that the host cannot read is left out, and none at all is a failure. */
  get(paths: readonly string[]): Promise<Reading<Readonly<Record<string, unknown>>>>;
  /** Asks the host to do something; whether it did is not told. */
  invoke(name: string, ...args: readonly unknown[]): Promise<void>;
  metadata(): Promise<Reading<Readonly<Record<string, unknown>>>>;
  readonly send: SendHttp;
}

export type Connection =
  | { readonly ok: true; readonly zaf: Zaf }
  /** `no_sdk`: Zendesk's script did not load. `outside`: the page was opened by itself. */
  | { readonly ok: false; readonly reason: 'no_sdk' | 'outside' };

/** How long the host may take for anything but a request, ms; the SDK itself waits for 5 minutes. */
const hostDeadline = 15_000;

/** Connects to the host. Once in the life of a page. */
export function connectZaf(clock: Clock, sdk: ZafSdk | undefined = window.ZAFClient): Connection {
  if (sdk === undefined) return { ok: false, reason: 'no_sdk' };
  const client = sdk.init();
  return client === false ? { ok: false, reason: 'outside' } : { ok: true, zaf: createZaf(client, clock) };
}

function createZaf(client: ZafClient, clock: Clock): Zaf {
  let registration: { readonly payload: unknown } | undefined;
  client.on('app.registered', (payload) => {
    registration = { payload };
  });

  const ask = async (
    question: () => Promise<unknown>,
  ): Promise<Reading<Readonly<Record<string, unknown>>>> => {
    const answer = await settled(clock, hostDeadline, question);
    if (answer.kind === 'done' && isObject(answer.value)) return got(answer.value);
    return failed(
      problem('zendesk_unreachable', answer.kind === 'failed' ? messageOf(answer.reason) : undefined),
    );
  };

  return {
    on(event, handler) {
      let wanted = true;
      const hear = (payload: unknown) => {
        if (wanted) handler(payload);
      };
      client.on(event, hear);
      if (event === 'app.registered' && registration !== undefined) {
        const { payload } = registration;
        queueMicrotask(() => hear(payload));
      }
      return () => {
        wanted = false;
        client.off(event, hear);
      };
    },
    async get(paths) {
      const answer = await ask(() => client.get(paths));
      if (!answer.ok) return answer;
      const { errors, ...values } = answer.value;
      const unread = isObject(errors) ? errors : {};
      const [reason] = Object.values(unread);
      if (paths.every((path) => path in unread)) {
        return failed(problem('zendesk_unreachable', messageOf(reason)));
      }
      return got(Object.fromEntries(Object.entries(values).filter(([path]) => !(path in unread))));
    },
    async invoke(name, ...args) {
      await settled(clock, hostDeadline, () => client.invoke(name, ...args));
    },
    metadata: () => ask(() => client.metadata()),
    async send({ method, url, headers, body, secure, deadline }): Promise<HttpReply> {
      const end = await settled(clock, deadline, () =>
        client.request({
          url,
          type: method,
          headers,
          contentType: 'application/json',
          ...(body === undefined ? {} : { data: body }),
          secure,
          autoRetry: false,
          httpCompleteResponse: true,
        }),
      );
      switch (end.kind) {
        case 'done':
          return readDone(end.value, clock.now());
        case 'failed':
          return readFailed(end.reason, clock.now());
        case 'late':
          return { kind: 'unanswered', reason: 'deadline' };
      }
    },
  };
}

type End =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly reason: unknown }
  | { readonly kind: 'late' };

/** How the work ended, within `ms`. An end that comes later is heard by nobody. */
function settled(clock: Clock, ms: number, work: () => Promise<unknown>): Promise<End> {
  return new Promise((resolve) => {
    const timer = clock.setTimer(() => resolve({ kind: 'late' }), ms);
    const end = (how: End) => {
      clock.clearTimer(timer);
      resolve(how);
    };
    // An async function, because the SDK also throws where it should reject.
    const start = async () => work();
    start().then(
      (value) => end({ kind: 'done', value }),
      (reason: unknown) => end({ kind: 'failed', reason }),
    );
  });
}

/** By its form, for an Error of another frame is no instance of ours. */
function messageOf(reason: unknown): string | undefined {
  if (typeof reason === 'string') return reason;
  return typeof reason === 'object' && reason !== null && 'message' in reason
    ? String(reason.message)
    : undefined;
}
