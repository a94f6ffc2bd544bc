/**
 * The app's whole judgement: the present state and one event make the next state and what is to be done.
 *
 * A hint leads to a look, never to an act. A look compares the newest saved assignment with the records of
 * what was done about it, and only the difference is acted on: claim, verify, send.
 */
import {
  andThen,
  type Decision,
  look,
  lookDue,
  make,
  prefetch,
  prefetchTemplates,
  searchOnce,
} from './decision';
import type { Effect } from './effects';
import type { Event, Outcome, TimerName } from './events';
import {
  follow,
  lacksId,
  onMessagesRead,
  onReportsRead,
  onSaved,
  pollDue,
  rewriteDue,
  seekEvidence,
  watchDue,
} from './following';
import { auditsDue, onAuditsRead, onRecordsFound, onRecordsLookedUp, onTicketRead } from './reconcile';
import { hintSpread } from './schedule';
import {
  onCreated,
  onSavedRead,
  onSendAnswered,
  onVerified,
  prepared,
  resendDue,
  verifyDue,
  withoutTakenBack,
} from './sending';
import { type ChosenLanguage, calm, isAttempting, isNew, type State } from './state';
import { onTagged, tagDue } from './tagging';
import { unreachable } from './unreachable';

/** `at` is this browser's clock when the event came, ms since the epoch. What other tabs say is no concern of it. */
export function decide(before: State, event: Event, at: number): Decision {
  const decision = judge(before, event, at);
  const { state, effects } = decision;
  const asked = effects.filter(isQuestion).length;
  const asking = Math.max(0, state.asking + asked - (isAnswer(event) ? 1 : 0));
  return asking === state.asking ? decision : { state: { ...state, asking }, effects };
}

const isQuestion = ({ kind }: Effect): boolean => kind === 'read_reports' || kind === 'read_messages';
const isAnswer = ({ kind }: Event): boolean => kind === 'reports_read' || kind === 'messages_read';

function judge(state: State, event: Event, at: number): Decision {
  switch (event.kind) {
    case 'registered':
      return look(state, { kind: 'look' });
    case 'assignee_picked':
      return pick(state, event.userId);
    case 'requester_picked':
      return previewAgain({ ...state, chosenNumber: undefined });
    case 'form_edited':
      return previewAgain(state);
    case 'submit_started':
      return make({ ...state, submitting: true });
    case 'submit_done':
      return andThen(tagDue({ ...state, submitting: false }), (next) =>
        // A ticket that is just created has a page of its own, which may look at the same time.
        look(
          { ...next, picked: undefined },
          { kind: 'submit', picked: isNew(state) ? undefined : state.picked?.userId },
        ),
      );
    case 'submit_failed':
      return tagDue(submitFailed(state));
    case 'ticket_updated':
      return state.active ? hinted(state) : make(state);
    case 'activated':
      return hinted({ ...state, active: true, troubled: calm });
    case 'deactivated':
      return deactivated(state);
    case 'send_clicked':
      // While an attempt is being made the card offers no other one; a click that comes late is about that one.
      return isAttempting(state.step) ? make(state) : look(state, { kind: 'send', after: event.after, at });
    case 'check_clicked':
      // A language that cannot be sent any more must not stand in the way for ever.
      return look({ ...state, troubled: calm, chosenLanguage: undefined }, { kind: 'recheck' });
    case 'number_chosen':
      return make({ ...state, chosenNumber: event.digits });
    case 'language_chosen':
      return make({ ...state, chosenLanguage: choiceOf(state, event.language) });
    case 'details_opened':
      return detailsOpened(state, at);
    case 'held':
      return make({ ...state, heldUntil: event.until });
    case 'led':
    case 'told':
    case 'asked':
    case 'checked':
      return make(state);
    case 'timer':
      return timedOut(state, event.timer, at);
    default:
      return settled(state, event, at);
  }
}

function settled(state: State, outcome: Outcome, at: number): Decision {
  switch (outcome.kind) {
    case 'ticket_read':
      return onTicketRead(state, outcome, at);
    case 'records_found':
      return withoutTakenBack(state, outcome.reading, (reading) => onRecordsFound(state, reading, at));
    case 'audits_read':
      return onAuditsRead(state, outcome.reading, at);
    case 'records_looked_up':
      return withoutTakenBack(state, outcome.reading, (reading) =>
        state.step.kind === 'verifying'
          ? onVerified(state, reading, outcome.saved, at)
          : onRecordsLookedUp(state, reading, at),
      );
    case 'saved_read':
      return onSavedRead(state, outcome.reading, at);
    case 'people_read':
      return peopleRead(state, outcome, at);
    case 'templates_read': {
      const list = outcome.reading.ok ? outcome.reading.value : undefined;
      return prepared({ ...state, templates: { kind: 'known', list, at } }, at);
    }
    case 'record_created':
      return onCreated(state, outcome.created);
    case 'record_saved':
      return onSaved(state, outcome.recordId, outcome.saved);
    case 'ticket_tagged':
      return onTagged(state, outcome.saved);
    case 'send_answered':
      return onSendAnswered(state, outcome.answer, at);
    case 'reports_read':
      return onReportsRead(state, outcome.messageId, outcome.reading, at);
    case 'messages_read':
      return onMessagesRead(state, outcome.recordId, outcome.reading, at);
    default:
      return unreachable(outcome);
  }
}

function timedOut(state: State, timer: TimerName, at: number): Decision {
  switch (timer) {
    case 'hint':
      return lookDue(state);
    case 'handover':
      return make(state);
    case 'audits':
      return auditsDue(state);
    case 'settle':
    case 'verify':
      return verifyDue(state);
    case 'resend':
      return resendDue(state, at);
    case 'poll':
      return pollDue(state);
    case 'watch':
      return watchDue(state);
    case 'evidence':
      return state.active ? seekEvidence(state, at) : make(state);
    case 'rewrite':
      return rewriteDue(state);
    case 'tag':
      return tagDue(state);
    default:
      return unreachable(timer);
  }
}

const choiceOf = ({ ticket, savedSpecialistId }: State, language: string): ChosenLanguage => ({
  language,
  requesterId: ticket?.requesterId,
  specialistId: savedSpecialistId,
});

/**
 * What only the details show: the text of a message takes the templates, one that can be sent the people as well, and
 * the ticket's other messages a search.
 */
function detailsOpened(state: State, at: number): Decision {
  const { settings, current, ticket, savedSpecialistId, step } = state;
  if (!settings.ok || ticket?.id === undefined || isAttempting(step)) return make(state);
  const status = current?.notification.status;
  const mayBeSent = status === undefined || status === 'failed';
  const read =
    mayBeSent && savedSpecialistId !== undefined
      ? prefetch(state, savedSpecialistId, at)
      : prefetchTemplates(state, at);
  return searchOnce(read, ticket.id);
}

const submitFailed = (state: State): State =>
  state.submitting || state.picked !== undefined
    ? { ...state, submitting: false, picked: state.picked && { ...state.picked, refused: true } }
    : state;

/** The form names somebody: show what submitting it will do, and read ahead what that needs. */
function pick(state: State, userId: number | undefined): Decision {
  if (userId === state.savedSpecialistId) {
    return make({ ...state, picked: undefined });
  }
  const picked: State = { ...state, picked: { userId, refused: false } };
  return state.settings.ok ? make(picked, { kind: 'read_ticket', purpose: 'preview' }) : make(picked);
}

/** What a submit will do may have changed with the form. */
const previewAgain = (state: State): Decision =>
  state.picked?.userId === undefined || !state.settings.ok
    ? make(state)
    : make(state, { kind: 'read_ticket', purpose: 'preview' });

const hinted = (state: State): Decision =>
  make(state, { kind: 'wait', timer: 'hint', ms: 0, spread: hintSpread });

/** Work that is under way goes on: a claim without its send would be an interrupted one. */
const deactivated = (state: State): Decision =>
  make(
    { ...state, active: false, troubled: calm, next: state.next?.kind === 'look' ? undefined : state.next },
    { kind: 'cancel', timer: 'hint' },
    { kind: 'cancel', timer: 'poll' },
    { kind: 'cancel', timer: 'watch' },
    { kind: 'cancel', timer: 'evidence' },
  );

function peopleRead(state: State, outcome: Extract<Outcome, { kind: 'people_read' }>, at: number): Decision {
  const { requesterId, specialistId, reading } = outcome;
  const { people } = state;
  const wanted =
    people.kind === 'reading' && people.requesterId === requesterId && people.specialistId === specialistId;
  if (!wanted) return make(state);
  const next: State = {
    ...state,
    people: reading.ok
      ? { kind: 'known', askedFor: specialistId, ...reading.value, at }
      : { kind: 'failed', requesterId, problem: reading.problem },
  };
  if (next.step.kind === 'preparing') return prepared(next, at);
  const { current } = next;
  if (current === undefined || !lacksId(current.notification)) return make(next);
  return reading.ok && next.active
    ? seekEvidence(next, at)
    : follow({ ...next, evidence: 'unread', evidenceTries: next.evidenceTries + 1 }, at);
}
