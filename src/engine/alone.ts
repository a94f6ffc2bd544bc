import type { Tabs } from './ports';

/** A page beside no other one. */
export const alone: Tabs = {
  join: () => undefined,
  leave: () => undefined,
  tell: () => undefined,
  hold: async () => true,
  release: () => undefined,
};
