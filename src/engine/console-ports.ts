/** What the admin's console needs of the world beside the sidebar's ports. The same promises hold. */
import type { PastAssignment } from '../core/dry-run';
import type { Saved } from '../core/events';
import type { PhonesRead } from '../core/phone';
import type { Reading } from '../core/problem';
import type { Place, RoleAccess, StoreShape } from '../core/set-up';
import type { SettingName, Settings, SettingsParsed } from '../core/settings';
import type { ListedTemplate } from '../core/template-fit';
import type { PhoneEntry, Requester, Specialist, TicketStatus } from '../core/ticket';
import type { LogBook } from './log-book';
import type { Channel, Clock, Desk, Memory, Random, Records } from './ports';

/** The channel, and what only somebody who sets it up asks of it. */
export interface ConsoleChannel extends Channel {
  /** The channel's templates with what helps to choose one; pages are fetched until the list is whole. */
  listTemplates(): Promise<Reading<readonly ListedTemplate[]>>;
  /** Whether the channel keeps delivery reports; undefined where it does not tell. */
  readReportsSwitch(): Promise<Reading<boolean | undefined>>;
}

/** The Zendesk account, as far as the console reads and changes it. */
export interface Account {
  /** The app's settings as they are saved now. */
  readSettings(): Promise<Reading<SavedSettings>>;
  /**
   * Changes these settings and leaves all others as they are saved at that moment; changes nothing where one of them
   * is not as it was `seen`. Two requests. Secure settings are never among what is written.
   */
  saveSettings(changes: SettingChanges, seen: ReadonlyMap<SettingName, string>): Promise<SettingsSaved>;
  /** The tickets that changed last, newest first; at most 100. */
  readRecent(most: number): Promise<Reading<readonly RecentTicket[]>>;
  /** These users with their numbers, in any order; at most 100. Those whom nobody knows are left out. */
  readRequesters(ids: readonly number[]): Promise<Reading<readonly Requester[]>>;
  /** What the custom object is like. Two requests. */
  readStore(): Promise<Reading<StoreShape>>;
  /** What each role may do with the records. Only admins may ask. */
  readRoles(): Promise<Reading<readonly RoleAccess[]>>;
  /** The part of the account's requests a minute that is left, 0 to 1; undefined where Zendesk does not tell. */
  readBudget(): Promise<Reading<number | undefined>>;
}

export interface SavedSettings {
  readonly parsed: SettingsParsed;
  /** What stands in each plain setting, as text; empty where nothing does. */
  readonly plain: ReadonlyMap<SettingName, string>;
}

/** `overtaken`: somebody else saved one of them first. */
export type SettingsSaved = Saved | { readonly kind: 'overtaken' };

export type SettingChanges = ReadonlyMap<SettingName, string>;

export interface RecentTicket {
  readonly id: number;
  readonly requesterId: number | undefined;
  readonly specialistId: number | undefined;
  readonly tags: readonly string[];
}

/** The past, as Zendesk tells it. All that it asks can wait until others have got their part of the request limit. */
export interface History {
  /** Tickets that changed at or after `since` (ms), the latest change first; one request for each 100. */
  readChanged(since: number, most: number): Promise<Reading<ChangedTickets>>;
  /** A ticket's assignments; one request, and one more for each further 100 of its audits. */
  readAssignments(ticket: ChangedTicket): Promise<Reading<readonly PastAssignment[]>>;
  /** These users; one request for each 100, and one for each customer where Zendesk gives numbers no other way. */
  readUsers(ids: readonly number[]): Promise<Reading<readonly PastUser[]>>;
}

export interface ChangedTickets {
  readonly tickets: readonly ChangedTicket[];
  /** Whether there are more than were asked for. */
  readonly hasMore: boolean;
}

export interface ChangedTicket {
  readonly id: number;
  readonly requesterId: number | undefined;
  readonly specialistId: number | undefined;
  readonly tags: readonly string[];
  readonly status: TicketStatus;
}

/** A user in both parts that they may play in a ticket. */
export interface PastUser {
  readonly requester: Requester;
  readonly specialist: Specialist;
}

/** The tables of the world's phone numbers; a port because they are large and come late. */
export interface PhoneBook {
  readPhones(entries: readonly PhoneEntry[], country: string | undefined): Promise<PhonesRead>;
  /** The country of each number that is written with its country code; the others are left out. */
  countriesOf(entries: readonly PhoneEntry[]): Promise<readonly string[]>;
}

export interface ConsolePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly desk: Desk;
  readonly records: Records;
  readonly account: Account;
  readonly history: History;
  readonly logBook: LogBook;
  readonly memory: Memory;
  readonly phoneBook: PhoneBook;
  /** The channel that these settings name. */
  channelOf(settings: Pick<Settings, 'apiBaseUrl' | 'channelId'>): ConsoleChannel;
  /** The day of a moment where the visitor is, such as `2026-11-22`. */
  dayOf(at: number): string;
  /** The address of a place in Zendesk or 1MSG; undefined for one within the console. */
  addressOf(place: Place): string | undefined;
}

/** Who uses the console. */
export interface Visitor {
  readonly userId: number;
  readonly isAdmin: boolean;
  /** Zendesk locale such as `pt-BR`. */
  readonly locale: string | undefined;
}
