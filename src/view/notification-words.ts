import { type Notification, type Status, statuses } from '../core/notification';
import type { Mark, TimelineStep, Tone } from './card';
import type { WordKey } from './words';

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

/** Where the attempt has been, where it is, and what would come next if all goes well. */
export function timelineOf(notification: Notification): readonly TimelineStep[] {
  const { status, timeline } = notification;
  const step = (at: Status, state: TimelineStep['state']): TimelineStep => ({
    label: `step.${at}`,
    at: state === 'ahead' ? undefined : timeline[at],
    state,
  });
  const place = road.indexOf(status);
  if (place !== -1) {
    return road.map((one, index) =>
      step(one, index < place ? 'done' : index === place ? 'current' : 'ahead'),
    );
  }
  if (status === 'claimed' || status === 'queued') {
    return [step(status, 'current'), ...road.map((one) => step(one, 'ahead'))];
  }
  const past = statuses
    .filter((one) => one !== status && timeline[one] !== undefined)
    .sort((a, b) => (timeline[a] ?? 0) - (timeline[b] ?? 0));
  const end: WordKey = shownStatus(notification) === 'refused' ? 'step.refused' : `step.${status}`;
  return [
    ...past.map((one) => step(one, 'done')),
    { label: end, at: timeline[status], state: status === 'failed' ? 'broken' : 'doubtful' },
  ];
}
