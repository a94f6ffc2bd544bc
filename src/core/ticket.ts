/** What the agent's form shows: unsaved edits included. Reading it costs no API request. */
export interface TicketForm {
  readonly status: TicketStatus;
  readonly tags: readonly string[];
  readonly requesterId: number | undefined;
  readonly requesterName: string | undefined;
  /** The last digits of the requester's numbers, as far as the form knows them; none where it knows none. */
  readonly requesterEndings: readonly string[];
  readonly specialist: Specialist | undefined;
  readonly groupId: number | undefined;
}

/** A ticket that is saved, as its form shows it. */
export interface Ticket extends TicketForm {
  readonly id: number;
}

/** A ticket that was never saved: its number comes with the submit. */
export interface NewTicket extends TicketForm {
  readonly id: undefined;
}

/** What the saved ticket says, whatever the form shows: the facts that a send rests on. */
export interface SavedTicket extends Pick<Ticket, 'requesterId' | 'tags' | 'status'> {
  readonly specialistId: number | undefined;
}

/** `unlisted` is any status that this app does not know by name: it counts as open. */
export type TicketStatus = 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed' | 'unlisted';

/** The person a ticket is assigned to. */
export interface Specialist {
  readonly id: number;
  /** What customers may see: the alias where there is one, else the name. */
  readonly name: string;
}

/** The person who asked for help, as far as a message to them needs it. */
export interface Requester {
  readonly id: number;
  readonly name: string;
  /** Zendesk locale such as `pt-BR`. */
  readonly locale: string | undefined;
  readonly tags: readonly string[];
  readonly suspended: boolean;
  readonly deleted: boolean;
  /** Numbers as people wrote them, best first: verified, primary, other identities, then the profile's phone. */
  readonly phones: readonly PhoneEntry[];
}

export interface PhoneEntry {
  readonly written: string;
  readonly source: 'identity' | 'profile';
}
