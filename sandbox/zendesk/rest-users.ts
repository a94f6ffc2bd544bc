import { Hono } from 'hono';
import type { SandboxIdentity, SandboxTicket, SandboxUser } from '../contract';
import { notFound } from './answers';
import type { Desk } from './desk';
import { identityJson, userJson } from './formats';
import type { Env } from './http';
import { cursorPage, offsetPage, wantsCursor } from './paging';

/** Users and their identities, for reading. */
export function userRoutes(desk: Desk): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get('/users/me', (c) => c.json({ user: userJson(desk, c.var.agent, new URL(c.req.url).origin) }));

  routes.get('/users', (c) => {
    const url = new URL(c.req.url);
    const roles = [...url.searchParams.getAll('role[]'), ...url.searchParams.getAll('role')];
    const users = [...desk.account.users.values()].filter(
      ({ role, active }) => active && (roles.length === 0 || roles.includes(role)),
    );
    const page = wantsCursor(url) ? cursorPage(users, url, ({ id }) => String(id)) : offsetPage(users, url);
    const items = page.items.map((user) => userJson(desk, user, url.origin));
    return c.json({ users: items, ...sideload(page.items, url), ...page.envelope });
  });

  routes.get('/users/show_many', (c) => {
    const url = new URL(c.req.url);
    const ids = (url.searchParams.get('ids') ?? '').split(',').filter((id) => id !== '');
    if (ids.length === 0 || ids.length > 100) {
      return c.json({ error: 'InvalidValue', description: 'ids: between 1 and 100 ids are required' }, 400);
    }
    const users = ids.flatMap((id) => desk.account.users.get(Number(id)) ?? []);
    return c.json({
      users: users.map((user) => userJson(desk, user, url.origin)),
      ...sideload(users, url),
      next_page: null,
      previous_page: null,
      count: users.length,
    });
  });

  routes.get('/users/:id{[0-9]+}', (c) => {
    const url = new URL(c.req.url);
    const user = desk.account.users.get(Number(c.req.param('id')));
    if (!user) return c.json(notFound, 404);
    return c.json({ user: userJson(desk, user, url.origin), ...sideload([user], url) });
  });

  routes.get('/users/:id{[0-9]+}/identities', (c) => {
    const url = new URL(c.req.url);
    const user = desk.account.users.get(Number(c.req.param('id')));
    if (!user) return c.json(notFound, 404);
    const types = [...url.searchParams.getAll('type[]'), ...url.searchParams.getAll('type')];
    const wanted = user.identities.filter(({ type }) => types.length === 0 || types.includes(type));
    const page = wantsCursor(url)
      ? cursorPage(wanted, url, (identity: SandboxIdentity) => String(identity.id))
      : offsetPage(wanted, url);
    const identities = page.items.map((identity) => identityJson(user, identity, url.origin));
    return c.json({ identities, ...page.envelope });
  });

  return routes;
}

/** The people of some tickets, when the request asks for them with `include=users`. */
export function sideloadUsers(desk: Desk, tickets: readonly SandboxTicket[], url: URL) {
  const include = (url.searchParams.get('include') ?? '').split(',');
  if (!include.includes('users')) return {};
  const ids = new Set(tickets.flatMap(({ requesterId, assigneeId }) => [requesterId, assigneeId]));
  const users = [...ids].flatMap((id) => (id === null ? [] : (desk.account.users.get(id) ?? [])));
  return { users: users.map((user) => userJson(desk, user, url.origin)) };
}

function sideload(users: readonly SandboxUser[], url: URL) {
  const include = (url.searchParams.get('include') ?? '').split(',');
  if (!include.includes('identities')) return {};
  return {
    identities: users.flatMap((user) =>
      user.identities.map((identity) => identityJson(user, identity, url.origin)),
    ),
  };
}
