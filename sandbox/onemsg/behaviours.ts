import type { ReportStatus } from './entities';
import { keysOf } from './keys';

/**
 * Everything the simulator can be told to do, as tables from a switch's value to one line about it. The list at
 * `/_simulate/` is printed from these tables and the types come from them, so neither can drift.
 */

/** Troubles that any of the vendor's routes can have. None of them lets a send through. */
export const FAULTS = {
  'wrong-token-a': '401, the wording that repeats the token it was given',
  'wrong-token-b': '401 {"error":"invalid or expired token"}',
  'wrong-token-c': "401 in the server framework's own wording",
  'wrong-channel': '404, as for a channel that does not exist',
  blocked: '403 text/plain, as for a trial channel or an unpaid subscription',
  'rate-limited': '429 without Retry-After',
  'rate-limited-retry-after': '429 with Retry-After: 2',
  'server-error': '500 before anything happened',
  'bad-gateway': '502 with an HTML page',
  junk: '200 with text/plain that is no JSON',
  'error-200': '200 {"error":…}',
  hang: 'no answer until the client gives up or the simulator is reset or closed',
  reset: 'the connection is broken without an answer',
} as const;

/** A trouble that any of the vendor's routes can have. */
export type Fault = keyof typeof FAULTS;

/** What each of the vendor's routes can be told to answer, beside the troubles in {@link FAULTS}. */
export const MODES = {
  send: {
    ok: '200 sent:true with the message id',
    'created-201': 'the same with 201',
    'accept-without-id': 'accepted, 200 {"sent":true} and no id',
    refused: '200 sent:false; code, text and error (object, string or none) say why and how it is told',
    'refused-string': 'the same with "sent":"false", a string',
    'refused-in-response': '200 {"response":{"error":…}}',
    queued: '200 sent:false with a jobId; the message gets an id that the sender is never told',
    'not-defined': 'as if name, language or namespace were missing (status by rule notDefined)',
    'count-mismatch': 'as if the number of values were wrong (form by rule countMismatch)',
    'server-error-after-accept': 'accepted, and then 500',
    'bad-gateway-after-accept': 'accepted, and then 502 with an HTML page',
    'junk-after-accept': 'accepted, and then 200 with text/plain that is no JSON',
    'hang-after-accept': 'accepted, and then no answer',
    'reset-after-accept': 'accepted, and then a broken connection',
  },
  hookInfo: {
    ok: '{"hooks":[…]} that grows as the message moves on',
    'bare-array': 'the array without an envelope',
    single: 'the newest report alone, as an object',
    unordered: 'newest first, and every report twice',
    viewed: 'says "viewed" for read',
    acks: '{"ack":[…]}, the shape of the webhook, with the error as text',
    'no-hooks': '{"hooks":[]} whatever happened',
    'empty-array': '[] whatever happened',
    'empty-object': '{} whatever happened',
    null: 'null whatever happened',
    'not-found': '404',
    unprocessable: '422',
  },
  templates: {
    ok: '{"total","templates"}, lower-case status, components as an array',
    'json-components': 'components as a JSON string',
    'offset-ignored': 'every page is the first one',
    'language-object': 'language as {"code","policy"}',
    'upper-case-status': 'status as Meta spells it',
    'namespace-snake': 'namespace under message_template_namespace',
    'namespace-camel': 'namespace under messageTemplateNamespace',
    'no-namespace': 'no namespace at all',
    'no-id': 'no id',
    'bare-array': 'the array without an envelope',
    'message-200': '200 {"message":…} and no list',
    empty: 'an empty list',
  },
  messages: {
    ok: 'what the channel sent, with the number as WhatsApp knows it',
    'not-stored': '{"notice":…,"messages":[]}, a channel without history',
    'look-alikes': 'every message twice, the second under another id',
  },
  status: {
    ok: 'connected',
    connecting: 'connecting',
    disconnected: 'disconnected',
    uninitialized: 'uninitialized',
    unregistered: 'unregistered',
    nested: 'connected, inside {"data":…}',
  },
  me: {
    ok: 'the business profile',
    nested: 'the profile inside {"data":[…]}, with the number beside it',
    'empty-object': '{}',
  },
  settings: { ok: "the channel's settings" },
  webhook: { ok: 'the list of addresses' },
} as const;

/** One of the vendor's routes. */
export type Endpoint = keyof typeof MODES;

/** What each route can be told to answer. */
export type Modes = { readonly [E in Endpoint]: keyof (typeof MODES)[E] & string };

/** Every route that has a switch. */
export const ENDPOINTS: readonly Endpoint[] = keysOf(MODES);

/** What becomes of a message after it was accepted. */
export const DELIVERIES = {
  normal: 'sent, delivered, read',
  'stays-sent': 'sent and no more: the phone is off, or the customer blocked the business',
  'never-read': 'sent, delivered and no more',
  'read-without-delivered': 'sent, read',
  failed: 'sent, then failed with errors[] (code and text if given, else 131026)',
  'failed-text': 'sent, then failed with a sentence and no code',
  'failed-first': 'failed without ever being sent',
  'failed-then-delivered': 'sent, failed, and delivered after all (a second device)',
  'delivered-then-failed': 'sent, delivered, failed (a second device)',
  silent: 'accepted, and no report ever',
} as const;

/** What becomes of a message after it was accepted. */
export type Delivery = keyof typeof DELIVERIES;

/** How the simulator behaves where 1MSG's own behaviour is open or was seen to vary. The first value is the default. */
export const RULES = {
  wrongToken: {
    a: '401 in the wording that repeats the token',
    b: '401 {"error":"invalid or expired token"}',
    c: "401 in the framework's wording",
  },
  unknownChannel: { '404': 'a channel that is not ours is not found', '401': 'it counts as a wrong token' },
  notDefined: { '422': 'missing name, language or namespace is 422', '400': 'it is 400' },
  countMismatch: {
    '422': 'a wrong number of values is 422 {"message":…}',
    '200': '200 {"sent":false,"message":"(#132000) …"}',
    '200-coded': 'the same with an error object that carries the code',
  },
  badValue: {
    '200': 'a value or number WhatsApp refuses is 200 sent:false',
    '400': 'it is 400 {"message":…}',
  },
  unknownId: {
    'no-hooks': 'hookInfo of an id nobody has is {"hooks":[]}',
    'empty-object': 'it is {}',
    null: 'it is null',
    'not-found': 'it is 404',
    unprocessable: 'it is 422',
    'error-200': 'it is 200 {"error":…}',
  },
  numbers: {
    corrected: 'WhatsApp knows some numbers differently than they were sent (58 0…, 52…, 54…)',
    'as-sent': 'it never does',
  },
  webhook: {
    normalised: "1MSG's own acknowledgements",
    legacy: 'the same in the old wording, "viewed" for read',
  },
} as const;

/** The rules in force: one value of each. */
export type Rules = { readonly [R in keyof typeof RULES]: keyof (typeof RULES)[R] };

/** The rules of a fresh simulator. */
export const DEFAULT_RULES: Rules = {
  wrongToken: 'a',
  unknownChannel: '404',
  notDefined: '422',
  countMismatch: '422',
  badValue: '200',
  unknownId: 'no-hooks',
  numbers: 'corrected',
  webhook: 'normalised',
};

/** How a refusal carries its reason beside `message`. */
export const ERROR_SHAPES = ['object', 'string', 'none'] as const;

/** How a refusal carries its reason beside `message`. */
export type ErrorShape = (typeof ERROR_SHAPES)[number];

/** What a switch for sends can say beside the mode. */
export interface Details {
  /** Meta's error code: of the refusal, or of the failure that `delivery` leads to. */
  readonly code?: number | undefined;
  /** The words that go with it, in place of Meta's. */
  readonly text?: string | undefined;
  readonly error?: ErrorShape | undefined;
  /** What becomes of the message, if it is accepted. */
  readonly delivery?: Delivery | undefined;
}

/** What one of the vendor's routes does with one request. */
export type Behaviour<E extends Endpoint = Endpoint> =
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'mode'; readonly mode: Modes[E]; readonly details: Details };

/** When things happen to an accepted message, in milliseconds after its acceptance; null is never. */
export interface Timing {
  readonly sentMs: number | null;
  readonly deliveredMs: number | null;
  readonly readMs: number | null;
  /** When the channel's history shows the message. */
  readonly historyMs: number | null;
}

/** The timing of a fresh simulator. */
export const DEFAULT_TIMING: Timing = { sentMs: 800, deliveredMs: 2500, readMs: 7000, historyMs: 0 };

/** How long the vendor's routes think before they act, in milliseconds. */
export const DEFAULT_LATENCY_MS = 150;

type Slot = 'sentMs' | 'deliveredMs' | 'readMs';

/** The reports that each delivery leads to, and the moment of the timing at which each one comes. */
export const PLANS: Readonly<Record<Delivery, readonly (readonly [ReportStatus, Slot])[]>> = {
  normal: [
    ['sent', 'sentMs'],
    ['delivered', 'deliveredMs'],
    ['read', 'readMs'],
  ],
  'stays-sent': [['sent', 'sentMs']],
  'never-read': [
    ['sent', 'sentMs'],
    ['delivered', 'deliveredMs'],
  ],
  'read-without-delivered': [
    ['sent', 'sentMs'],
    ['read', 'readMs'],
  ],
  failed: [
    ['sent', 'sentMs'],
    ['failed', 'deliveredMs'],
  ],
  'failed-text': [
    ['sent', 'sentMs'],
    ['failed', 'deliveredMs'],
  ],
  'failed-first': [['failed', 'sentMs']],
  'failed-then-delivered': [
    ['sent', 'sentMs'],
    ['failed', 'deliveredMs'],
    ['delivered', 'readMs'],
  ],
  'delivered-then-failed': [
    ['sent', 'sentMs'],
    ['delivered', 'deliveredMs'],
    ['failed', 'readMs'],
  ],
  silent: [],
};
