import type { Clock } from './clock';
import type { Switches } from './switches';

const minute = 60_000;

/** What a request finds left of a limit. */
export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the count starts anew. */
  readonly resetSeconds: number;
  /** This request is one too many. */
  readonly isExceeded: boolean;
}

/** Counts requests by the minute. The whole account shares the limit, other apps and integrations too. */
export interface ApiLimit {
  /** Counts one request to the Support API. */
  take(switches: Switches): Allowance;
  /** Counts one request to the incremental exports: “You can make up to 10 requests per minute”. */
  takeExport(): Allowance;
  clear(): void;
}

const exportsPerMinute = 10;

/** A limit of which nothing is used. */
export function createApiLimit(clock: Clock): ApiLimit {
  const used = new Map<string, { readonly minute: number; readonly count: number }>();
  function count(name: string, limit: number, usedElsewhere: number): Allowance {
    const now = clock.now();
    const current = Math.floor(now / minute);
    const before = used.get(name);
    const own = before?.minute === current ? before.count + 1 : 1;
    used.set(name, { minute: current, count: own });
    return {
      limit,
      remaining: Math.max(0, limit - usedElsewhere - own),
      resetSeconds: Math.ceil(((current + 1) * minute - now) / 1000),
      isExceeded: own > limit - usedElsewhere,
    };
  }
  return {
    take: ({ apiLimit, apiUsedElsewhere }) => count('api', apiLimit, apiUsedElsewhere),
    takeExport: () => count('exports', exportsPerMinute, 0),
    clear: () => used.clear(),
  };
}

/** An allowance in the headers that Zendesk writes on every answer, in the old spelling and the new one. */
export function limitHeaders({
  limit,
  remaining,
  resetSeconds,
}: Allowance): Readonly<Record<string, string>> {
  return {
    'x-rate-limit': String(limit),
    'x-rate-limit-remaining': String(remaining),
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(resetSeconds),
  };
}
