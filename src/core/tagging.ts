/** The tag by which an admin's own trigger hears that a message failed for certain. */
import type { AttemptKey } from './claim';
import { type Decision, make } from './decision';
import type { Saved } from './events';
import type { Notification } from './notification';
import type { ProblemCode } from './problem';
import { recordRetries } from './schedule';
import type { State } from './state';

/** The tag of one attempt, from its failure until it is on the ticket; `lost` where it could not be added. */
export interface Tagging {
  readonly key: AttemptKey;
  readonly phase: 'due' | 'busy' | 'lost';
  readonly tries: number;
}

/** A customer who wants no messages is not to be sought on another way instead. */
const optOut: ProblemCode = 'marketing_stopped';

/** Whether the tag is that of this attempt. */
export const isAbout = ({ key }: Tagging, { key: other }: Notification): boolean =>
  key.auditId === other.auditId && key.attempt === other.attempt;

/**
 * Has the ticket tagged if this page has just heard that the attempt failed. Whoever hears of it later leaves the
 * tags alone: an agent may have taken it off again.
 */
export function tagFailure(state: State, before: Notification, after: Notification): Decision {
  const isNew = after.status === 'failed' && before.status !== 'failed' && after.problem.code !== optOut;
  return isNew ? tagDue({ ...state, tagging: { key: after.key, phase: 'due', tries: 0 } }) : make(state);
}

/** Adds the tag, but not while the agent's submit is under way: a write to the ticket would make it fail. */
export function tagDue(state: State): Decision {
  const { tagging, current, settings, submitting } = state;
  if (tagging?.phase !== 'due' || submitting) return make(state);
  const tag = settings.ok ? settings.settings.failureTag : undefined;
  // A phone may have proved the failure wrong, or another attempt may have begun.
  const stands = current?.notification.status === 'failed' && isAbout(tagging, current.notification);
  if (tag === undefined || !stands) return make({ ...state, tagging: undefined });
  return make(
    { ...state, tagging: { ...tagging, phase: 'busy' } },
    { kind: 'tag_ticket', ticketId: tagging.key.ticketId, tag },
  );
}

export function onTagged(state: State, saved: Saved): Decision {
  const { tagging } = state;
  if (tagging?.phase !== 'busy') return make(state);
  if (saved.kind === 'saved') return make({ ...state, tagging: undefined });
  const wait = recordRetries[tagging.tries];
  const isOver = saved.kind === 'refused' && saved.problem.code !== 'zendesk_busy';
  if (isOver || wait === undefined) return make({ ...state, tagging: { ...tagging, phase: 'lost' } });
  return make(
    { ...state, tagging: { ...tagging, phase: 'due', tries: tagging.tries + 1 } },
    { kind: 'wait', timer: 'tag', ms: wait, spread: 0 },
  );
}
