/** Values as Zendesk sends them, read from `unknown`: what has not the expected form is undefined. */
import type { SavedTicket, Specialist, TicketStatus } from '../core/ticket';
import { isObject } from '../engine/http';

/** A whole number, also where it is written as text: Zendesk's ids come in both forms. */
export function readInteger(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/** The id of a user, ticket or audit. */
export function readId(value: unknown): number | undefined {
  const id = readInteger(value);
  return id !== undefined && id > 0 ? id : undefined;
}

/** Text that says something, without spaces around it. */
export function readText(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

/** A time in ISO 8601, ms since the epoch. */
export function readTime(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** The items of a list; none where there is no list. */
export const readList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Tags in lower case, as Zendesk keeps them. */
export const readTags = (value: unknown): readonly string[] =>
  readList(value).flatMap((tag) => readText(tag)?.toLowerCase() ?? []);

/** A user, by the name that customers see: Zendesk shows them an agent's alias where there is one. */
export function readSpecialist(user: unknown): Specialist | undefined {
  if (!isObject(user)) return undefined;
  const id = readId(user.id);
  return id === undefined ? undefined : { id, name: readText(user.alias) ?? readText(user.name) ?? '' };
}

/** At most so many UTF-16 units, never half a character. */
export const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');

const statuses: readonly TicketStatus[] = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];

/** Accounts may have statuses of their own. */
export function readStatus(value: unknown): TicketStatus {
  const name = readText(value)?.toLowerCase();
  return statuses.find((status) => status === name) ?? 'unlisted';
}

/** A ticket as it is saved. */
export const readSaved = (ticket: Readonly<Record<string, unknown>>): SavedTicket => ({
  requesterId: readId(ticket.requester_id),
  tags: readTags(ticket.tags),
  status: readStatus(ticket.status),
  specialistId: readId(ticket.assignee_id),
});
