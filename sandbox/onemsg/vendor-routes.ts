import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { type Answer, json, type Outcome, type Silence } from './answers';
import type { Behaviour, Endpoint, Fault, Modes } from './behaviours';
import type { Message } from './entities';
import { unverified } from './fixtures.unverified';
import { behaviourForPhone, isPlain } from './phones';
import { parseBody, redactedPath, tokenOf, Unreadable } from './request';
import type { OpenRequest } from './request-log';
import { countMismatch, isObject, readSend } from './send-request';
import { nameOf, type Store } from './store';
import { acceptance, ack, historyItem, hook, refusal, templateItem } from './wire';

/** Node's socket is there when the app runs behind a real server; an in-process `app.request()` has none. */
export type OnemsgEnv = { Bindings: Partial<HttpBindings> };

/** Who the simulated channel is. */
export interface Channel {
  readonly id: string;
  readonly token: string;
}

type Query = Readonly<Record<string, string | undefined>>;

/** A request as the vendor's routes see it, after authentication. */
interface Call {
  readonly query: Query;
  readonly body: unknown;
  readonly request: OpenRequest;
}

type Settled<E extends Endpoint> = Extract<Behaviour<E>, { kind: 'mode' }>;

const MAX_WEBHOOKS = 5;

/** 1MSG's own routes, below `/{channel}/`. */
export function createVendorRoutes(store: Store, channel: Channel): Hono<OnemsgEnv> {
  const app = new Hono<OnemsgEnv>();

  /**
   * Serves one route: latency first, then channel and token, then the trouble that a switch asks for, then the route
   * itself. A request with a wrong token uses up no switch.
   */
  function route<E extends Endpoint>(
    endpoint: E,
    answer: (call: Call, behaviour: Settled<E>) => Outcome,
    choose: (call: Call) => Behaviour<E> = () => store.take(endpoint),
  ) {
    return async (c: Context<OnemsgEnv>): Promise<Response> => {
      const request = store.requests.open(c.req.method, redactedPath(c.req.url), endpoint === 'send');
      const decide = async (): Promise<Outcome> => {
        const body = await readBody(c);
        if (endpoint === 'send') {
          noteSend(request, body.ok ? body.value : null);
        }
        if (!(await store.think())) {
          return { silence: 'reset' };
        }
        const token = tokenOf(
          c.req.header('authorization'),
          c.req.query('token'),
          body.ok ? body.value : null,
        );
        const intruder = turnAway(c, token);
        if (intruder !== null) {
          return intruder;
        }
        if (!body.ok) {
          return body.answer;
        }
        const call = { query: c.req.query(), body: body.value, request };
        const behaviour = choose(call);
        request.describeSend({ behaviour: nameOf(behaviour) });
        return behaviour.kind === 'fault' ? trouble(behaviour.fault, c, token) : answer(call, behaviour);
      };

      const outcome = await decide();
      if ('silence' in outcome) {
        return await fallSilent(c, outcome, request);
      }
      request.close(outcome.status);
      return new Response(outcome.body, { status: outcome.status, headers: outcome.headers });
    };
  }

  async function fallSilent(
    c: Context<OnemsgEnv>,
    { silence }: Silence,
    request: OpenRequest,
  ): Promise<Response> {
    if (silence === 'hang') {
      await store.hang(c.req.raw.signal);
    }
    request.close(null);
    breakConnection(c.env);
    // Node has nowhere to write this to; only an in-process caller ever reads it.
    return new Response('[onemsg] this behaviour needs a real connection\n', { status: 500 });
  }

  function turnAway(c: Context<OnemsgEnv>, token: string): Answer | null {
    const given = c.req.param('channel') ?? '';
    if (given !== channel.id) {
      return store.rules().unknownChannel === '404'
        ? unverified.unknownChannel(c.req.method, c.req.path)
        : wrongToken(given, token);
    }
    return token === channel.token ? null : wrongToken(given, token);
  }

  function wrongToken(given: string, token: string, wording = store.rules().wrongToken): Answer {
    switch (wording) {
      case 'a':
        return json(401, {
          error: `Wrong token "${token}" for channel "${given}". Please provide token as a GET parameter.`,
        });
      case 'b':
        return json(401, { error: 'invalid or expired token' });
      case 'c':
        return unverified.unauthorized();
    }
  }

  function trouble(fault: Fault, c: Context<OnemsgEnv>, token: string): Outcome {
    switch (fault) {
      case 'wrong-token-a':
        return wrongToken(channel.id, token, 'a');
      case 'wrong-token-b':
        return wrongToken(channel.id, token, 'b');
      case 'wrong-token-c':
        return wrongToken(channel.id, token, 'c');
      case 'wrong-channel':
        return unverified.unknownChannel(c.req.method, c.req.path);
      case 'blocked':
        return unverified.blocked();
      case 'rate-limited':
        return unverified.rateLimited(null);
      case 'rate-limited-retry-after':
        return unverified.rateLimited(2);
      case 'server-error':
        return unverified.serverError();
      case 'bad-gateway':
        return unverified.badGateway();
      case 'junk':
        return unverified.junk();
      case 'error-200':
        return unverified.errorWith200();
      case 'hang':
      case 'reset':
        return { silence: fault };
    }
  }

  /** A plain send lets the ending of the number decide, so that outcomes can be provoked by hand. */
  function chooseForSend({ body }: Call): Behaviour<'send'> {
    const behaviour = store.take('send');
    return isPlain(behaviour) ? (behaviourForPhone(phoneIn(body) ?? '') ?? behaviour) : behaviour;
  }

  function sendTemplate({ body, request }: Call, { mode, details }: Settled<'send'>): Outcome {
    switch (mode) {
      case 'refused':
        return json(200, refusal({ code: 131009, ...details }));
      case 'refused-string':
        return json(200, { ...refusal({ code: 131009, ...details }), sent: 'false' });
      case 'refused-in-response':
        return json(200, { response: { error: refusal({ code: 131009, ...details }).message } });
      case 'not-defined':
        return unverified.notDefined(store.rules().notDefined === '422' ? 422 : 400);
      case 'count-mismatch':
        return countMismatch(store.rules());
      default: {
        const reading = readSend(body, store.templates(), store.rules());
        if (!reading.ok) {
          return reading.answer;
        }
        const message = store.accept(reading.draft, details, mode === 'queued');
        request.describeSend({ messageId: message.id });
        return ANSWERS_TO_ACCEPTED[mode](message);
      }
    }
  }

  function hookInfo({ query }: Call, { mode }: Settled<'hookInfo'>): Outcome {
    const id = query.messageId;
    if (id === undefined || id === '') {
      return unverified.noMessageId();
    }
    switch (mode) {
      case 'no-hooks':
        return unverified.noHooks();
      case 'empty-array':
        return unverified.emptyArray();
      case 'empty-object':
        return unverified.emptyObject();
      case 'null':
        return unverified.nothing();
      case 'not-found':
        return unverified.hookNotFound();
      case 'unprocessable':
        return unverified.hookUnprocessable();
      default: {
        const message = store.message(id);
        return message === null ? unknownId() : historyOf(message, mode);
      }
    }
  }

  function unknownId(): Answer {
    switch (store.rules().unknownId) {
      case 'no-hooks':
        return unverified.noHooks();
      case 'empty-object':
        return unverified.emptyObject();
      case 'null':
        return unverified.nothing();
      case 'not-found':
        return unverified.hookNotFound();
      case 'unprocessable':
        return unverified.hookUnprocessable();
      case 'error-200':
        return unverified.hookError();
    }
  }

  function historyOf(
    message: Message,
    mode: 'ok' | 'bare-array' | 'single' | 'unordered' | 'viewed' | 'acks',
  ): Answer {
    const reports = store.reportsOf(message);
    const newest = reports.at(-1);
    const hooks = reports.map((report) => hook(message, report));
    switch (mode) {
      case 'ok':
        return json(200, { hooks });
      case 'bare-array':
        return json(200, hooks);
      case 'single':
        return newest === undefined ? unverified.emptyObject() : json(200, hook(message, newest));
      case 'unordered':
        return json(200, { hooks: [...hooks, ...hooks].reverse() });
      case 'viewed':
        return json(200, { hooks: reports.map((report) => hook(message, report, 'viewed')) });
      case 'acks':
        return json(200, { ack: reports.map((report) => ack(message, report)) });
    }
  }

  function templates({ query }: Call, { mode }: Settled<'templates'>): Outcome {
    if (mode === 'message-200') {
      return unverified.templatesMessage();
    }
    const all = mode === 'empty' ? [] : [...store.templates()];
    const key = query.sort;
    if (key === 'id' || key === 'name' || key === 'status') {
      all.sort((a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0));
    }
    const limit = wholeNumber(query.limit) ?? 100;
    const offset = mode === 'offset-ignored' ? 0 : (wholeNumber(query.offset) ?? 0);
    const page = all.slice(offset, offset + limit).map((template) => templateItem(template, mode));
    return json(200, mode === 'bare-array' ? page : { total: all.length, templates: page });
  }

  function messages({ query }: Call, { mode }: Settled<'messages'>): Outcome {
    if (mode === 'not-stored') {
      return unverified.notStored();
    }
    const now = store.now();
    const visible = store.messages().filter(({ inHistoryAt }) => inHistoryAt !== null && inHistoryAt <= now);
    const items = visible
      .map(historyItem)
      .flatMap((item) => (mode === 'look-alikes' ? [item, { ...item, id: lookAlike(item.id) }] : [item]));
    return json(200, { messages: selectHistory(items, query) });
  }

  function status(_call: Call, { mode }: Settled<'status'>): Outcome {
    const body = (value: string) => ({
      status: value,
      accountStatus: value === 'connected' ? 'authenticated' : unverified.accountStatus(),
      mm_lite_available: false,
    });
    switch (mode) {
      case 'ok':
        return json(200, body('connected'));
      case 'nested':
        return json(200, { data: body('connected') });
      case 'connecting':
      case 'disconnected':
      case 'uninitialized':
      case 'unregistered':
        return json(200, body(mode));
    }
  }

  function me(_call: Call, { mode }: Settled<'me'>): Outcome {
    const profile = {
      about: 'Sandbox support desk',
      address: '',
      description: 'No real account stands behind this number.',
      email: 'support@example.com',
      vertical: 'OTHER',
      websites: ['https://help.example.com'],
    };
    switch (mode) {
      case 'ok':
        return json(200, { ...profile, phone: '15550100', photo: null });
      case 'nested':
        return json(200, {
          data: [{ ...profile, profile_picture_url: null }],
          phone: { display_phone_number: '+1 555-0100' },
        });
      case 'empty-object':
        return json(200, {});
    }
  }

  const settingsNow = () => ({ webhookUrl: store.webhookUrls(), ...store.settings() });

  function changeSettings({ body }: Call): Outcome {
    const fields = isObject(body) ? body : {};
    const update: Record<string, boolean> = {};
    for (const key of ['ackNotificationsOn', 'rawHooks', 'guaranteedHooks'] as const) {
      const value = fields[key];
      if (typeof value === 'boolean') {
        update[key] = value;
        store.changeSettings({ [key]: value });
      }
    }
    return json(200, { ...settingsNow(), update });
  }

  function setWebhook({ body }: Call): Outcome {
    const given = isObject(body) ? body.webhookUrl : undefined;
    const urls = (Array.isArray(given) ? given : [given]).filter((url) => url !== '');
    if (!urls.every((url): url is string => typeof url === 'string' && URL.canParse(url))) {
      return unverified.notAWebhook();
    }
    if (urls.length > MAX_WEBHOOKS) {
      return unverified.tooManyWebhooks();
    }
    store.setWebhookUrls(urls);
    return unverified.webhooksSet(urls);
  }

  app.post('/:channel/sendTemplate', route('send', sendTemplate, chooseForSend));
  app.get('/:channel/hookInfo', route('hookInfo', hookInfo));
  app.get('/:channel/templates', route('templates', templates));
  app.get('/:channel/messages', route('messages', messages));
  app.get('/:channel/status', route('status', status));
  app.get('/:channel/me', route('me', me));
  app.get(
    '/:channel/settings',
    route('settings', () => json(200, settingsNow())),
  );
  app.post('/:channel/settings', route('settings', changeSettings));
  app.get(
    '/:channel/webhook',
    route('webhook', () => {
      const urls = store.webhookUrls();
      return json(200, { webhookUrl: urls.length === 0 ? null : urls });
    }),
  );
  app.post('/:channel/webhook', route('webhook', setWebhook));
  return app;
}

type Accepting = Exclude<
  Modes['send'],
  'refused' | 'refused-string' | 'refused-in-response' | 'not-defined' | 'count-mismatch'
>;

/** What the sender is told about a message that reached the provider. */
const ANSWERS_TO_ACCEPTED: Readonly<Record<Accepting, (message: Message) => Outcome>> = {
  ok: (message) => json(200, acceptance(message)),
  'created-201': (message) => json(201, acceptance(message)),
  'accept-without-id': unverified.acceptedWithoutId,
  queued: ({ jobId }) => unverified.queued(jobId ?? ''),
  'server-error-after-accept': unverified.serverError,
  'bad-gateway-after-accept': unverified.badGateway,
  'junk-after-accept': unverified.junk,
  'hang-after-accept': () => ({ silence: 'hang' }),
  'reset-after-accept': () => ({ silence: 'reset' }),
};

/** Hono gives no environment at all to an in-process request, although its types promise one. */
function breakConnection(env: OnemsgEnv['Bindings'] | undefined): void {
  env?.incoming?.socket.resetAndDestroy();
}

async function readBody(
  c: Context<OnemsgEnv>,
): Promise<{ readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly answer: Answer }> {
  if (c.req.method === 'GET') {
    return { ok: true, value: {} };
  }
  try {
    return { ok: true, value: parseBody(await c.req.text(), c.req.header('content-type')) };
  } catch (error) {
    if (error instanceof Unreadable) {
      return { ok: false, answer: unverified.unreadableBody(error.message) };
    }
    throw error;
  }
}

function phoneIn(body: unknown): string | null {
  if (!isObject(body)) {
    return null;
  }
  const { phone, chatId } = body;
  return typeof phone === 'string' ? phone : typeof chatId === 'string' ? chatId.replace(/@.*$/, '') : null;
}

function noteSend(request: OpenRequest, body: unknown): void {
  const fields = isObject(body) ? body : {};
  const language = isObject(fields.language) ? fields.language.code : fields.language;
  request.describeSend({
    phone: phoneIn(body),
    template: typeof fields.template === 'string' ? fields.template : null,
    language: typeof language === 'string' ? language : null,
  });
}

function wholeNumber(value: string | undefined): number | null {
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : null;
}

/** An id of the same recipient that no message has. */
function lookAlike(id: string): string {
  const flipped = id.at(-8) === 'A' ? 'B' : 'A';
  return `${id.slice(0, -8)}${flipped}${id.slice(-7)}`;
}

type HistoryItem = ReturnType<typeof historyItem>;

/** Picks from the history as 1MSG does: filters first, then the newest or the oldest `limit` of them. */
function selectHistory(items: readonly HistoryItem[], query: Query): readonly HistoryItem[] {
  const after = wholeNumber(query.lastMessageNumber);
  const from = wholeNumber(query.firstMessageNumber);
  const minTime = wholeNumber(query.min_time);
  const maxTime = wholeNumber(query.max_time);
  const found = items.filter(
    (item) =>
      (query.chatId === undefined || item.chatId === query.chatId) &&
      (query.msgId === undefined || item.id === query.msgId) &&
      (after === null || item.messageNumber > after) &&
      (from === null || item.messageNumber >= from) &&
      (minTime === null || item.time >= minTime) &&
      (maxTime === null || item.time <= maxTime),
  );
  const newestFirst = query.last === 'true' || query.last === '1';
  const ordered = newestFirst ? found.reverse() : found;
  const limit = wholeNumber(query.limit) ?? 100;
  return limit === 0 ? ordered : ordered.slice(0, limit);
}
