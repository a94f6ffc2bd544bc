import type { Context, MiddlewareHandler } from 'hono';
import type { Env } from './http';

/** What Zendesk says of something that is not there. */
export const notFound = { error: 'RecordNotFound', description: 'Not found' };

/** What Zendesk says to somebody who may not. */
export const forbidden = {
  error: {
    title: 'Forbidden',
    message:
      'You do not have access to this page. Please contact the account owner of this help desk for further help.',
  },
};

/** Lets admins through; for routes whose reference says “Allowed for: Admins”. */
export const adminsOnly: MiddlewareHandler<Env> = async (c, next) =>
  c.var.agent.role === 'admin' ? next() : c.json(forbidden, 403);

/** The answer to one request too many. */
export function tooMany(c: Context<Env>, retryAfter: number): Response {
  const description = 'Number of allowed API requests per minute exceeded';
  return c.json({ error: 'APIRateLimitExceeded', description }, 429, { 'retry-after': String(retryAfter) });
}

/** The account's own address, which links in answers begin with. */
export function originOf(c: Context<Env>): string {
  return new URL(c.req.url).origin;
}
