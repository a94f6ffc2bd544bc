/**
 * Several tabs of one browser with the same ticket. One of them leads and asks 1MSG on schedule; what any of them
 * learns is told to all. What is told is for showing: a claim is decided by the records alone.
 */
import type { AttemptKey } from './claim';
import { type Decision, type Judge, look, lookUp, make } from './decision';
import type { Effect } from './effects';
import type { Event, Heard, Told } from './events';
import { follow } from './following';
import { decideNewTicket } from './new-ticket';
import { furtherOf, isFinal } from './notification';
import { withNumbers } from './number-choice';
import { type Current, isAttempting, isNew, type State, type Step } from './state';
import { unreachable } from './unreachable';

/** `decide`, with what comes from the other tabs and what they are to hear. */
export const decideAmongTabs: Judge = (state, event, at) =>
  withTabs(
    state,
    event,
    isHeard(event) && !isNew(state)
      ? onHeard(state, event, at)
      : withNumbers(event, decideNewTicket(state, event, at)),
  );

const isHeard = (event: Event): event is Heard =>
  event.kind === 'led' || event.kind === 'told' || event.kind === 'asked' || event.kind === 'checked';

/** Another tab says something, or the lead has come or gone. */
function onHeard(state: State, heard: Heard, at: number): Decision {
  switch (heard.kind) {
    case 'led':
      return led(state, heard.leads, at);
    case 'told':
      return onTold(state, heard, at);
    case 'asked':
      return state.active || isAttempting(state.step) ? make(state, ...tell(state)) : make(state);
    case 'checked':
      // What became of a message is told; a reason why there is none has to be looked at again.
      return state.active && state.current === undefined && state.obstacle !== undefined
        ? look(state, { kind: 'recheck' })
        : make(state);
    default:
      return unreachable(heard);
  }
}

function led(state: State, leads: boolean, at: number): Decision {
  if (!state.active || state.leads === leads) return make(state);
  const next: State = { ...state, leads };
  if (!leads) return make(next, { kind: 'cancel', timer: 'poll' }, { kind: 'cancel', timer: 'evidence' });
  // Whoever led before may have died with something learnt, told and not written down.
  return state.leads === false && state.step.kind === 'idle' && state.current !== undefined
    ? lookUp(next, state.current.notification.key.auditId, { kind: 'none' })
    : follow(next, at);
}

/** Takes over what another tab tells of an attempt, where it is newer; that tab writes it down. */
function onTold(state: State, told: Told, at: number): Decision {
  const { current } = state;
  const isSame = current !== undefined && isOneAttempt(current, told);
  if (!isSame && !isNewer(state, told)) return make(state);
  const { recordId, claimedAt } = told;
  // A look that failed leaves the card without its attempt, not this page without what it knows of it.
  const known = state.records.find((one) => one.recordId === recordId);
  const before = isSame ? current.notification : known?.notification;
  const notification = before === undefined ? told.notification : furtherOf(before, told.notification);
  const isBehind = notification.status !== told.notification.status;
  const evidence = isBehind ? state.evidence : (told.evidence ?? (isSame ? state.evidence : undefined));
  if (isSame && notification === current.notification && evidence === state.evidence) return make(state);
  const record = { recordId, notification, claim: undefined };
  const next: State = {
    ...state,
    savedSpecialistId: isSame ? state.savedSpecialistId : notification.specialist.id,
    current: {
      recordId,
      notification,
      claimedAt,
      requesterId: isSame ? current.requesterId : state.ticket?.requesterId,
    },
    records: known
      ? state.records.map((one) => (one.recordId === recordId ? { ...one, notification } : one))
      : [...state.records, record],
    obstacle: isSame ? state.obstacle : undefined,
    sentBeside: told.sent ? recordId : state.sentBeside,
    evidence,
    evidenceTries: isSame ? state.evidenceTries : 0,
    watchTries: isSame ? state.watchTries : 0,
  };
  return isFinal(notification.status)
    ? make(next, ...followTimers.map((timer) => ({ kind: 'cancel', timer }) as const))
    : follow(next, at);
}

const followTimers = ['poll', 'watch', 'evidence'] as const;

/** Without a record id the current one comes from memory, and is that attempt by its key. */
function isOneAttempt(current: Current, told: Told): boolean {
  if (!isSameKey(current.notification.key, told.notification.key)) return false;
  const other = current.recordId !== undefined && current.recordId !== told.recordId;
  // Of two records of one attempt the one that was acted on counts.
  return !other || current.notification.status === 'claimed';
}

const isSameKey = (a: AttemptKey, b: AttemptKey): boolean =>
  a.ticketId === b.ticketId && a.auditId === b.auditId && a.attempt === b.attempt;

/** Whether nothing that this page knows says that the attempt is of the past. */
function isNewer({ ticket, step, current, assignments, savedSpecialistId }: State, told: Told): boolean {
  const { key, specialist } = told.notification;
  if (ticket?.id !== key.ticketId || isAttempting(step)) return false;
  const shown = current?.notification.key ?? { auditId: 0, attempt: 0 };
  if (key.auditId < shown.auditId || (key.auditId === shown.auditId && key.attempt <= shown.attempt))
    return false;
  if (key.auditId < (assignments.at(-1)?.auditId ?? 0)) return false;
  // While this page looks, what it finds itself decides who is in charge.
  return step.kind === 'idle' || specialist.id === savedSpecialistId;
}

/** Adds to a decision what the other tabs are to hear of it, and who leads. */
function withTabs(before: State, event: Event, { state, effects }: Decision): Decision {
  const shared: Effect[] = [];
  const left = claimedKey(before.step);
  const kept =
    claimedKey(state.step) ?? (state.step.kind === 'sending' ? state.step.draft.plan.key : undefined);
  if (left !== undefined && (kept === undefined || !isSameKey(left, kept))) {
    shared.push({ kind: 'release', key: left });
  }
  let next = state;
  const [was, is] = [before.joined, attended(state)];
  if (was !== is) {
    next = { ...state, joined: is, leads: undefined };
    if (was !== undefined) shared.push({ kind: 'leave' });
    if (is !== undefined)
      shared.push({ kind: 'join', ticketId: is }, { kind: 'tell', news: { kind: 'asked' } });
  }
  const isNews =
    event.kind !== 'told' &&
    (state.current?.recordId !== before.current?.recordId ||
      state.current?.notification !== before.current?.notification ||
      state.evidence !== before.evidence);
  if (isNews) shared.push(...tell(next));
  // Whoever is at the attempt tells how far it is.
  const stoodBack = event.kind === 'record_created' && event.created.kind === 'elsewhere';
  if (stoodBack) shared.push({ kind: 'tell', news: { kind: 'asked' } });
  if (event.kind === 'check_clicked') shared.push({ kind: 'tell', news: { kind: 'checked' } });
  return shared.length === 0 ? { state, effects } : { state: next, effects: [...effects, ...shared] };
}

/** The ticket that is in front in this tab, once it is known. */
const attended = ({ active, ticket, settings }: State): number | undefined =>
  active && settings.ok ? ticket?.id : undefined;

/** The attempt that is claimed or being claimed, and not sent. */
const claimedKey = (step: Step): AttemptKey | undefined =>
  step.kind === 'claiming' || step.kind === 'settling' || step.kind === 'verifying'
    ? step.draft.plan.key
    : undefined;

function tell({ current, sent: own, sentBeside, evidence }: State): readonly Effect[] {
  if (current?.recordId === undefined) return [];
  const { recordId, notification, claimedAt } = current;
  const sent = recordId === own?.recordId || recordId === sentBeside;
  return [{ kind: 'tell', news: { kind: 'told', recordId, notification, claimedAt, sent, evidence } }];
}
