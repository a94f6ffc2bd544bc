import { type Notification, type Status, statuses } from '../core/notification';
import type { Mark, TimelineStep, Tone } from './card';
import { type Phrase, say, type WordKey } from './words';

/** A status as it is shown: `refused` is a failure before WhatsApp had the message. */
type Shown = Status | 'refused';

const shownStatus = (notification: Notification): Shown =>
  notification.status === 'failed' && notification.messageId === undefined ? 'refused' : notification.status;

export const statusKey = (notification: Notification): `status.${Shown}` =>
  `status.${shownStatus(notification)}`;

export const statusTextKey = (notification: Notification): `status_text.${Shown}` =>
  `status_text.${shownStatus(notification)}`;

/** The sign of each status: WhatsApp's own ticks where it has them. */
export const looks: Record<Status, { readonly mark: Mark; readonly tone: Tone }> = {
  claimed: { mark: 'clock', tone: 'plain' },
  queued: { mark: 'clock', tone: 'plain' },
  accepted: { mark: 'clock', tone: 'plain' },
  sent: { mark: 'check', tone: 'plain' },
  delivered: { mark: 'checks', tone: 'good' },
  read: { mark: 'checks', tone: 'done' },
  failed: { mark: 'cross', tone: 'bad' },
  unknown: { mark: 'question', tone: 'warn' },
};

/** Where a message goes when all is well. */
const road: readonly Status[] = ['accepted', 'sent', 'delivered', 'read'];

/**
 * Where the attempt has been, where it is, and what would come next if all goes well. As long as all goes well it
 * has the same four lines, so that nothing in the card moves from status to status.
 */
export function timelineOf(notification: Notification): readonly TimelineStep[] {
  const { status, timeline } = notification;
  const step = (at: Status, state: TimelineStep['state']): TimelineStep => ({
    label: `step.${at}`,
    at: state === 'ahead' ? undefined : timeline[at],
    state,
  });
  // Queued or accepted: 1MSG has it.
  const way = status === 'queued' ? (['queued', ...road.slice(1)] as const) : road;
  const place = way.indexOf(status);
  if (place !== -1) {
    return way.map((one, index) => step(one, index < place ? 'done' : index === place ? 'current' : 'ahead'));
  }
  if (status === 'claimed') return roadAhead;
  const past = statuses
    .filter((one) => one !== status && timeline[one] !== undefined)
    .sort((a, b) => (timeline[a] ?? 0) - (timeline[b] ?? 0));
  const end: WordKey = shownStatus(notification) === 'refused' ? 'step.refused' : `step.${status}`;
  return [
    ...past.filter((one) => one !== 'claimed' || past.length === 1).map((one) => step(one, 'done')),
    { label: end, at: timeline[status], state: status === 'failed' ? 'broken' : 'doubtful' },
  ];
}

/** Of a message that nobody has taken yet. */
export const roadAhead: readonly TimelineStep[] = road.map((status) => ({
  label: `step.${status}`,
  at: undefined,
  state: 'ahead',
}));

/** How long a status that should pass soon may stand before the card says what can be the matter, ms. */
const usual = 10 * 60_000;

const slowWords: { readonly [S in Status]?: WordKey } = {
  queued: 'note.slow_at_1msg',
  accepted: 'note.slow_at_1msg',
  sent: 'note.slow_on_phone',
};

/** What standing still for so long can mean; nothing where a status may last. */
export function slowness({ status, timeline }: Notification, now: number): readonly Phrase[] {
  const since = timeline[status];
  const key = slowWords[status];
  return since === undefined || key === undefined || now - since < usual ? [] : [say(key)];
}
