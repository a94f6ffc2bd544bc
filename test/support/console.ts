import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Sandbox, startSandbox } from '../../sandbox/start';
import type { ConsolePorts } from '../../src/engine/console-ports';
import type { HttpReply, SendHttp } from '../../src/engine/http';
import { createOffice, type Office } from '../../src/engine/office';
import type { Clock } from '../../src/engine/ports';
import type { Task } from '../../src/engine/task';
import { createConsoleChannel } from '../../src/onemsg/console-channel';
import { createAccount } from '../../src/zendesk/account';
import { createDesk } from '../../src/zendesk/desk';
import { createHistory } from '../../src/zendesk/history';
import { readDone } from '../../src/zendesk/http-answer';
import { createLimit } from '../../src/zendesk/limit';
import { createLogBook } from '../../src/zendesk/log-book';
import { createMemory } from '../../src/zendesk/memory';
import { createRecords } from '../../src/zendesk/records';
import { parseEachSetting } from '../../src/zendesk/settings';
import { createTransport, inPerson } from '../../src/zendesk/transport';
import { noStorage } from '../zendesk/fake-http';

/** An admin of the sample data. */
export const dana = 38000000001;

/** An agent of the sample data. */
export const alexey = 38000000002;

/** The sandbox's two servers, with the app's own manifest and requirements and no page before them. */
export interface Servers {
  readonly sandbox: Sandbox;
  simulate(name: string, body?: unknown): Promise<void>;
  /** Answers without the latency that the sandbox has for people. */
  quick(): Promise<void>;
  /** The console of this person, over real HTTP: what Zendesk's page would do is done by the test. */
  open(userId: number, changes?: Partial<ConsolePorts>): Office;
  /** Everything that left the console, as `METHOD path`. */
  readonly requests: string[];
  close(): Promise<void>;
}

export async function startServers(): Promise<Servers> {
  const folder = await mkdtemp(join(tmpdir(), 'console-'));
  for (const file of ['manifest.json', 'requirements.json']) {
    await copyFile(fileURLToPath(new URL(`../../${file}`, import.meta.url)), join(folder, file));
  }
  const sandbox = await startSandbox({ port: 0, onemsgPort: 0, dist: folder, page: folder });
  const requests: string[] = [];

  const sendAs =
    (userId: number): SendHttp =>
    async ({ method, url, headers, body, secure }) => {
      requests.push(`${method} ${url}`);
      const own = { 'x-sandbox-agent': String(userId), 'content-type': 'application/json' };
      try {
        if (secure) {
          const call = {
            url,
            type: method,
            headers,
            contentType: 'application/json',
            data: body ?? null,
            secure,
          };
          const response = await fetch(`${sandbox.url}/sandbox/proxy`, {
            method: 'POST',
            headers: own,
            body: JSON.stringify(call),
          });
          const answer = JSON.parse(await response.text());
          return readReply(answer.status, answer.body, answer.headers);
        }
        const response = await fetch(`${sandbox.url}${url}`, {
          method,
          headers: { ...headers, ...own },
          ...(body === undefined ? {} : { body }),
        });
        return readReply(response.status, await response.text(), Object.fromEntries(response.headers));
      } catch {
        return { kind: 'unanswered', reason: 'network' };
      }
    };

  const simulate = async (name: string, body: unknown = {}): Promise<void> => {
    const response = await fetch(`${sandbox.url}/_simulate/${name}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
  };

  return {
    sandbox,
    requests,
    simulate,
    async quick() {
      sandbox.onemsg?.simulator.simulate.latency(0);
      await simulate('switches', { latencyMs: 0, latencyJitterMs: 0 });
    },
    open(userId, changes = {}) {
      const send = sendAs(userId);
      const inTurn = createTransport(send, clock, () => 0, createLimit(noStorage, '1'));
      const call = inPerson(inTurn);
      const { installation } = sandbox.zendesk.desk;
      const ports: ConsolePorts = {
        clock,
        random: () => 0.5,
        desk: createDesk(call),
        records: createRecords(call),
        account: createAccount(call, String(installation.installationId)),
        history: createHistory(inTurn),
        logBook: createLogBook(call),
        memory: createMemory(noStorage, '1'),
        dayOf: (at) => new Date(at).toISOString().slice(0, 10),
        phoneBook: {
          readPhones: async (entries, country) =>
            (await import('../../src/core/phone')).readPhones(entries, country),
          async countriesOf(entries) {
            const { writtenCountry } = await import('../../src/core/phone');
            return entries.flatMap(({ written }) => writtenCountry(written) ?? []);
          },
        },
        channelOf: (settings) => createConsoleChannel({ settings, sendHttp: send }),
        addressOf: () => undefined,
        ...changes,
      };
      const given = parseEachSetting(installation.publicSettings());
      const isAdmin = userId === dana;
      return createOffice(ports, { userId, isAdmin, locale: 'en-US' }, given, () => crypto.randomUUID());
    },
    async close() {
      await sandbox.close();
      await rm(folder, { recursive: true });
    },
  };
}

const readReply = (status: number, responseText: string, headers: unknown): HttpReply =>
  status === 0
    ? { kind: 'unanswered', reason: 'network' }
    : readDone({ status, responseText, headers }, clock.now());

/** Time passes at once: what the console waits for in earnest is not what these tests are about. */
let passed = 0;
const clock: Clock = {
  now: () => Date.now() + passed,
  setTimer(run, ms) {
    passed += ms;
    return Number(setTimeout(run, 0));
  },
  clearTimer: (id) => clearTimeout(id),
};

/** Lets a task run to its end. */
export function ended(task: Pick<Task<unknown>, 'state' | 'subscribe' | 'start'>): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (task.state().kind === 'running') return;
      end();
      resolve();
    };
    const end = task.subscribe(look);
    task.start();
  });
}
