import type { AttemptKey } from './claim';
import { maxAttempts } from './claim';
import type { Effect } from './effects';
import type { Event } from './events';
import { specialistKnown } from './preview';
import { type Problem, problems } from './problem';
import { lookRetries, peopleFreshMs, templatesFreshMs } from './schedule';
import { calm, isToSend, type SendWish, type State, type Wake } from './state';

/** The next state, and what is to be done about it. */
export interface Decision {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** `at` is this browser's clock when the event came, ms since the epoch. */
export type Judge = (state: State, event: Event, at: number) => Decision;

export const make = (state: State, ...effects: readonly Effect[]): Decision => ({ state, effects });

/** Goes on from a decision's state; the effects add up in order. */
export function andThen(decision: Decision, more: (state: State) => Decision): Decision {
  const next = more(decision.state);
  return { state: next.state, effects: [...decision.effects, ...next.effects] };
}

/** Zendesk's clock, as well as it is known, ms. */
export const serverTime = (state: State, at: number): number => at + (state.clockOffset ?? 0);

const urgency: Record<Wake['kind'], number> = { look: 0, recheck: 1, send: 2, submit: 3 };

/** Zendesk's clock, wherever an answer of its tells it. */
export const withClock = (state: State, told: number | undefined, at: number): State =>
  told === undefined ? state : { ...state, clockOffset: told - at };

/** Looks at the ticket again: now, or as soon as the present step is over. */
export function look(state: State, wake: Wake): Decision {
  if (state.step.kind === 'idle') {
    return make(
      { ...state, step: { kind: 'reading_ticket', wake }, next: undefined, wake },
      { kind: 'read_ticket', purpose: 'reconcile' },
    );
  }
  const keep = state.next !== undefined && urgency[state.next.kind] > urgency[wake.kind];
  return make(keep ? state : { ...state, next: wake });
}

/** Ends the present step, and follows the hint that came meanwhile. */
export const rest = (state: State): Decision => end({ ...state, troubled: calm });

function end(state: State): Decision {
  const idle: State = { ...state, step: { kind: 'idle' } };
  return state.next === undefined ? make(idle) : look(idle, state.next);
}

/**
 * Ends the present step without a message, for a reason that the card shows; a passing one is waited out. What is known
 * of a message stands: a look that a passing fault stopped was no other message's.
 */
export function stopFor(state: State, obstacle: Problem): Decision {
  const { repeat } = problems[obstacle.code];
  const passes = repeat !== undefined && repeat !== 'send';
  const stopped: State =
    passes && state.current !== undefined && !isToSend(state.step)
      ? state
      : {
          ...state,
          obstacle,
          storeProblem: isStoreProblem(obstacle) ? obstacle : state.storeProblem,
        };
  if (!passes || !state.active) return rest(stopped);
  const { looks } = state.troubled;
  const ms = lookRetries[repeat][looks];
  const within = ms === undefined ? undefined : 2 * ms;
  const ended = end({ ...stopped, troubled: { looks: looks + 1, within, by: obstacle } });
  // A hint that came meanwhile has begun another look already.
  if (ms === undefined || ended.state.step.kind !== 'idle') return ended;
  return andThen(ended, (next) => make(next, { kind: 'wait', timer: 'hint', ms, spread: ms }));
}

/** The time for a look has come: the one that a passing fault kept from its end, or any. */
export const lookDue = (state: State): Decision =>
  look(state, (state.troubled.within === undefined ? undefined : state.wake) ?? { kind: 'look' });

const isStoreProblem = ({ code }: Problem): boolean => code === 'store_missing' || code === 'store_forbidden';

/** How many of the ticket's other assignments the exact look-up asks for, newest first. */
const earlierAsked = 8;

/** Reads all attempts at an assignment by external id, and those of earlier ones that policy asks about. */
export function lookUp(state: State, auditId: number, send: SendWish): Decision {
  const { ticket } = state;
  if (ticket?.id === undefined) return rest(state);
  const keys = [
    ...attemptKeys(ticket.id, auditId),
    ...(send.kind === 'automatic' ? earlierKeys(state, auditId) : []),
  ];
  return make(
    { ...state, step: { kind: 'looking_up', auditId, send } },
    { kind: 'look_up_records', keys, beside: undefined },
  );
}

export const attemptKeys = (ticketId: number, auditId: number): readonly AttemptKey[] =>
  Array.from({ length: maxAttempts }, (_, index) => ({ ticketId, auditId, attempt: index + 1 }));

/** The attempts at the ticket's other assignments to a person, as far as the audits were read. */
export const earlierKeys = (state: State, auditId: number): readonly AttemptKey[] =>
  state.assignments
    .filter((assignment) => assignment.auditId !== auditId && assignment.specialistId !== undefined)
    .slice(-earlierAsked)
    .flatMap((assignment) => attemptKeys(assignment.ticketId, assignment.auditId));

/** Searches for the ticket's records, unless somebody did or another step is under way. */
export const searchOnce = (before: Decision, ticketId: number): Decision =>
  andThen(before, (state) =>
    state.searched || state.step.kind !== 'idle'
      ? make(state)
      : make({ ...state, searched: true }, { kind: 'search_records', ticketId }),
  );

/** Reads the ticket's assignments; `picked` is who this browser's form named when it was submitted. */
export function readAudits(
  before: Decision,
  ticketId: number,
  picked: number | undefined,
  retries = 0,
  click?: number,
): Decision {
  return andThen(before, (state) =>
    make(
      { ...state, step: { kind: 'reading_audits', picked, retries, click } },
      { kind: 'read_audits', ticketId },
    ),
  );
}

/** Has everything read that a message about this specialist needs and that is not at hand or under way. */
export function prefetch(state: State, specialistId: number, at: number, ticket = state.ticket): Decision {
  return andThen(prefetchPeople(state, specialistId, at, ticket), (next) => prefetchTemplates(next, at));
}

export function prefetchPeople(
  state: State,
  specialistId: number | undefined,
  at: number,
  ticket = state.ticket,
): Decision {
  const { people } = state;
  const requesterId = ticket?.requesterId;
  if (requesterId === undefined) return make(state);
  const enough =
    people.kind === 'known'
      ? people.requester.id === requesterId &&
        at - people.at < peopleFreshMs &&
        (specialistId === undefined ||
          people.askedFor === specialistId ||
          specialistKnown(state, specialistId) !== undefined)
      : people.kind === 'reading' &&
        people.requesterId === requesterId &&
        (specialistId === undefined || people.specialistId === specialistId);
  if (enough) return make(state);
  return make(
    { ...state, people: { kind: 'reading', requesterId, specialistId } },
    {
      kind: 'read_people',
      requesterId,
      specialistId,
      country: state.settings.ok ? state.settings.settings.defaultCountry : undefined,
    },
  );
}

/** Has the templates read, unless they are at hand or under way. */
export function prefetchTemplates(state: State, at: number): Decision {
  const { templates } = state;
  const enough =
    templates.kind === 'known' ? at - templates.at < templatesFreshMs : templates.kind === 'reading';
  if (enough) return make(state);
  return make({ ...state, templates: { kind: 'reading' } }, { kind: 'read_templates', fresh: false });
}
