import { type Context, Hono } from 'hono';
import type { Changes, SandboxUser } from '../contract';
import { systemUserId } from './account';
import { isoSeconds } from './clock';
import { announce, type Desk, savingNow } from './desk';
import { parseFailurePlan } from './failures';
import type { Env } from './http';
import {
  BadInput,
  ifGiven,
  type JsonObject,
  objectOf,
  orNull,
  parseJson,
  readBoolean,
  readNumber,
  readString,
  readStrings,
} from './json';
import { parseChanges } from './page-api';
import { phoneIdentities } from './people';
import { lengthen } from './sample';
import { type Saved, saveTicket } from './save-ticket';
import { parseRecordPlan, parseTicketPlan, seedRecords, seedTickets } from './seed';
import { changeSwitches, describeSwitches } from './switches';

const actions = [
  'POST /_simulate/reset                                          everything as at the start, 1MSG’s simulator too',
  'GET  /_simulate/misconfigure                                   the mistakes that can be made, a line each',
  'POST /_simulate/misconfigure {name, onTop?}                    everything as at the start but for one mistake; onTop: no reset before',
  'POST /_simulate/switches   {name: value, …}                    turns the switches listed below',
  'POST /_simulate/fail       {match, mode, count?, retryAfter?}  the next requests that match go wrong',
  'DELETE /_simulate/fail                                         no more failures; lets go of what hangs',
  'POST /_simulate/settings   {set?: {…}, remove?: [names]}       the app’s settings',
  'POST /_simulate/assign     {ticketId, assigneeId, byUserId?, secondsAgo?}  routing or another agent assigns',
  'POST /_simulate/save       {ticketId, changes, byUserId?, secondsAgo?}     another agent saves',
  'POST /_simulate/solve      {ticketId, byUserId?}               another agent solves',
  'POST /_simulate/merge      {ticketId, intoTicketId, byUserId?} closes a ticket into another',
  'POST /_simulate/audits     {ticketId, count}                   adds saves that change no assignee',
  'POST /_simulate/user       {userId, name?, alias?, email?, locale?, tags?, suspended?, phone?, phones?}',
  'POST /_simulate/delete-user {userId, gone?}                    inactive, or (gone) 404',
  'POST /_simulate/seed-tickets {count, days?, seed?, phones?: mixed|national}  tickets of the past, assigned, with requesters',
  'POST /_simulate/seed-records {count, days?, seed?, failing?: {problem, hours?}}  notifications of the past',
  'POST /_simulate/delete-records {count?}                        the newest records are gone',
  'POST /_simulate/clock      {shiftMs}                           moves this Zendesk’s clock',
];

/** The mistakes that the sandbox can make in both of its halves. */
export interface Misconfigure {
  /** One line for each, by name. */
  readonly abouts: Readonly<Record<string, string>>;
  make(name: string, desk: Desk): void;
}

/** The switches, below `/_simulate`: everything here is the sandbox's, nothing is Zendesk's. */
export function simulateApi(
  desk: Desk,
  resetAll: () => Promise<void>,
  misconfigure: Misconfigure | null,
): Hono<Env> {
  const api = new Hono<Env>();

  api.get('/', (c) => {
    const plans = desk.failures
      .planned()
      .map(({ match, mode, count }) => `fail ${count} × ${mode} on /${match.source}/`);
    return c.text([...actions, '', ...describeSwitches(desk.switches), '', ...plans].join('\n'));
  });

  api.post('/reset', async (c) => {
    await resetAll();
    return c.json({ ok: true });
  });

  api.get('/misconfigure', (c) => {
    const lines = Object.entries(misconfigure?.abouts ?? {}).map(
      ([name, about]) => `${name.padEnd(28)} ${about}`,
    );
    return c.text(lines.join('\n'));
  });

  api.post('/misconfigure', async (c) => {
    const body = await bodyOf(c);
    const name = readString(body, 'name');
    if (!misconfigure) throw new BadInput('with a real channel no mistakes are made on purpose');
    if (!Object.hasOwn(misconfigure.abouts, name)) {
      throw new BadInput(`there is no mistake "${name}"; GET /_simulate/misconfigure lists them`);
    }
    if (ifGiven(body, 'onTop', readBoolean) !== true) await resetAll();
    misconfigure.make(name, desk);
    return c.json({ ok: true, about: misconfigure.abouts[name] });
  });

  api.post('/switches', async (c) => {
    desk.switches = changeSwitches(desk.switches, await bodyOf(c));
    return c.json(desk.switches);
  });

  api.post('/fail', async (c) => {
    desk.failures.plan(parseFailurePlan(await bodyOf(c)));
    return c.json({ ok: true });
  });

  api.delete('/fail', (c) => {
    desk.failures.clear();
    return c.json({ ok: true });
  });

  api.post('/settings', async (c) => {
    const body = await bodyOf(c);
    const set = body.set === undefined ? {} : objectOf(body.set, '"set"');
    desk.installation.change(set, ifGiven(body, 'remove', readStrings) ?? []);
    // Only what every agent may read is shown: a secure setting stays here.
    return c.json(desk.installation.publicSettings());
  });

  api.post('/assign', async (c) => {
    const body = await bodyOf(c);
    const assigneeId = orNull(readNumber)(body, 'assigneeId');
    return answer(c, remoteSave(desk, body, { assigneeId }));
  });

  api.post('/save', async (c) => {
    const body = await bodyOf(c);
    return answer(c, remoteSave(desk, body, parseChanges(objectOf(body.changes, '"changes"'))));
  });

  api.post('/solve', async (c) => answer(c, remoteSave(desk, await bodyOf(c), { status: 'solved' })));

  api.post('/merge', async (c) => {
    const body = await bodyOf(c);
    const into = readNumber(body, 'intoTicketId');
    const tags = [...ticketOf(desk, readNumber(body, 'ticketId')).tags, 'closed_by_merge'];
    ticketOf(desk, into);
    const comment = `This request was closed and merged into request #${into}.`;
    return answer(c, remoteSave(desk, body, { status: 'closed', tags, comment }));
  });

  api.post('/audits', async (c) => {
    const body = await bodyOf(c);
    const { id, status } = ticketOf(desk, readNumber(body, 'ticketId'));
    if (status === 'closed') throw new BadInput(`ticket ${id} is closed, nothing can be added to it`);
    const now = desk.clock.now();
    const by = firstAdmin(desk);
    lengthen(desk.account, desk.ids, id, readNumber(body, 'count'), by, now - 1000, now);
    desk.broadcast.send({ type: 'ticket-updated', ticketId: id, byUserId: by });
    return c.json({ ok: true, audits: desk.account.audits.get(id)?.length ?? 0 });
  });

  api.post('/user', async (c) => {
    const body = await bodyOf(c);
    const user = changedUser(userOf(desk, body), body);
    desk.account.users.set(user.id, user);
    return c.json(user);
  });

  api.post('/delete-user', async (c) => {
    const body = await bodyOf(c);
    const user = userOf(desk, body);
    if (ifGiven(body, 'gone', readBoolean) === true) desk.account.users.delete(user.id);
    else desk.account.users.set(user.id, { ...user, active: false });
    return c.json({ ok: true });
  });

  api.post('/seed-tickets', async (c) =>
    c.json({ ok: true, tickets: seedTickets(desk, parseTicketPlan(await bodyOf(c))) }),
  );

  api.post('/seed-records', async (c) =>
    c.json({ ok: true, records: seedRecords(desk, parseRecordPlan(await bodyOf(c))) }),
  );

  api.post('/delete-records', async (c) => {
    const count = ifGiven(await bodyOf(c), 'count', readNumber) ?? 1;
    for (const store of desk.records.values()) {
      const newest = [...store.asOf(desk.clock.now())].sort((a, b) => b.createdAt - a.createdAt);
      for (const { id } of newest.slice(0, count)) store.delete(id);
    }
    return c.json({ ok: true });
  });

  api.post('/clock', async (c) => {
    desk.clock.shift(readNumber(await bodyOf(c), 'shiftMs'));
    return c.json({ now: isoSeconds(desk.clock.now()) });
  });

  api.all('*', (c) =>
    c.json({ error: `no such switch: ${c.req.method} ${c.req.path}`, see: '/_simulate/' }, 404),
  );

  api.onError((error, c) => {
    if (error instanceof BadInput) return c.json({ error: error.message }, 400);
    console.error('[sandbox] error in a switch', error);
    return c.json({ error: error.message }, 500);
  });
  return api;
}

async function bodyOf(c: Context<Env>): Promise<JsonObject> {
  return objectOf(parseJson(await c.req.text()), 'the body');
}

function answer(c: Context<Env>, saved: Saved): Response {
  return saved.ok ? c.json({ ok: true, ticket: saved.ticket }) : c.json(saved, 422);
}

/** A save that no window of this sandbox asked for: by routing, or by an agent elsewhere. */
function remoteSave(desk: Desk, body: JsonObject, changes: Changes): Saved {
  const ticketId = readNumber(body, 'ticketId');
  const byUserId = ifGiven(body, 'byUserId', readNumber) ?? systemUserId;
  const at = desk.clock.now() - 1000 * (ifGiven(body, 'secondsAgo', readNumber) ?? 0);
  const channel = byUserId === systemUserId ? 'api' : 'web';
  const saving = { ...savingNow(desk, byUserId, channel), at };
  return announce(desk, saveTicket(desk.account, desk.ids, ticketId, changes, saving));
}

function ticketOf(desk: Desk, id: number) {
  const ticket = desk.account.tickets.get(id);
  if (!ticket) throw new BadInput(`there is no ticket ${id}`);
  return ticket;
}

function userOf(desk: Desk, body: JsonObject): SandboxUser {
  const id = readNumber(body, 'userId');
  const user = desk.account.users.get(id);
  if (!user) throw new BadInput(`there is no user ${id}`);
  return user;
}

function changedUser(user: SandboxUser, body: JsonObject): SandboxUser {
  const phones = ifGiven(body, 'phones', readStrings);
  const phone = ifGiven(body, 'phone', orNull(readString));
  const alias = ifGiven(body, 'alias', orNull(readString));
  const email = ifGiven(body, 'email', orNull(readString));
  const others = user.identities.filter(({ type }) => type !== 'phone_number');
  return {
    ...user,
    name: ifGiven(body, 'name', readString) ?? user.name,
    alias: alias === undefined ? user.alias : alias,
    email: email === undefined ? user.email : email,
    locale: ifGiven(body, 'locale', readString) ?? user.locale,
    tags: ifGiven(body, 'tags', readStrings) ?? user.tags,
    suspended: ifGiven(body, 'suspended', readBoolean) ?? user.suspended,
    phone: phone ?? (phone === undefined ? (phones ? (phones[0] ?? null) : user.phone) : null),
    identities: phones ? [...others, ...phoneIdentities(user.id, phones)] : user.identities,
  };
}

function firstAdmin(desk: Desk): number {
  const admin = [...desk.account.users.values()].find(({ role }) => role === 'admin');
  return admin?.id ?? systemUserId;
}
