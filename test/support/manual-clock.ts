import type { Clock, TimerId } from '../../src/engine/ports';

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /**
   * Moves on by `ms`. Every timer that falls due runs at its own time, in order, also those that are set on the
   * way; after each one, whatever waits for promises goes as far as it can.
   */
  advance(ms: number): Promise<void>;
  /** How many timers are set. */
  readonly pending: number;
}

/** A clock that shows `start` (ms since the epoch). */
export function createManualClock(start = Date.UTC(2026, 0, 12, 10, 30)): ManualClock {
  const timers = new Map<TimerId, { readonly due: number; readonly run: () => void }>();
  let now = start;
  let lastId = 0;

  return {
    now: () => now,
    setTimer(run, ms) {
      lastId += 1;
      timers.set(lastId, { due: now + Math.max(0, ms), run });
      return lastId;
    },
    clearTimer(id) {
      timers.delete(id);
    },
    async advance(ms) {
      if (ms < 0) throw new Error(`Time does not run backwards: advance(${ms})`);
      const until = now + ms;
      await settle();
      for (;;) {
        // Timers with the same time run in the order they were set, which is the order of a Map.
        const [id, timer] = [...timers].reduce<[TimerId, { due: number; run: () => void }] | []>(
          (next, entry) => (next[1] === undefined || entry[1].due < next[1].due ? entry : next),
          [],
        );
        if (id === undefined || timer === undefined || timer.due > until) break;
        timers.delete(id);
        now = timer.due;
        timer.run();
        await settle();
      }
      now = until;
    },
    get pending() {
      return timers.size;
    },
  };
}

/** Lets every chain of promises that is not waiting for the outside run to its end. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
