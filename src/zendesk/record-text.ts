/** A notification as its record's fields: what record-fields.ts reads back. */
import { messageIdOf, type Notification, statuses, type Timeline } from '../core/notification';
import type { Problem } from '../core/problem';
import { fieldVersion, parseFields, statusPrefix } from './record-fields';
import { cut } from './wire';

/** Longest one-line text that is safe to store; Zendesk states no limit for these fields. */
const longestLine = 255;
const longestDetail = 2000;

export type Fields = Readonly<Record<string, string | number | null>>;

/** Everything a record says of a notification, but for its claim. */
export const fieldsOf = (notification: Notification): Fields => ({
  ticket_id: notification.key.ticketId,
  assignment_id: String(notification.key.auditId),
  attempt: notification.key.attempt,
  phone: notification.phoneEnding.slice(-4),
  specialist_id: String(notification.specialist.id),
  specialist_name: line(notification.specialist.name),
  template: line(notification.template),
  language: line(notification.language),
  sent_by: String(notification.sentBy),
  version: fieldVersion,
  ...fateFieldsOf(notification),
});

/** The fields that change in the course of a notification's life. */
export function fateFieldsOf(notification: Notification): Fields {
  const messageId = messageIdOf(notification);
  const reason = 'problem' in notification ? notification.problem : undefined;
  const detail = notification.status === 'queued' ? notification.jobId : reason?.detail;
  return {
    status: `${statusPrefix}${notification.status}`,
    // Left as it is where this page knows none: another one may have stored it a moment ago.
    ...(messageId === undefined ? {} : { message_id: messageId }),
    problem: reason === undefined ? null : problemText(reason),
    problem_detail: detail === undefined || detail === '' ? null : cut(detail, longestDetail),
    timeline: timelineText(notification.timeline),
  };
}

/** The record's name, for people who look at the list of records. */
export const nameOf = ({ key, specialist }: Notification): string =>
  line(`#${key.ticketId} · ${cut(specialist.name, 200)} · ${key.attempt}`);

const line = (text: string): string => cut(text.replace(/\s+/g, ' '), longestLine);

/** The code, and behind it the subjects, where there are any. */
const problemText = ({ code, subjects }: Problem): string => cut([code, ...subjects].join(' '), longestLine);

function timelineText(timeline: Timeline): string {
  const entries = statuses.flatMap((status) => {
    const at = timeline[status];
    // A time that is none must not keep the rest from being written.
    return at === undefined || Number.isNaN(new Date(at).getTime())
      ? []
      : [[status, new Date(at).toISOString()]];
  });
  return JSON.stringify(Object.fromEntries(entries));
}

/** A notification as its record's fields, and back, for what keeps it elsewhere. */
export const recordForm = { fieldsOf, parseFields };

export type RecordForm = typeof recordForm;
