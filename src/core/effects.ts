import type { AttemptKey } from './claim';
import type { TabNews, TimerName } from './events';
import type { LostSend } from './evidence';
import type { Message } from './message';
import type { Notification } from './notification';

/** What the engine is to do. Each effect ends in one outcome, but for those marked silent. */
export type Effect =
  | { readonly kind: 'read_ticket'; readonly purpose: 'reconcile' | 'preview' }
  | { readonly kind: 'search_records'; readonly ticketId: number }
  | { readonly kind: 'read_audits'; readonly ticketId: number }
  /** The saved ticket, whatever the form shows. */
  | { readonly kind: 'read_saved'; readonly ticketId: number }
  /** `beside`: the ticket that is read at the same time, as it is saved. */
  | {
      readonly kind: 'look_up_records';
      readonly keys: readonly AttemptKey[];
      readonly beside: number | undefined;
    }
  | {
      readonly kind: 'read_people';
      readonly requesterId: number;
      readonly specialistId: number | undefined;
      /** Default country for national numbers. */
      readonly country: string | undefined;
    }
  /** `fresh` passes over what this browser remembers. */
  | { readonly kind: 'read_templates'; readonly fresh: boolean }
  /** Only where no other tab of this browser is at the attempt. */
  | { readonly kind: 'create_record'; readonly notification: Notification; readonly claim: string }
  | { readonly kind: 'save_record'; readonly recordId: string; readonly notification: Notification }
  /** Silent: a claim that stays behind loses by the winner rule all the same. */
  | { readonly kind: 'remove_record'; readonly recordId: string }
  /** Adds the tag to those that the ticket has. */
  | { readonly kind: 'tag_ticket'; readonly ticketId: number; readonly tag: string }
  | { readonly kind: 'send'; readonly message: Message }
  | { readonly kind: 'read_reports'; readonly messageId: string }
  | {
      readonly kind: 'read_messages';
      readonly recordId: string;
      readonly send: LostSend;
    }
  /** Silent. */
  | { readonly kind: 'remember'; readonly notification: Notification }
  /** Silent: the next time that this customer's numbers are read in this browser, the choice comes with them. */
  | { readonly kind: 'remember_number'; readonly requesterId: number; readonly ending: string }
  /** Gets in line to lead this ticket's tabs, and hears them; what comes of it are events of their own. */
  | { readonly kind: 'join'; readonly ticketId: number }
  /** Silent: gives the lead back, and goes on hearing. */
  | { readonly kind: 'leave' }
  /** Silent. */
  | { readonly kind: 'tell'; readonly news: TabNews }
  /** Silent: lets the browser's other tabs make the attempt, which was claimed here and not sent. */
  | { readonly kind: 'release'; readonly key: AttemptKey }
  /** `spread` adds a random time up to so many ms. */
  | { readonly kind: 'wait'; readonly timer: TimerName; readonly ms: number; readonly spread: number }
  /** Silent. */
  | { readonly kind: 'cancel'; readonly timer: TimerName };
