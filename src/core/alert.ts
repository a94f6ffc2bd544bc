/** What an agent is told beside the card: by the time it goes wrong they may be at another ticket. */
import type { ProblemCode } from './problem';
import type { State } from './state';

/** A message of the agent's own page, sent by itself, that the customer did not get, or may not have got. */
export interface Alert {
  readonly ticketId: number;
  readonly outcome: 'failed' | 'unknown';
  readonly problem: ProblemCode;
}

/**
 * What one step of the page has to tell; once for an attempt, whatever becomes of it later. Nothing of a message that
 * a person sent, or asked about in the card: they see it there. Nothing of one that another tab or browser sent: that
 * one tells.
 */
export function alertBetween(before: State, { current, sent, wake }: State): Alert | undefined {
  if (current === undefined || current.recordId !== sent?.recordId) return undefined;
  const { notification } = current;
  if (notification.status !== 'failed' && notification.status !== 'unknown') return undefined;
  if (notification.sentBy !== 'auto' || wake?.kind === 'recheck') return undefined;
  const known = before.records.find(({ recordId }) => recordId === current.recordId)?.notification;
  const isTold = known === undefined || known.status === 'failed' || known.timeline.unknown !== undefined;
  if (isTold) return undefined;
  const { status: outcome, problem, key } = notification;
  return { ticketId: key.ticketId, outcome, problem: problem.code };
}
