import { randomUUID } from 'node:crypto';
import {
  type Behaviour,
  DEFAULT_RULES,
  type Delivery,
  type Details,
  ENDPOINTS,
  type Endpoint,
  FAULTS,
  type Fault,
  type Modes,
  PLANS,
  type Rules,
  type Timing,
} from './behaviours';
import type { Clock, TimerId } from './clock';
import type { Message, Problem, Report, ReportStatus, Template } from './entities';
import { codedProblem, metaError } from './meta-errors';
import { whatsappNumber } from './phones';
import type { RequestLog } from './request-log';
import type { Draft } from './send-request';
import { iso, type MessageView, type OnemsgEvent, viewOfMessage, type WebhookPost } from './views';
import { newWamid } from './wamid';

/** The channel's own settings, as far as they change what the simulator does. */
export interface ChannelSettings {
  readonly ackNotificationsOn: boolean;
  readonly rawHooks: boolean;
  readonly guaranteedHooks: boolean;
}

/** What the switches are set to. */
export interface SwitchState {
  /** Each route's lasting mode or trouble. */
  readonly modes: Readonly<Record<Endpoint, string>>;
  /** What the next requests of each route will do, first one first. */
  readonly next: Readonly<Record<Endpoint, readonly string[]>>;
  readonly rules: Rules;
  readonly delivery: Readonly<Details & { readonly delivery: Delivery }>;
  readonly timing: Timing;
  readonly latencyMs: number;
}

/**
 * The switches, for a user in the same process. Each one is a route below `/_simulate/` too. They take effect on the
 * next request: nothing that already happened changes.
 */
export interface Switches {
  /** Queues a behaviour for the next `count` requests of a route that pass authentication. */
  next<E extends Endpoint>(
    endpoint: E,
    mode: Modes[E] | Fault,
    options?: Details & { readonly count?: number },
  ): void;
  /** Sets what a route does when nothing is queued for it. */
  mode<E extends Endpoint>(endpoint: E, mode: Modes[E] | Fault, details?: Details): void;
  /** Changes some of the rules. */
  rules(changes: Partial<Rules>): void;
  /** Sets what becomes of messages that are accepted from now on, unless a send says otherwise. */
  delivery(delivery: Delivery, details?: Pick<Details, 'code' | 'text'>): void;
  /** Changes when things happen to messages that are accepted from now on. */
  timing(changes: Partial<Timing>): void;
  /** Sets how long the vendor's routes think before they act, in milliseconds. */
  latency(ms: number): void;
  /**
   * Reports a status by hand. From then on this message moves by hand only. Returns null when no message has this id;
   * the id `last` is the newest message.
   */
  status(id: string, status: ReportStatus, problem?: Problem | null): MessageView | null;
  /** Adds a template, or replaces the one of the same name and language. */
  template(template: Template): void;
  /** Changes the channel's own settings, as its owner can. */
  settings(changes: Partial<ChannelSettings>): void;
  /** Back to a fresh simulator. Requests that wait for an answer lose their connection. */
  reset(): void;
  /** What the switches are set to now. */
  state(): SwitchState;
}

/** What a fresh simulator is made of. */
export interface StoreOptions {
  readonly clock: Clock;
  readonly requests: RequestLog;
  readonly templates: readonly Template[];
  readonly latencyMs: number;
  readonly timing: Timing;
  /** Called for each report as it falls due. */
  readonly onReport: (message: Message, report: Report) => void;
}

/** Everything the simulator remembers, and the rules by which it moves on. */
export interface Store {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  readonly simulate: Switches;
  readonly requests: RequestLog;
  rules(): Rules;
  templates(): readonly Template[];
  settings(): ChannelSettings;
  changeSettings(changes: Partial<ChannelSettings>): void;
  webhookUrls(): readonly string[];
  setWebhookUrls(urls: readonly string[]): void;
  notePost(post: Omit<WebhookPost, 'at'>): void;
  webhookPosts(): readonly WebhookPost[];
  /** What the next request of a route does; uses up what is queued for it. */
  take<E extends Endpoint>(endpoint: E): Behaviour<E>;
  /** Puts a message into the provider's hands. */
  accept(draft: Draft, details: Details, queued: boolean): Message;
  message(id: string): Message | null;
  /** Messages in the order of their acceptance. */
  messages(): readonly Message[];
  /** The reports that exist by now, oldest first. */
  reportsOf(message: Message): readonly Report[];
  view(message: Message): MessageView;
  subscribe(listener: (event: OnemsgEvent) => void): () => void;
  /** Waits for the simulated latency. False: the simulator was reset or closed meanwhile. */
  think(): Promise<boolean>;
  /** Ends when the simulator is reset or closed, or when the client gives up. */
  hang(client: AbortSignal): Promise<void>;
  close(): void;
}

type Slots = { readonly [E in Endpoint]: { readonly next: Behaviour<E>[]; lasting: Behaviour<E> } };

/** Enough for an afternoon of clicking; the oldest go first. */
const POST_LIMIT = 2000;

const PLAIN = { kind: 'mode', mode: 'ok', details: {} } as const;

/** A store in its fresh state. */
export function createStore(options: StoreOptions): Store {
  const { clock, requests } = options;
  const listeners = new Set<(event: OnemsgEvent) => void>();

  let slots = freshSlots();
  let rules: Rules = DEFAULT_RULES;
  let delivery: SwitchState['delivery'] = { delivery: 'normal' };
  let timing = options.timing;
  let latencyMs = options.latencyMs;
  let templates = options.templates;
  let settings: ChannelSettings = FRESH_SETTINGS;
  let webhookUrls: readonly string[] = [];
  let posts: WebhookPost[] = [];
  let messages = new Map<string, Message>();
  /** How many of each message's reports the listeners know of. */
  let announced = new Map<string, number>();
  let timer: TimerId | null = null;
  /** Aborted by reset and close: whatever waits belongs to a world that is gone. */
  let world = new AbortController();

  const emit = (event: OnemsgEvent) => {
    for (const listener of listeners) {
      listener(event);
    }
  };

  const reportsOf = ({ reports }: Message) => {
    const now = clock.now();
    return reports.filter(({ at }) => at <= now);
  };

  const view = (message: Message) => viewOfMessage(message, reportsOf(message));

  const stopTimer = () => {
    if (timer !== null) {
      clock.clearTimer(timer);
      timer = null;
    }
  };

  /** Tells of every report that has fallen due, and sets one timer for the next one of all messages. */
  const announce = () => {
    let nextAt: number | null = null;
    for (const message of messages.values()) {
      const known = announced.get(message.id) ?? 0;
      const due = reportsOf(message);
      if (due.length > known) {
        announced.set(message.id, due.length);
        emit({ type: 'message', message: view(message) });
        for (const report of due.slice(known)) {
          options.onReport(message, report);
        }
      }
      const planned = message.reports[due.length];
      if (planned !== undefined && (nextAt === null || planned.at < nextAt)) {
        nextAt = planned.at;
      }
    }
    // Only now: a listener that uses a switch brings us here again, and must not leave a timer behind.
    stopTimer();
    if (nextAt !== null) {
      timer = clock.setTimer(announce, nextAt - clock.now());
    }
  };

  const dropWorld = () => {
    world.abort();
    world = new AbortController();
    stopTimer();
  };

  const simulate: Switches = {
    next(endpoint, mode, { count = 1, ...details } = {}) {
      for (let i = 0; i < count; i += 1) {
        slots[endpoint].next.push(behaviour(mode, details));
      }
    },
    mode(endpoint, mode, details = {}) {
      slots[endpoint].lasting = behaviour(mode, details);
    },
    rules(changes) {
      rules = { ...rules, ...changes };
    },
    delivery(value, details = {}) {
      delivery = { delivery: value, ...details };
    },
    timing(changes) {
      timing = { ...timing, ...changes };
    },
    latency(ms) {
      latencyMs = ms;
    },
    status(id, status, problem = null) {
      const message = id === 'last' ? [...messages.values()].at(-1) : messages.get(id);
      if (message === undefined) {
        return null;
      }
      const report = {
        status,
        at: clock.now(),
        problem: status === 'failed' ? (problem ?? codedProblem(131026)) : null,
      };
      const moved = { ...message, reports: [...reportsOf(message), report] };
      messages.set(moved.id, moved);
      announce();
      return view(moved);
    },
    template(template) {
      const isSame = ({ name, language }: Template) =>
        name === template.name && language === template.language;
      templates = templates.some(isSame)
        ? templates.map((known) => (isSame(known) ? template : known))
        : [...templates, template];
    },
    settings(changes) {
      settings = { ...settings, ...changes };
    },
    reset() {
      dropWorld();
      slots = freshSlots();
      rules = DEFAULT_RULES;
      delivery = { delivery: 'normal' };
      timing = options.timing;
      latencyMs = options.latencyMs;
      templates = options.templates;
      settings = FRESH_SETTINGS;
      webhookUrls = [];
      posts = [];
      messages = new Map();
      announced = new Map();
      requests.clear();
      emit({ type: 'reset' });
    },
    state: () => ({
      modes: perEndpoint((endpoint) => nameOf(slots[endpoint].lasting)),
      next: perEndpoint((endpoint) => slots[endpoint].next.map(nameOf)),
      rules,
      delivery,
      timing,
      latencyMs,
    }),
  };

  return {
    now: () => clock.now(),
    simulate,
    requests,
    rules: () => rules,
    templates: () => templates,
    settings: () => settings,
    changeSettings: (changes) => {
      simulate.settings(changes);
    },
    webhookUrls: () => webhookUrls,
    setWebhookUrls(urls) {
      webhookUrls = urls;
    },
    notePost(post) {
      posts.push({ at: iso(clock.now()), ...post });
      posts.splice(0, posts.length - POST_LIMIT);
    },
    webhookPosts: () => posts,

    take(endpoint) {
      const { next, lasting } = slots[endpoint];
      return next.shift() ?? lasting;
    },

    accept({ phone, template, values, text }, details, queued) {
      const acceptedAt = clock.now();
      const waId = rules.numbers === 'corrected' ? whatsappNumber(phone) : phone;
      const outcome = details.delivery === undefined ? delivery : { ...details, delivery: details.delivery };
      const message: Message = {
        number: messages.size + 1,
        id: newWamid(waId),
        phone,
        waId,
        template: template.name,
        language: template.language,
        category: template.category,
        values,
        text,
        button: template.button?.text ?? null,
        acceptedAt,
        inHistoryAt: timing.historyMs === null ? null : acceptedAt + timing.historyMs,
        jobId: queued ? randomUUID() : null,
        reports: plan(acceptedAt, timing, outcome),
      };
      messages.set(message.id, message);
      emit({ type: 'message', message: view(message) });
      announce();
      return message;
    },

    message: (id) => messages.get(id) ?? null,
    messages: () => [...messages.values()],
    reportsOf,
    view,

    subscribe(listener) {
      // A wrapper of its own, so that subscribing one function twice and leaving once leaves one.
      const own = (event: OnemsgEvent) => {
        listener(event);
      };
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },

    think() {
      if (latencyMs <= 0) {
        return Promise.resolve(true);
      }
      const { signal } = world;
      return new Promise((resolve) => {
        const end = (stillHere: boolean) => {
          clock.clearTimer(waiting);
          signal.removeEventListener('abort', giveUp);
          resolve(stillHere);
        };
        const giveUp = () => {
          end(false);
        };
        const waiting = clock.setTimer(() => {
          end(true);
        }, latencyMs);
        signal.addEventListener('abort', giveUp);
      });
    },

    hang(client) {
      const either = AbortSignal.any([world.signal, client]);
      return new Promise((resolve) => {
        if (either.aborted) {
          resolve();
        } else {
          either.addEventListener('abort', () => {
            resolve();
          });
        }
      });
    },

    close() {
      dropWorld();
      listeners.clear();
    },
  };
}

const FRESH_SETTINGS: ChannelSettings = { ackNotificationsOn: true, rawHooks: false, guaranteedHooks: false };

function freshSlots(): Slots {
  const fresh = () => ({ next: [], lasting: PLAIN });
  return {
    send: fresh(),
    hookInfo: fresh(),
    templates: fresh(),
    messages: fresh(),
    status: fresh(),
    me: fresh(),
    settings: fresh(),
    webhook: fresh(),
  };
}

function isFault(mode: string): mode is Fault {
  return Object.hasOwn(FAULTS, mode);
}

function behaviour<E extends Endpoint>(mode: Modes[E] | Fault, details: Details): Behaviour<E> {
  return isFault(mode) ? { kind: 'fault', fault: mode } : { kind: 'mode', mode, details };
}

/** The mode or trouble by the name its switch has. */
export function nameOf(of: Behaviour): string {
  return of.kind === 'fault' ? of.fault : of.mode;
}

function perEndpoint<T>(value: (endpoint: Endpoint) => T): Readonly<Record<Endpoint, T>> {
  // fromEntries forgets the keys; ENDPOINTS holds every one of them.
  return Object.fromEntries(ENDPOINTS.map((endpoint) => [endpoint, value(endpoint)])) as Record<Endpoint, T>;
}

function plan(
  acceptedAt: number,
  timing: Timing,
  details: Details & { readonly delivery: Delivery },
): readonly Report[] {
  return PLANS[details.delivery]
    .flatMap(([status, slot]) => {
      const after = timing[slot];
      return after === null
        ? []
        : [{ status, at: acceptedAt + after, problem: status === 'failed' ? problemOf(details) : null }];
    })
    .sort((a, b) => a.at - b.at);
}

function problemOf({ delivery, code = 131026, text }: Details): Problem {
  return delivery === 'failed-text'
    ? { kind: 'text', text: text ?? metaError(code).title }
    : codedProblem(code, text);
}
