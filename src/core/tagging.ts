/** The tag by which an admin's own trigger hears that a message failed for certain. */
import { type Decision, make } from './decision';
import type { Saved } from './events';
import type { Notification } from './notification';
import type { ProblemCode } from './problem';
import { rewriteIn, tagRetries } from './schedule';
import type { State } from './state';

/** The tag of the failed attempt, from its failure until it is on the ticket; `lost` where it could not be added. */
export interface Tagging {
  readonly tag: string;
  readonly phase: 'due' | 'busy' | 'lost';
  readonly tries: number;
}

/** A customer who wants no messages is not to be sought on another way instead. */
const optOut: ProblemCode = 'marketing_stopped';

/**
 * Has the ticket tagged if this page has just heard that the attempt failed. Whoever hears of it later leaves the
 * tags alone: an agent may have taken it off again.
 */
export function tagFailure(state: State, before: Notification, after: Notification): Decision {
  const tag = state.settings.ok ? state.settings.settings.failureTag : undefined;
  const isNew = after.status === 'failed' && before.status !== 'failed' && after.problem.code !== optOut;
  return tag === undefined || !isNew
    ? make(state)
    : tagDue({ ...state, tagging: { tag, phase: 'due', tries: 0 } });
}

/** Adds the tag, but not while the agent's submit is under way: a write to the ticket would make it fail. */
export function tagDue(state: State): Decision {
  const { tagging, current, submitting } = state;
  if (tagging?.phase !== 'due' || submitting) return make(state);
  // A phone may have proved the failure wrong, or another attempt may have begun.
  if (current?.notification.status !== 'failed') return make({ ...state, tagging: undefined });
  return make(
    { ...state, tagging: { ...tagging, phase: 'busy' } },
    { kind: 'tag_ticket', ticketId: current.notification.key.ticketId, tag: tagging.tag },
  );
}

export function onTagged(state: State, saved: Saved): Decision {
  const { tagging } = state;
  if (tagging?.phase !== 'busy') return make(state);
  if (saved.kind === 'saved') return make({ ...state, tagging: undefined });
  const wait = rewriteIn(saved, tagging.tries, tagRetries);
  if (wait === undefined) return make({ ...state, tagging: { ...tagging, phase: 'lost' } });
  return make(
    { ...state, tagging: { ...tagging, phase: 'due', tries: tagging.tries + 1 } },
    { kind: 'wait', timer: 'tag', ms: wait, spread: 0 },
  );
}
