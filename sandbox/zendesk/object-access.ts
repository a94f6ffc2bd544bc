import type { Context } from 'hono';
import { forbidden, notFound } from './answers';
import type { Desk } from './desk';
import type { Env } from './http';
import type { RecordStore } from './record-store';

/** The refusal, when this agent may not do this with this object; undefined when the request may go on. */
export function refusal(desk: Desk, c: Context<Env>): Response | undefined {
  const { customObjects, agentRecords } = desk.switches;
  const key = c.req.param('key') ?? '';
  if (customObjects === 'missing' || !desk.records.has(key)) return c.json(notFound, 404);
  const touchesRecords = c.req.path.includes(`/${key}/records`);
  const writes = c.req.method !== 'GET' && !c.req.path.endsWith('/records/search');
  if (customObjects === 'forbidden' || (customObjects === 'read-only' && writes))
    return c.json(forbidden, 403);
  if (c.var.agent.role === 'admin' || !touchesRecords) return undefined;
  const allowed = agentRecords === 'full' || (agentRecords === 'read' && !writes);
  return allowed ? undefined : c.json(forbidden, 403);
}

/** The store of the object that a request is about, for routes behind {@link refusal}. */
export function storeOf(desk: Desk, c: Context<Env>): RecordStore {
  const store = desk.records.get(c.req.param('key') ?? '');
  if (!store) throw new Error('A route of a custom object ran without its permission check');
  return store;
}
