import type { Audit } from './assignment';
import type { Claim } from './claim';
import type { Evidence } from './evidence';
import type { Notification, Report } from './notification';
import type { PhonesRead } from './phone';
import type { Problem, Reading } from './problem';
import type { Template } from './template';
import type { NewTicket, Requester, SavedTicket, Specialist, Ticket } from './ticket';

/** What Zendesk's page tells of. A hint is never a fact: it only makes the app look. */
export type Hint =
  | { readonly kind: 'registered' }
  /** The form, unsaved, names this person now. */
  | { readonly kind: 'assignee_picked'; readonly userId: number | undefined }
  | { readonly kind: 'requester_picked' }
  /** The form, unsaved, has another status or other tags. */
  | { readonly kind: 'form_edited' }
  | { readonly kind: 'submit_started' }
  | { readonly kind: 'submit_done' }
  | { readonly kind: 'submit_failed' }
  | { readonly kind: 'ticket_updated' }
  | { readonly kind: 'activated' }
  | { readonly kind: 'deactivated' };

/** What a person asks for in the card. */
export type Click =
  /** Send now, or Send again after what the card shows of this attempt; 0 where there is none yet. */
  | { readonly kind: 'send_clicked'; readonly after: number }
  | { readonly kind: 'check_clicked' }
  | { readonly kind: 'number_chosen'; readonly digits: string }
  /** Another approved variant of the template for the next message by hand, as its WhatsApp code. */
  | { readonly kind: 'language_chosen'; readonly language: string }
  /** The details are opened: what only they show is wanted. */
  | { readonly kind: 'details_opened' };

/** A stored attempt as the store gave it. */
export interface Stored {
  readonly recordId: string;
  readonly notification: Notification;
  /** Undefined where the record's claim cannot be read. */
  readonly claim: Claim | undefined;
}

/** Records that were found; those that cannot be read are counted, never guessed at. */
export interface Found {
  /** ms, by Zendesk's clock when it answered; undefined where the answer does not tell. */
  readonly serverTime?: number | undefined;
  readonly records: readonly Stored[];
  readonly unreadable: number;
}

export interface AuditsRead {
  /** In any order. */
  readonly audits: readonly Audit[];
  /** ms, by Zendesk's clock when it answered; undefined where the answer does not tell. */
  readonly serverTime: number | undefined;
}

export interface PeopleKnown {
  readonly requester: Requester;
  readonly specialist: Specialist | undefined;
  readonly phones: PhonesRead;
  /** How the number ends that was chosen for this customer in this browser; undefined where none was. */
  readonly chosenEnding: string | undefined;
}

export type Created =
  | { readonly kind: 'created'; readonly recordId: string; readonly createdAt: number }
  /** Zendesk knows a record with this external id already. */
  | { readonly kind: 'duplicate' }
  /** A definite no: nothing was stored. */
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** No answer or an unreadable one: it may have been stored. */
  | { readonly kind: 'lost'; readonly problem: Problem };

/** Another tab of this browser is at this very attempt: nothing was stored. */
export interface Elsewhere {
  readonly kind: 'elsewhere';
}

export type Saved =
  | { readonly kind: 'saved' }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'lost'; readonly problem: Problem };

/** Three-way, because "no answer" is neither yes nor no; `queued` is a yes without an id. */
export type SendAnswer =
  | { readonly kind: 'accepted'; readonly messageId: string }
  | { readonly kind: 'queued'; readonly jobId: string }
  /** `retryAfter`: ms that the channel asked to wait. */
  | { readonly kind: 'refused'; readonly problem: Problem; readonly retryAfter: number | undefined }
  | { readonly kind: 'lost'; readonly problem: Problem };

export interface MessagesRead {
  readonly evidence: Evidence;
  /** The attempt's records as they are by then: somebody may have found out what became of it. */
  readonly records: readonly Stored[];
}

/** What came of an effect; there is one for each. */
export type Outcome =
  | {
      readonly kind: 'ticket_read';
      readonly reading: Reading<Ticket | NewTicket>;
      readonly purpose: 'reconcile' | 'preview';
      /** What this browser remembers of the ticket's specialist. */
      readonly remembered: Notification | undefined;
    }
  | { readonly kind: 'records_found'; readonly reading: Reading<Found> }
  | { readonly kind: 'audits_read'; readonly reading: Reading<AuditsRead> }
  | {
      readonly kind: 'records_looked_up';
      readonly reading: Reading<Found>;
      /** The saved ticket, where the look-up is to verify a claim that others may have overtaken. */
      readonly saved: Reading<SavedTicket> | undefined;
    }
  | { readonly kind: 'saved_read'; readonly reading: Reading<SavedTicket> }
  | {
      readonly kind: 'people_read';
      readonly requesterId: number;
      readonly specialistId: number | undefined;
      readonly reading: Reading<PeopleKnown>;
    }
  | { readonly kind: 'templates_read'; readonly reading: Reading<readonly Template[]> }
  | { readonly kind: 'record_created'; readonly created: Created | Elsewhere }
  | { readonly kind: 'record_saved'; readonly recordId: string; readonly saved: Saved }
  | { readonly kind: 'ticket_tagged'; readonly saved: Saved }
  | { readonly kind: 'send_answered'; readonly answer: SendAnswer }
  | {
      readonly kind: 'reports_read';
      readonly messageId: string;
      readonly reading: Reading<readonly Report[]>;
    }
  | { readonly kind: 'messages_read'; readonly recordId: string; readonly reading: Reading<MessagesRead> };

/** One timer of each name at most: setting it again replaces it. */
export type TimerName =
  | 'hint'
  | 'handover'
  | 'audits'
  | 'settle'
  | 'verify'
  | 'resend'
  | 'poll'
  | 'watch'
  | 'evidence'
  | 'rewrite'
  | 'tag';

/** What one tab of a browser tells the others that have the same ticket open. */
export type TabNews =
  | Told
  /** It knows nothing yet, or may have missed something. */
  | { readonly kind: 'asked' }
  /** A person there wants everything read again. */
  | { readonly kind: 'checked' };

/** How far an attempt got, as its tab knows it, and what the message list said of it. */
export interface Told {
  readonly kind: 'told';
  readonly recordId: string;
  readonly notification: Notification;
  /** ms, by Zendesk's clock. */
  readonly claimedAt: number;
  /** Whether a tab of this browser sent for it: such a claim is never taken back. */
  readonly sent: boolean;
  readonly evidence: 'none' | 'several' | 'unread' | undefined;
}

/** What comes from the other tabs; `led` says whether it is this one that asks on schedule. */
export type Heard = TabNews | { readonly kind: 'led'; readonly leads: boolean };

/** The account's request limit is short: a request to Zendesk waits, until about this time by this browser's clock, ms. */
export interface Held {
  readonly kind: 'held';
  readonly until: number;
}

export type Event =
  | Hint
  | Click
  | Outcome
  | Heard
  | Held
  | { readonly kind: 'timer'; readonly timer: TimerName };
