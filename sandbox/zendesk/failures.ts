import { BadInput, ifGiven, type JsonObject, oneOf, readNumber, readString } from './json';

const modes = [
  '429',
  '500',
  '500-after',
  '502-html',
  'lost-before',
  'lost-after',
  'hang',
  'hang-after',
  'garbage',
] as const;

/** How a request goes wrong. `-after`: the work is done and only its answer suffers. */
export type FailureMode = (typeof modes)[number];

/** Requests that are to go wrong. */
export interface FailurePlan {
  /** Tested against `POST /api/v2/…?…`, or `proxy POST /…?…` for a call through the proxy. */
  readonly match: RegExp;
  readonly mode: FailureMode;
  /** How many requests are still to fail. */
  readonly count: number;
  readonly retryAfter: number;
}

/** The failures that were ordered and have not happened yet. */
export interface Failures {
  plan(plan: FailurePlan): void;
  /** The failure of this request, if it is to fail; counts it. */
  take(subject: string): FailurePlan | undefined;
  planned(): readonly FailurePlan[];
  clear(): void;
  /** Waits as long as a request that hangs: until the client leaves, or the failures are cleared. */
  hang(left: AbortSignal): Promise<void>;
}

/** Reads an order for failures: `{match, mode, count?, retryAfter?}`. */
export function parseFailurePlan(body: JsonObject): FailurePlan {
  const source = readString(body, 'match');
  let match: RegExp;
  try {
    match = new RegExp(source);
  } catch {
    throw new BadInput(`"match" is not a regular expression: ${source}`);
  }
  return {
    match,
    mode: oneOf(modes)(body, 'mode'),
    count: ifGiven(body, 'count', readNumber) ?? 1,
    retryAfter: ifGiven(body, 'retryAfter', readNumber) ?? 1,
  };
}

/** Nothing fails until somebody orders it. */
export function createFailures(): Failures {
  let plans: readonly FailurePlan[] = [];
  let released = new AbortController();
  return {
    plan(plan) {
      plans = [...plans, plan];
    },
    take(subject) {
      const taken = plans.find((plan) => plan.match.test(subject));
      plans = plans.flatMap((plan) => {
        if (plan !== taken) return [plan];
        return plan.count > 1 ? [{ ...plan, count: plan.count - 1 }] : [];
      });
      return taken;
    },
    planned: () => plans,
    clear() {
      plans = [];
      released.abort();
      released = new AbortController();
    },
    hang(left) {
      const until = AbortSignal.any([left, released.signal]);
      return new Promise((resolve) => {
        if (until.aborted) resolve();
        else until.addEventListener('abort', () => resolve(), { once: true });
      });
    },
  };
}
