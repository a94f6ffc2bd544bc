import { Hono } from 'hono';
import type { SandboxTicket, SandboxUser } from '../contract';
import { originOf } from './answers';
import type { Desk } from './desk';
import { ticketJson, userJson } from './formats';
import type { Env } from './http';
import { cursorPage, offsetPage } from './paging';
import { BadSearch, parseSearch } from './ticket-search';

/** “The Search API returns up to 1,000 results per query.” */
const mostResults = 1000;

type Found =
  | { readonly kind: 'ticket'; readonly item: SandboxTicket }
  | { readonly kind: 'user'; readonly item: SandboxUser };

/** Search over tickets and users: in pages, and as the export that goes beyond the thousandth result. */
export function searchRoutes(desk: Desk): Hono<Env> {
  const routes = new Hono<Env>();
  const resultJson = (found: Found, origin: string) =>
    found.kind === 'ticket'
      ? { ...ticketJson(found.item, origin), result_type: found.kind }
      : { ...userJson(desk, found.item, origin), result_type: found.kind };

  routes.get('/search', (c) => {
    const url = new URL(c.req.url);
    const found = find(desk, url, url.searchParams.get('query') ?? '');
    const number = Number(url.searchParams.get('page') ?? 1);
    const size = Math.min(Number(url.searchParams.get('per_page') ?? 100), 100);
    if (number > 1 && number * size > mostResults) {
      const description = 'Invalid search: Requested response size was greater than Search Response Limits';
      return c.json({ error: 'invalid', description }, 422);
    }
    const { items, envelope } = offsetPage(found, url);
    return c.json({ results: items.map((item) => resultJson(item, url.origin)), facets: null, ...envelope });
  });

  routes.get('/search/count', (c) => {
    const url = new URL(c.req.url);
    return c.json({ count: find(desk, url, url.searchParams.get('query') ?? '').length });
  });

  routes.get('/search/export', (c) => {
    const url = new URL(c.req.url);
    const type = url.searchParams.get('filter[type]');
    const query = url.searchParams.get('query') ?? '';
    if (type === null) return c.json({ error: 'invalid', description: 'filter[type] is required' }, 422);
    const found = find(desk, url, `${query} type:${type}`);
    const { items, envelope } = cursorPage(found, url, ({ item }) => String(item.id));
    return c.json({ results: items.map((item) => resultJson(item, originOf(c))), facets: null, ...envelope });
  });

  routes.onError((error, c) => {
    if (!(error instanceof BadSearch)) throw error;
    return c.json({ error: 'invalid', description: `Invalid search: ${error.message}` }, 422);
  });
  return routes;
}

function find(desk: Desk, url: URL, query: string): readonly Found[] {
  const search = parseSearch(query, desk.clock.now());
  const descends = url.searchParams.get('sort_order') !== 'asc';
  if (search.type === 'user') {
    const users = [...desk.account.users.values()].filter((user) => user.active && search.matches(user));
    return users
      .sort((a, b) => (descends ? b.id - a.id : a.id - b.id))
      .map((item) => ({ kind: 'user', item }));
  }
  const byTime = url.searchParams.get('sort_by') === 'created_at' ? 'createdAt' : 'updatedAt';
  const tickets = [...desk.account.tickets.values()].filter(search.matches).sort((a, b) => {
    const order = a[byTime].localeCompare(b[byTime]) || a.id - b.id;
    return descends ? -order : order;
  });
  return tickets.map((item) => ({ kind: 'ticket', item }));
}
