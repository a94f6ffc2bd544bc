/**
 * What the engine needs of the world. Adapters answer with values; a promise that rejects is a bug of the
 * adapter. Every call ends by itself: adapters give each outside request a deadline.
 */
import type { AttemptKey } from '../core/claim';
import type {
  AuditsRead,
  Created,
  Found,
  Heard,
  MessagesRead,
  Saved,
  SendAnswer,
  TabNews,
} from '../core/events';
import type { ListedMessage, LostSend } from '../core/evidence';
import type { Message } from '../core/message';
import type { Notification, Report } from '../core/notification';
import type { PhonesRead } from '../core/phone';
import type { Reading } from '../core/problem';
import type { Template } from '../core/template';
import type { NewTicket, PhoneEntry, Requester, SavedTicket, Specialist, Ticket } from '../core/ticket';

/** Time, as a test can drive it. */
export interface Clock {
  /** ms since the epoch. */
  now(): number;
  setTimer(run: () => void, ms: number): TimerId;
  clearTimer(id: TimerId): void;
}

export type TimerId = number;

/** Chance, as a test can fix it: at least 0 and below 1. */
export type Random = () => number;

/** The page that hosts the app: the ticket as its form shows it. No call here costs an API request. */
export interface Host {
  readTicket(): Promise<Reading<Ticket | NewTicket>>;
  openProfile(userId: number): void;
}

/** Zendesk's API. Each method is one request unless it says otherwise. */
export interface Desk {
  /**
   * The audits that hold the newest assignment, in any order. One request; on a ticket of more than 100 audits
   * one more for each page from the newest back to that assignment, 5 at most. Audits further back are left out.
   */
  readAudits(ticketId: number): Promise<Reading<AuditsRead>>;
  /** The saved ticket, whatever the form shows. */
  readSaved(ticketId: number): Promise<Reading<SavedTicket>>;
  /** The requester, and the specialist's public name where `specialistId` is given. */
  readPeople(requesterId: number, specialistId: number | undefined): Promise<Reading<PeopleRead>>;
  /** Adds the tag to those that the ticket has; adding it twice changes nothing. */
  addTag(ticketId: number, tag: string): Promise<Saved>;
}

export interface PeopleRead {
  readonly requester: Requester;
  readonly specialist: Specialist | undefined;
}

/** The notification records in Zendesk. Each method is one request. */
export interface Records {
  /** All records of a ticket. For showing only: search lags behind what was written. */
  search(ticketId: number): Promise<Reading<Found>>;
  /** The exact look-up by external id: what decides. */
  lookUp(keys: readonly AttemptKey[]): Promise<Reading<Found>>;
  /** Those of the ids that a record of any ticket already names; one request for each 50. */
  linked(messageIds: readonly string[]): Promise<Reading<ReadonlySet<string>>>;
  /** Those of any ticket that were created in this time (ms) for a number that ends so. Search lags behind. */
  claimedFor(
    phoneEnding: string,
    created: { readonly from: number; readonly until: number },
  ): Promise<Reading<Found>>;
  create(notification: Notification, claim: string): Promise<Created>;
  save(recordId: string, notification: Notification): Promise<Saved>;
  remove(recordId: string): Promise<Saved>;
}

/** The 1MSG channel. Each method is one request unless it says otherwise. */
export interface Channel {
  send(message: Message): Promise<SendAnswer>;
  /** Status reports of one message, any number, in any order. */
  readReports(messageId: string, now: number): Promise<Reading<readonly Report[]>>;
  /** The channel's templates; pages are fetched until the list is whole. */
  readTemplates(): Promise<Reading<readonly Template[]>>;
  /** Messages that left the channel since `from` (ms), newest first; empty where no history is kept. */
  readMessages(from: number): Promise<Reading<readonly ListedMessage[]>>;
  /** Whether the channel is linked to WhatsApp. */
  readStatus(): Promise<Reading<ChannelStatus>>;
}

export type ChannelStatus = 'connected' | 'disconnected';

/** What this browser remembers between page loads. Losing it costs requests, nothing else. */
export interface Memory {
  /** The final notification of this ticket's specialist, stored within the last 24 h. */
  recall(ticketId: number, specialistId: number, now: number): Promise<Notification | undefined>;
  /** Keeps a final notification; one that is not forgets what was kept for the ticket. */
  remember(notification: Notification, now: number): void;
  /** Templates read within the last 10 minutes. */
  recallTemplates(now: number): Promise<readonly Template[] | undefined>;
  rememberTemplates(templates: readonly Template[], now: number): void;
  /** The last 4 digits of the number that was chosen for this customer within the last 180 days. */
  recallNumber(requesterId: number, now: number): Promise<string | undefined>;
  rememberNumber(requesterId: number, ending: string, now: number): void;
}

/** The other tabs of this browser that have the same ticket open. Where a browser cannot join them, each is alone. */
export interface Tabs {
  /** Hears the others from now on, and gets in line to lead them. `led` comes soon, and whenever that changes. */
  join(ticketId: number, hear: (heard: Heard) => void): void;
  /** Gives the lead back, or the place in line; what the others tell is heard all the same. */
  leave(): void;
  tell(news: TabNews): void;
  /** The browser's right to make this attempt, kept until it is released or the page ends; false while another tab has it. */
  hold(key: AttemptKey): Promise<boolean>;
  release(key: AttemptKey): void;
}

/** Reads phone numbers; a port because its tables are large and come late. */
export type ReadPhones = (entries: readonly PhoneEntry[], country: string | undefined) => Promise<PhonesRead>;

/** Looks for the message of a lost send; a port because its code comes late. */
export type Seek = (
  ports: Pick<Ports, 'channel' | 'records' | 'clock'>,
  send: LostSend,
) => Promise<Reading<MessagesRead>>;

export interface Ports {
  readonly clock: Clock;
  readonly random: Random;
  readonly host: Host;
  readonly desk: Desk;
  readonly records: Records;
  readonly channel: Channel;
  readonly memory: Memory;
  readonly tabs: Tabs;
  readonly readPhones: ReadPhones;
  readonly seek: Seek;
}
