import type { Clock } from '../engine/ports';

/** The browser's own time and timers. */
export const createBrowserClock = (): Clock => ({
  now: () => Date.now(),
  setTimer: (run, ms) => window.setTimeout(run, ms),
  clearTimer: (id) => window.clearTimeout(id),
});
