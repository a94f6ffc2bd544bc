/**
 * What the app would have done about assignments of the past, by the very rules of an automatic send. Each is taken
 * as seen in the moment it was saved, one after the other, so that what would have been sent counts for the next.
 */
import type { Assignment } from './assignment';
import type { Notification } from './notification';
import type { PhonesRead } from './phone';
import { phoneEndingOf } from './phone-ending';
import { automaticRefusal } from './policy';
import { draftFor } from './preview';
import { type Problem, type ProblemCode, problem } from './problem';
import type { SettingsReading } from './settings';
import { initialState } from './state';
import type { Template } from './template';
import type { Requester, Specialist, Ticket, TicketStatus } from './ticket';

/** An assignment, with what its ticket was like when it was saved. */
export interface PastAssignment extends Assignment {
  readonly status: TicketStatus;
}

export interface PastTicket {
  readonly id: number;
  /** Today's, as the tags are. */
  readonly requesterId: number | undefined;
  readonly tags: readonly string[];
  /** All that are known, also from before the period, in any order. */
  readonly assignments: readonly PastAssignment[];
}

/** The customer of a ticket, as they are today. */
export interface PastCustomer {
  readonly requester: Requester;
  readonly phones: PhonesRead;
  /** The country of each number, ISO 3166 alpha-2, by its digits. */
  readonly countries: ReadonlyMap<string, string>;
}

export interface DryRunFacts {
  readonly settings: SettingsReading;
  /** Undefined where the channel's list could not be read. */
  readonly templates: readonly Template[] | undefined;
  /** Undefined where Zendesk does not know them any more. */
  readonly customer: PastCustomer | undefined;
  readonly specialists: ReadonlyMap<number, Specialist>;
}

export interface DryRunLine {
  readonly ticketId: number;
  readonly auditId: number;
  /** ms since the epoch. */
  readonly savedAt: number;
  /** The name is empty where Zendesk does not know them any more. */
  readonly specialist: Specialist;
  readonly outcome: DryRunOutcome;
}

export type DryRunOutcome =
  | {
      readonly kind: 'sent';
      /** WhatsApp language code of the template's variant. */
      readonly language: string;
      /** ISO 3166 alpha-2; undefined for numbers that belong to none. */
      readonly country: string | undefined;
      /** The last digits of the number; no more of it is kept. */
      readonly phoneEnding: string;
    }
  | { readonly kind: 'blocked'; readonly problem: Problem };

/** One line for each assignment to a person that was saved at or after `from` (ms), oldest first. */
export function dryRun(ticket: PastTicket, facts: DryRunFacts, from: number): readonly DryRunLine[] {
  const told: Notification[] = [];
  const lines: DryRunLine[] = [];
  for (const assignment of [...ticket.assignments].sort((a, b) => a.auditId - b.auditId)) {
    const { auditId, savedAt, specialistId } = assignment;
    if (specialistId === undefined) continue;
    const specialist = facts.specialists.get(specialistId) ?? { id: specialistId, name: '' };
    const outcome = outcomeOf(ticket, assignment, specialistId, facts, told);
    if (outcome.kind === 'sent') told.push(toldBy(assignment, specialist, outcome));
    if (savedAt >= from) lines.push({ ticketId: ticket.id, auditId, savedAt, specialist, outcome });
  }
  return lines;
}

function outcomeOf(
  { id, requesterId, tags }: PastTicket,
  { savedAt, status }: PastAssignment,
  specialistId: number,
  { settings, templates, customer, specialists }: DryRunFacts,
  earlier: readonly Notification[],
): DryRunOutcome {
  const refusal = settings.ok
    ? automaticRefusal({ settings: settings.settings, savedAt, specialistId, earlier, now: savedAt })
    : undefined;
  if (refusal !== undefined) return blocked(refusal);
  const ticket: Ticket = {
    id,
    status,
    tags,
    requesterId,
    requesterName: undefined,
    requesterEndings: [],
    specialist: undefined,
    groupId: undefined,
  };
  const draft = draftFor(
    {
      ...initialState({ settings, agentId: undefined, instance: '' }),
      people: {
        kind: 'known',
        requester: customer?.requester ?? nobody(requesterId),
        askedFor: specialistId,
        specialist: specialists.get(specialistId),
        phones: customer?.phones ?? { numbers: [], refused: [] },
        at: savedAt,
      },
      templates: { kind: 'known', list: templates, at: savedAt },
    },
    specialistId,
    { ticket },
  );
  switch (draft.kind) {
    case 'message': {
      const { digits } = draft.message.phone;
      return {
        kind: 'sent',
        language: draft.message.language,
        country: customer?.countries.get(digits),
        phoneEnding: phoneEndingOf(digits),
      };
    }
    case 'problem':
      return blocked(draft.problem);
    case 'reading':
      return blocked(problem('unspecified', 'Facts are missing.'));
  }
}

const blocked = (reason: Problem): DryRunOutcome => ({ kind: 'blocked', problem: reason });

/** Somebody whom Zendesk does not list is gone. */
const nobody = (id: number | undefined): Requester => ({
  id: id ?? 0,
  name: '',
  locale: undefined,
  tags: [],
  suspended: false,
  deleted: true,
  phones: [],
});

/** What the rules for later assignments see of a message that would have been sent. */
const toldBy = (
  { ticketId, auditId, savedAt }: PastAssignment,
  specialist: Specialist,
  { language, phoneEnding }: Extract<DryRunOutcome, { kind: 'sent' }>,
): Notification => ({
  status: 'claimed',
  key: { ticketId, auditId, attempt: 1 },
  specialist,
  phoneEnding,
  template: '',
  language,
  sentBy: 'auto',
  timeline: { claimed: savedAt },
});

export interface Counted<T> {
  readonly what: T;
  readonly count: number;
}

export interface DryRunCounts {
  readonly sent: number;
  readonly blocked: number;
  /** By code, the most frequent first; so are the others. */
  readonly problems: readonly Counted<Problem>[];
  /** `undefined` stands for numbers that belong to no country. */
  readonly countries: readonly Counted<string | undefined>[];
  readonly languages: readonly Counted<string>[];
}

export function countDryRun(lines: readonly DryRunLine[]): DryRunCounts {
  const outcomes = lines.map(({ outcome }) => outcome);
  const sent = outcomes.filter((outcome) => outcome.kind === 'sent');
  const problems = outcomes.flatMap((outcome) => (outcome.kind === 'blocked' ? outcome.problem : []));
  return {
    sent: sent.length,
    blocked: problems.length,
    problems: countBy(problems, ({ code }): ProblemCode => code),
    countries: countBy(
      sent.map(({ country }) => country),
      (country) => country,
    ),
    languages: countBy(
      sent.map(({ language }) => language),
      (language) => language,
    ),
  };
}

/** The first of each kind stands for it. */
function countBy<T>(all: readonly T[], kindOf: (one: T) => unknown): readonly Counted<T>[] {
  const counted = new Map<unknown, Counted<T>>();
  for (const what of all) {
    const kind = kindOf(what);
    const before = counted.get(kind);
    counted.set(kind, { what: before?.what ?? what, count: (before?.count ?? 0) + 1 });
  }
  return [...counted.values()].sort((a, b) => b.count - a.count);
}
