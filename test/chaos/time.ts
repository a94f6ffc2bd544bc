/** Time that only the simulation moves, and chance that only the seed decides. */

/** What can be taken back before it happens. */
export interface Due {
  readonly at: number;
  run: (() => void) | undefined;
}

export class VirtualTime {
  now = Date.UTC(2026, 0, 12, 10, 30);
  /** Sorted by time, latest first; of equal times the one that was set last stands first. */
  private readonly due: Due[] = [];

  after(ms: number, run: () => void): Due {
    const one: Due = { at: this.now + Math.max(0, Math.round(ms)), run };
    let low = 0;
    let high = this.due.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.due[middle]?.at ?? 0) > one.at) low = middle + 1;
      else high = middle;
    }
    this.due.splice(low, 0, one);
    return one;
  }

  /** Moves on by `ms`; after everything that happens, promises go as far as they can. */
  async advance(ms: number): Promise<void> {
    const until = this.now + ms;
    await settled();
    for (;;) {
      const next = this.due.at(-1);
      if (next === undefined || next.at > until) break;
      this.due.pop();
      if (next.run === undefined) continue;
      this.now = next.at;
      next.run();
      await settled();
    }
    this.now = until;
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A number at least 0 and below 1. */
export type Dice = () => number;

/** Chance of one purpose. With 0 for a seed nothing varies, which is what a failing history shrinks to. */
export function diceFor(seed: number, purpose: string): Dice {
  if (seed === 0) return () => 0.3;
  let state = seed;
  for (let index = 0; index < purpose.length; index += 1) {
    state = Math.imul(state ^ purpose.charCodeAt(index), 0x9e3779b1);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
