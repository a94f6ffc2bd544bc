import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { SandboxUser } from '../contract';
import { isWorkingAgent } from './account';
import type { Desk } from './desk';

/** What the routes of this server share. */
export interface Env {
  Bindings: HttpBindings;
  Variables: { agent: SandboxUser };
}

/** The agent whose browser asks: the header stands for the login cookie. */
export function sessionAgent(desk: Desk, c: Context<Env>): SandboxUser | undefined {
  const user = desk.account.users.get(Number(c.req.header('x-sandbox-agent')));
  return isWorkingAgent(user) ? user : undefined;
}

/** Cuts the connection instead of answering: the browser sees a network error, status 0. */
export function cutConnection(c: Context<Env>): Response {
  c.env.outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Waits; half of a request's time passes before the work and half after, so that requests really overlap. */
export async function halfLatency(desk: Desk): Promise<void> {
  const { latencyMs, latencyJitterMs } = desk.switches;
  const ms = (latencyMs + Math.random() * latencyJitterMs) / 2;
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
