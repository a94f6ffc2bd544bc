import { type Context, Hono } from 'hono';
import type { SandboxTicket } from '../contract';
import type { Audit, AuditEvent } from './account';
import { adminsOnly, tooMany } from './answers';
import { isoSeconds } from './clock';
import type { Desk } from './desk';
import { ticketJson, via } from './formats';
import type { Env } from './http';
import { sideloadUsers } from './rest-users';

/** Most items of one page. */
const pageSize = 1000;

/** “Any items that were created or changed within the minute prior to your request are excluded.” */
const embargo = 60_000;

/** The incremental exports: every ticket, or every save of one, that changed since a time. */
export function exportRoutes(desk: Desk): Hono<Env> {
  const routes = new Hono<Env>();

  routes.use('/incremental/*', adminsOnly, async (c, next) => {
    const { isExceeded, resetSeconds } = desk.apiLimit.takeExport();
    return isExceeded ? tooMany(c, resetSeconds) : next();
  });

  routes.get('/incremental/tickets/cursor', (c) => {
    const url = new URL(c.req.url);
    const cursor = url.searchParams.get('cursor');
    const start = cursor === null ? startOf(desk, url) : decode(cursor);
    if (start === null) return badStart(c);
    const changed = [...desk.account.tickets.values()]
      .map((ticket) => ({ ticket, at: Date.parse(ticket.updatedAt) }))
      .filter(({ ticket, at }) => at > start.at || (at === start.at && ticket.id > start.afterId))
      .filter(({ at }) => at <= desk.clock.now() - embargo)
      .sort((a, b) => a.at - b.at || a.ticket.id - b.ticket.id);
    const size = Math.min(Number(url.searchParams.get('per_page') ?? pageSize), pageSize);
    const page = changed.slice(0, size);
    const last = page.at(-1);
    const after = last ? encode(last.at, last.ticket.id) : cursor;
    return c.json({
      tickets: page.map(({ ticket, at }) => exportedTicket(ticket, at, url.origin)),
      ...sideloadUsers(
        desk,
        page.map(({ ticket }) => ticket),
        url,
      ),
      after_cursor: after,
      after_url: after === null ? null : `${url.origin}${url.pathname}.json?cursor=${after}`,
      before_cursor: null,
      before_url: null,
      end_of_stream: page.length === changed.length,
    });
  });

  routes.get('/incremental/ticket_events', (c) => {
    const url = new URL(c.req.url);
    const start = startOf(desk, url);
    if (start === null) return badStart(c);
    const saves = [...desk.account.audits.values()]
      .flat()
      .filter(({ at }) => at >= start.at && at <= desk.clock.now() - embargo)
      .sort((a, b) => a.at - b.at || a.id - b.id);
    const page = saves.slice(0, pageSize);
    const endTime = Math.floor((page.at(-1)?.at ?? start.at) / 1000);
    const isEnd = page.length === saves.length;
    return c.json({
      ticket_events: page.map(saveJson),
      next_page: isEnd ? null : `${url.origin}${url.pathname}.json?start_time=${endTime}`,
      end_time: endTime,
      end_of_stream: isEnd,
      count: page.length,
    });
  });

  return routes;
}

interface Start {
  readonly at: number;
  readonly afterId: number;
}

function startOf(desk: Desk, url: URL): Start | null {
  const seconds = Number(url.searchParams.get('start_time') ?? Number.NaN);
  if (!Number.isFinite(seconds) || seconds * 1000 > desk.clock.now() - embargo) return null;
  return { at: seconds * 1000, afterId: 0 };
}

function badStart(c: Context<Env>): Response {
  const description = 'Invalid start_time; it must be at least one minute in the past';
  return c.json({ error: 'InvalidValue', description }, 422);
}

function encode(at: number, id: number): string {
  return Buffer.from(`${at}|${id}`, 'utf8').toString('base64url');
}

function decode(cursor: string): Start {
  const [at, afterId] = Buffer.from(cursor, 'base64url').toString('utf8').split('|').map(Number);
  return { at: at ?? 0, afterId: afterId ?? 0 };
}

function exportedTicket(ticket: SandboxTicket, at: number, origin: string) {
  return { ...ticketJson(ticket, origin), generated_timestamp: Math.floor(at / 1000) };
}

/** A save as the event stream has it: each field that changed is a child event, named by its own key. */
function saveJson(audit: Audit) {
  return {
    id: audit.id,
    ticket_id: audit.ticketId,
    timestamp: Math.floor(audit.at / 1000),
    created_at: isoSeconds(audit.at),
    updater_id: audit.authorId,
    via: via(audit.channel),
    system: {},
    metadata: {},
    event_type: 'Audit',
    child_events: audit.events.map((event) => childJson(audit, event)),
  };
}

function childJson(audit: Audit, event: AuditEvent) {
  const common = { id: event.id, via: via(audit.channel), via_reference_id: null, event_type: event.type };
  switch (event.type) {
    case 'Create':
      return { ...common, [event.field]: plain(event.field, event.value) };
    case 'Change':
      return {
        ...common,
        [event.field]: plain(event.field, event.value),
        previous_value: plain(event.field, event.previous),
      };
    case 'Comment':
      return { ...common, comment_present: true, comment_public: event.public };
  }
}

/** Ids are numbers in this stream, where audits have them as strings. */
function plain(field: string, value: Extract<AuditEvent, { type: 'Create' }>['value']) {
  return field.endsWith('_id') && typeof value === 'string' ? Number(value) : value;
}
