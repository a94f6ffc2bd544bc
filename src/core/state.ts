import type { Assignment } from './assignment';
import { type AttemptKey, type ClaimKind, winnerOf } from './claim';
import type { Stored } from './events';
import type { Message } from './message';
import { furtherOf, type Notification } from './notification';
import type { PhonesRead } from './phone';
import type { Problem } from './problem';
import type { SettingsReading } from './settings';
import type { Tagging } from './tagging';
import type { Template } from './template';
import type { NewTicket, Requester, Specialist, Ticket } from './ticket';
import { unreachable } from './unreachable';

/** No look was kept from its end. */
export const calm = { looks: 0, within: undefined, by: undefined } as const;

/** Everything one open app knows of its ticket. Plain data; only `decide` makes a new one. */
export interface State {
  readonly settings: SettingsReading;
  /** The agent whose browser this is. */
  readonly agentId: number | undefined;
  /** Whether that agent may mend the app's settings: the card then says where, instead of whom to ask. */
  readonly isAdmin: boolean;
  /** Random, made once per page load; claim tokens come from it. */
  readonly instance: string;
  readonly claimsMade: number;
  /** Tokens of claims that this page gave up: nothing was sent for them. */
  readonly takenBack: readonly string[];
  readonly active: boolean;
  /** The ticket whose other tabs are heard of, while this one is in front. */
  readonly joined: number | undefined;
  /** Whether of this browser's tabs this one asks on schedule; undefined as long as nobody has said. */
  readonly leads: boolean | undefined;
  /** As the form showed it when it was last read; undefined before that. */
  readonly ticket: Ticket | NewTicket | undefined;
  /** The ticket was submitted while this page knew no number of it, and the page has not read one since. */
  readonly submitted: boolean;
  /** This browser's clock when the ticket was last read to compare it with the records, ms. */
  readonly lookedAt: number | undefined;
  /** The person in charge as far as it is saved. */
  readonly savedSpecialistId: number | undefined;
  /** An assignee chosen in the form and not saved yet. */
  readonly picked: Picked | undefined;
  /** Between the start and the end of the agent's submit nothing is written to the ticket. */
  readonly submitting: boolean;
  /** The tag of a failed attempt that is not on the ticket yet. */
  readonly tagging: Tagging | undefined;
  readonly step: Step;
  /** What to do as soon as the present step is over. */
  readonly next: Wake | undefined;
  /** What the present step goes back to, or the last one. */
  readonly wake: Wake | undefined;
  /** Looks in a row that a passing fault kept from their end. */
  readonly troubled: {
    readonly looks: number;
    /** ms until the next one, undefined for none. */
    readonly within: number | undefined;
    /** The fault; undefined where there was none. */
    readonly by: Problem | undefined;
  };
  /** Until about when the last request to Zendesk that waited for the account's limit was to wait, ms, this browser's clock. */
  readonly heldUntil: number | undefined;
  /** Zendesk's clock minus this browser's, ms; undefined before the audits told it. */
  readonly clockOffset: number | undefined;
  /** Saved assignments, oldest first, as far as the audits were read. */
  readonly assignments: readonly Assignment[];
  /** Every readable record of the ticket that was seen, in no order. */
  readonly records: readonly Stored[];
  /** How many of the ticket's records cannot be read, as far as they were searched for. */
  readonly unreadable: number;
  /** True once the ticket's records were searched for. */
  readonly searched: boolean;
  /** The attempt that the card is about: the newest one for the present assignment. */
  readonly current: Current | undefined;
  /** Why the present assignment was not announced, or why nobody can tell. */
  readonly obstacle: Problem | undefined;
  /** What keeps records from being read or made at all; without them nothing is sent. */
  readonly storeProblem: Problem | undefined;
  /** Why the status could not be asked for or written down the last time. */
  readonly statusProblem: Problem | undefined;
  readonly people: People;
  readonly templates: Templates;
  /** The number that the agent chose for this ticket, digits only. */
  readonly chosenNumber: string | undefined;
  readonly chosenLanguage: ChosenLanguage | undefined;
  /** The last message that this page sent: the card shows it, and the search for evidence needs its number. */
  readonly sent: { readonly recordId: string; readonly message: Message } | undefined;
  /** The record that another tab of this browser sent for, as it told. */
  readonly sentBeside: string | undefined;
  /** What the message list said of a lost send; `unread` where nobody could look. */
  readonly evidence: 'none' | 'several' | 'unread' | undefined;
  readonly evidenceTries: number;
  /** How many questions to 1MSG about a message are under way. */
  readonly asking: number;
  /** How often another browser's claim was looked at without news. */
  readonly watchTries: number;
  /** Record writes to be done, one at a time, newest version of each record; the first may be under way. */
  readonly writes: readonly Write[];
}

/** The variant of the template that the agent chose for one message by hand: to this customer, about this person. */
export interface ChosenLanguage {
  /** WhatsApp code, as listed. */
  readonly language: string;
  readonly requesterId: number | undefined;
  readonly specialistId: number | undefined;
}

export interface Picked {
  readonly userId: number | undefined;
  /** True once a submit of it failed: the form stays as it is, and so does what the next submit will do. */
  readonly refused: boolean;
}

/** `recordId` is undefined for a notification that this browser remembers and has not looked up. */
export interface Current {
  readonly recordId: string | undefined;
  readonly notification: Notification;
  /**
   * Whom the ticket was of when this page first saw the attempt: the record does not name the customer. `another`
   * where the ticket's requester is known not to have the number that it went to.
   */
  readonly requesterId?: number | 'another' | undefined;
  /** ms, by Zendesk's clock: when the claim was made. */
  readonly claimedAt: number;
}

export interface Write {
  readonly recordId: string;
  readonly notification: Notification;
  /** `busy` while its request is under way, `waiting` between two tries. */
  readonly phase: 'due' | 'busy' | 'waiting';
  readonly tries: number;
}

/** Why the app looks again: `submit` carries the person that this browser's form named when it was saved. */
export type Wake =
  | { readonly kind: 'submit'; readonly picked: number | undefined }
  | { readonly kind: 'look' }
  /** A person wants everything read again. */
  | { readonly kind: 'recheck' }
  /**
   * A person wants another attempt after the one that the card showed; 0 where there was none. `at` is when
   * they pressed, ms: a page that slept since must not act on it.
   */
  | { readonly kind: 'send'; readonly after: number; readonly at: number };

/** One attempt that is to be made. */
export interface Plan {
  readonly key: AttemptKey;
  readonly specialistId: number;
  /** With the saved facts: what the form shows meanwhile is no concern of it. */
  readonly ticket: Ticket;
  readonly claimKind: ClaimKind;
  readonly sentBy: number | 'auto';
}

/** A plan with its message, whose claim is made or being made. */
export interface Draft {
  readonly plan: Plan;
  readonly message: Message;
  readonly notification: Notification;
  readonly token: string;
  /** This browser's clock when the claim was asked for, ms. */
  readonly startedAt: number;
  /** The record, once its create was answered. */
  readonly record: { readonly id: string; readonly createdAt: number } | undefined;
}

/**
 * Where the way from a hint to a send stands. Each step but `idle` waits for exactly one outcome or timer, so
 * an outcome that does not belong to the present step is late and changes nothing.
 */
export type Step =
  | { readonly kind: 'idle' }
  /** The ticket was just created: the page that Zendesk opens for it comes first. */
  | { readonly kind: 'handing_over' }
  | { readonly kind: 'reading_ticket'; readonly wake: Wake }
  | { readonly kind: 'searching' }
  | {
      readonly kind: 'reading_audits';
      readonly picked: number | undefined;
      readonly retries: number;
      /** The attempt after which a person wants another one. */
      readonly click: number | undefined;
    }
  /** `send` is what to do where the attempt is free; undefined when the look is all. */
  | { readonly kind: 'looking_up'; readonly auditId: number; readonly send: SendWish }
  /** The form may hold edits that nobody saved; a send rests on what is saved. */
  | { readonly kind: 'reading_saved'; readonly plan: Plan }
  | { readonly kind: 'preparing'; readonly plan: Plan }
  | { readonly kind: 'claiming'; readonly draft: Draft }
  | { readonly kind: 'settling'; readonly draft: Draft }
  | { readonly kind: 'verifying'; readonly draft: Draft; readonly tries: number }
  | {
      readonly kind: 'sending';
      readonly draft: Draft;
      readonly tries: number;
      /** Between two tries: what the last one was refused for, and how long the wait is, ms. */
      readonly waiting: { readonly problem: Problem; readonly ms: number } | undefined;
    };

/** Whether the ticket was never saved, as far as this page knows. */
export const isNew = ({ ticket }: State): boolean => ticket !== undefined && ticket.id === undefined;

/** True from the decision to make an attempt until its send is answered. */
export function isAttempting({ kind }: Step): boolean {
  switch (kind) {
    case 'reading_saved':
    case 'preparing':
    case 'claiming':
    case 'settling':
    case 'verifying':
    case 'sending':
      return true;
    case 'idle':
    case 'handing_over':
    case 'reading_ticket':
    case 'searching':
    case 'reading_audits':
    case 'looking_up':
      return false;
    default:
      return unreachable(kind);
  }
}

/** Whether the step is on the way to an attempt that a person asked for, or makes one. */
export const isToSend = (step: Step): boolean =>
  isAttempting(step) ||
  (step.kind === 'reading_ticket' && step.wake.kind === 'send') ||
  (step.kind === 'reading_audits' && step.click !== undefined) ||
  (step.kind === 'looking_up' && step.send.kind === 'click');

/** `click` names the attempt after which the person wants another one. */
export type SendWish =
  | { readonly kind: 'automatic' }
  | { readonly kind: 'click'; readonly after: number }
  | { readonly kind: 'none' };

export type People =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly requesterId: number; readonly specialistId: number | undefined }
  | {
      readonly kind: 'known';
      readonly requester: Requester;
      /** Whose name was asked for; `specialist` is undefined where Zendesk knows no such person. */
      readonly askedFor: number | undefined;
      readonly specialist: Specialist | undefined;
      readonly phones: PhonesRead;
      /** How the number ends that was chosen for this customer in this browser; undefined where none was. */
      readonly chosenEnding?: string | undefined;
      /** ms, this browser's clock. */
      readonly at: number;
    }
  | { readonly kind: 'failed'; readonly requesterId: number; readonly problem: Problem };

/** `known` without a list: it could not be read, and the configured language is used. */
export type Templates =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'known'; readonly list: readonly Template[] | undefined; readonly at: number };

export function initialState(from: {
  readonly settings: SettingsReading;
  readonly agentId: number | undefined;
  /** False where nobody says. */
  readonly isAdmin?: boolean;
  readonly instance: string;
}): State {
  return {
    isAdmin: false,
    ...from,
    claimsMade: 0,
    takenBack: [],
    active: true,
    joined: undefined,
    leads: undefined,
    ticket: undefined,
    submitted: false,
    lookedAt: undefined,
    savedSpecialistId: undefined,
    picked: undefined,
    submitting: false,
    tagging: undefined,
    step: { kind: 'idle' },
    next: undefined,
    wake: undefined,
    troubled: calm,
    heldUntil: undefined,
    clockOffset: undefined,
    assignments: [],
    records: [],
    unreadable: 0,
    searched: false,
    current: undefined,
    obstacle: undefined,
    storeProblem: undefined,
    statusProblem: undefined,
    people: { kind: 'none' },
    templates: { kind: 'none' },
    chosenNumber: undefined,
    chosenLanguage: undefined,
    sent: undefined,
    sentBeside: undefined,
    evidence: undefined,
    evidenceTries: 0,
    asking: 0,
    watchTries: 0,
    writes: [],
  };
}

/**
 * The records of one assignment, one for each attempt, oldest attempt first. Where Zendesk accepted several
 * records for an attempt, the one that was acted on counts, else the winning claim.
 */
export function attemptsOf(records: readonly Stored[], auditId: number): readonly Stored[] {
  const byAttempt = new Map<number, Stored[]>();
  for (const record of records) {
    if (record.notification.key.auditId !== auditId) continue;
    const attempt = record.notification.key.attempt;
    byAttempt.set(attempt, [...(byAttempt.get(attempt) ?? []), record]);
  }
  return [...byAttempt.entries()]
    .sort(([a], [b]) => a - b)
    .flatMap(([, rivals]) => {
      const acted = rivals.filter(({ notification }) => notification.status !== 'claimed');
      if (acted.length > 0) {
        return [
          acted.reduce((a, b) =>
            furtherOf(a.notification, b.notification).status === a.notification.status ? a : b,
          ),
        ];
      }
      const winner = winnerOf(rivals.flatMap(({ claim }) => claim ?? []));
      return rivals.find(({ recordId }) => recordId === winner?.recordId) ?? rivals.slice(0, 1);
    });
}
