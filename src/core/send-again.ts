/** Failed messages that may be tried once more, many at a time, and why the others may not. */
import { maxAttempts } from './claim';
import type { Stored } from './events';
import { type LogRow, readable } from './log';
import type { Notification } from './notification';
import type { PhonesRead } from './phone';
import { phoneRefusal, requesterRefusal, ticketRefusal } from './policy';
import { type Problem, type ProblemCode, problem, problems } from './problem';
import type { Settings } from './settings';
import { attemptsOf } from './state';
import type { Requester, SavedTicket, Ticket } from './ticket';
import { isTrial } from './trial';

/** A message that is not sent again: what stands in its way. */
export type Exclusion =
  | { readonly kind: 'ticket_gone' | 'reassigned' | 'tried_since' | 'last_attempt' | 'duplicate' }
  /** It would fail again, or a rule says no. */
  | { readonly kind: 'problem'; readonly problem: ProblemCode };

/** One failed message with what is known of its ticket. */
export interface Candidate {
  readonly notification: Notification & { readonly status: 'failed' };
  /** Undefined for a ticket that is gone. */
  readonly ticket: SavedTicket | undefined;
  /** The ticket's customer with what their numbers read as; undefined where nobody knows them. */
  readonly person: { readonly requester: Requester; readonly phones: PhonesRead } | undefined;
  /** The records of all attempts at the same assignment. */
  readonly records: readonly Stored[];
}

export type Verdict =
  | { readonly kind: 'send'; readonly requesterId: number }
  | { readonly kind: 'excluded'; readonly why: Exclusion };

/** The failed ones of these rows; the others, unclear ones above all, are never candidates. Tests are neither. */
export const failedIn = (
  rows: readonly LogRow[],
): readonly (Notification & { readonly status: 'failed' })[] =>
  rows.flatMap((row) => {
    const notification = readable(row);
    return notification?.status === 'failed' && !isTrial(notification.key) ? [notification] : [];
  });

/** Whether the very same message can arrive once its cause is gone, with nothing for an agent to mend or decide. */
export function canPass({ problem: { code } }: Candidate['notification']): boolean {
  const { remedy, owner } = problems[code];
  return remedy === 'send_again' && owner !== 'agent_choice';
}

/**
 * Whether the same message may leave once more. Stricter than a person at the ticket: what an agent must mend or
 * decide first is left to them. It is asked again, with fresh facts, right before each message.
 */
export function judgeAgain(candidate: Candidate, settings: Settings): Verdict {
  const { notification, ticket, person, records } = candidate;
  const { key, specialist } = notification;
  const { code } = notification.problem;
  const excluded = (why: Exclusion): Verdict => ({ kind: 'excluded', why });
  if (!canPass(notification)) return excluded({ kind: 'problem', problem: code });
  const tried = attemptRefusal(notification, records);
  if (tried !== undefined) return excluded(tried);
  if (ticket === undefined) return excluded({ kind: 'ticket_gone' });
  if (ticket.specialistId !== specialist.id) return excluded({ kind: 'reassigned' });
  const refusal = refusalFor(asTicket(ticket, key.ticketId), person, specialist.id, settings);
  if (refusal !== undefined) return excluded({ kind: 'problem', problem: refusal.code });
  return ticket.requesterId === undefined
    ? excluded({ kind: 'problem', problem: 'no_requester' })
    : { kind: 'send', requesterId: ticket.requesterId };
}

/** The rules that every message meets, and whether there is a number. */
function refusalFor(
  ticket: Ticket,
  person: Candidate['person'],
  specialistId: number,
  settings: Settings,
): Problem | undefined {
  const refusal = ticketRefusal(ticket, settings);
  if (refusal !== undefined) return refusal;
  if (person === undefined) return problem('requester_deleted');
  const { requester, phones } = person;
  return requesterRefusal({ settings, ticket, requester, specialistId }) ?? phoneRefusal(phones);
}

/** What the other attempts at the same assignment say against one more; `records` are those of all of them. */
export function attemptRefusal({ key }: Notification, records: readonly Stored[]): Exclusion | undefined {
  const newest = attemptsOf(records, key.auditId).at(-1)?.notification;
  if (newest?.status !== 'failed' || newest.key.attempt !== key.attempt) return { kind: 'tried_since' };
  return key.attempt >= maxAttempts ? { kind: 'last_attempt' } : undefined;
}

/** A saved ticket where no form shows it. */
export const asTicket = ({ requesterId, tags, status }: SavedTicket, id: number): Ticket => ({
  id,
  status,
  tags,
  requesterId,
  requesterName: undefined,
  requesterEndings: [],
  specialist: undefined,
  groupId: undefined,
});

/** How long after a message to a person the next one to the same person may leave, ms: WhatsApp's own limit. */
export const pairSpacingMs = 6_000;

/** So many messages in a row that fail for the same reason, which is no customer's own, end a run. */
export const sameFailures = 3;
