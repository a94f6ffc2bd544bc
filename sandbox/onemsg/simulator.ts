import { Hono } from 'hono';
import { DEFAULT_LATENCY_MS, DEFAULT_TIMING, type Timing } from './behaviours';
import { type Clock, realClock } from './clock';
import type { Template } from './entities';
import { unverified } from './fixtures.unverified';
import { createRequestLog, type RequestView, type SendView } from './request-log';
import { createSimulateRoutes } from './simulate-routes';
import { createStore, type Store, type Switches } from './store';
import { SAMPLE_TEMPLATES } from './templates';
import { createVendorRoutes, type OnemsgEnv } from './vendor-routes';
import type { MessageView, OnemsgEvent } from './views';
import { postReport } from './webhook';

/** Everything about a simulator can be left to its default. */
export interface OnemsgOptions {
  /** Id of the only channel; `371267300` by default. */
  readonly channel?: string;
  /** The channel's token; `sandbox-token` by default. */
  readonly token?: string;
  readonly templates?: readonly Template[];
  readonly clock?: Clock;
  /** Milliseconds that the vendor's routes think before they act; 150 by default. */
  readonly latencyMs?: number;
  readonly timing?: Partial<Timing>;
  /** Called when a request to a vendor's route is answered or dropped. */
  readonly onRequest?: (request: RequestView) => void;
}

/** A local 1MSG: its HTTP app, its switches, and what happened in it. */
export interface Onemsg {
  /** The vendor's routes, and the switches below `/_simulate/`. */
  readonly app: Hono<OnemsgEnv>;
  readonly channel: string;
  readonly token: string;
  readonly simulate: Switches;
  /** Every message that reached the provider, oldest first. */
  messages(): readonly MessageView[];
  /** Every arrival at sendTemplate, refused ones too. */
  sends(): readonly SendView[];
  /** Every request to a vendor's route. */
  requests(): readonly RequestView[];
  /** Hears of each message as it is accepted and as it changes, and of resets. Returns how to stop. */
  subscribe(listener: (event: OnemsgEvent) => void): () => void;
  /** Drops waiting requests and timers. The simulator cannot be used afterwards. */
  close(): void;
}

/** A simulator without a server around it; `startOnemsg` gives it one. */
export function createOnemsg(options: OnemsgOptions = {}): Onemsg {
  const channel = { id: options.channel ?? '371267300', token: options.token ?? 'sandbox-token' };
  const clock = options.clock ?? realClock;
  const store: Store = createStore({
    clock,
    requests: createRequestLog(clock, options.onRequest ?? (() => {})),
    templates: options.templates ?? SAMPLE_TEMPLATES,
    latencyMs: options.latencyMs ?? DEFAULT_LATENCY_MS,
    timing: { ...DEFAULT_TIMING, ...options.timing },
    onReport: (message, report) => {
      postReport(store, channel.id, message, report);
    },
  });

  // Not strict, so that the list answers at /_simulate/ and at /_simulate.
  const app = new Hono<OnemsgEnv>({ strict: false });
  app.route('/_simulate', createSimulateRoutes(store, channel));
  app.route('/', createVendorRoutes(store, channel));
  app.notFound((c) => {
    const { status, headers, body } = unverified.unknownRoute(c.req.method, c.req.path);
    return new Response(body, { status, headers });
  });

  return {
    app,
    channel: channel.id,
    token: channel.token,
    simulate: store.simulate,
    messages: () => store.messages().map(store.view),
    sends: () => store.requests.sends(),
    requests: () => store.requests.all(),
    subscribe: (listener) => store.subscribe(listener),
    close: () => {
      store.close();
    },
  };
}
