import type { Notification } from '../core/notification';
import type { State } from '../core/state';
import type { Mark, Tone } from './card';
import { nameOf } from './card-parts';
import { looks, statusKey } from './notification-words';
import { type Phrase, say, type Value, type WordKey } from './words';

/** The ticket's messages but the one that the card is about. */
export interface History {
  readonly attempts: readonly PastAttempt[];
  /** Of records that nobody can read; undefined where there is none. */
  readonly unreadable: Phrase | undefined;
}

export interface PastAttempt {
  readonly id: string;
  readonly mark: Mark;
  readonly tone: Tone;
  readonly specialist: Value;
  readonly status: WordKey;
  /** When the status was reached, ms. */
  readonly at: number | undefined;
  readonly problem: WordKey | undefined;
  /** Which attempt it was, and whose. */
  readonly by: Phrase;
}

/** The newest first; a claim that nobody acted on is no message. */
export function historyOf({ records, current, unreadable, agentId }: State): History {
  const shown = current?.notification.key;
  const attempts = records
    .filter(({ recordId, notification: { key, status } }) => {
      const isShown =
        recordId === current?.recordId || (key.auditId === shown?.auditId && key.attempt === shown.attempt);
      return !isShown && status !== 'claimed';
    })
    .sort((a, b) => startOf(b.notification) - startOf(a.notification))
    .map(({ recordId, notification }) => ({ id: recordId, ...pastOf(notification, agentId) }));
  return {
    attempts,
    unreadable: unreadable === 0 ? undefined : say('details.unreadable', { count: unreadable }),
  };
}

const pastOf = (notification: Notification, agentId: number | undefined): Omit<PastAttempt, 'id'> => ({
  ...looks[notification.status],
  specialist: nameOf(notification.specialist),
  status: statusKey(notification),
  at: notification.timeline[notification.status],
  problem: 'problem' in notification ? `problem.${notification.problem.code}.title` : undefined,
  by: say('details.attempt_by', { attempt: notification.key.attempt, by: senderOf(notification, agentId) }),
});

/** Who sent it, from where this agent sits. */
export const senderOf = (
  { sentBy }: Notification,
  agentId: number | undefined,
): { readonly key: 'details.by_auto' | 'details.by_you' | 'details.by_agent' } => ({
  key: `details.by_${sentBy === 'auto' ? 'auto' : sentBy === agentId ? 'you' : 'agent'}`,
});

const startOf = ({ timeline }: Notification): number =>
  Math.min(...Object.values(timeline).filter((at) => at !== undefined));
