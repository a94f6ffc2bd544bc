import { lazy } from './lazy';
import type { Tabs } from './ports';

/** The other tabs, by code that loads with the first ticket. Where it does not come, this tab is alone. */
export function lazyTabs(load: () => Promise<Tabs>): Tabs {
  const { ask, order } = lazy(load);
  return {
    join: order((tabs, ...args) => tabs.join(...args)),
    leave: order((tabs) => tabs.leave()),
    tell: order((tabs, news) => tabs.tell(news)),
    hold: ask((tabs, key) => tabs.hold(key), true),
    release: order((tabs, key) => tabs.release(key)),
  };
}
