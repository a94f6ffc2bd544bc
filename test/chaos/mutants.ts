/** Apps that are broken on purpose, by what stands around the engine: the simulator must find each of them. */
import { type Alert, alertBetween } from '../../src/core/alert';
import { settleMs } from '../../src/core/claim';
import type { Found, Stored } from '../../src/core/events';
import { got, problem, type Reading } from '../../src/core/problem';
import type { State } from '../../src/core/state';
import type { Ports } from '../../src/engine/ports';
import type { Twist } from './browser';
import type { History } from './history';
import type { Invariant } from './simulate';

export interface Mutant {
  readonly name: string;
  readonly twist?: Twist;
  /** What stands for the judgement of what to tell an agent beside the card. */
  readonly alertOf?: typeof alertBetween;
  /** One of these must be violated. */
  readonly violates: readonly Invariant[];
  /** What all histories have in common, where little else gives the mutant away. */
  readonly given?: Partial<History>;
}

const lookUpThrough = (ports: Ports, change: (found: Found) => Found): Ports => ({
  ...ports,
  records: {
    ...ports.records,
    lookUp: async (keys): Promise<Reading<Found>> => {
      const reading = await ports.records.lookUp(keys);
      return reading.ok ? got(change(reading.value)) : reading;
    },
  },
});

/** Moves the time at which claims of the page's own submit seem to have been made. */
const ownClaimsMovedBy =
  (ms: number): Twist =>
  (ports) =>
    lookUpThrough(ports, ({ records, unreadable }) => ({
      unreadable,
      records: records.map((record) =>
        record.claim?.kind === 'own'
          ? { ...record, claim: { ...record.claim, createdAt: record.claim.createdAt + ms } }
          : record,
      ),
    }));

const verifiesNothing: Twist = (ports, state, page) =>
  lookUpThrough(ports, (found) =>
    state().step.kind === 'verifying'
      ? {
          ...found,
          records: found.records.filter(({ claim }) => claim?.token.startsWith(`${page}!`) === true),
        }
      : found,
  );

const repeatsWhatIsLost: Twist = (ports) => ({
  ...ports,
  channel: {
    ...ports.channel,
    send: async (message) => {
      const answer = await ports.channel.send(message);
      return answer.kind === 'lost'
        ? { kind: 'refused', problem: problem('rate_limited'), retryAfter: undefined }
        : answer;
    },
  },
});

const callsWhatIsLostRefused: Twist = (ports) => ({
  ...ports,
  channel: {
    ...ports.channel,
    send: async (message) => {
      const answer = await ports.channel.send(message);
      return answer.kind === 'lost' || answer.kind === 'queued'
        ? {
            kind: 'refused',
            problem: problem('unspecified'),
            retryAfter: undefined,
          }
        : answer;
    },
  },
});

/** Says that the record is there and makes it when the send was answered. */
const claimsAfterTheSend: Twist = (ports) => {
  let make: (() => Promise<string | undefined>) | undefined;
  let made: string | undefined;
  const { records, channel, clock } = ports;
  return {
    ...ports,
    records: {
      ...records,
      create: (notification, claim) => {
        make = async () => {
          const created = await records.create(notification, claim);
          return created.kind === 'created' ? created.recordId : undefined;
        };
        return Promise.resolve({ kind: 'created', recordId: 'later', createdAt: clock.now() });
      },
      save: async (recordId, notification) =>
        records.save(recordId === 'later' ? (made ?? 'none') : recordId, notification),
    },
    channel: {
      ...channel,
      send: async (message) => {
        const answer = await channel.send(message);
        made = await make?.();
        return answer;
      },
    },
  };
};

const settlesInNoTime: Twist = (ports) => ({
  ...ports,
  clock: {
    ...ports.clock,
    setTimer: (run, ms) => ports.clock.setTimer(run, ms === settleMs ? 0 : ms),
  },
});

/** Takes a claim without an outcome for none at all after a while. */
const ignoresTheLease: Twist = (ports) => {
  const isOpen = ({ notification, claim }: Stored) =>
    notification.status !== 'claimed' || claim === undefined || ports.clock.now() - claim.createdAt < 20_000;
  const open = ({ records, unreadable }: Found): Found => ({ unreadable, records: records.filter(isOpen) });
  const twisted = lookUpThrough(ports, open);
  return {
    ...twisted,
    records: {
      ...twisted.records,
      search: async (ticketId) => {
        const reading = await ports.records.search(ticketId);
        return reading.ok ? got(open(reading.value)) : reading;
      },
    },
  };
};

const seesAuditsThrough =
  (change: (audit: { readonly createdAt: number }, ports: Ports) => number): Twist =>
  (ports) => ({
    ...ports,
    desk: {
      ...ports.desk,
      readAudits: async (ticketId) => {
        const reading = await ports.desk.readAudits(ticketId);
        if (!reading.ok) return reading;
        const { audits, serverTime } = reading.value;
        return got({
          serverTime,
          audits: audits.map((audit) => ({ ...audit, createdAt: change(audit, ports) })),
        });
      },
    },
  });

const believesItsOwnClock: Twist = (ports) => {
  const timeless = async <T extends object>(asked: Promise<Reading<T>>): Promise<Reading<T>> => {
    const reading = await asked;
    return reading.ok ? got({ ...reading.value, serverTime: undefined }) : reading;
  };
  return {
    ...ports,
    desk: { ...ports.desk, readAudits: (ticketId) => timeless(ports.desk.readAudits(ticketId)) },
    records: {
      ...ports.records,
      search: (ticketId) => timeless(ports.records.search(ticketId)),
      lookUp: (keys) => timeless(ports.records.lookUp(keys)),
    },
  };
};

const believesTheForm: Twist = (ports) => ({
  ...ports,
  desk: {
    ...ports.desk,
    readAudits: async (ticketId) => {
      const [reading, ticket] = await Promise.all([ports.desk.readAudits(ticketId), ports.host.readTicket()]);
      const inForm = ticket.ok ? ticket.value?.specialist?.id : undefined;
      if (!reading.ok || inForm === undefined) return reading;
      const last = Math.max(900, ...reading.value.audits.map(({ id }) => id));
      const { serverTime = ports.clock.now() } = reading.value;
      const saved = { id: last + 1, ticketId, authorId: -1, createdAt: serverTime, assignees: [inForm] };
      const isSaved = reading.value.audits.some(
        ({ id, assignees }) => id === last && assignees.at(-1) === inForm,
      );
      return isSaved ? reading : got({ serverTime, audits: [...reading.value.audits, saved] });
    },
  },
});

const readsOldTags: Twist = (ports) => ({
  ...ports,
  host: {
    ...ports.host,
    readTicket: async () => {
      const reading = await ports.host.readTicket();
      return reading.ok && reading.value !== undefined
        ? got({ ...reading.value, tags: [], status: 'open' as const })
        : reading;
    },
  },
});

const writesNoOutcome: Twist = (ports) => ({
  ...ports,
  records: { ...ports.records, save: () => Promise.resolve({ kind: 'saved' }) },
});

const neverHearsOfASend: Twist = (ports) => ({
  ...ports,
  channel: {
    ...ports.channel,
    send: async (message) => {
      await ports.channel.send(message);
      return new Promise(() => undefined);
    },
  },
});

const forgetsStatuses: Twist = (ports) => {
  // The first reports win over all later ones: what the record says is never read again.
  const first = new Map<string, Stored>();
  return lookUpThrough(ports, ({ records, unreadable }) => ({
    unreadable,
    records: records.map((record) => {
      const known = first.get(record.recordId) ?? record;
      first.set(record.recordId, known);
      return known;
    }),
  }));
};

const removesTheWinner: Twist = (ports, state) => ({
  ...ports,
  records: {
    ...ports.records,
    save: async (recordId, notification) => {
      const saved = await ports.records.save(recordId, notification);
      if (notification.status === 'accepted' && state().agentId === 11) await ports.records.remove(recordId);
      return saved;
    },
  },
});

const claimsBesideOtherTabs: Twist = (ports) => ({
  ...ports,
  tabs: { ...ports.tabs, hold: () => Promise.resolve(true) },
});

const everyTabLeads: Twist = (ports) => ({
  ...ports,
  tabs: { ...ports.tabs, join: (_ticketId, hear) => hear({ kind: 'led', leads: true }) },
});

const tagsWhatIsUnclear: Twist = (ports, state) => ({
  ...ports,
  channel: {
    ...ports.channel,
    send: async (message) => {
      const answer = await ports.channel.send(message);
      const { settings, ticket } = state();
      const tag = settings.ok ? settings.settings.failureTag : undefined;
      if (answer.kind === 'lost' && tag !== undefined && ticket?.id !== undefined)
        await ports.desk.addTag(ticket.id, tag);
      return answer;
    },
  },
});

const tagsAWhileLater: Twist = (ports) => ({
  ...ports,
  desk: {
    ...ports.desk,
    addTag: async (ticketId, tag) => {
      await new Promise<void>((resolve) => ports.clock.setTimer(resolve, 10_000));
      return ports.desk.addTag(ticketId, tag);
    },
  },
});

const looksForNoRivals: Twist = (ports) => ({
  ...ports,
  records: { ...ports.records, claimedFor: async () => got({ records: [], unreadable: 0 }) },
});

/** What the card shows as failed or unclear is told, whoever sent it and however often it is shown. */
const tellsWhatItShows = (before: State, { current }: State): Alert | undefined => {
  const { status: outcome, key } = current?.notification ?? {};
  const isShown = before.current?.notification === current?.notification;
  return isShown || key === undefined || (outcome !== 'failed' && outcome !== 'unknown')
    ? undefined
    : { ticketId: key.ticketId, outcome, problem: 'unspecified' };
};

/** As if the message of a person's click had left by itself. */
const tellsOfClicks = (before: State, after: State): Alert | undefined => {
  const { current } = after;
  if (current === undefined) return undefined;
  const notification = { ...current.notification, sentBy: 'auto' } as const;
  return alertBetween(before, { ...after, wake: undefined, current: { ...current, notification } });
};

export const mutants: readonly Mutant[] = [
  {
    name: 'verify left out, with duplicates accepted',
    twist: verifiesNothing,
    violates: ['one send per attempt'],
    given: { unique: false },
  },
  {
    name: 'lost treated as failed and retried',
    twist: repeatsWhatIsLost,
    violates: ['one send per attempt'],
  },
  {
    name: 'lost and queued treated as refused',
    twist: callsWhatIsLostRefused,
    violates: ['what was sent is never shown as failed'],
  },
  {
    name: 'claim after send',
    twist: claimsAfterTheSend,
    violates: ['one send per attempt', 'what was sent is on record'],
  },
  {
    name: 'no settling time',
    twist: settlesInNoTime,
    violates: ['one send per attempt'],
    given: { unique: false },
  },
  {
    name: 'tabs of one browser claim side by side',
    twist: claimsBesideOtherTabs,
    violates: ['one send per attempt'],
    given: { unique: false },
  },
  { name: 'every tab leads', twist: everyTabLeads, violates: ['one tab of a browser leads'] },
  {
    name: 'the tag added where nobody knows what became of the message',
    twist: tagsWhatIsUnclear,
    violates: ['a tag only for what failed for certain'],
  },
  {
    name: 'the tag added a while after the look at the ticket',
    twist: tagsAWhileLater,
    violates: ['no tag while the agent submits', 'a tag only for what failed for certain'],
    given: { tagging: true },
  },
  {
    name: 'lease ignored',
    twist: ignoresTheLease,
    violates: ['one send per attempt'],
    given: { unique: false },
  },
  {
    name: 'own claims win however late they are',
    twist: ownClaimsMovedBy(-30_000),
    violates: ['one send per attempt'],
    given: { unique: false },
  },
  {
    name: 'own claims lose however early they are',
    twist: ownClaimsMovedBy(30_000),
    violates: ['one send per attempt', 'nobody waits for ever'],
    given: { unique: false },
  },
  {
    name: 'old assignments treated as fresh',
    twist: seesAuditsThrough((_audit, { clock }) => clock.now()),
    violates: ['only fresh assignments'],
  },
  {
    name: 'the browser’s clock believed',
    twist: believesItsOwnClock,
    violates: ['only fresh assignments'],
    // Clocks that are behind make an old assignment seem fresh to whoever comes late.
    given: { clocks: [-600_000, -600_000, -600_000], present: [], catchUpMinutes: 2 },
  },
  { name: 'the form taken for a save', twist: believesTheForm, violates: ['only saved assignments'] },
  { name: 'tags and status not read', twist: readsOldTags, violates: ['only what policy allows'] },
  {
    name: 'outcomes not written down',
    twist: writesNoOutcome,
    violates: ['all views agree', 'what was sent is on record', 'nobody waits for ever'],
  },
  {
    name: 'a message taken for one lost send that can be another one’s',
    twist: looksForNoRivals,
    violates: ['nobody gets another attempt’s message'],
    given: { listed: true },
  },
  {
    name: 'every failure that the card shows told beside it',
    alertOf: tellsWhatItShows,
    violates: ['an alert once, for what the page sent by itself'],
  },
  {
    name: 'failures of what a person sent told beside the card',
    alertOf: tellsOfClicks,
    violates: ['an alert once, for what the page sent by itself'],
  },
  { name: 'a send without an end', twist: neverHearsOfASend, violates: ['nobody waits for ever'] },
  {
    name: 'other browsers’ outcomes not looked at',
    twist: forgetsStatuses,
    violates: ['all views agree', 'nobody waits for ever'],
  },
  {
    name: 'the record removed after the send',
    twist: removesTheWinner,
    violates: ['what was sent is on record', 'one send per attempt', 'all views agree'],
  },
];
