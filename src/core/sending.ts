/** From a plan to the answer of its send: prepare, claim, verify, send. */
import { type Claim, claimText, sendWindowMs, settleMs, winnerOf } from './claim';
import {
  andThen,
  attemptKeys,
  type Decision,
  earlierKeys,
  make,
  prefetch,
  rest,
  serverTime,
  stopFor,
} from './decision';
import type { Effect } from './effects';
import type { Created, Elsewhere, Found, SendAnswer, Stored } from './events';
import { adopt, progress, refreshStatus } from './following';
import type { Message } from './message';
import { furtherOf, hear, type News, type Notification } from './notification';
import { phoneEndingOf } from './phone-ending';
import { automaticRefusal, lastTold } from './policy';
import { type DraftWish, draftFor, specialistKnown } from './preview';
import { got, type Problem, problem, problems, type Reading } from './problem';
import { lateAuditsMs, lookLastsMs, sendRetries, verifyRetries } from './schedule';
import { attemptsOf, type Draft, type Plan, type State } from './state';
import type { SavedTicket } from './ticket';
import { unreachable } from './unreachable';

/** Sets out to make an attempt; what is still missing for it is read first. */
export function startPlan(state: State, wanted: Omit<Plan, 'ticket'>, at: number): Decision {
  const { ticket } = state;
  if (ticket?.id === undefined) return rest(state);
  const plan: Plan = { ...wanted, ticket };
  const ahead = prefetch({ ...state, obstacle: undefined }, plan.specialistId, at, plan.ticket);
  // Right after this browser's own submit the form shows what is saved.
  if (plan.claimKind === 'own') return andThen(ahead, (next) => prepare(next, plan, at));
  return andThen(ahead, (next) =>
    make(
      { ...next, step: { kind: 'reading_saved', plan } },
      { kind: 'read_saved', ticketId: plan.key.ticketId },
    ),
  );
}

/** The saved ticket is here: the plan goes on with its facts, unless somebody else is in charge by now. */
export function onSavedRead(state: State, reading: Reading<SavedTicket>, at: number): Decision {
  const { step } = state;
  if (step.kind !== 'reading_saved') return make(state);
  if (!reading.ok) return stopFor(state, reading.problem);
  const { plan } = step;
  const { specialistId, ...saved } = reading.value;
  if (specialistId !== plan.specialistId) return lookLater(state);
  return prepare(state, { ...plan, ticket: { ...plan.ticket, ...saved } }, at);
}

/** Zendesk's parts do not agree at the moment: the ticket is saved anew, and the audits may not show it yet. */
const lookLater = (state: State): Decision =>
  andThen(rest(state), (next) => make(next, { kind: 'wait', timer: 'hint', ms: lateAuditsMs, spread: 0 }));

function prepare(state: State, plan: Plan, at: number): Decision {
  const preparing: State = { ...state, step: { kind: 'preparing', plan } };
  return andThen(prefetch(preparing, plan.specialistId, at, plan.ticket), (next) => prepared(next, at));
}

/** Claims the attempt as soon as the facts make a message, or stops with the reason why they do not. */
export function prepared(state: State, at: number): Decision {
  const { step } = state;
  if (step.kind !== 'preparing') return make(state);
  if (at - (state.lookedAt ?? at) > lookLastsMs) {
    // This page slept, or reading took long: somebody else may be in charge by now, or the customer opted out.
    return rest({ ...state, next: state.next ?? { kind: 'recheck' } });
  }
  const draft = draftFor(state, step.plan.specialistId, wishOf(step.plan));
  switch (draft.kind) {
    case 'reading':
      // What was read ahead may be about somebody whom the form names meanwhile.
      return prefetch(state, step.plan.specialistId, at, step.plan.ticket);
    case 'problem':
      // A choice that is gone counts once: the next click takes what is there.
      return stopFor(
        draft.problem.code === 'phone_changed' ? { ...state, chosenNumber: undefined } : state,
        draft.problem,
      );
    case 'message':
      return claim(state, step.plan, draft.message, at);
    default:
      return unreachable(draft);
  }
}

const wishOf = ({ ticket, sentBy }: Plan): DraftWish => ({ ticket, byHand: sentBy !== 'auto' });

function claim(state: State, plan: Plan, message: Message, at: number): Decision {
  const specialist = specialistKnown(state, plan.specialistId);
  if (specialist === undefined) return stopFor(state, problem('specialist_unknown'));
  const notification: Notification = {
    status: 'claimed',
    key: plan.key,
    specialist,
    phoneEnding: phoneEndingOf(message.phone.digits),
    template: message.template,
    language: message.language,
    sentBy: plan.sentBy,
    timeline: { claimed: serverTime(state, at) },
  };
  const token = `${state.instance}.${state.claimsMade + 1}`;
  const draft: Draft = { plan, message, notification, token, startedAt: at, record: undefined };
  return make(
    { ...state, claimsMade: state.claimsMade + 1, step: { kind: 'claiming', draft } },
    { kind: 'create_record', notification, claim: claimText(plan.claimKind, token) },
  );
}

export function onCreated(state: State, created: Created | Elsewhere): Decision {
  const { step } = state;
  if (step.kind !== 'claiming') return make(state);
  const { draft } = step;
  switch (created.kind) {
    case 'created': {
      const record = { id: created.recordId, createdAt: created.createdAt };
      const recorded: State = { ...state, storeProblem: undefined };
      return draft.plan.claimKind === 'own'
        ? verify(recorded, { ...draft, record }, 0)
        : settle(recorded, { ...draft, record });
    }
    case 'refused':
      return stopFor(state, created.problem);
    case 'elsewhere':
      return lookLater(state);
    case 'duplicate':
    case 'lost':
      // Only the look-up can tell whose record there is, and it lags behind: the first may be another
      // browser's or this one's, where something on the way repeated the request.
      return settle(state, draft);
    default:
      return unreachable(created);
  }
}

const settle = (state: State, draft: Draft): Decision =>
  make(
    { ...state, step: { kind: 'settling', draft } },
    { kind: 'wait', timer: 'settle', ms: settleMs, spread: 0 },
  );

/** The settling time, or the wait before another try to verify, is over. */
export function verifyDue(state: State): Decision {
  const { step } = state;
  if (step.kind === 'settling') return verify(state, step.draft, 0);
  if (step.kind === 'verifying') return verify(state, step.draft, step.tries);
  return make(state);
}

function verify(state: State, draft: Draft, tries: number): Decision {
  const { key, sentBy, claimKind } = draft.plan;
  const own = attemptKeys(key.ticketId, key.auditId);
  const keys = sentBy === 'auto' ? [...own, ...earlierKeys(state, key.auditId)] : own;
  // Others had seconds to save something else.
  const beside = claimKind === 'seen' ? key.ticketId : undefined;
  return make(
    { ...state, step: { kind: 'verifying', draft, tries } },
    { kind: 'look_up_records', keys, beside },
  );
}

/** Sends if the claim has won; otherwise takes its record back and shows what the winner does. */
export function onVerified(
  state: State,
  reading: Reading<Found>,
  saved: Reading<SavedTicket> | undefined,
  at: number,
): Decision {
  const { step } = state;
  if (step.kind !== 'verifying') return make(state);
  const { draft } = step;
  const failure = reading.ok ? (saved?.ok === false ? saved.problem : undefined) : reading.problem;
  if (!reading.ok || failure !== undefined) {
    const wait = verifyRetries[step.tries];
    if (wait === undefined) return giveUp(draft, stopFor(state, problem('not_recorded', failure?.detail)));
    return make(
      { ...state, step: { kind: 'verifying', draft, tries: step.tries + 1 } },
      { kind: 'wait', timer: 'verify', ms: wait, spread: 0 },
    );
  }
  const { records, unreadable } = reading.value;
  if (unreadable > 0) return giveUp(draft, stopFor(state, problem('record_unreadable')));

  const seen: State = { ...state, records: mergeRecords(state.records, records) };
  const { key, specialistId, sentBy } = draft.plan;
  const rivals = records.filter(({ notification }) => sameAttempt(notification, draft.plan));
  const mine = ownClaim(draft, rivals);
  if (mine === undefined) {
    const winner = attemptsOf(rivals, key.auditId).at(-1);
    return giveUp(
      draft,
      winner === undefined ? stopFor(seen, problem('not_recorded')) : andThen(adopt(seen, winner, at), rest),
    );
  }
  const acted = rivals.some(
    ({ recordId, notification }) => recordId !== mine.recordId && notification.status !== 'claimed',
  );
  const claims = [
    mine,
    ...rivals.flatMap(({ claim }) => (claim === undefined || claim.token === mine.token ? [] : claim)),
  ];
  const others = rivals.filter(({ recordId }) => recordId !== mine.recordId);
  if (acted || winnerOf(claims)?.token !== mine.token) {
    const winner = attemptsOf(others, key.auditId).at(-1);
    const shown = winner === undefined ? rest(seen) : andThen(adopt(seen, winner, at), rest);
    return giveUp(draft, shown, mine.recordId);
  }
  if (at - draft.startedAt > sendWindowMs) {
    // This page slept: what it knows is stale, and others may count the claim as interrupted.
    return giveUp(draft, rest({ ...seen, next: seen.next ?? { kind: 'recheck' } }), mine.recordId);
  }
  if (saved?.ok === true) {
    const { specialistId: inCharge, ...facts } = saved.value;
    const { ticket } = draft.plan;
    if (inCharge !== specialistId || facts.requesterId !== ticket.requesterId) {
      return giveUp(draft, lookLater(seen), mine.recordId);
    }
    const now = draftFor(seen, specialistId, wishOf({ ...draft.plan, ticket: { ...ticket, ...facts } }));
    if (now.kind === 'problem') return giveUp(draft, stopFor(seen, now.problem), mine.recordId);
  }
  if (sentBy === 'auto' && state.settings.ok) {
    const assignment = state.assignments.find(({ auditId }) => auditId === key.auditId);
    const refusal = automaticRefusal({
      settings: state.settings.settings,
      savedAt: draft.plan.claimKind === 'own' ? undefined : (assignment?.savedAt ?? serverTime(state, at)),
      specialistId,
      earlier: records
        .map(({ notification }) => notification)
        .filter(({ key: other }) => other.auditId !== key.auditId),
      now: serverTime(state, at),
    });
    if (refusal !== undefined) {
      return giveUp(draft, refused(seen, refusal, key.auditId, at), mine.recordId);
    }
  }
  const record = { id: mine.recordId, createdAt: mine.createdAt };
  const stored: Stored = { recordId: record.id, notification: draft.notification, claim: mine };
  return send({ ...seen, records: mergeRecords(seen.records, [stored]) }, { ...draft, record }, 0);
}

const sameAttempt = ({ key }: Notification, plan: Plan): boolean =>
  key.auditId === plan.key.auditId && key.attempt === plan.key.attempt;

/** This page's claim: as Zendesk acknowledged it, else as it is found, for a create whose answer was lost. */
function ownClaim(draft: Draft, rivals: readonly Stored[]): Claim | undefined {
  const found = rivals.find(({ claim }) => claim?.token === draft.token)?.claim;
  if (found !== undefined || draft.record === undefined) return found;
  const { id, createdAt } = draft.record;
  return { recordId: id, kind: draft.plan.claimKind, token: draft.token, createdAt };
}

/**
 * A rule says no to this assignment. Where the customer's last message is about the same person, what became of it is
 * the answer.
 */
export function refused(state: State, refusal: Problem, auditId: number, at: number): Decision {
  const others = state.records.filter(({ notification }) => notification.key.auditId !== auditId);
  const told = lastTold(others.map(({ notification }) => notification));
  const stored = others.find(({ notification }) => notification === told);
  const isAnswer = stored?.notification.specialist.id === state.savedSpecialistId;
  return refusal.code === 'already_told' && stored !== undefined && isAnswer
    ? andThen(adopt(state, stored, at), (next) => andThen(refreshStatus(next, at), rest))
    : stopFor(state, refusal);
}

/** Takes the own record back, now or when it turns up: nothing was sent for it, and nothing will be. */
function giveUp(draft: Draft, decision: Decision, found?: string): Decision {
  const recordId = found ?? draft.record?.id;
  const state: State = {
    ...decision.state,
    takenBack: [...decision.state.takenBack, draft.token],
    records: decision.state.records.filter((record) => record.recordId !== recordId),
  };
  return recordId === undefined
    ? { ...decision, state }
    : { state, effects: [{ kind: 'remove_record', recordId }, ...decision.effects] };
}

/**
 * Goes on with a reading as if the claims that this page gave up were gone. One of them may be there all the same: its
 * create arrived although it seemed lost, or its removal did not.
 */
export function withoutTakenBack(
  { takenBack }: State,
  reading: Reading<Found>,
  goOn: (reading: Reading<Found>) => Decision,
): Decision {
  if (!reading.ok) return goOn(reading);
  const isTakenBack = ({ claim, notification }: Stored) =>
    notification.status === 'claimed' && claim !== undefined && takenBack.includes(claim.token);
  const { records } = reading.value;
  const decision = goOn(got({ ...reading.value, records: records.filter((one) => !isTakenBack(one)) }));
  const removals = records
    .filter(isTakenBack)
    .map(({ recordId }): Effect => ({ kind: 'remove_record', recordId }));
  return { ...decision, effects: [...removals, ...decision.effects] };
}

function send(state: State, draft: Draft, tries: number): Decision {
  const { record, notification, message } = draft;
  if (record === undefined) return stopFor(state, problem('not_recorded'));
  return make(
    {
      ...state,
      step: { kind: 'sending', draft, tries, waiting: undefined },
      current: {
        recordId: record.id,
        notification,
        claimedAt: record.createdAt,
        requesterId: draft.plan.ticket.requesterId,
      },
      sent: { recordId: record.id, message },
      chosenLanguage: undefined,
      obstacle: undefined,
      statusProblem: undefined,
      evidence: undefined,
      evidenceTries: 0,
      watchTries: 0,
    },
    // A final attempt that is remembered must not hide this one.
    { kind: 'remember', notification },
    { kind: 'send', message },
  );
}

/** The wait before a repeat of a send that was certainly not accepted is over. */
export function resendDue(state: State, at: number): Decision {
  const { step } = state;
  if (step.kind !== 'sending' || step.waiting === undefined) return make(state);
  // A page that slept is late: others may have counted the claim as interrupted and sent anew.
  return at - step.draft.startedAt > sendWindowMs
    ? sendEnded(state, { kind: 'refused', problem: step.waiting.problem, at: serverTime(state, at) }, at)
    : send(state, step.draft, step.tries);
}

export function onSendAnswered(state: State, answer: SendAnswer, at: number): Decision {
  const { step } = state;
  if (step.kind !== 'sending') return make(state);
  if (answer.kind === 'refused' && problems[answer.problem.code].repeat === 'send') {
    const wait = repeatIn(step.tries, answer.retryAfter);
    if (wait !== undefined && at + wait - step.draft.startedAt <= sendWindowMs) {
      return make(
        {
          ...state,
          step: { ...step, tries: step.tries + 1, waiting: { problem: answer.problem, ms: wait } },
        },
        { kind: 'wait', timer: 'resend', ms: wait, spread: 0 },
      );
    }
  }
  return sendEnded(state, newsOf(answer, serverTime(state, at)), at);
}

function sendEnded(state: State, news: News, at: number): Decision {
  const { current } = state;
  if (current === undefined) return rest(state);
  const idle: State = { ...state, step: { kind: 'idle' } };
  return andThen(progress(idle, hear(current.notification, news), at), rest);
}

function repeatIn(tries: number, retryAfter: number | undefined): number | undefined {
  const wait = sendRetries[tries];
  return wait === undefined ? undefined : Math.max(wait, retryAfter ?? 0);
}

function newsOf(answer: SendAnswer, at: number): News {
  switch (answer.kind) {
    case 'accepted':
      return { kind: 'accepted', messageId: answer.messageId, at };
    case 'queued':
      return { kind: 'queued', jobId: answer.jobId, at };
    case 'refused':
      return { kind: 'refused', problem: answer.problem, at };
    case 'lost':
      return { kind: 'lost', problem: answer.problem, at };
    default:
      return unreachable(answer);
  }
}

/**
 * Records by id, the newer reading of each. A reading may lag behind what this page has learnt and not written
 * down yet: of two accounts of one record the one that knows more stays.
 */
export function mergeRecords(known: readonly Stored[], read: readonly Stored[]): readonly Stored[] {
  const byId = new Map(known.map((record) => [record.recordId, record]));
  for (const record of read) byId.set(record.recordId, withKnown(record, byId.get(record.recordId)));
  return [...byId.values()];
}

const withKnown = (read: Stored, known: Stored | undefined): Stored =>
  known === undefined ? read : { ...read, notification: furtherOf(known.notification, read.notification) };
