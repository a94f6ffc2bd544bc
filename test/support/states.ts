/** States of the app for tests of what the card shows, each as the rules of core leave them. */
import type { AttemptKey } from '../../src/core/claim';
import type { Stored } from '../../src/core/events';
import type { Message } from '../../src/core/message';
import type { Notification, Status, Timeline } from '../../src/core/notification';
import type { PhoneNumber, PhonesRead } from '../../src/core/phone';
import { type Problem, problem } from '../../src/core/problem';
import type { Settings } from '../../src/core/settings';
import { type Current, type Draft, initialState, type People, type State } from '../../src/core/state';
import type { Template } from '../../src/core/template';
import type { NewTicket, Requester, Ticket } from '../../src/core/ticket';

/** A Tuesday, 14:06 in UTC. */
export const now = Date.UTC(2026, 10, 24, 14, 6);

export const minutesAgo = (minutes: number): number => now - minutes * 60_000;

export const agentId = 7;
export const specialist = { id: 21, name: 'Alexey Petrov' };
export const otherSpecialist = { id: 22, name: 'Olga Lind' };

export const settings: Settings = {
  channelId: '371267300',
  templateName: 'agent_assigned',
  templateNamespace: 'sandbox_0a1b_2c3d',
  templateLanguage: 'en',
  matchCustomerLanguage: true,
  automaticSending: true,
  firstAssignmentOnly: false,
  defaultCountry: undefined,
  greetByFirstName: false,
  optInTag: undefined,
  optOutTag: 'whatsapp_opt_out',
  catchUpMinutes: 10,
  failureTag: undefined,
  apiBaseUrl: 'https://api.1msg.io',
};

export const ticket: Ticket = {
  id: 12345,
  status: 'open',
  tags: [],
  requesterId: 11,
  requesterName: 'Maria Souza',
  requesterEndings: [],
  specialist,
  groupId: 3,
};

/** The form of a ticket that was never saved. */
export const newTicket: NewTicket = { ...ticket, id: undefined, specialist: otherSpecialist };

export const requester: Requester = {
  id: 11,
  name: 'Maria Souza',
  locale: 'en',
  tags: [],
  suspended: false,
  deleted: false,
  phones: [{ written: '+351 912 344 567', source: 'identity' }],
};

export const phone: PhoneNumber = {
  digits: '351912344567',
  shown: '+351 912 344 567',
  written: '+351 912 344 567',
};

export const otherPhone: PhoneNumber = {
  digits: '5511987654321',
  shown: '+55 11 98765 4321',
  written: '+55 11 98765-4321',
};

export const template: Template = {
  name: 'agent_assigned',
  language: 'en',
  namespace: 'sandbox_0a1b_2c3d',
  status: 'approved',
  header: undefined,
  body: 'Hello, {{1}}! A specialist has been assigned to your request #{{2}}: {{3}}. We will contact you shortly.',
  footer: undefined,
  buttons: ['Request status'],
  bodyVariables: ['1', '2', '3'],
  needsMore: false,
};

export const message: Message = {
  phone,
  template: 'agent_assigned',
  namespace: 'sandbox_0a1b_2c3d',
  language: 'en',
  languageReason: 'exact',
  values: ['Maria Souza', '12345', 'Alexey Petrov'],
  look: {
    header: undefined,
    body: 'Hello, Maria Souza! A specialist has been assigned to your request #12345: Alexey Petrov. We will contact you shortly.',
    footer: undefined,
    buttons: ['Request status'],
  },
};

/** The state with these parts; a ticket with a specialist and nothing known of a message where none are given. */
export const stateWith = (parts: Partial<State> = {}): State => ({
  ...initialState({ settings: { ok: true, settings }, agentId, instance: 'tab' }),
  ticket,
  savedSpecialistId: specialist.id,
  ...parts,
});

export const peopleWith = (
  phones: PhonesRead = { numbers: [phone], refused: [] },
  who: Requester = requester,
  chosenEnding?: string,
): People => ({
  kind: 'known',
  requester: who,
  askedFor: otherSpecialist.id,
  specialist: otherSpecialist,
  phones,
  chosenEnding,
  at: now,
});

/** The form names somebody who is not saved yet, and everything for a preview is at hand. */
export const pending = (parts: Partial<State> = {}): State =>
  stateWith({
    savedSpecialistId: undefined,
    picked: { userId: otherSpecialist.id, refused: false },
    people: peopleWith(),
    templates: { kind: 'known', list: [template], at: now },
    searched: true,
    ...parts,
  });

/** The same in a ticket that was never saved. */
export const pendingNew = (parts: Partial<State> = {}): State =>
  pending({ ticket: newTicket, searched: false, ...parts });

/** What has happened to a message by the time it has this status. */
const timelines: Record<Status, Timeline> = {
  claimed: { claimed: minutesAgo(0) },
  queued: { claimed: minutesAgo(2), queued: minutesAgo(2) },
  accepted: { claimed: minutesAgo(2), accepted: minutesAgo(2) },
  sent: { claimed: minutesAgo(2), accepted: minutesAgo(2), sent: minutesAgo(1) },
  delivered: {
    claimed: minutesAgo(2),
    accepted: minutesAgo(2),
    sent: minutesAgo(1),
    delivered: minutesAgo(1),
  },
  read: {
    claimed: minutesAgo(2),
    accepted: minutesAgo(2),
    sent: minutesAgo(1),
    delivered: minutesAgo(1),
    read: minutesAgo(0),
  },
  failed: { claimed: minutesAgo(2), accepted: minutesAgo(2), sent: minutesAgo(1), failed: minutesAgo(1) },
  unknown: { claimed: minutesAgo(2), unknown: minutesAgo(1) },
};

const earlierBy = (minutes: number, timeline: Timeline): Timeline =>
  Object.fromEntries(Object.entries(timeline).map(([status, at]) => [status, at - minutes * 60_000]));

interface NotificationParts {
  readonly attempt?: number;
  readonly problem?: Problem;
  /** False for a failure before 1MSG gave an id. */
  readonly hasId?: boolean;
  /** The last digits of the number that it went to. */
  readonly phoneEnding?: string;
  /** How much longer than usual the status stands. */
  readonly minutesLong?: number;
}

export function notificationWith(status: Status, parts: NotificationParts = {}): Notification {
  const key: AttemptKey = { ticketId: ticket.id, auditId: 901, attempt: parts.attempt ?? 1 };
  const common = {
    key,
    specialist,
    phoneEnding: parts.phoneEnding ?? '4567',
    template: 'agent_assigned',
    language: 'en',
    sentBy: 'auto',
    timeline: earlierBy(parts.minutesLong ?? 0, timelines[status]),
  } as const;
  const messageId = 'gBEGkYiEB1VXAglK1ZEqA1YKPrU';
  switch (status) {
    case 'claimed':
      return { ...common, status };
    case 'queued':
      return { ...common, status, jobId: 'job-58' };
    case 'failed':
      return parts.hasId === false
        ? {
            ...common,
            status,
            timeline: { claimed: minutesAgo(2), failed: minutesAgo(1) },
            messageId: undefined,
            problem: parts.problem ?? problem('token_refused'),
          }
        : { ...common, status, messageId, problem: parts.problem ?? problem('expired') };
    case 'unknown':
      return { ...common, status, problem: parts.problem ?? problem('no_answer') };
    default:
      return { ...common, status, messageId };
  }
}

export const currentOf = (notification: Notification): Current => ({
  recordId: 'rec-1',
  notification,
  claimedAt: notification.timeline.claimed ?? now,
});

/** The present assignment has an attempt with this status. */
export const notified = (status: Status, parts: NotificationParts = {}, more: Partial<State> = {}): State =>
  stateWith({ current: currentOf(notificationWith(status, parts)), searched: true, ...more });

/** The present assignment has no attempt, for this reason. */
export const refused = (reason: Problem, more: Partial<State> = {}): State =>
  stateWith({ obstacle: reason, searched: true, ...more });

export const draft: Draft = {
  plan: {
    key: { ticketId: ticket.id, auditId: 901, attempt: 1 },
    specialistId: specialist.id,
    ticket,
    claimKind: 'own',
    sentBy: 'auto',
  },
  message,
  notification: notificationWith('claimed'),
  token: 'tab.1',
  startedAt: now,
  record: undefined,
};

/** A record of an earlier assignment of the ticket. */
export const earlierRecord: Stored = {
  recordId: 'rec-0',
  claim: undefined,
  notification: {
    ...notificationWith('read'),
    key: { ticketId: ticket.id, auditId: 850, attempt: 1 },
    specialist: otherSpecialist,
    timeline: { claimed: minutesAgo(60 * 25), accepted: minutesAgo(60 * 25), read: minutesAgo(60 * 24) },
  },
};
