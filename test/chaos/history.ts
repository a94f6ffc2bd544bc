/** What happens in one run: a short list of acts and mishaps that can be read, replayed and made shorter. */
import fc from 'fast-check';

export const routes = [
  'audits',
  'people',
  'search',
  'look up',
  'create',
  'save',
  'remove',
  'send',
  'reports',
  'templates',
  'messages',
  'linked',
] as const;

/** All that a page asks for; nothing goes wrong with a tag but what goes wrong with all. */
export type Route = (typeof routes)[number] | 'tag';

/**
 * What goes wrong with one request. `lost after`, `broken after` and `garbled` are carried out all the same;
 * `straggles` is carried out when the page has given up; `repeated` is carried out twice, by something on the way.
 */
export const mishaps = [
  'lost before',
  'lost after',
  'straggles',
  'slow',
  'busy',
  'busy for long',
  'broken before',
  'broken after',
  'garbled',
  'repeated',
  'page closes when it leaves',
  'page closes when the answer comes',
  'page reloads when it leaves',
  'page sleeps when it leaves',
] as const;

export interface Mishap {
  readonly route: (typeof routes)[number];
  /** Which request of this kind in the run, from 0. */
  readonly nth: number;
  readonly how: (typeof mishaps)[number];
  readonly ms: number;
}

export const deeds = [
  'opens the ticket',
  'saves',
  'saves',
  'saves through a trigger',
  'picks without saving',
  'fails to save',
  'routing assigns',
  'routing assigns',
  'reloads',
  'saves in two tabs',
  'closes',
  'sleeps',
  'wakes',
  'leaves',
  'returns',
  'clicks send',
  'clicks send',
  'clicks check',
  'opts out',
  'solves',
] as const;

export interface Act {
  /** ms after the act before. */
  readonly pause: number;
  readonly does: (typeof deeds)[number];
  readonly who: number;
  readonly specialist: number;
}

/** What 1MSG does with a send. All but the first, and those that turn it away, leave the page without an id. */
export const fates = [
  'accepted',
  'queued',
  'queued and dropped',
  'refused',
  'invalid',
  'busy',
  'busy by code',
  'broken before',
  'broken after',
  'without id',
  'gateway after',
] as const;

export type Fate = (typeof fates)[number];

export interface SendScript {
  readonly fate: Fate;
  /** What WhatsApp reports, as 1MSG lists it: in any order, some twice. */
  readonly reports: readonly ('sent' | 'delivered' | 'read' | 'failed' | 'viewed')[];
}

/** What becomes of the page in which a ticket was made, once it is saved. Zendesk does not say. */
export const afterlives = ['closes', 'learns the number', 'stays without the number'] as const;

/** The ticket is made in a browser with the app; nobody has it open before. */
export interface Creation {
  readonly who: number;
  readonly specialist: number;
  /** ms from choosing the specialist to the submit. */
  readonly pause: number;
  readonly afterwards: (typeof afterlives)[number];
  /** When the ticket's own page opens, ms after the submit; undefined for never. */
  readonly opensAfter: number | undefined;
}

export interface History {
  /** Whether Zendesk refuses a second record with the same external id. */
  readonly unique: boolean;
  /** Whether 1MSG keeps a list of messages. */
  readonly listed: boolean;
  readonly automatic: boolean;
  readonly firstOnly: boolean;
  readonly catchUpMinutes: number;
  /** How far each agent's clock is wrong, ms. */
  readonly clocks: readonly number[];
  /** Agents who have the ticket open from the beginning, by number. */
  readonly present: readonly number[];
  readonly acts: readonly Act[];
  readonly mishaps: readonly Mishap[];
  /** What becomes of the first sends; those after them are accepted. */
  readonly sends: readonly SendScript[];
  /** Whether failed messages are to tag the ticket. */
  readonly tagging: boolean;
  /** Whether that list shows what messages say. */
  readonly texts: boolean;
  /** Undefined where the ticket is there from the beginning. */
  readonly creation: Creation | undefined;
  /** Decides all times on the way and all lags; 0 for none that vary. */
  readonly dice: number;
}

const minute = 60_000;

const pause = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 2_500 }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 12_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 4 * minute }) },
);

const act: fc.Arbitrary<Act> = fc.record({
  pause,
  does: fc.constantFrom(...deeds),
  who: fc.nat(4),
  specialist: fc.nat(2),
});

const mishap: fc.Arbitrary<Mishap> = fc.record({
  route: fc.constantFrom(...routes, 'create', 'create', 'look up', 'send', 'save', 'audits'),
  nth: fc.nat(4),
  how: fc.constantFrom(...mishaps),
  ms: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 8_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 * minute }) },
  ),
});

const send: fc.Arbitrary<SendScript> = fc.record({
  fate: fc.constantFrom('accepted', ...fates),
  reports: fc.array(fc.constantFrom('sent', 'delivered', 'read', 'failed', 'viewed', 'sent', 'delivered'), {
    maxLength: 4,
  }),
});

const clock = fc.oneof(fc.constant(0), fc.integer({ min: -10 * minute, max: 10 * minute }));

export const anyHistory: fc.Arbitrary<History> = fc.record({
  unique: fc.boolean(),
  listed: fc.boolean(),
  automatic: fc.nat(11).map((n) => n !== 11),
  firstOnly: fc.nat(7).map((n) => n === 7),
  catchUpMinutes: fc.constantFrom(10, 2, 2),
  clocks: fc.tuple(clock, clock, clock),
  present: fc.array(fc.nat(2), { maxLength: 4 }),
  acts: fc.array(act, { minLength: 1, maxLength: 9 }),
  mishaps: fc.array(mishap, { maxLength: 6 }),
  sends: fc.array(send, { maxLength: 3 }),
  dice: fc.nat(0x7fffffff),
  // The last ones: what comes before them stays the same for a seed.
  tagging: fc.boolean(),
  texts: fc.boolean(),
  creation: fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.record({
        who: fc.nat(2),
        specialist: fc.nat(2),
        pause: fc.integer({ min: 0, max: 12_000 }),
        afterwards: fc.constantFrom(...afterlives),
        opensAfter: fc.option(fc.integer({ min: 0, max: 25_000 }), { nil: undefined }),
      }),
    },
  ),
});

const seconds = (ms: number) => `${(ms / 1000).toFixed(ms % 1000 === 0 ? 0 : 3)} s`;

const creationInWords = ({ who, specialist, pause: ms, afterwards, opensAfter }: Creation): string =>
  `The ticket is made by agent ${who} (specialist ${specialist}) and submitted after ${seconds(ms)}; that page ${afterwards}, its own ${opensAfter === undefined ? 'never opens' : `opens after ${seconds(opensAfter)}`}.`;

/** The history as one would tell it. */
export function inWords(history: History): string {
  const lines = [
    `Zendesk ${history.unique ? 'refuses' : 'accepts'} duplicates; 1MSG ${history.listed ? `lists messages ${history.texts ? 'with' : 'without'} their texts` : 'lists no messages'}; chance ${history.dice}.`,
    `Automatic sending ${history.automatic ? 'on' : 'off'}, first assignment only ${history.firstOnly ? 'on' : 'off'}, catch up ${history.catchUpMinutes} min, tag for failures ${history.tagging ? 'on' : 'off'}.`,
    `Clocks of the agents are wrong by ${history.clocks.map(seconds).join(', ')}.`,
    ...(history.creation === undefined ? [] : [creationInWords(history.creation)]),
    `At the beginning the ticket is open with agent ${history.present.join(', ') || '– nobody'}.`,
    ...history.acts.map(
      ({ pause: ms, does, who, specialist }) =>
        `  after ${seconds(ms)}: number ${who} ${does}${/assign|save|pick/.test(does) ? ` (specialist ${specialist})` : ''}`,
    ),
    ...history.mishaps.map(
      ({ route, nth, how, ms }) => `  request ${nth + 1} to ${route}: ${how} (${seconds(ms)})`,
    ),
    ...history.sends.map(
      ({ fate, reports }, index) =>
        `  send ${index + 1} is ${fate}; reports: ${reports.join(', ') || 'none'}`,
    ),
  ];
  return lines.join('\n');
}
