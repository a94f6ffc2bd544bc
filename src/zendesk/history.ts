/** The past of tickets over REST, as the console's dry run reads it: behind everybody else's requests. */
import { assignmentsIn } from '../core/assignment';
import type { PastAssignment } from '../core/dry-run';
import { failed, got, problem, type Reading } from '../core/problem';
import type { TicketStatus } from '../core/ticket';
import type { ChangedTicket, History, PastUser } from '../engine/console-ports';
import { isObject } from '../engine/http';
import { parseAudit } from './audits';
import { parseRequester } from './people';
import { type Answer, type CallZendesk, readAnswer, readListAt } from './transport';
import {
  readId,
  readInteger,
  readList,
  readSpecialist,
  readStatus,
  readTags,
  readText,
  readTime,
} from './wire';

/** Zendesk's largest page. */
const pageSize = 100;

/** A ticket with a longer past than so many pages of audits is left out. */
const mostAuditPages = 5;

export function createHistory(call: CallZendesk): History {
  const read = async (path: string): Promise<Reading<Answer>> =>
    readAnswer(await call({ method: 'GET', path, turn: 'look' }), 'desk');

  return {
    async readChanged(since, most) {
      const tickets: ChangedTicket[] = [];
      let after = '';
      for (;;) {
        const query = `sort=-updated_at&page[size]=${pageSize}${after}`;
        const answer = await read(`/api/v2/tickets.json?${query}`);
        if (!answer.ok) return answer;
        const list = readListAt(answer.value, 'tickets');
        if (!list.ok) return list;
        const { json } = answer.value;
        const page = list.value.filter(isObject);
        const recent = page.filter(({ updated_at }) => (readTime(updated_at) ?? 0) >= since);
        tickets.push(...recent.flatMap((ticket) => ticketOf(ticket) ?? []));
        const meta = isObject(json.meta) ? json.meta : {};
        const cursor = readText(meta.after_cursor);
        const goesOn = meta.has_more === true && cursor !== undefined && recent.length === page.length;
        if (tickets.length >= most) {
          return got({ tickets: tickets.slice(0, most), hasMore: goesOn || tickets.length > most });
        }
        if (!goesOn || page.length === 0) return got({ tickets, hasMore: false });
        after = `&page[after]=${encodeURIComponent(cursor)}`;
      }
    },

    async readAssignments({ id, status }) {
      const items: unknown[] = [];
      let pages = 1;
      for (let page = 1; page <= pages; page += 1) {
        const query = `per_page=${pageSize}&page=${page}&sort_order=desc`;
        const answer = await read(`/api/v2/tickets/${id}/audits.json?${query}`);
        if (!answer.ok) return answer;
        const list = readListAt(answer.value, 'audits');
        if (!list.ok) return list;
        items.push(...list.value);
        pages = Math.ceil((readInteger(answer.value.json.count) ?? 0) / pageSize);
        if (pages > mostAuditPages) return failed(problem('zendesk_unreachable', 'The ticket is too long.'));
      }
      return got(assignmentsOf(items, id, status));
    },

    async readUsers(ids) {
      const users: PastUser[] = [];
      for (let first = 0; first < ids.length; first += pageSize) {
        const some = ids.slice(first, first + pageSize).join();
        const answer = await read(`/api/v2/users/show_many.json?ids=${some}&include=identities`);
        if (!answer.ok) return answer;
        const list = readListAt(answer.value, 'users');
        if (!list.ok) return list;
        for (const user of list.value.filter(isObject)) {
          const identities = await identitiesOf(user, answer.value.json.identities);
          if (!identities.ok) return identities;
          users.push(...userOf(user, identities.value));
        }
      }
      return got(users);
    },
  };

  /** Those that came along, else asked for: agents are hardly ever somebody's customer. */
  async function identitiesOf(
    user: Readonly<Record<string, unknown>>,
    along: unknown,
  ): Promise<Reading<readonly unknown[]>> {
    const id = readId(user.id);
    if (Array.isArray(along)) {
      return got(along.filter((one: unknown) => isObject(one) && readId(one.user_id) === id));
    }
    if (id === undefined || user.role !== 'end-user' || user.active === false) return got([]);
    const answer = await read(`/api/v2/users/${id}/identities.json?per_page=${pageSize}`);
    return answer.ok ? readListAt(answer.value, 'identities') : answer;
  }
}

function ticketOf(ticket: Readonly<Record<string, unknown>>): ChangedTicket | undefined {
  const id = readId(ticket.id);
  if (id === undefined) return undefined;
  return {
    id,
    requesterId: readId(ticket.requester_id),
    specialistId: readId(ticket.assignee_id),
    tags: readTags(ticket.tags),
    status: readStatus(ticket.status),
  };
}

function userOf(
  user: Readonly<Record<string, unknown>>,
  identities: readonly unknown[],
): readonly PastUser[] {
  const specialist = readSpecialist(user);
  if (specialist === undefined) return [];
  const requester = parseRequester(user, specialist.id, identities);
  return [{ specialist, requester: { ...requester, deleted: user.active === false } }];
}

function assignmentsOf(
  items: readonly unknown[],
  ticketId: number,
  today: TicketStatus,
): readonly PastAssignment[] {
  const audits = items.flatMap((item) => parseAudit(item, ticketId) ?? []);
  const changes = items.flatMap(statusChangesIn).sort((a, b) => a.auditId - b.auditId);
  return assignmentsIn(audits).map((assignment) => {
    const before = changes.filter(({ auditId }) => auditId <= assignment.auditId).at(-1);
    const after = changes.find(({ auditId }) => auditId > assignment.auditId);
    return { ...assignment, status: before?.to ?? after?.from ?? today };
  });
}

interface StatusChange {
  readonly auditId: number;
  readonly from: TicketStatus;
  readonly to: TicketStatus;
}

function statusChangesIn(item: unknown): readonly StatusChange[] {
  const auditId = isObject(item) ? readId(item.id) : undefined;
  if (!isObject(item) || auditId === undefined) return [];
  return readList(item.events)
    .filter(isObject)
    .filter(({ type, field_name }) => (type === 'Change' || type === 'Create') && field_name === 'status')
    .map(({ value, previous_value }) => ({
      auditId,
      from: readStatus(previous_value),
      to: readStatus(value),
    }));
}
