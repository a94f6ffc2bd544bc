import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { tooMany } from './answers';
import { limitHeaders } from './api-limit';
import type { Desk } from './desk';
import type { FailurePlan } from './failures';
import { cutConnection, type Env, halfLatency, sessionAgent } from './http';
import { BadInput } from './json';
import { BadPage } from './paging';
import { accountRoutes } from './rest-account';
import { appRoutes } from './rest-apps';
import { exportRoutes } from './rest-exports';
import { recordRoutes } from './rest-records';
import { searchRoutes } from './rest-search';
import { ticketRoutes } from './rest-tickets';
import { userRoutes } from './rest-users';

/** Zendesk's REST API, below `/api/v2`: session, latency, ordered failures and the log around its routes. */
export function restApi(desk: Desk): Hono<Env> {
  const rest = new Hono<Env>();
  rest.use(logged(desk), authenticated(desk), limited(desk), troubled(desk));
  rest.route('/', ticketRoutes(desk));
  rest.route('/', userRoutes(desk));
  rest.route('/', recordRoutes(desk));
  rest.route('/', appRoutes(desk));
  rest.route('/', accountRoutes());
  rest.route('/', searchRoutes(desk));
  rest.route('/', exportRoutes(desk));
  rest.all('*', (c) => {
    const route = `${c.req.method} ${new URL(c.req.url).pathname}`;
    console.warn(`[sandbox] no such route of Zendesk is imitated: ${route}`);
    return c.json({ error: 'InvalidEndpoint', description: `The sandbox does not imitate ${route}` }, 404);
  });
  rest.onError((error, c) => {
    if (error instanceof BadPage)
      return c.json({ error: 'InvalidPaginationParameter', description: error.message }, 400);
    if (error instanceof BadInput) return c.json({ error: 'BadRequest', description: error.message }, 400);
    console.error('[sandbox] error in the REST API', error);
    return c.json({ error: 'InternalError', description: error.message }, 500);
  });
  return rest;
}

/** Logs what the app asked for; the page marks the app's calls, its own are nobody's business. */
function logged(desk: Desk): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (c.req.header('x-sandbox-app') !== '1') return next();
    const started = performance.now();
    await next();
    desk.traffic.add({
      agentId: Number(c.req.header('x-sandbox-agent') ?? 0),
      target: 'zendesk',
      method: c.req.method,
      url: new URL(c.req.url),
      status: c.env.outgoing.destroyed ? 0 : c.res.status,
      ms: performance.now() - started,
    });
    return undefined;
  };
}

function authenticated(desk: Desk): MiddlewareHandler<Env> {
  return async (c, next) => {
    const agent = sessionAgent(desk, c);
    if (!agent) return c.json({ error: "Couldn't authenticate you" }, 401);
    c.set('agent', agent);
    return next();
  };
}

/** Counts the request against the account's limit, and tells how much is left, on refusals and failures too. */
function limited(desk: Desk): MiddlewareHandler<Env> {
  return async (c, next) => {
    const allowance = desk.apiLimit.take(desk.switches);
    for (const [name, value] of Object.entries(limitHeaders(allowance))) c.header(name, value);
    if (allowance.isExceeded && desk.switches.apiLimitEnforced) return tooMany(c, allowance.resetSeconds);
    return next();
  };
}

/** Latency, and the failures that were ordered. */
function troubled(desk: Desk): MiddlewareHandler<Env> {
  return async (c, next) => {
    await halfLatency(desk);
    const url = new URL(c.req.url);
    const failure = desk.failures.take(`${c.req.method} ${url.pathname}${url.search}`);
    if (failure) return fail(desk, c, failure, next);
    await next();
    return halfLatency(desk).then(() => undefined);
  };
}

async function fail(
  desk: Desk,
  c: Context<Env>,
  failure: FailurePlan,
  work: () => Promise<void>,
): Promise<Response | undefined> {
  switch (failure.mode) {
    case '429':
      return tooMany(c, failure.retryAfter);
    case '500':
      return c.json({ error: 'InternalError' }, 500);
    case '502-html':
      return c.html(
        '<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>',
        502,
      );
    case 'lost-before':
      return cutConnection(c);
    case 'hang':
      await desk.failures.hang(c.req.raw.signal);
      return cutConnection(c);
  }
  await work();
  switch (failure.mode) {
    case '500-after':
      return replaceAnswer(c, c.json({ error: 'InternalError' }, 500));
    case 'garbage':
      return replaceAnswer(
        c,
        c.text('{"custom_object_record":{"id":"01', 200, { 'content-type': 'application/json' }),
      );
    case 'lost-after':
      return replaceAnswer(c, cutConnection(c));
    case 'hang-after':
      await desk.failures.hang(c.req.raw.signal);
      return replaceAnswer(c, cutConnection(c));
  }
}

/** After the work there is an answer already, which a middleware must replace rather than return. */
function replaceAnswer(c: Context<Env>, answer: Response): undefined {
  c.res = undefined;
  c.res = answer;
}
