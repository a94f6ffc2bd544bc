/** A ticket's audits, over REST. */
import type { Audit } from '../core/assignment';
import { got, type Reading } from '../core/problem';
import { isObject } from '../engine/http';
import type { Desk } from '../engine/ports';
import { type CallZendesk, pageSize, readAnswer } from './transport';
import { readId, readInteger, readList, readTime } from './wire';

/** Pages of audits that are read beside the first: a change of assignee behind them is no news. */
const furtherPages = 5;

/** The audits, asked with the agent's own session and permissions. */
export function createAudits(call: CallZendesk): Pick<Desk, 'readAudits'> {
  const readPage = async (ticketId: number, page: number): Promise<Reading<AuditPage>> => {
    const query = `per_page=${pageSize}&page=${page}&sort_order=desc`;
    const path = `/api/v2/tickets/${ticketId}/audits.json?${query}`;
    const answer = readAnswer(await call({ method: 'GET', path, turn: 'step' }), 'desk');
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
