/** Chance that comes out the same for the same seed. */
export interface Chance {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from 0 up to, but not including, the limit. */
  below(limit: number): number;
  /** One of several. */
  one<T>(of: readonly [T, ...T[]]): T;
  /** One of several, each as likely as its weight says. */
  weighted<T>(of: readonly [readonly [T, number], ...(readonly [T, number])[]]): T;
}

/** The generator mulberry32, which is good enough for sample data. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    one: (of) => of[below(of.length)] ?? of[0],
    weighted(of) {
      let left = next() * of.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of of) {
        left -= weight;
        if (left < 0) return value;
      }
      return of[0][0];
    },
  };
}

/** A moment in office hours of the last days, Saturdays and Sundays mostly left out. */
export function officeMoment(chance: Chance, now: number, days: number): number {
  const day = 86_400_000;
  for (;;) {
    const midnight = Math.floor(now / day) * day - chance.below(days) * day;
    const weekday = new Date(midnight).getUTCDay();
    const isWeekend = weekday === 0 || weekday === 6;
    const hour = 8 + (chance.next() + chance.next()) * 5;
    const moment = midnight + Math.floor(hour * 3_600_000);
    if (moment < now && (!isWeekend || chance.next() < 0.15)) return moment;
    // Of the only day there is, office hours may not have begun yet, or it is a Sunday.
    if (days === 1) return now - chance.below(day);
  }
}
