import type { Message } from '../../src/core/message';
import type { Notification, Status } from '../../src/core/notification';
import { type Problem, problem } from '../../src/core/problem';
import type { Settings } from '../../src/core/settings';
import type { Template } from '../../src/core/template';
import type { Requester, Specialist, Ticket } from '../../src/core/ticket';
import { unreachable } from '../../src/core/unreachable';

/** Facts that nothing is wrong with; a test names only what it is about. */

export const maria: Specialist = { id: 21, name: 'Maria Silva' };
export const ivan: Specialist = { id: 22, name: 'Ivan Petrov' };
export const chen: Specialist = { id: 23, name: 'Chen Wei' };

/** Agents at their browsers. */
export const dana = 11;
export const priya = 13;

/** Monday 12 January 2026, 10:30 UTC: when the manual clock starts. */
export const noonish = Date.UTC(2026, 0, 12, 10, 30);

export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => minutes(60 * count);

export const settingsWith = (changes: Partial<Settings> = {}): Settings => ({
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
  ...changes,
});

export const ticketWith = (changes: Partial<Ticket> = {}): Ticket => ({
  id: 4711,
  status: 'open',
  tags: [],
  requesterId: 501,
  requesterName: 'Anna Schmidt',
  requesterEndings: [],
  specialist: undefined,
  groupId: 7,
  ...changes,
});

export const requesterWith = (changes: Partial<Requester> = {}): Requester => ({
  id: 501,
  name: 'Anna Schmidt',
  locale: 'en-US',
  tags: [],
  suspended: false,
  deleted: false,
  phones: [{ written: '+49 1512 3456789', source: 'identity' }],
  ...changes,
});

export const templateWith = (changes: Partial<Template> = {}): Template => ({
  name: 'agent_assigned',
  language: 'en',
  namespace: 'sandbox_0a1b_2c3d',
  status: 'approved',
  header: undefined,
  body: 'Hello {{1}}, your ticket {{2}} is with {{3}} now.',
  footer: undefined,
  buttons: ['Open my ticket'],
  bodyVariables: ['1', '2', '3'],
  needsMore: false,
  ...changes,
});

export const messageWith = (changes: Partial<Message> = {}): Message => ({
  phone: { digits: '4915123456789', shown: '+49 1512 3456789', written: '+49 1512 3456789' },
  template: 'agent_assigned',
  namespace: 'sandbox_0a1b_2c3d',
  language: 'en',
  languageReason: 'exact',
  values: ['Anna Schmidt', '4711', 'Maria Silva'],
  look: undefined,
  ...changes,
});

export const busy: Problem = problem('busy', '131016');

/** An attempt in a status, with every field that is true then; reached `at`. */
export function notificationIn(status: Status, at = noonish): Notification {
  const common = {
    key: { ticketId: 4711, auditId: 900, attempt: 1 },
    specialist: maria,
    phoneEnding: '6789',
    template: 'agent_assigned',
    language: 'en',
    sentBy: 'auto',
    timeline: { claimed: noonish, [status]: at },
  } as const;
  switch (status) {
    case 'claimed':
      return { ...common, status };
    case 'queued':
      return { ...common, status, jobId: 'job.1' };
    case 'accepted':
    case 'sent':
    case 'delivered':
    case 'read':
      return { ...common, status, messageId: 'wamid.1' };
    case 'failed':
      return { ...common, status, messageId: 'wamid.1', problem: problem('not_on_whatsapp') };
    case 'unknown':
      return { ...common, status, problem: problem('no_answer') };
    default:
      return unreachable(status);
  }
}
