import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { streamSSE } from 'hono/streaming';
import {
  DELIVERIES,
  ENDPOINTS,
  type Endpoint,
  ERROR_SHAPES,
  FAULTS,
  type Fault,
  MODES,
  type Modes,
  RULES,
} from './behaviours';
import { type Problem, TEMPLATE_STATUSES, type Template } from './entities';
import { assumptions } from './fixtures.unverified';
import { keysOf } from './keys';
import { codedProblem } from './meta-errors';
import { specialPhones } from './phones';
import { parseBody, Unreadable } from './request';
import { isObject } from './send-request';
import type { Store } from './store';
import {
  BadSwitch,
  type Field,
  given,
  nullable,
  oneOf,
  optional,
  readFields,
  someText,
  wholeFrom,
} from './switch-body';
import { NAMESPACE } from './templates';
import type { Channel, OnemsgEnv } from './vendor-routes';
import { isLocal } from './webhook';

/** One switch: what the list says about it, and what it does. */
interface Switch {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** What the body takes, for people. */
  readonly body?: string;
  readonly about: string;
  /** Returns what the switch answers. Throws {@link BadSwitch} on a body it cannot use. */
  readonly run: (body: unknown) => unknown;
}

const MAX_QUEUED = 1000;

/** Names of this machine, from whose pages the switches may be used. */
const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** The control routes, to be mounted below `/_simulate`. 1MSG has nothing like them. */
export function createSimulateRoutes(store: Store, channel: Channel): Hono<OnemsgEnv> {
  const app = new Hono<OnemsgEnv>();
  const { simulate } = store;

  const switches: readonly Switch[] = [
    {
      method: 'POST',
      path: '/next',
      body: '{"mode", "endpoint"?: "send", "count"?: 1, "code"?, "text"?, "error"?: object|string|none, "delivery"?}',
      about: 'what the next requests of a route do; code, text, error and delivery are for sends',
      run: (body) => {
        const {
          endpoint = 'send',
          mode,
          count,
          ...details
        } = readFields(body, {
          ...MODE_FIELDS,
          count: optional(wholeFrom(1)),
        });
        if (count !== undefined && count > MAX_QUEUED) {
          throw new BadSwitch(`"count" is ${count}; at most ${MAX_QUEUED} can be queued at once`);
        }
        simulate.next(endpoint, readMode(endpoint, mode), { ...given(details), ...given({ count }) });
        return simulate.state();
      },
    },
    {
      method: 'POST',
      path: '/mode',
      body: '{"mode", "endpoint"?: "send", "code"?, "text"?, "error"?, "delivery"?}',
      about: 'what a route does from now on, when nothing is queued for it; mode "ok" is the default',
      run: (body) => {
        const { endpoint = 'send', mode, ...details } = readFields(body, MODE_FIELDS);
        simulate.mode(endpoint, readMode(endpoint, mode), given(details));
        return simulate.state();
      },
    },
    {
      method: 'GET',
      path: '/mode',
      about: 'what all switches are set to',
      run: () => simulate.state(),
    },
    {
      method: 'POST',
      path: '/rules',
      body: '{"<rule>": "<value>", …}',
      about: 'how the simulator decides where 1MSG is not known or varies',
      run: (body) => {
        simulate.rules(given(readFields(body, RULE_FIELDS)));
        return simulate.state();
      },
    },
    {
      method: 'POST',
      path: '/delivery',
      body: '{"delivery", "code"?, "text"?}',
      about: 'what becomes of messages accepted from now on',
      run: (body) => {
        const { delivery, ...details } = readFields(body, {
          delivery: oneOf(keysOf(DELIVERIES)),
          code: optional(wholeFrom(0)),
          text: optional(someText),
        });
        simulate.delivery(delivery, given(details));
        return simulate.state();
      },
    },
    {
      method: 'POST',
      path: '/timing',
      body: '{"sentMs"?, "deliveredMs"?, "readMs"?, "historyMs"?}',
      about: 'milliseconds from acceptance to each report and to the appearance in /messages; null is never',
      run: (body) => {
        simulate.timing(given(readFields(body, TIMING_FIELDS)));
        return simulate.state();
      },
    },
    {
      method: 'POST',
      path: '/latency',
      body: '{"ms"}',
      about: "how long the vendor's routes think before they act",
      run: (body) => {
        simulate.latency(readFields(body, { ms: wholeFrom(0) }).ms);
        return simulate.state();
      },
    },
    {
      method: 'POST',
      path: '/status',
      body: '{"id": "wamid…"|"last", "status": sent|delivered|read|failed, "error"?: text, "errors"?: [{"code", "title"?, "details"?}]}',
      about: 'one status report by hand; from then on the message moves by hand only',
      run: (body) => {
        const { id, status, error, errors } = readFields(body, STATUS_FIELDS);
        const problem: Problem | null =
          errors ?? (error === undefined ? null : { kind: 'text', text: error });
        const message = simulate.status(id, status, problem);
        if (message === null) {
          throw new BadSwitch(`no message has the id ${JSON.stringify(id)}`);
        }
        return message;
      },
    },
    {
      method: 'POST',
      path: '/template',
      body: '{"name", "language", "status"?, "category"?, "namespace"?, "header"?: text|null, "body"?, "button"?: {"text", "url"}|null, "ttlSeconds"?: number|null}',
      about: 'changes a template, or adds one (which needs a body)',
      run: (body) => {
        const template = changedTemplate(store.templates(), readFields(body, TEMPLATE_FIELDS));
        simulate.template(template);
        return template;
      },
    },
    {
      method: 'POST',
      path: '/reset',
      about: 'back to a fresh simulator; waiting requests lose their connection',
      run: () => {
        simulate.reset();
        return simulate.state();
      },
    },
    {
      method: 'GET',
      path: '/messages',
      about: 'every message that reached the provider, whatever its sender was told',
      run: () => store.messages().map(store.view),
    },
    {
      method: 'GET',
      path: '/sends',
      about: 'every request to sendTemplate, refused ones too',
      run: () => {
        const sends = store.requests.sends();
        return { received: sends.length, accepted: store.messages().length, sends };
      },
    },
    {
      method: 'GET',
      path: '/requests',
      about: "every request to the vendor's routes; tokens are blotted out",
      run: () => store.requests.all(),
    },
    {
      method: 'GET',
      path: '/webhook',
      about:
        'the webhook addresses, whether they are called (only those on this machine), and what was posted',
      run: () => ({
        urls: store.webhookUrls().map((url) => ({ url, called: isLocal(url) })),
        posts: store.webhookPosts(),
      }),
    },
  ];

  const list = () => ({
    about: 'Switches of the 1MSG simulator. Nothing below /_simulate/ exists at 1MSG.',
    channel: { id: channel.id, token: channel.token, namespace: NAMESPACE },
    switches: [
      ...switches.map(({ method, path, body, about }) => ({
        route: `${method} /_simulate${path}`,
        ...(body === undefined ? {} : { body }),
        about,
      })),
      {
        route: 'GET /_simulate/events',
        about: 'server-sent events: all messages first, then each one as it changes, and resets',
      },
    ],
    modes: MODES,
    faults: { about: 'modes that every endpoint has', ...FAULTS },
    deliveries: DELIVERIES,
    rules: RULES,
    phones: specialPhones(),
    unverified: assumptions(),
    now: simulate.state(),
  });

  app.use(cors({ origin: (origin) => (LOCAL_ORIGIN.test(origin) ? origin : null) }));
  app.get('/', () => pretty(200, list()));

  for (const { method, path, run } of switches) {
    app.on(method, path, async (c) => {
      const body = method === 'GET' ? {} : parseBody(await c.req.text(), undefined);
      return pretty(200, run(body));
    });
  }

  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      await new Promise<void>((end) => {
        const send = (event: unknown) => {
          stream.writeSSE({ data: JSON.stringify(event) }).catch(end);
        };
        const leave = store.subscribe(send);
        stream.onAbort(() => {
          leave();
          end();
        });
        // Nothing can come between subscribing and this, so a page misses no change.
        send({ type: 'snapshot', messages: store.messages().map(store.view) });
      });
    }),
  );

  app.all('*', (c) =>
    pretty(404, {
      error: `[onemsg] no switch ${c.req.method} ${c.req.path}; GET /_simulate/ lists them all`,
    }),
  );

  app.onError((error) => {
    if (error instanceof BadSwitch || error instanceof Unreadable) {
      return pretty(400, { error: `[onemsg] ${error.message}` });
    }
    throw error;
  });
  return app;
}

const MODE_FIELDS = {
  endpoint: optional(oneOf(ENDPOINTS)),
  mode: someText,
  code: optional(wholeFrom(0)),
  text: optional(someText),
  error: optional(oneOf(ERROR_SHAPES)),
  delivery: optional(oneOf(keysOf(DELIVERIES))),
};

const RULE_FIELDS = {
  wrongToken: optional(oneOf(keysOf(RULES.wrongToken))),
  unknownChannel: optional(oneOf(keysOf(RULES.unknownChannel))),
  notDefined: optional(oneOf(keysOf(RULES.notDefined))),
  countMismatch: optional(oneOf(keysOf(RULES.countMismatch))),
  badValue: optional(oneOf(keysOf(RULES.badValue))),
  unknownId: optional(oneOf(keysOf(RULES.unknownId))),
  numbers: optional(oneOf(keysOf(RULES.numbers))),
  webhook: optional(oneOf(keysOf(RULES.webhook))),
};

const milliseconds = optional(nullable(wholeFrom(0)));

const TIMING_FIELDS = {
  sentMs: milliseconds,
  deliveredMs: milliseconds,
  readMs: milliseconds,
  historyMs: milliseconds,
};

/** WhatsApp sends a list of errors; only the first one counts. */
const firstError: Field<Problem> = (value, name) => {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  if (!isObject(first)) {
    throw new BadSwitch(`"${name}" must be a list that holds {"code", "title"?, "details"?}`);
  }
  const { code, title, details } = readFields(first, {
    code: wholeFrom(0),
    title: optional(someText),
    details: optional(someText),
  });
  return { ...codedProblem(code), ...given({ title, details }) };
};

const STATUS_FIELDS = {
  id: someText,
  status: oneOf(['sent', 'delivered', 'read', 'failed']),
  error: optional(someText),
  errors: optional(firstError),
};

const someButton: Field<NonNullable<Template['button']>> = (value) =>
  readFields(value, { text: someText, url: someText });

const TEMPLATE_FIELDS = {
  name: someText,
  language: someText,
  status: optional(oneOf(TEMPLATE_STATUSES)),
  category: optional(oneOf<Template['category']>(['UTILITY', 'MARKETING', 'AUTHENTICATION'])),
  namespace: optional(someText),
  header: optional(nullable(someText)),
  body: optional(someText),
  button: optional(nullable(someButton)),
  ttlSeconds: optional(nullable(wholeFrom(30))),
};

function readMode<E extends Endpoint>(endpoint: E, mode: string): Modes[E] | Fault {
  if (isModeOf(endpoint, mode)) {
    return mode;
  }
  const known = [...Object.keys(MODES[endpoint]), ...Object.keys(FAULTS)];
  throw new BadSwitch(`"mode" is ${JSON.stringify(mode)}; endpoint ${endpoint} has ${known.join(', ')}`);
}

function isModeOf<E extends Endpoint>(endpoint: E, mode: string): mode is (Modes[E] | Fault) & string {
  return Object.hasOwn(MODES[endpoint], mode) || Object.hasOwn(FAULTS, mode);
}

function changedTemplate(
  templates: readonly Template[],
  changes: Pick<Template, 'name' | 'language'> & {
    readonly [K in keyof Omit<Template, 'id' | 'name' | 'language' | 'rejectedReason'>]:
      | Template[K]
      | undefined;
  },
): Template {
  const known = templates.find(
    ({ name, language }) => name === changes.name && language === changes.language,
  );
  if (known !== undefined) {
    return { ...known, ...given(changes) };
  }
  const { name, language, body, ...others } = changes;
  if (body === undefined) {
    throw new BadSwitch(`there is no template ${name} in ${language} yet, so "body" is needed`);
  }
  return {
    id: String(2000 + templates.length),
    name,
    language,
    namespace: NAMESPACE,
    status: 'APPROVED',
    category: 'UTILITY',
    rejectedReason: 'NONE',
    header: null,
    body,
    button: null,
    ttlSeconds: null,
    ...given(others),
  };
}

function pretty(status: number, value: unknown): Response {
  return new Response(`${JSON.stringify(value, null, 2)}\n`, {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
}
