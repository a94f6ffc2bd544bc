import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/start';

/** An answer of the local Zendesk. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A sandbox with the app's own manifest and requirements, asked as a browser would. */
export interface SandboxDesk {
  readonly sandbox: Sandbox;
  /** Asks a route below `/api/v2`, as an agent's browser does. */
  call(method: string, path: string, agent: number, body?: unknown): Promise<Answer>;
  /** Turns a switch below `/_simulate`. */
  simulate(name: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

export async function startSandboxDesk(): Promise<SandboxDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-desk-'));
  for (const file of ['manifest.json', 'requirements.json']) {
    await copyFile(fileURLToPath(new URL(`../../${file}`, import.meta.url)), join(folder, file));
  }
  const sandbox = await startSandbox({ port: 0, onemsgPort: 0, dist: folder, page: folder });
  const ask = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const response = await fetch(`${sandbox.url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, headers: response.headers, body: json };
  };
  return {
    sandbox,
    call: (method, path, agent, body) =>
      ask(method, `/api/v2${path}`, { 'x-sandbox-agent': String(agent) }, body),
    async simulate(name, body = {}) {
      const answer = await ask('POST', `/_simulate/${name}`, {}, body);
      expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
      return answer.body;
    },
    async close() {
      await sandbox.close();
      await rm(folder, { recursive: true });
    },
  };
}
