/** The time of the local Zendesk. Tests move it instead of waiting. */
export interface Clock {
  /** Milliseconds since 1970, as this Zendesk sees it. */
  now(): number;
  /** Moves the clock forward (or back) from where it stands. */
  shift(ms: number): void;
  /** Back to the machine's time. */
  reset(): void;
}

/** A clock that runs with the machine's until somebody shifts it. */
export function createClock(machine: () => number = Date.now): Clock {
  let shifted = 0;
  return {
    now: () => machine() + shifted,
    shift(ms) {
      shifted += ms;
    },
    reset() {
      shifted = 0;
    },
  };
}

/** A time as Zendesk writes it: ISO 8601 in UTC with whole seconds. */
export function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
