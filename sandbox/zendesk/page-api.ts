import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Changes, PhoneMessage, SubmitAnswer, TicketStatus, World } from '../contract';
import { announce, type Desk, savingNow } from './desk';
import { cutConnection, type Env, sessionAgent } from './http';
import {
  BadInput,
  ifGiven,
  type JsonObject,
  objectOf,
  oneOf,
  orNull,
  parseJson,
  readNumber,
  readString,
  readStrings,
} from './json';
import { parseProxyCall, proxy, type Route } from './proxy';
import { createTicket, type Saved, saveTicket } from './save-ticket';

const statuses: readonly TicketStatus[] = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];

/** What surrounds the helpdesk: where messages go, and the phones that they end up on. */
export interface Surroundings {
  readonly channel: World['channel'];
  readonly onemsgUrl: string;
  readonly appPort: number;
  readonly route: Route;
  messages(): readonly PhoneMessage[];
}

/** What the helpdesk page asks of the server, below `/sandbox`. */
export function pageApi(desk: Desk, surroundings: Surroundings): Hono<Env> {
  const api = new Hono<Env>();

  api.get('/world', (c) => c.json(worldOf(desk, surroundings)));

  api.get('/requests', (c) => c.json(desk.traffic.entries()));

  api.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      const stop = desk.broadcast.subscribe((event) => {
        // A page that has just closed is not listening any more; there is nobody to tell.
        stream.writeSSE({ data: JSON.stringify(event) }).catch(() => undefined);
      });
      // A comment line, so that the page knows at once that it is connected.
      await stream.write(': connected\n\n');
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      stop();
    }),
  );

  api.use(async (c, next) => {
    const agent = sessionAgent(desk, c);
    if (!agent) return c.json({ error: "Couldn't authenticate you" }, 401);
    c.set('agent', agent);
    return next();
  });

  api.post('/tickets', async (c) => {
    const body = objectOf(parseJson(await c.req.text()), 'the body');
    const changes = parseChanges(objectOf(body.changes, '"changes"'));
    const draft = {
      id: Math.max(...desk.account.tickets.keys()) + 1,
      subject: readString(body, 'subject'),
      requesterId: readNumber(body, 'requesterId'),
      about: 'Made here',
    };
    return c.json(
      submit(desk, () =>
        createTicket(desk.account, desk.ids, draft, changes, savingNow(desk, c.var.agent.id, 'web')),
      ),
    );
  });

  api.post('/tickets/:id{[0-9]+}/submit', async (c) => {
    const body = objectOf(parseJson(await c.req.text()), 'the body');
    const changes = parseChanges(objectOf(body.changes, '"changes"'));
    const ticketId = Number(c.req.param('id'));
    return c.json(
      submit(desk, () =>
        saveTicket(desk.account, desk.ids, ticketId, changes, savingNow(desk, c.var.agent.id, 'web')),
      ),
    );
  });

  api.post('/proxy', async (c) => {
    const call = parseProxyCall(objectOf(parseJson(await c.req.text()), 'the body'));
    const { signal } = c.req.raw;
    const answer = await proxy(desk, surroundings.route, c.var.agent, call, signal);
    return signal.aborted ? cutConnection(c) : c.json(answer);
  });

  api.all('*', (c) => c.json({ error: `The sandbox has no ${c.req.method} ${c.req.path}` }, 404));

  api.onError((error, c) => {
    if (error instanceof BadInput) return c.json({ error: error.message }, 400);
    console.error('[sandbox] error in the page’s API', error);
    return c.json({ error: error.message }, 500);
  });
  return api;
}

/** Reads the changes of a save. */
export function parseChanges(body: JsonObject): Changes {
  const assigneeId = ifGiven(body, 'assigneeId', orNull(readNumber));
  const groupId = ifGiven(body, 'groupId', orNull(readNumber));
  const status = ifGiven(body, 'status', oneOf(statuses));
  const tags = ifGiven(body, 'tags', readStrings);
  const requesterId = ifGiven(body, 'requesterId', orNull(readNumber));
  const comment = ifGiven(body, 'comment', readString);
  return {
    ...(assigneeId === undefined ? {} : { assigneeId }),
    ...(groupId === undefined ? {} : { groupId }),
    ...(status === undefined ? {} : { status }),
    ...(tags === undefined ? {} : { tags }),
    ...(requesterId === undefined ? {} : { requesterId }),
    ...(comment === undefined ? {} : { comment }),
  };
}

function submit(desk: Desk, save: () => Saved): SubmitAnswer {
  const { submitFails } = desk.switches;
  if (submitFails !== null) return { ok: false, message: submitFails };
  const saved = announce(desk, save());
  return saved.ok ? { ok: true, ticket: saved.ticket } : saved;
}

function worldOf(desk: Desk, surroundings: Surroundings): World {
  const { account, installation } = desk;
  return {
    users: [...account.users.values()],
    groups: [...account.groups.values()],
    tickets: [...account.tickets.values()],
    settings: installation.publicSettings(),
    installation: {
      appId: installation.appId,
      installationId: installation.installationId,
      name: installation.package.name,
      version: installation.package.version,
    },
    pages: installation.package.pages,
    account: { subdomain: 'sandbox', timeZone: 'Europe/London' },
    channel: surroundings.channel,
    messages: surroundings.messages(),
    onemsgUrl: surroundings.onemsgUrl,
    appPort: surroundings.appPort,
  };
}
