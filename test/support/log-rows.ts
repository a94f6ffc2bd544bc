import type { LogRow } from '../../src/core/log';
import type { Notification } from '../../src/core/notification';
import { type Problem, problem } from '../../src/core/problem';

interface Wanted {
  readonly createdAt?: number;
  readonly ticketId?: number;
  readonly auditId?: number;
  readonly attempt?: number;
  readonly specialist?: Notification['specialist'];
  readonly status?: 'claimed' | 'accepted' | 'delivered' | 'unknown';
  /** Then it failed. */
  readonly failed?: Problem;
  readonly timeline?: Notification['timeline'];
  readonly content?: 'damaged' | 'later_version';
}

let made = 0;

/** A row of the log; of a message that was delivered, where nothing else is wanted. */
export function row(wanted: Wanted = {}): LogRow {
  made += 1;
  const { createdAt, ticketId = 12_345, content = notificationOf(wanted, ticketId) } = wanted;
  return { recordId: `record-${made}`, createdAt, ticketId, content };
}

function notificationOf(wanted: Wanted, ticketId: number): Notification {
  const common = {
    key: { ticketId, auditId: wanted.auditId ?? 1, attempt: wanted.attempt ?? 1 },
    specialist: wanted.specialist ?? { id: 38, name: 'Priya Nair' },
    phoneEnding: '0156',
    template: 'agent_assigned',
    language: 'en',
    sentBy: 'auto',
    timeline: wanted.timeline ?? {},
  } as const;
  if (wanted.failed !== undefined) {
    return { ...common, status: 'failed', messageId: undefined, problem: wanted.failed };
  }
  const { status = 'delivered' } = wanted;
  switch (status) {
    case 'claimed':
      return { ...common, status };
    case 'unknown':
      return { ...common, status, problem: problem('no_answer') };
    case 'accepted':
    case 'delivered':
      return { ...common, status, messageId: 'wamid.1' };
  }
}
