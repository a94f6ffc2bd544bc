import { vi } from 'vitest';

/** Long enough for a machine that is busy with other tests: only what never comes may fail by the clock. */
export const patience = 60_000;

/** Waits until the check passes. */
export const soon = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: patience, interval: 5 });
