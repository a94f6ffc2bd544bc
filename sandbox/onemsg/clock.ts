import { clearTimeout, setTimeout } from 'node:timers';

/** Names a timer that was set, so that it can be cleared. */
export type TimerId = number;

/** The simulator's only source of time. Everything in milliseconds. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Runs `run` once, `ms` from now; never before `setTimer` returned. */
  setTimer(run: () => void, ms: number): TimerId;
  /** Forgets a timer. One that already ran, or never existed, is fine. */
  clearTimer(id: TimerId): void;
}

/** The machine's clock. */
export const realClock: Clock = {
  now: () => Date.now(),
  setTimer: (run, ms) => setTimeout(run, ms)[Symbol.toPrimitive](),
  clearTimer: (id) => {
    clearTimeout(id);
  },
};

/** A clock that stands still until somebody moves it. */
export interface SimulatedClock extends Clock {
  /** Moves time on by `ms` and runs every timer that falls due on the way, in order, each at its own time. */
  advance(ms: number): void;
}

/** A simulated clock that starts at `start` (milliseconds since the Unix epoch). */
export function createSimulatedClock(start: number = Date.UTC(2026, 10, 22, 12)): SimulatedClock {
  const timers = new Map<TimerId, { at: number; run: () => void }>();
  let now = start;
  let lastId = 0;

  const firstDue = (until: number) => {
    let first: { id: TimerId; at: number; run: () => void } | null = null;
    for (const [id, timer] of timers) {
      if (timer.at <= until && (first === null || timer.at < first.at)) {
        first = { id, ...timer };
      }
    }
    return first;
  };

  return {
    now: () => now,
    setTimer(run, ms) {
      lastId += 1;
      timers.set(lastId, { at: now + Math.max(0, ms), run });
      return lastId;
    },
    clearTimer(id) {
      timers.delete(id);
    },
    advance(ms) {
      if (ms < 0) {
        throw new RangeError(`[onemsg] a clock cannot go back (asked for ${ms} ms)`);
      }
      const until = now + ms;
      for (let due = firstDue(until); due !== null; due = firstDue(until)) {
        timers.delete(due.id);
        now = due.at;
        due.run();
      }
      now = until;
    },
  };
}
