/** Which listed message is the one of a send whose answer was lost. */
import type { AttemptKey } from './claim';
import type { Stored } from './events';
import { messageIdOf, type Notification } from './notification';

/** A message that left the channel by API, as 1MSG's list shows it. */
export interface ListedMessage {
  readonly messageId: string;
  /** Every number the entry or its id names, digits only; WhatsApp may have corrected it. */
  readonly numbers: readonly string[];
  /** ms since the epoch. */
  readonly at: number;
  /** What it says; undefined where the list does not tell. */
  readonly text?: string | undefined;
}

export type Evidence =
  /** `at`: when the message left by 1MSG's clock, ms. */
  | { readonly kind: 'found'; readonly messageId: string; readonly at: number }
  | { readonly kind: 'none' }
  /** Messages are listed that can be it, and can be another one as well. */
  | { readonly kind: 'several' };

const before = 30_000;
const after = 180_000;
const sameEnding = 8;

/** How far the records' search may lag behind what was written, ms; whole seconds of two clocks are in it. */
const searchLagMs = 8_000;

/** The earliest time, ms, from which messages matter to a send that began at `sentAt`. */
export const evidenceFrom = (sentAt: number): number => sentAt - before;

/** Begun at these times, ms, other sends can have messages that matter to one that began at `sentAt`. */
export const rivalTimes = (sentAt: number) => ({
  from: sentAt - before - after,
  until: sentAt + before + after,
});

/** A send whose message is looked for: to this number (digits only), begun at this time (ms). */
export interface LostSend {
  readonly digits: string;
  readonly at: number;
  readonly notification: Notification;
}

/** What the records say of the messages. */
export interface Known {
  /** Ids that a record of any ticket names. */
  readonly linked: ReadonlySet<string>;
  /** Records of all sends that can be meant by the same messages, the lost one's own among them. */
  readonly records: readonly Stored[];
  /** Those among them that cannot be read. */
  readonly unreadable: number;
  /** When the records were read, ms. */
  readonly readAt: number;
}

/** The listed messages that can be the lost send. */
export const candidatesFor = (messages: readonly ListedMessage[], send: LostSend): readonly ListedMessage[] =>
  messages.filter((message) => likeness(message, send) > 0);

/**
 * The one candidate that no record names yet, and that fits no other send without an id as well. None proves nothing,
 * and several prove nothing; nor does a message that is younger than what the search of the records shows: whoever
 * sent it may not be found yet.
 */
export function findEvidence(messages: readonly ListedMessage[], send: LostSend, known: Known): Evidence {
  const { linked, records, unreadable, readAt } = known;
  const others = records.filter(({ notification }) => !isSame(notification.key, send.notification.key));
  const named = new Set([
    ...linked,
    ...others.flatMap(({ notification }) => messageIdOf(notification) ?? []),
  ]);
  const rivals = others.filter(({ notification }) => isOpen(notification)).map(rivalOf);
  const open = candidatesFor(messages, send).filter(
    (message) =>
      !named.has(message.messageId) &&
      !rivals.some((rival) => likeness(message, rival) > likeness(message, send)),
  );
  const [first, ...more] = open;
  if (first === undefined) return { kind: 'none' };
  const isProof =
    unreadable === 0 &&
    more.every(({ messageId }) => messageId === first.messageId) &&
    open.every(
      (message) =>
        message.at <= readAt - searchLagMs &&
        !rivals.some((rival) => likeness(message, rival) === likeness(message, send)),
    );
  return isProof
    ? { kind: 'found', messageId: first.messageId, at: Math.min(...open.map(({ at }) => at)) }
    : { kind: 'several' };
}

type Send = Pick<LostSend, 'digits' | 'notification'> & { readonly at: number | undefined };

/** Of another send only the end of its number is known. */
const rivalOf = ({ notification, claim }: Stored): Send => ({
  digits: notification.phoneEnding,
  at: claim?.createdAt ?? notification.timeline.claimed,
  notification,
});

/**
 * How well the message fits the send; 0 for not at all. A number matches by its last 8 digits, because WhatsApp adds
 * and drops digits behind the country code (Mexico, Argentina, Brazil). A list that shows texts shows whose message it
 * is: other software may use the channel, and every message of ours holds the ticket's number and a specialist's name.
 */
function likeness({ numbers, at, text }: ListedMessage, send: Send): number {
  const { key, specialist, template } = send.notification;
  const isInTime = send.at === undefined || (at >= send.at - before && at <= send.at + after);
  const ending = send.digits.slice(-sameEnding);
  if (!isInTime || !numbers.some((number) => number.length >= sameEnding && number.endsWith(ending)))
    return 0;
  if (text === undefined) return 1;
  if (!text.split(/\D+/).includes(String(key.ticketId))) return text.includes(template) ? 1 : 0;
  return specialist.name !== '' && text.includes(specialist.name) ? 3 : 2;
}

/** A send that has no id yet, and may get one. */
const isOpen = ({ status }: Notification): boolean =>
  status === 'claimed' || status === 'unknown' || status === 'queued';

const isSame = (a: AttemptKey, b: AttemptKey): boolean =>
  a.ticketId === b.ticketId && a.auditId === b.auditId && a.attempt === b.attempt;
