/**
 * The life of a notification's attempt, in what the customer and the agent see of it:
 *
 * 1. `claimed`    this attempt belongs to one browser, and the message is about to leave.
 * 2. `accepted`   1MSG took the message and gave it an id. Nothing has reached a phone yet.
 * 3. `sent`       WhatsApp has passed it on; one tick.
 * 4. `delivered`  it is on the customer's phone; two ticks.
 * 5. `read`       the customer opened it, where they let senders know.
 *
 * Beside that road: `queued`, 1MSG took it but has no id for it yet; `failed`, somebody said a definite no;
 * `unknown`, the send left and nobody can say what became of it.
 *
 * A status never goes backwards. `unknown` moves only on evidence. Only `delivered` and `read` overrule
 * `failed`, because a phone that has the message is proof, and a failure after that is noted in the timeline
 * and shown nowhere.
 */
import type { AttemptKey } from './claim';
import type { Problem } from './problem';
import type { Specialist } from './ticket';
import { unreachable } from './unreachable';

export const statuses = [
  'claimed',
  'queued',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
] as const;

export type Status = (typeof statuses)[number];

export const isStatus = (text: string): text is Status => statuses.some((status) => status === text);

/** When each status was reached, ms. */
export type Timeline = { readonly [S in Status]?: number };

interface Common {
  readonly key: AttemptKey;
  readonly specialist: Specialist;
  /** The last 4 digits of the customer's number; no more of it is kept. */
  readonly phoneEnding: string;
  readonly template: string;
  readonly language: string;
  /** The agent who pressed the button, or `auto`. */
  readonly sentBy: number | 'auto';
  readonly timeline: Timeline;
}

type Fate =
  | { readonly status: 'claimed' }
  | { readonly status: 'queued'; readonly jobId: string }
  | { readonly status: 'accepted' | 'sent' | 'delivered' | 'read'; readonly messageId: string }
  | { readonly status: 'failed'; readonly messageId: string | undefined; readonly problem: Problem }
  | { readonly status: 'unknown'; readonly problem: Problem };

export type Notification = Common & Fate;

/** What is heard about an attempt, from the answer to its send, from status reports, or from evidence. */
export type News =
  | { readonly kind: 'accepted'; readonly messageId: string; readonly at: number }
  | { readonly kind: 'queued'; readonly jobId: string; readonly at: number }
  | { readonly kind: 'refused'; readonly problem: Problem; readonly at: number }
  | { readonly kind: 'lost'; readonly problem: Problem; readonly at: number }
  | Report;

/** A status report of WhatsApp, matched by message id alone: WhatsApp may correct the number. */
export type Report =
  | {
      readonly kind: 'reported';
      readonly messageId: string;
      readonly status: 'accepted' | 'sent' | 'delivered' | 'read';
      readonly at: number;
    }
  | {
      readonly kind: 'reported';
      readonly messageId: string;
      readonly status: 'failed';
      readonly problem: Problem;
      readonly at: number;
    };

/**
 * The order of what is known: of two accounts of one attempt the one further down knows more. `unknown`
 * outranks `claimed`, and any answer outranks `unknown`.
 */
const rank: Record<Status, number> = {
  claimed: 0,
  unknown: 1,
  queued: 2,
  accepted: 3,
  sent: 4,
  failed: 5,
  delivered: 6,
  read: 7,
};

/** True when nothing more is expected: no poll is due for it. */
export const isFinal = (status: Status): boolean => status === 'read' || status === 'failed';

/** How long 1MSG may keep a message in its queue until a person may decide about another one, ms. */
const longestQueued = 60 * 60_000;

/** Whether the message waits for so long that it may never leave; `now` is Zendesk's clock, ms. */
export const isOverdue = ({ status, timeline }: Notification, now: number): boolean =>
  status === 'queued' && now - (timeline.queued ?? timeline.claimed ?? now) >= longestQueued;

/** True when a message left for the customer, or may have. */
export const mayHaveReached = (status: Status): boolean => status !== 'failed';

/** The id by which 1MSG reports on the message, where there is one. */
export function messageIdOf(notification: Notification): string | undefined {
  switch (notification.status) {
    case 'accepted':
    case 'sent':
    case 'delivered':
    case 'read':
    case 'failed':
      return notification.messageId;
    case 'claimed':
    case 'queued':
    case 'unknown':
      return undefined;
    default:
      return unreachable(notification);
  }
}

/** The notification after the news; the very same object when the news changes nothing. */
export function hear(notification: Notification, news: News): Notification {
  if (news.kind === 'reported' && news.messageId !== messageIdOf(notification)) return notification;
  const fate = fateOf(news);
  if (rank[fate.status] > rank[notification.status]) return withFate(notification, fate, news.at);
  if (fate.status === 'failed' && notification.timeline.failed === undefined) {
    return { ...notification, timeline: { ...notification.timeline, failed: news.at } };
  }
  return notification;
}

/** The account that knows more of one attempt, with the earliest known time of every status. */
export function furtherOf(a: Notification, b: Notification): Notification {
  const [more, less] = rank[b.status] > rank[a.status] ? [b, a] : [a, b];
  const timeline: { [S in Status]?: number } = { ...more.timeline };
  let added = false;
  for (const status of statuses) {
    const time = less.timeline[status];
    if (time === undefined || (timeline[status] ?? Number.POSITIVE_INFINITY) <= time) continue;
    timeline[status] = time;
    added = true;
  }
  return added ? { ...more, timeline } : more;
}

function fateOf(news: News): Fate {
  switch (news.kind) {
    case 'accepted':
      return { status: 'accepted', messageId: news.messageId };
    case 'queued':
      return { status: 'queued', jobId: news.jobId };
    case 'refused':
      return { status: 'failed', messageId: undefined, problem: news.problem };
    case 'lost':
      return { status: 'unknown', problem: news.problem };
    case 'reported':
      return news.status === 'failed'
        ? { status: 'failed', messageId: news.messageId, problem: news.problem }
        : { status: news.status, messageId: news.messageId };
    default:
      return unreachable(news);
  }
}

function withFate(notification: Notification, fate: Fate, at: number): Notification {
  const { key, specialist, phoneEnding, template, language, sentBy, timeline } = notification;
  return {
    key,
    specialist,
    phoneEnding,
    template,
    language,
    sentBy,
    timeline: { ...timeline, [fate.status]: at },
    ...fate,
  };
}
