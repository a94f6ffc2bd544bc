/**
 * The host's half of the ZAF v2 protocol: what Zendesk's page says to the apps in its iframes.
 *
 * Everything travels by `postMessage`, from the host as JSON strings. A message counts only if it comes
 * from the window and the origin of an attached iframe.
 *
 * 1. The helpdesk opens an iframe with `?origin=<its own origin>&app_guid=<guid>` and attaches it here.
 *    The guid names this one iframe; ZAF calls it the instance.
 * 2. The SDK posts `{key:'iframe.handshake', message:{version}, appGuid, instanceGuid}`.
 * 3. The host answers `{key:'zaf.app.registered', message:{context, metadata}}`. Only now does the SDK
 *    post what the app wanted so far. A second handshake means that the iframe's page was loaded anew:
 *    its subscriptions are gone.
 * 4. `{key:'iframe.on:E'}` subscribes to event E, `{key:'iframe.off:E', message:{subscriberCount:0}}` ends it.
 *    Events reach subscribers only: `{key:'zaf.E', message}`. An app may also subscribe to another
 *    instance of itself by that instance's guid.
 * 5. `{id, request:'get', params:[path…]}` is answered `{id, result:{path: value…, errors:{path:{name,
 *    message, path}}}}`; `set` and `invoke` likewise, with params `{path: value}` and `{name: [argument…]}`.
 * 6. `{key:'request:N', message:options}` asks for an HTTP request. It ends in
 *    `{key:'zaf.request:N.done', message:{responseArgs:[…]}}` or in `….fail`. The host sets no time limit.
 * 7. A hook, such as `ticket.save`, is an event with `needsReply:true`. The app answers
 *    `{key:'iframe.reply:E'}` when the helpdesk may go on, and with `error:{msg}` when it must not.
 * 8. `{key:'iframe.trigger:E', message}` is an event of the app's own, for all its instances in this window.
 * 9. Before an iframe is taken away it gets `app.willDestroy`, and afterwards nothing.
 */

import { type AppMessage, parseAppMessage } from './zaf-message';

/** What came of a get, set or invoke. */
export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string };

/** What came of a hook: whether the helpdesk may go on. */
export type HookAnswer = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** How an HTTP request ended, with the arguments that jQuery would call its handlers with. */
export interface RequestEnd {
  readonly outcome: 'done' | 'fail';
  readonly responseArgs: readonly unknown[];
}

/** What one instance of the app can see and do. */
export interface Instance {
  context(): unknown;
  get(path: string): Answer;
  set(path: string, value: unknown): Answer;
  invoke(name: string, args: readonly unknown[]): Answer;
}

/** The part of an iframe's window that the host needs. */
export interface AppWindow {
  postMessage(message: string, targetOrigin: string): void;
}

/** The part of a `MessageEvent` that the host reads. */
export interface Incoming {
  readonly origin: string;
  readonly source: unknown;
  readonly data: unknown;
}

/** What all instances share. */
export interface HostOptions {
  metadata(): unknown;
  request(options: unknown): Promise<RequestEnd>;
  /** How long a hook may stay unanswered before the helpdesk goes on without its consent. */
  readonly hookTimeoutMs: number;
}

/** The host, for all iframes of the app in one browser window. */
export interface ZafHost {
  attach(guid: string, window: AppWindow, origin: string, instance: Instance): void;
  detach(guid: string): void;
  receive(incoming: Incoming): void;
  /** Tells an event about an instance to everybody who subscribed to it. */
  emit(guid: string, event: string, message?: unknown): void;
  /** Asks an instance for its consent; an instance without a handler consents. */
  ask(guid: string, hook: string): Promise<HookAnswer>;
}

interface Frame {
  readonly guid: string;
  readonly window: AppWindow;
  readonly origin: string;
  readonly instance: Instance;
  /** Events by the guid of the instance they are about. */
  readonly subscriptions: Map<string, Set<string>>;
  readonly openHooks: Map<string, (answer: HookAnswer) => void>;
}

/** Makes a host that has no iframes yet. */
export function createZafHost(options: HostOptions): ZafHost {
  const frames = new Map<string, Frame>();

  function post(frame: Frame, message: object): void {
    frame.window.postMessage(JSON.stringify(message), frame.origin);
  }

  function hears(frame: Frame, guid: string, event: string): boolean {
    return frame.subscriptions.get(guid)?.has(event) ?? false;
  }

  function emit(guid: string, event: string, message?: unknown): void {
    for (const frame of frames.values()) {
      if (hears(frame, guid, event)) post(frame, { key: `zaf.${event}`, message, instanceGuid: guid });
    }
  }

  /** A frame that went away while an answer was on its way hears nothing of it. */
  function isAttached(frame: Frame): boolean {
    return frames.get(frame.guid) === frame;
  }

  function handle(frame: Frame, message: AppMessage): void {
    switch (message.kind) {
      case 'handshake':
        forget(frame);
        post(frame, {
          key: 'zaf.app.registered',
          message: { context: frame.instance.context(), metadata: options.metadata() },
          instanceGuid: frame.guid,
        });
        return;
      case 'on': {
        const about = message.instance ?? frame.guid;
        const events = frame.subscriptions.get(about) ?? new Set();
        frame.subscriptions.set(about, events.add(message.event));
        return;
      }
      case 'off':
        if (message.left <= 0) {
          frame.subscriptions.get(message.instance ?? frame.guid)?.delete(message.event);
        }
        return;
      case 'trigger':
        for (const guid of frames.keys()) emit(guid, message.event, message.message);
        return;
      case 'reply':
        frame.openHooks.get(message.event)?.(
          message.refusal === undefined ? { ok: true } : { ok: false, message: message.refusal },
        );
        return;
      case 'request':
        void options.request(message.options).then(({ outcome, responseArgs }) => {
          if (!isAttached(frame)) return;
          post(frame, {
            key: `zaf.${message.key}.${outcome}`,
            message: { responseArgs },
            instanceGuid: frame.guid,
          });
        });
        return;
      case 'get': {
        const about = instanceOf(frame, message.instance);
        answer(frame, message.id, message.paths, (path) => about?.get(path) ?? noInstance);
        return;
      }
      case 'set': {
        const about = instanceOf(frame, message.instance);
        answer(
          frame,
          message.id,
          Object.keys(message.params),
          (path) => about?.set(path, message.params[path]) ?? noInstance,
        );
        return;
      }
      case 'invoke': {
        const about = instanceOf(frame, message.instance);
        answer(frame, message.id, Object.keys(message.params), (name) => {
          const args = message.params[name];
          return about?.invoke(name, Array.isArray(args) ? args : []) ?? noInstance;
        });
        return;
      }
      default:
        message satisfies never;
    }
  }

  function instanceOf(frame: Frame, guid: string | undefined): Instance | undefined {
    return guid === undefined ? frame.instance : frames.get(guid)?.instance;
  }

  function answer(frame: Frame, id: number, keys: readonly string[], ask: (key: string) => Answer): void {
    const result: Record<string, unknown> = {};
    const errors: Record<string, unknown> = {};
    for (const key of keys) {
      const given = ask(key);
      if (given.ok) result[key] = given.value;
      else errors[key] = { name: 'Error', message: given.message, path: key };
    }
    post(frame, { id, result: { ...result, errors } });
  }

  return {
    attach(guid, window, origin, instance) {
      frames.set(guid, {
        guid,
        window,
        origin,
        instance,
        subscriptions: new Map(),
        openHooks: new Map(),
      });
    },

    detach(guid) {
      const frame = frames.get(guid);
      frames.delete(guid);
      if (frame) forget(frame);
    },

    receive(incoming) {
      for (const frame of frames.values()) {
        if (frame.window !== incoming.source || frame.origin !== incoming.origin) continue;
        const message = parseAppMessage(incoming.data);
        if (message) handle(frame, message);
        return;
      }
    },

    emit,

    ask(guid, hook) {
      const frame = frames.get(guid);
      if (!frame || !hears(frame, guid, hook)) return Promise.resolve({ ok: true });
      return new Promise((resolve) => {
        const settle = (hookAnswer: HookAnswer): void => {
          clearTimeout(timer);
          frame.openHooks.delete(hook);
          resolve(hookAnswer);
        };
        const timer = setTimeout(
          () => settle({ ok: false, message: 'The app did not answer in time.' }),
          options.hookTimeoutMs,
        );
        frame.openHooks.set(hook, settle);
        post(frame, { key: `zaf.${hook}`, needsReply: true, instanceGuid: guid });
      });
    },
  };
}

const noInstance: Answer = { ok: false, message: 'There is no such instance.' };

/** An app that is gone or starts anew has no subscriptions, and nothing waits for its consent. */
function forget(frame: Frame): void {
  frame.subscriptions.clear();
  for (const settle of [...frame.openHooks.values()]) settle({ ok: true });
}
