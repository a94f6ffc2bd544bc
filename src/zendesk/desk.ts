/** Zendesk's helpdesk over REST: a ticket's audits, and the people of a ticket. */
import type { Audit } from '../core/assignment';
import { failed, got, problem, type Reading } from '../core/problem';
import type { PhoneEntry, Requester } from '../core/ticket';
import { isObject } from '../engine/http';
import type { Desk } from '../engine/ports';
import {
  type Answer,
  type CallZendesk,
  isRefusal,
  isSuccess,
  readAnswer,
  refusalOf,
  type Turn,
} from './transport';
import {
  readId,
  readInteger,
  readList,
  readSaved,
  readSpecialist,
  readTags,
  readText,
  readTime,
} from './wire';

/** Zendesk's largest page. */
const pageSize = 100;

/** Pages of audits that are read beside the first: a change of assignee behind them is no news. */
const furtherPages = 5;

/** The helpdesk, asked with the agent's own session and permissions. */
export function createDesk(call: CallZendesk): Desk {
  const read = async (path: string, turn: Turn = 'step'): Promise<Reading<Answer>> =>
    readAnswer(await call({ method: 'GET', path, turn }), 'desk');

  const readPage = async (ticketId: number, page: number): Promise<Reading<AuditPage>> => {
    const query = `per_page=${pageSize}&page=${page}&sort_order=desc`;
    const answer = await read(`/api/v2/tickets/${ticketId}/audits.json?${query}`);
    if (!answer.ok) return answer;
    const { json, serverTime } = answer.value;
    const audits = readList(json.audits).flatMap((item) => parseAudit(item, ticketId) ?? []);
    return got({ audits, pages: Math.ceil((readInteger(json.count) ?? 0) / pageSize), serverTime });
  };

  return {
    async readAudits(ticketId) {
      const first = await readPage(ticketId, 1);
      if (!first.ok) return first;
      // Only pages that join up from the newest on count: an assignment behind a gap may not be the last one.
      const order = orderOf(first.value.audits);
      const audits = order === 'oldest first' ? [] : [...first.value.audits];
      let { serverTime } = first.value;
      const others = Array.from({ length: Math.max(0, first.value.pages - 1) }, (_, index) => index + 2);
      if (order !== 'newest first') others.reverse();
      for (const page of others.slice(0, furtherPages)) {
        if (order !== 'none' && hasAssignment(audits)) break;
        const next = await readPage(ticketId, page);
        if (!next.ok) return next;
        audits.push(...next.value.audits);
        serverTime = next.value.serverTime ?? serverTime;
      }
      const joinsUp = order === 'oldest first' && others.length <= furtherPages;
      if (joinsUp && !hasAssignment(audits)) audits.push(...first.value.audits);
      return got({ audits, serverTime });
    },

    async readSaved(ticketId) {
      // Read beside a claim, or right before one.
      const answer = await read(`/api/v2/tickets/${ticketId}.json`, 'finish');
      if (!answer.ok) return answer;
      const { ticket } = answer.value.json;
      if (!isObject(ticket)) return failed(problem('zendesk_unreachable', 'No ticket.'));
      return got(readSaved(ticket));
    },

    async readPeople(requesterId, specialistId) {
      const ids = [...new Set([requesterId, specialistId ?? requesterId])].join();
      const people = await read(`/api/v2/users/show_many.json?ids=${ids}&include=identities`);
      if (!people.ok) return people;
      const users = readList(people.value.json.users).filter(isObject);
      const userOf = (id: number | undefined) =>
        users.find((user) => id !== undefined && readId(user.id) === id);
      const specialist = readSpecialist(userOf(specialistId));
      const user = userOf(requesterId);
      if (user === undefined || user.active === false) {
        return got({
          requester: { ...parseRequester(user ?? {}, requesterId, []), deleted: true },
          specialist,
        });
      }

      let { identities } = people.value.json;
      if (!Array.isArray(identities)) {
        const answer = await read(`/api/v2/users/${requesterId}/identities.json?per_page=${pageSize}`);
        if (!answer.ok) return answer;
        identities = answer.value.json.identities;
      }
      return got({ requester: parseRequester(user, requesterId, readList(identities)), specialist });
    },

    async addTag(ticketId, tag) {
      // PUT adds to the tags, and leaves those that somebody else saves at the same time.
      const path = `/api/v2/tickets/${ticketId}/tags.json`;
      const reply = await call({ method: 'PUT', path, body: { tags: [tag] }, turn: 'finish' });
      if (reply.kind === 'answered' && isSuccess(reply)) return { kind: 'saved' };
      const isNo = reply.kind === 'answered' && isRefusal(reply.status);
      return { kind: isNo ? 'refused' : 'lost', problem: refusalOf(reply, 'desk') };
    },
  };
}

interface AuditPage {
  readonly audits: readonly Audit[];
  /** Of the whole list; 0 where Zendesk does not page it, as with archived tickets. */
  readonly pages: number;
  readonly serverTime: number | undefined;
}

/** In what order Zendesk lists the audits, judged by their ids; `none` also where too few can be read. */
function orderOf(audits: readonly Audit[]): 'oldest first' | 'newest first' | 'none' {
  const rises = audits.slice(1).map((audit, index) => audit.id > (audits[index]?.id ?? 0));
  if (rises.length === 0 || new Set(rises).size > 1) return 'none';
  return rises[0] === true ? 'oldest first' : 'newest first';
}

const hasAssignment = (audits: readonly Audit[]): boolean =>
  audits.some(({ assignees }) => assignees.length > 0);

/** A ticket's audit; undefined for what is none of its. */
export function parseAudit(item: unknown, ticketId: number): Audit | undefined {
  if (!isObject(item)) return undefined;
  const id = readId(item.id);
  if (id === undefined || (readId(item.ticket_id) ?? ticketId) !== ticketId) return undefined;
  return {
    id,
    ticketId,
    // Zendesk itself is -1. Without an author it is nobody's own submit, without a time it is not fresh.
    authorId: readInteger(item.author_id) ?? -1,
    createdAt: readTime(item.created_at) ?? 0,
    assignees: readList(item.events)
      .filter(isObject)
      .filter(
        ({ type, field_name }) => (type === 'Change' || type === 'Create') && field_name === 'assignee_id',
      )
      .map(({ value }) => readId(value)),
  };
}

/** A user as the customer of a message; `identities` may hold those of other users. */
export function parseRequester(
  user: Readonly<Record<string, unknown>>,
  id: number,
  identities: readonly unknown[],
): Requester {
  return {
    id,
    name: readText(user.name) ?? '',
    locale: readText(user.locale),
    tags: readTags(user.tags),
    suspended: user.suspended === true,
    deleted: false,
    phones: phonesOf(user, id, identities),
  };
}

/** Best first: verified identities, then the primary one, then the others, then the profile's number. */
function phonesOf(
  user: Readonly<Record<string, unknown>>,
  id: number,
  identities: readonly unknown[],
): readonly PhoneEntry[] {
  const rank = ({ verified, primary }: Readonly<Record<string, unknown>>) =>
    (verified === true ? 0 : 2) + (primary === true ? 0 : 1);
  const fromIdentities = identities
    .filter(isObject)
    .filter(({ type, user_id }) => type === 'phone_number' && (readId(user_id) ?? id) === id)
    .sort((a, b) => rank(a) - rank(b))
    .map(({ value }): PhoneEntry => ({ written: readText(value) ?? '', source: 'identity' }));
  const all: readonly PhoneEntry[] = [
    ...fromIdentities,
    { written: readText(user.phone) ?? '', source: 'profile' },
  ];
  return all.filter(
    ({ written }, index) => written !== '' && all.findIndex((entry) => entry.written === written) === index,
  );
}
