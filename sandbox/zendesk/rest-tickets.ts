import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { SandboxTicket } from '../contract';
import type { Audit } from './account';
import { notFound, originOf } from './answers';
import { announce, type Desk, savingNow, visibleAudits } from './desk';
import { auditJson, ticketJson } from './formats';
import type { Env } from './http';
import { ifGiven, objectOf, parseJson, readBoolean, readString, readStrings } from './json';
import { BadPage, cursorPage, offsetPage, wantsCursor } from './paging';
import { sideloadUsers } from './rest-users';
import { saveTicket } from './save-ticket';

/** Tickets, their audits and their tags. */
export function ticketRoutes(desk: Desk): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get('/tickets', (c) => {
    const url = new URL(c.req.url);
    const tickets = inTicketOrder([...desk.account.tickets.values()], url);
    const page = wantsCursor(url)
      ? cursorPage(tickets, url, ({ id }) => String(id))
      : offsetPage(tickets, url);
    return c.json({
      tickets: page.items.map((ticket) => ticketJson(ticket, url.origin)),
      ...sideloadUsers(desk, page.items, url),
      ...page.envelope,
    });
  });

  routes.get('/tickets/show_many', (c) => {
    const url = new URL(c.req.url);
    const ids = (url.searchParams.get('ids') ?? '').split(',').filter((id) => id !== '');
    if (ids.length === 0 || ids.length > 100) {
      return c.json({ error: 'InvalidValue', description: 'ids: between 1 and 100 ids are required' }, 400);
    }
    const tickets = ids.flatMap((id) => desk.account.tickets.get(Number(id)) ?? []);
    return c.json({
      tickets: tickets.map((ticket) => ticketJson(ticket, url.origin)),
      ...sideloadUsers(desk, tickets, url),
      next_page: null,
      previous_page: null,
      count: tickets.length,
    });
  });

  routes.get('/tickets/:id{[0-9]+}/tags', (c) => {
    const ticket = desk.account.tickets.get(Number(c.req.param('id')));
    return ticket ? c.json({ tags: ticket.tags }) : c.json(notFound, 404);
  });

  // PUT adds, POST sets, DELETE takes away, in Zendesk's own assignment of the three.
  routes.put('/tickets/:id{[0-9]+}/tags', (c) => saveTags(desk, c, 200, (now, given) => [...now, ...given]));
  routes.post('/tickets/:id{[0-9]+}/tags', (c) => saveTags(desk, c, 201, (_now, given) => given));
  routes.delete('/tickets/:id{[0-9]+}/tags', (c) =>
    saveTags(desk, c, 200, (now, given) => now.filter((tag) => !given.includes(tag))),
  );

  routes.get('/tickets/:id{[0-9]+}', (c) => {
    const ticket = desk.account.tickets.get(Number(c.req.param('id')));
    return ticket ? c.json({ ticket: ticketJson(ticket, originOf(c)) }) : c.json(notFound, 404);
  });

  routes.get('/tickets/:id{[0-9]+}/audits', (c) => {
    const ticketId = Number(c.req.param('id'));
    if (!desk.account.tickets.has(ticketId)) return c.json(notFound, 404);
    const url = new URL(c.req.url);
    const audits = inOrder(desk, visibleAudits(desk, ticketId), url);
    const page = wantsCursor(url)
      ? cursorPage(audits, url, (audit) => String(audit.id))
      : offsetPage(audits, url);
    return c.json({ audits: page.items.map(auditJson), ...page.envelope });
  });

  return routes;
}

type NewTags = (now: readonly string[], given: readonly string[]) => readonly string[];

/** A save of tags alone. With `safe_update` it is refused when the ticket changed since `updated_stamp`. */
async function saveTags(desk: Desk, c: Context<Env>, status: 200 | 201, change: NewTags): Promise<Response> {
  const ticket = desk.account.tickets.get(Number(c.req.param('id')));
  if (!ticket) return c.json(notFound, 404);
  const body = objectOf(parseJson(await c.req.text()), 'the body');
  const isSafe = ifGiven(body, 'safe_update', readBoolean) ?? false;
  if (isSafe && readString(body, 'updated_stamp') !== ticket.updatedAt) {
    return c.json({ error: 'UpdateConflict', description: 'Safe Update prevented the update' }, 409);
  }
  const tags = change(ticket.tags, readStrings(body, 'tags'));
  const saving = savingNow(desk, c.var.agent.id, 'api');
  const saved = announce(desk, saveTicket(desk.account, desk.ids, ticket.id, { tags }, saving));
  if (saved.ok) return c.json({ tags: saved.ticket.tags }, status);
  const details = { status: [{ description: 'Status: closed prevents ticket update' }] };
  return c.json({ error: 'RecordInvalid', description: 'Record validation errors', details }, 422);
}

/** By id, or by what `sort` (with cursors) or `sort_by` and `sort_order` (with offsets) name. */
function inTicketOrder(tickets: readonly SandboxTicket[], url: URL): readonly SandboxTicket[] {
  const { searchParams } = url;
  const sort = searchParams.get('sort') ?? searchParams.get('sort_by') ?? 'id';
  const descends = sort.startsWith('-') || searchParams.get('sort_order') === 'desc';
  const sorted = [...tickets].sort((a, b) => {
    switch (sort.replace(/^-/, '')) {
      case 'id':
        return a.id - b.id;
      case 'updated_at':
        return a.updatedAt.localeCompare(b.updatedAt) || a.id - b.id;
      case 'created_at':
        return a.createdAt.localeCompare(b.createdAt) || a.id - b.id;
      default:
        throw new BadPage(`the sandbox does not sort tickets by ${sort}`);
    }
  });
  return descends ? sorted.reverse() : sorted;
}

function inOrder(desk: Desk, oldestFirst: readonly Audit[], url: URL): readonly Audit[] {
  const { auditOrder, auditSortOrder } = desk.switches;
  const turned = auditSortOrder === 'honoured' && url.searchParams.get('sort_order') === 'desc';
  if (turned || auditOrder === 'desc') return [...oldestFirst].reverse();
  if (auditOrder === 'asc') return oldestFirst;
  // By the hash of the id: without order, and yet the same from page to page.
  return [...oldestFirst].sort((a, b) => shuffleKey(a).localeCompare(shuffleKey(b)));
}

function shuffleKey(audit: Audit): string {
  return createHash('sha256').update(String(audit.id)).digest('hex');
}
