import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestEntry } from '../../sandbox/contract';
import type { Sandbox } from '../../sandbox/start';

/** A request of the app with the server's own times, ms. */
export interface Timed {
  readonly entry: RequestEntry;
  readonly start: number;
  readonly end: number;
}

/** Longer than the app waits at random before it follows a hint: what is quiet for so long stays quiet. */
const quiet = 2_500;

/** Requests of the app that reached Zendesk since the sandbox was reset, of one agent or of all. */
export function zendeskRequests(sandbox: Sandbox, agentId?: number): readonly RequestEntry[] {
  return sandbox.zendesk.desk.traffic
    .entries()
    .filter((entry) => entry.target === 'zendesk' && (agentId === undefined || entry.agentId === agentId));
}

/** Requests of the app that reached anybody since then. */
export function allRequests(sandbox: Sandbox): readonly RequestEntry[] {
  return sandbox.zendesk.desk.traffic.entries();
}

/** Waits until nothing more is asked of Zendesk. */
export async function untilQuiet(sandbox: Sandbox): Promise<void> {
  let before = -1;
  for (;;) {
    const { length } = zendeskRequests(sandbox);
    if (length === before) return;
    before = length;
    await sleep(quiet);
  }
}

/** Waits until the acceptance of a message is written down, so that other browsers can find it. */
export async function untilRecorded(sandbox: Sandbox): Promise<void> {
  while (!zendeskRequests(sandbox).some(({ method }) => method === 'PATCH')) await sleep(20);
}

/** Turns a switch of the local Zendesk. */
export async function simulate(sandbox: Sandbox, name: string, body: object): Promise<void> {
  const answer = await fetch(`${sandbox.url}/_simulate/${name}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`/_simulate/${name} answered ${answer.status}: ${await answer.text()}`);
}

/** Follows the log, which itself knows how long a request took but not when it began, to the millisecond. */
export function followLog(sandbox: Sandbox): { readonly stop: () => Timeline } {
  const requests: Timed[] = [];
  let savedAt = Number.POSITIVE_INFINITY;
  const unsubscribe = sandbox.zendesk.desk.broadcast.subscribe((event) => {
    const end = performance.now();
    if (event.type === 'request') requests.push({ entry: event.entry, start: end - event.entry.ms, end });
    if (event.type === 'ticket-updated') savedAt = Math.min(savedAt, end);
  });
  return {
    stop() {
      unsubscribe();
      return { requests, savedAt };
    },
  };
}

export interface Timeline {
  /** In the order in which they ended. */
  readonly requests: readonly Timed[];
  /** When the ticket was saved, a moment before its agent's app hears of it. */
  readonly savedAt: number;
}

/** The log rounds to whole milliseconds. */
const rounding = 1;

/** The requests to Zendesk that began after the save and before the send left. */
export function betweenSaveAndSend({ requests, savedAt }: Timeline): readonly Timed[] {
  const send = requests.find(({ entry }) => entry.path.endsWith('/sendTemplate'));
  if (send === undefined) throw new Error('Nothing was sent.');
  return requests.filter(
    ({ entry, start }) =>
      entry.target === 'zendesk' && start >= savedAt - rounding && start < send.start + rounding,
  );
}

/** How many of the requests there are at most of which each begins when the one before has ended. */
export function longestSeries(requests: readonly Timed[]): number {
  let series = 0;
  let free = Number.NEGATIVE_INFINITY;
  for (const { start, end } of requests) {
    if (start < free - rounding) continue;
    series += 1;
    free = end;
  }
  return series;
}
