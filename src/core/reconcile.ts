/** From a hint to the difference between what is (the newest saved assignment) and what was done about it. */
import { type Assignment, assignmentsIn } from './assignment';
import { maxAttempts } from './claim';
import {
  andThen,
  type Decision,
  earlierKeys,
  lookUp,
  make,
  prefetch,
  prefetchPeople,
  readAudits,
  rest,
  searchOnce,
  serverTime,
  stopFor,
  withClock,
} from './decision';
import type { AuditsRead, Found, Outcome, Stored } from './events';
import { adopt, follow, lacksId, refreshStatus, writeAgain } from './following';
import { isFinal, isOverdue } from './notification';
import { automaticRefusal } from './policy';
import { type Problem, problem, problems, type Reading } from './problem';
import { auditRetries, lateAuditsMs, lookLastsMs } from './schedule';
import { mergeRecords, refused, startPlan } from './sending';
import { attemptsOf, type State, type Wake } from './state';
import type { Ticket } from './ticket';
import { unreachable } from './unreachable';

/** How old a save may be, ms, for this browser's own submit to have made it. */
const ownSaveMs = 120_000;

export function onTicketRead(
  state: State,
  outcome: Extract<Outcome, { kind: 'ticket_read' }>,
  at: number,
): Decision {
  const { reading, purpose } = outcome;
  if (purpose === 'preview')
    return reading.ok ? previewed({ ...state, ticket: reading.value }, at) : make(state);
  const { step } = state;
  if (step.kind !== 'reading_ticket') return make(state);
  if (!reading.ok) return stopFor(state, reading.problem);
  const ticket = reading.value;
  const known: State = { ...state, ticket, lookedAt: at };
  if (ticket.id === undefined || !state.settings.ok) return rest(known);
  // Memory is for a page that knows nothing yet; what this page has found out is newer.
  const knowsNothing = state.current === undefined && state.obstacle === undefined;
  if (outcome.remembered !== undefined && knowsNothing) {
    return fromMemory(known, ticket, step.wake, outcome.remembered, at);
  }
  return followWake(known, ticket, step.wake, at);
}

/** Reads ahead what the send after the next submit will need. */
function previewed(state: State, at: number): Decision {
  const { ticket, picked } = state;
  if (ticket?.id === undefined || picked?.userId === undefined) return make(state);
  // Around a save Zendesk may name somebody for a moment whom the form does not.
  if (ticket.specialist?.id === state.savedSpecialistId) return make({ ...state, picked: undefined });
  const ahead = prefetch(state, picked.userId, at);
  return searchOnce(ahead, ticket.id);
}

function fromMemory(
  state: State,
  ticket: Ticket,
  wake: Wake,
  remembered: NonNullable<State['current']>['notification'],
  at: number,
): Decision {
  if (wake.kind !== 'look') return followWake(state, ticket, wake, at);
  return rest({
    ...state,
    savedSpecialistId: ticket.specialist?.id,
    current: {
      recordId: undefined,
      notification: remembered,
      claimedAt: remembered.timeline.claimed ?? serverTime(state, at),
    },
  });
}

function followWake(state: State, ticket: Ticket, wake: Wake, at: number): Decision {
  switch (wake.kind) {
    // Only a pick in this very window makes a save its own: the agent may have another one open.
    case 'submit': {
      const { picked } = wake;
      if (picked !== undefined && picked !== state.savedSpecialistId) {
        return readAudits(prefetch(state, picked, at), ticket.id, picked);
      }
      return compare(state, ticket, at);
    }
    case 'look':
      return compare(state, ticket, at);
    case 'recheck':
      return recheck(state, ticket, at);
    case 'send':
      return at - wake.at > lookLastsMs ? compare(state, ticket, at) : wantedAgain(state, ticket, wake.after);
    default:
      return unreachable(wake);
  }
}

/** The cheap comparison: nothing is asked of Zendesk while the same person is in charge. */
function compare(state: State, ticket: Ticket, at: number): Decision {
  // A form that follows a save by somebody else looks like one that this agent edits; the audits can tell.
  if (state.picked !== undefined) return readAudits(make(state), ticket.id, undefined);
  const specialistId = ticket.specialist?.id;
  if (specialistId === undefined) return unassigned(state, ticket);
  const same = specialistId === state.savedSpecialistId;
  if (same && state.current !== undefined) {
    const { notification } = state.current;
    const undecided = notification.status === 'claimed' || lacksId(notification);
    if (undecided) return lookUp(state, notification.key.auditId, { kind: 'none' });
    return andThen(isFinal(notification.status) ? make(state) : refreshStatus(state, at), rest);
  }
  // A rule that said no says so again; what could not be read may be readable now.
  if (same && state.obstacle !== undefined && isStanding(state, state.obstacle, at)) return rest(state);
  return make(
    {
      ...forgetting(state),
      people: state.obstacle === undefined ? state.people : { kind: 'none' },
      savedSpecialistId: specialistId,
      searched: true,
      step: { kind: 'searching' },
    },
    { kind: 'search_records', ticketId: ticket.id },
  );
}

/** Whether looking again can change nothing: a rule said no, or the time for sending by itself is over. */
function isStanding(state: State, { code }: Problem, at: number): boolean {
  const { remedy } = problems[code];
  if (remedy === 'check_again') return false;
  const savedAt = state.assignments.at(-1)?.savedAt;
  const minutes = state.settings.ok ? state.settings.settings.catchUpMinutes : 0;
  return remedy === 'send_now' || savedAt === undefined || serverTime(state, at) - savedAt > minutes * 60_000;
}

const forgetting = (state: State): State => ({
  ...state,
  current: undefined,
  obstacle: undefined,
  statusProblem: undefined,
});

const unassigned = (state: State, ticket: Ticket): Decision =>
  rest({
    ...forgetting(state),
    savedSpecialistId: undefined,
    obstacle: ticket.groupId === undefined ? undefined : problem('group_only'),
  });

/** Everything anew, because a person asks: they may have mended a number, a template, a permission. */
function recheck(state: State, ticket: Ticket, at: number): Decision {
  const { current, picked } = state;
  const templates = afresh(state);
  // What a submit will do is shown of the people who are read for it.
  const read =
    picked?.userId === undefined
      ? templates
      : andThen(templates, (next) => prefetchPeople(next, picked.userId, at));
  // What this browser remembers may be about an earlier assignment of the same person.
  if (current?.recordId === undefined || ticket.specialist?.id !== state.savedSpecialistId) {
    return andThen(read, (next) =>
      ticket.specialist === undefined
        ? unassigned(next, ticket)
        : readAudits(make(next), ticket.id, undefined),
    );
  }
  return andThen(read, (next) =>
    andThen(refreshStatus(next, at, true), (asked) =>
      lookUp(asked, current.notification.key.auditId, { kind: 'none' }),
    ),
  );
}

/** Forgets what a person may have mended meanwhile, and has the templates read. */
export function afresh(state: State): Decision {
  const fresh: State = {
    ...state,
    storeProblem: undefined,
    statusProblem: undefined,
    people: { kind: 'none' },
    templates: { kind: 'reading' },
    evidenceTries: 0,
  };
  return make(fresh, { kind: 'read_templates', fresh: true });
}

/** A person wants an attempt; what the card showed them must still be so. */
function wantedAgain(state: State, ticket: Ticket, after: number): Decision {
  // They may have mended the number or the name just now.
  return readAudits(make({ ...state, people: { kind: 'none' } }), ticket.id, undefined, 0, after);
}

/** The wait for audits that did not show a save yet is over. */
export function auditsDue(state: State): Decision {
  const { step, ticket } = state;
  if (step.kind !== 'reading_audits' || ticket?.id === undefined) return make(state);
  return readAudits(make(state), ticket.id, step.picked, step.retries);
}

export function onRecordsFound(state: State, reading: Reading<Found>, at: number): Decision {
  const { step, ticket } = state;
  const searching = step.kind === 'searching';
  if (!reading.ok) {
    const failed: State = { ...state, searched: false };
    if (searching) return stopFor(failed, reading.problem);
    const { code } = reading.problem;
    return make(
      code === 'store_missing' || code === 'store_forbidden'
        ? { ...failed, storeProblem: reading.problem }
        : failed,
    );
  }
  const records = mergeRecords(state.records, reading.value.records);
  const found: State = {
    ...withClock(state, reading.value.serverTime, at),
    records,
    unreadable: reading.value.unreadable,
    storeProblem: undefined,
  };
  if (!searching || ticket?.id === undefined) return make(found);
  const newestAudit = Math.max(0, ...records.map(({ notification }) => notification.key.auditId));
  const newest = attemptsOf(records, newestAudit).at(-1);
  const status = newest?.notification.status;
  // A claim that the search does not show may have been taken back. Whether one is interrupted takes Zendesk's clock,
  // and whether a failure is about this assignment or an earlier one of the same person takes the audits.
  const isThere = reading.value.records.some(({ recordId }) => recordId === newest?.recordId);
  const tellsAll =
    status !== 'failed' && (status !== 'claimed' || (isThere && found.clockOffset !== undefined));
  // Not the form's: its agent may have chosen somebody else since this look began.
  if (newest !== undefined && newest.notification.specialist.id === state.savedSpecialistId && tellsAll) {
    const { notification } = newest;
    // What is remembered of somebody who was in charge before must not come back with them.
    const known = isFinal(notification.status)
      ? make(found)
      : make(found, { kind: 'remember', notification });
    return andThen(known, (next) =>
      andThen(adopt(next, newest, at), (adopted) => andThen(refreshStatus(adopted, at), rest)),
    );
  }
  return readAudits(make(found), ticket.id, undefined);
}

export function onAuditsRead(state: State, reading: Reading<AuditsRead>, at: number): Decision {
  const { step, ticket } = state;
  if (step.kind !== 'reading_audits' || ticket?.id === undefined) return make(state);
  if (!reading.ok) {
    // A claim that is watched goes on being watched, and what is remembered stays to be shown.
    const { current } = state;
    const looks = step.click === undefined && step.picked === undefined;
    const stays = current?.notification.status === 'claimed' || (looks && current?.recordId === undefined);
    return current !== undefined && stays
      ? andThen(follow({ ...state, statusProblem: reading.problem }, at), rest)
      : stopFor(state, reading.problem);
  }
  // Our own submit has ended meanwhile: its look must find the assignment new.
  if (step.picked === undefined && state.next?.kind === 'submit') return rest(state);
  const { audits, serverTime: told } = reading.value;
  const clockOffset = told === undefined ? (state.clockOffset ?? 0) : told - at;
  const now = at + clockOffset;
  const assignments = assignmentsIn(audits);
  const { picked, retries } = step;
  const wait = auditRetries[retries];
  if (picked !== undefined && wait !== undefined && !assignments.some((one) => shows(one, picked, now))) {
    return make(
      { ...state, clockOffset, step: { ...step, retries: retries + 1 } },
      { kind: 'wait', timer: 'audits', ms: wait, spread: 0 },
    );
  }
  const newest = assignments.at(-1);
  const baseline = state.assignments.at(-1)?.auditId ?? 0;
  const known: State = {
    ...state,
    clockOffset,
    assignments,
    lookedAt: at,
    savedSpecialistId: newest?.specialistId,
    picked: pickedBeside(newest?.specialistId, state, ticket, picked !== undefined),
  };
  const after = step.click === undefined ? undefined : clickedAfter(state, newest, step.click);
  if (after !== undefined && newest !== undefined) {
    return lookUp(known, newest.auditId, { kind: 'click', after });
  }
  if (state.picked === undefined && known.picked !== undefined) {
    const shown = make(known, { kind: 'read_ticket', purpose: 'preview' });
    return andThen(shown, (next) => followNewest(next, ticket, newest));
  }
  // A form that was read long ago, for the audits were waited for, is no longer what is saved.
  const isRecent = at - (state.lookedAt ?? at) <= lookLastsMs;
  const isOwn =
    isRecent &&
    newest?.specialistId !== undefined &&
    picked !== undefined &&
    shows(newest, picked, now) &&
    newest.auditId > baseline &&
    newest.authorId === state.agentId;
  if (picked !== undefined && !assignments.some((one) => shows(one, picked, now))) {
    // The audits are further behind than they should be.
    return andThen(followNewest(known, ticket, newest), (next) =>
      make(next, { kind: 'wait', timer: 'hint', ms: lateAuditsMs, spread: 0 }),
    );
  }
  if (!isOwn) return followNewest(known, ticket, newest);
  const specialistId = newest.specialistId;
  const refusal = refusalFor(forgetting(known), { ...newest, savedAt: undefined }, specialistId, now);
  if (refusal !== undefined) return refused(forgetting(known), refusal, newest.auditId, at);
  const key = { ticketId: ticket.id, auditId: newest.auditId, attempt: 1 };
  return startPlan(forgetting(known), { key, specialistId, claimKind: 'own', sentBy: 'auto' }, at);
}

/**
 * Which attempt at the newest assignment a click follows, undefined where it is about somebody else. A card may show
 * what an earlier assignment of the same person came to: a click there asks for the first attempt at this one.
 */
function clickedAfter(
  { current, assignments }: State,
  newest: Assignment | undefined,
  click: number,
): number | undefined {
  if (newest === undefined) return undefined;
  const shown = current?.notification.key.auditId ?? assignments.at(-1)?.auditId ?? newest.auditId;
  if (shown === newest.auditId) return click;
  return current?.notification.specialist.id === newest.specialistId ? 0 : undefined;
}

/** What the form names beside the saved assignee; a form that was edited before this page listened tells it too. */
function pickedBeside(
  savedId: number | undefined,
  { picked }: State,
  ticket: Ticket,
  submitted: boolean,
): State['picked'] {
  const inForm = ticket.specialist?.id;
  if (picked !== undefined && (picked.userId === savedId || inForm === savedId)) return undefined;
  // Just after a submit the form may still name somebody whom a trigger has replaced.
  return picked ?? (submitted || inForm === savedId ? undefined : { userId: inForm, refused: false });
}

/** Looks up what was done about the newest assignment, if it is to a person. */
function followNewest(state: State, ticket: Ticket, newest: Assignment | undefined): Decision {
  if (newest?.specialistId === undefined) return unassigned(state, ticket);
  const other = state.current?.notification.key.auditId !== newest.auditId;
  return lookUp(other ? forgetting(state) : state, newest.auditId, { kind: 'automatic' });
}

const shows = (assignment: Assignment, picked: number, now: number): boolean =>
  assignment.through.includes(picked) && Math.abs(now - assignment.savedAt) < ownSaveMs;

const refusalFor = (
  state: State,
  assignment: Pick<Assignment, 'auditId'> & { readonly savedAt: number | undefined },
  specialistId: number,
  now: number,
) =>
  state.settings.ok
    ? automaticRefusal({
        settings: state.settings.settings,
        savedAt: assignment.savedAt,
        specialistId,
        earlier: state.records
          .map(({ notification }) => notification)
          .filter(({ key }) => key.auditId !== assignment.auditId),
        now,
      })
    : undefined;

/** The exact look-up has answered: adopt what there is, or make the attempt that is wanted. */
export function onRecordsLookedUp(state: State, reading: Reading<Found>, at: number): Decision {
  const { step, ticket } = state;
  if (step.kind !== 'looking_up' || ticket?.id === undefined) return make(state);
  const { auditId, send } = step;
  if (!reading.ok) {
    return send.kind === 'none' && state.current !== undefined
      ? andThen(follow({ ...state, statusProblem: reading.problem }, at), rest)
      : stopFor(state, reading.problem);
  }
  // Of this assignment only what is there now counts. A claim that was taken back is gone, also one of an earlier
  // assignment that was asked for: it must not pass for an announcement.
  const isThere = (recordId: string) => reading.value.records.some((record) => record.recordId === recordId);
  const earlier = new Set(
    send.kind === 'automatic' ? earlierKeys(state, auditId).map((key) => key.auditId) : [],
  );
  const isGone = ({ recordId, notification: { key, status } }: Stored) =>
    (key.auditId === auditId || (status === 'claimed' && earlier.has(key.auditId))) && !isThere(recordId);
  const records = mergeRecords(
    state.records.filter((record) => !isGone(record)),
    reading.value.records,
  );
  const found: State = {
    ...withClock(state, reading.value.serverTime, at),
    records,
    storeProblem: undefined,
  };
  const last = attemptsOf(records, auditId).at(-1);
  if (reading.value.unreadable > 0 && (last === undefined || send.kind === 'click')) {
    return stopFor(found, problem('record_unreadable'));
  }
  const attempt = last?.notification.key.attempt ?? 0;
  const over =
    last === undefined ||
    last.notification.status === 'failed' ||
    last.notification.status === 'unknown' ||
    isOverdue(last.notification, serverTime(found, at));
  if (send.kind === 'click' && attempt === send.after && over)
    return again(found, ticket, auditId, attempt, at);
  if (last !== undefined) {
    const stored = reading.value.records.find(({ recordId }) => recordId === last.recordId);
    const isBehind = stored !== undefined && stored.notification.status !== last.notification.status;
    const caughtUp = isBehind ? writeAgain(found, last) : make(found);
    return andThen(caughtUp, (known) =>
      andThen(adopt(known, last, at), (next) => andThen(refreshStatus(next, at), rest)),
    );
  }
  if (send.kind === 'none' && isTakenBack(found)) {
    // Whoever claimed it has taken the claim back without sending.
    return readAudits(make(forgetting(found)), ticket.id, undefined);
  }
  const assignment = state.assignments.find((one) => one.auditId === auditId);
  if (send.kind !== 'automatic' || assignment?.specialistId === undefined) return rest(found);
  const refusal = refusalFor(found, assignment, assignment.specialistId, serverTime(found, at));
  if (refusal !== undefined) return refused(found, refusal, auditId, at);
  const key = { ticketId: ticket.id, auditId, attempt: 1 };
  return startPlan(
    found,
    { key, specialistId: assignment.specialistId, claimKind: 'seen', sentBy: 'auto' },
    at,
  );
}

/**
 * Whether a record that is not found any more was a claim of somebody else's: also one that counted as
 * interrupted, whose owner overslept.
 */
const isTakenBack = ({ current, sent, sentBeside }: State): boolean =>
  (current?.notification.status === 'claimed' || current?.notification.status === 'unknown') &&
  current.recordId !== sent?.recordId &&
  current.recordId !== sentBeside;

function again(state: State, ticket: Ticket, auditId: number, attempt: number, at: number): Decision {
  const specialistId = state.savedSpecialistId;
  if (specialistId === undefined || state.agentId === undefined) return rest(state);
  if (attempt >= maxAttempts) return stopFor(state, problem('too_many_attempts'));
  const key = { ticketId: ticket.id, auditId, attempt: attempt + 1 };
  return startPlan(state, { key, specialistId, claimKind: 'seen', sentBy: state.agentId }, at);
}
