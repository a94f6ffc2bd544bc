import type { RequestEntry } from '../contract';
import type { Broadcast } from './broadcast';
import { type Clock, isoSeconds } from './clock';

/** A request that left the app, before it has its number in the log. */
export interface Departed {
  readonly agentId: number;
  readonly target: RequestEntry['target'];
  readonly method: string;
  readonly url: URL;
  /** 0: no answer came. */
  readonly status: number;
  readonly ms: number;
}

/** The log of what left the app. It takes neither headers nor bodies, so no secret can be in it. */
export interface Traffic {
  add(request: Departed): void;
  entries(): readonly RequestEntry[];
  clear(): void;
}

/** Most entries that the log keeps. */
const longestLog = 1000;

/** An empty log that shows each new entry to every page. */
export function createTraffic(clock: Clock, broadcast: Broadcast): Traffic {
  let log: readonly RequestEntry[] = [];
  let lastId = 0;
  return {
    add({ agentId, target, method, url, status, ms }) {
      lastId += 1;
      const entry: RequestEntry = {
        id: lastId,
        at: isoSeconds(clock.now()),
        agentId,
        target,
        method,
        path: maskedPath(url),
        status,
        ms: Math.round(ms),
      };
      log = [...log, entry].slice(-longestLog);
      broadcast.send({ type: 'request', entry });
    },
    entries: () => log,
    clear() {
      log = [];
    },
  };
}

/** Query members that hold ids of things, paging or sorting; their digits are no phone numbers. */
const harmless =
  /^(ids?|.*_ids?|messageId|lastMessageNumber|filter\[.*ids?\]|page.*|per_page|sort.*|include)$/;

/** Path and query with every phone number reduced to its last four digits, and no token at all. */
export function maskedPath(url: URL): string {
  const query = [...url.searchParams].map(([name, value]) => {
    if (/token/i.test(name)) return `${name}=…`;
    const shown = harmless.test(name) ? value : value.replace(/\+?\d[\d\s().-]{5,}\d/g, maskDigits);
    return `${name}=${shown}`;
  });
  return query.length === 0 ? url.pathname : `${url.pathname}?${query.join('&')}`;
}

function maskDigits(number: string): string {
  return `…${number.replace(/\D/g, '').slice(-4)}`;
}
