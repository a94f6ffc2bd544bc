import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { Audit } from './account';
import { type Desk, visibleAudits } from './desk';
import { auditJson, ticketJson } from './formats';
import type { Env } from './http';
import { cursorPage, offsetPage, wantsCursor } from './paging';

const notFound = { error: 'RecordNotFound', description: 'Not found' };

/** Tickets and their audits, for reading. */
export function ticketRoutes(desk: Desk): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get('/tickets/:id{[0-9]+}', (c) => {
    const ticket = desk.account.tickets.get(Number(c.req.param('id')));
    return ticket ? c.json({ ticket: ticketJson(ticket, new URL(c.req.url).origin) }) : c.json(notFound, 404);
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
