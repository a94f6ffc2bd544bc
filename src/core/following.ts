/** What happens to a notification after its send: reports, evidence, other browsers' claims, and writing down. */
import { leaseMs } from './claim';
import { andThen, type Decision, lookUp, make, prefetchPeople, readAudits, serverTime } from './decision';
import type { MessagesRead, Saved, Stored } from './events';
import { furtherOf, hear, isFinal, messageIdOf, type Notification, type Report } from './notification';
import { numberEnding } from './phone-ending';
import { problem, type Reading } from './problem';
import { evidenceTimes, nextPollIn, rewriteIn, watchWaits } from './schedule';
import type { Current, State, Write } from './state';
import { tagFailure } from './tagging';
import { unreachable } from './unreachable';

/** Makes a stored attempt the one that the card is about, and follows it. */
export function adopt(state: State, stored: Stored, at: number): Decision {
  const known = state.current?.recordId === stored.recordId ? state.current.notification : undefined;
  const notification = known === undefined ? stored.notification : furtherOf(known, stored.notification);
  const claimedAt = stored.claim?.createdAt ?? notification.timeline.claimed ?? serverTime(state, at);
  const same = state.current?.recordId === stored.recordId;
  const next: State = {
    ...state,
    // The store may not have yet what this page knows.
    records: withRecord(state, stored.recordId, notification),
    current: {
      recordId: stored.recordId,
      notification,
      claimedAt,
      requesterId:
        state.current?.recordId === stored.recordId
          ? state.current.requesterId
          : requesterOf(notification, state.ticket),
    },
    obstacle: undefined,
    evidence: same ? state.evidence : undefined,
    evidenceTries: same ? state.evidenceTries : 0,
    watchTries: same ? state.watchTries : 0,
  };
  // A browser's own clock may be hours ahead: it must not make an interrupted claim of a fresh one.
  const interrupted =
    notification.status === 'claimed' &&
    state.clockOffset !== undefined &&
    serverTime(state, at) - claimedAt >= leaseMs;
  if (!interrupted) return follow(next, at);
  const news = { kind: 'lost', problem: problem('interrupted'), at: serverTime(state, at) } as const;
  return progress(next, hear(notification, news), at);
}

/** Whose message it is, as far as the ticket's present requester tells. */
function requesterOf({ phoneEnding }: Notification, ticket: State['ticket']): Current['requesterId'] {
  const endings = ticket?.requesterEndings ?? [];
  return endings.length > 0 && !endings.includes(phoneEnding) ? 'another' : ticket?.requesterId;
}

/** Takes over what became of the current notification: writes it down where it changed, and follows on. */
export function progress(state: State, notification: Notification, at: number): Decision {
  const { current } = state;
  if (current === undefined || notification === current.notification) return follow(state, at);
  const changed: State = {
    ...state,
    current: { ...current, notification },
    records: withRecord(state, current.recordId, notification),
  };
  const written =
    current.recordId === undefined ? make(changed) : write(changed, current.recordId, notification);
  const tagged = andThen(written, (next) => tagFailure(next, current.notification, notification));
  return andThen(tagged, (next) => follow(next, at));
}

const withRecord = (
  { records }: State,
  recordId: string | undefined,
  notification: Notification,
): readonly Stored[] =>
  records.map((record) => (record.recordId === recordId ? { ...record, notification } : record));

/** Sets the one timer that the current status asks for; none while the app is inactive. */
export function follow(state: State, at: number): Decision {
  const { current, active } = state;
  if (current === undefined) return make(state);
  const { notification, claimedAt } = current;
  if (isFinal(notification.status)) return make(state, { kind: 'remember', notification });
  if (!active) return make(state);
  // Another tab of this browser asks, and tells what it learns; claims are watched by everybody.
  if (state.leads === false && notification.status !== 'claimed') return make(state);
  const age = Math.max(0, serverTime(state, at) - claimedAt);
  switch (notification.status) {
    case 'claimed': {
      // Our own send answers by itself; another browser's is looked at until its lease is over.
      if (state.step.kind === 'sending') return make(state);
      const wait = watchWaits[state.watchTries] ?? Math.max(15_000, leaseMs - age + 1_000);
      return make(state, { kind: 'wait', timer: 'watch', ms: wait, spread: 500 });
    }
    case 'queued':
    case 'unknown': {
      // A first look is never too late; the later ones are for a list that lags behind the send.
      const due = state.evidenceTries === 0 ? evidenceTimes[0] : evidenceTimes.find((time) => time > age);
      if (due === undefined) return make(state);
      return make(state, { kind: 'wait', timer: 'evidence', ms: Math.max(0, due - age), spread: 0 });
    }
    case 'accepted':
    case 'sent':
    case 'delivered': {
      const wait = nextPollIn(acceptedAt(current), serverTime(state, at));
      return wait === undefined
        ? make(state)
        : make(state, { kind: 'wait', timer: 'poll', ms: wait, spread: 0 });
    }
    case 'read':
    case 'failed':
      return make(state);
    default:
      return unreachable(notification);
  }
}

/** Whether the tab that leads will ask by itself. */
function isScheduled(state: State, current: Current, at: number): boolean {
  const now = serverTime(state, at);
  return lacksId(current.notification)
    ? now - current.claimedAt < evidenceTimes[2]
    : nextPollIn(acceptedAt(current), now) !== undefined;
}

const acceptedAt = ({ notification, claimedAt }: Current): number =>
  notification.timeline.accepted ?? claimedAt;

/** Asks at once how things stand: for a ticket that was opened again, or a person who `wants` to know. */
export function refreshStatus(state: State, at: number, wants = false): Decision {
  const { current } = state;
  if (current === undefined || !state.active) return make(state);
  const { notification } = current;
  if (!wants && state.leads === false && isScheduled(state, current, at)) return make(state);
  const messageId = messageIdOf(notification);
  if (messageId !== undefined && notification.status !== 'read')
    return make(state, { kind: 'read_reports', messageId });
  if (!lacksId(notification)) return make(state);
  if (serverTime(state, at) - current.claimedAt < evidenceTimes[0]) return follow(state, at);
  return andThen(make(state, { kind: 'cancel', timer: 'evidence' }), (next) => seekEvidence(next, at));
}

/** The poll timer has run out. */
export function pollDue(state: State): Decision {
  const messageId = state.current === undefined ? undefined : messageIdOf(state.current.notification);
  return messageId === undefined || !state.active
    ? make(state)
    : make(state, { kind: 'read_reports', messageId });
}

export function onReportsRead(
  state: State,
  messageId: string,
  reading: Reading<readonly Report[]>,
  at: number,
): Decision {
  const { current } = state;
  if (current === undefined || messageIdOf(current.notification) !== messageId) return make(state);
  if (!reading.ok) return follow({ ...state, statusProblem: reading.problem }, at);
  const notification = inOrder(reading.value).reduce(hear, current.notification);
  return progress({ ...state, statusProblem: undefined }, notification, at);
}

/** Reports come in any order; taken by the road they belong to, each status gets its own time. */
const road = ['accepted', 'sent', 'failed', 'delivered', 'read'] as const;
const inOrder = (reports: readonly Report[]): readonly Report[] =>
  [...reports].sort((a, b) => road.indexOf(a.status) - road.indexOf(b.status) || a.at - b.at);

/** Another browser's claim is due for a look. */
export function watchDue(state: State): Decision {
  const { current } = state;
  if (current?.notification.status !== 'claimed' || state.step.kind !== 'idle' || !state.active)
    return make(state);
  const watching: State = { ...state, watchTries: state.watchTries + 1 };
  const { key } = current.notification;
  // Without Zendesk's clock, which comes with the audits, nobody can tell when the lease is over.
  return state.clockOffset === undefined
    ? readAudits(make(watching), key.ticketId, undefined)
    : lookUp(watching, key.auditId, { kind: 'none' });
}

/** Looks in 1MSG's list for the message of a send that has no id; first for the number, where it is not at hand. */
export function seekEvidence(state: State, at: number): Decision {
  const { current } = state;
  if (current?.recordId === undefined || !lacksId(current.notification)) return make(state);
  const digits = digitsOf(state, current);
  if (digits === undefined) {
    const read = prefetchPeople(state, undefined, at);
    return read.effects.length > 0 || state.people.kind === 'reading'
      ? read
      : make({ ...state, evidence: 'unread' });
  }
  return make(state, {
    kind: 'read_messages',
    recordId: current.recordId,
    send: { digits, at: current.claimedAt, notification: current.notification },
  });
}

export const lacksId = ({ status }: Notification): boolean => status === 'unknown' || status === 'queued';

/** The full number of the current notification: what this page sent to, else the requester's with that ending. */
function digitsOf(state: State, current: Current): string | undefined {
  if (state.sent !== undefined && state.sent.recordId === current.recordId)
    return state.sent.message.phone.digits;
  if (state.people.kind !== 'known') return undefined;
  return numberEnding(state.people.phones.numbers, current.notification.phoneEnding)?.digits;
}

export function onMessagesRead(
  state: State,
  recordId: string,
  reading: Reading<MessagesRead>,
  at: number,
): Decision {
  const { current } = state;
  if (current === undefined || current.recordId !== recordId || !lacksId(current.notification))
    return make(state);
  const tried: State = { ...state, evidenceTries: state.evidenceTries + 1 };
  if (!reading.ok) return follow({ ...tried, evidence: 'unread' }, at);
  const { evidence, records } = reading.value;
  const known = records.find((record) => record.recordId === recordId);
  // Whoever has found its message has the right one; for this page another one would be left. A claim says nothing:
  // what this page knows is not written down yet.
  if (known !== undefined && !lacksId(known.notification) && known.notification.status !== 'claimed')
    return andThen(adopt({ ...tried, evidence: undefined }, known, at), (next) => refreshStatus(next, at));
  if (evidence.kind !== 'found') return follow({ ...tried, evidence: evidence.kind }, at);
  if (known === undefined) return follow({ ...tried, evidence: 'unread' }, at);
  // 1MSG knows whole seconds: what left after its claim must not seem to have left before.
  const left = Math.max(evidence.at, current.notification.timeline.claimed ?? current.claimedAt);
  const news = { kind: 'accepted', messageId: evidence.messageId, at: left } as const;
  return andThen(progress({ ...tried, evidence: undefined }, hear(current.notification, news), at), (next) =>
    refreshStatus(next, at),
  );
}

/** Writes down once more what this page knows of a record and what the store has lost or never got. */
export function writeAgain(state: State, { recordId, notification }: Stored): Decision {
  const isDue = state.writes.some((one) => one.recordId === recordId);
  return isDue ? make(state) : write(state, recordId, notification);
}

/** Puts the newest version of a record in line to be written. */
function write(state: State, recordId: string, notification: Notification): Decision {
  const due: Write = { recordId, notification, phase: 'due', tries: 0 };
  const index = state.writes.findIndex((one) => one.recordId === recordId && one.phase !== 'busy');
  const writes =
    index === -1
      ? [...state.writes, due]
      : state.writes.map((one, place) => (place === index ? { ...one, notification } : one));
  return writeNext({ ...state, writes });
}

/** Starts the first write unless one is under way or waiting: a record must not be overtaken by its past. */
function writeNext(state: State): Decision {
  const [first, ...others] = state.writes;
  if (first?.phase !== 'due') return make(state);
  return make(
    { ...state, writes: [{ ...first, phase: 'busy' }, ...others] },
    { kind: 'save_record', recordId: first.recordId, notification: first.notification },
  );
}

export function onSaved(state: State, recordId: string, saved: Saved): Decision {
  const [first, ...others] = state.writes;
  if (first?.recordId !== recordId || first.phase !== 'busy') return make(state);
  if (saved.kind === 'saved') return writeNext({ ...state, writes: others });
  const newer = others.find((one) => one.recordId === recordId);
  const rest = others.filter((one) => one.recordId !== recordId);
  const wait = rewriteIn(saved, first.tries);
  const problemSeen: State = { ...state, statusProblem: saved.problem };
  if (wait === undefined) return writeNext({ ...problemSeen, writes: rest });
  const again: Write = {
    recordId,
    notification: newer?.notification ?? first.notification,
    phase: 'waiting',
    tries: first.tries + 1,
  };
  return make(
    { ...state, writes: [again, ...rest] },
    { kind: 'wait', timer: 'rewrite', ms: wait, spread: 0 },
  );
}

/** The wait after a failed write is over. */
export function rewriteDue(state: State): Decision {
  const [first, ...others] = state.writes;
  if (first?.phase !== 'waiting') return make(state);
  return writeNext({ ...state, writes: [{ ...first, phase: 'due' }, ...others] });
}
