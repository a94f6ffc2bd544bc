import { failed, problem } from '../core/problem';
import { lazy, notLoaded } from './lazy';
import type { Channel } from './ports';

/** How long a send may wait for the code, ms: its claim is not good for ever. */
const longestLoad = 5_000;

/**
 * A channel whose code comes with its first use, so that the app listens before it is loaded. Where the code
 * cannot be loaded, or comes too late for a send, nothing has left the app: the send is refused then, never lost.
 */
export function lazyChannel(load: () => Promise<Channel>, now: () => number = Date.now): Channel {
  const { loaded, ask } = lazy(load);
  const missing = problem('onemsg_unreachable', notLoaded);
  const refused = { kind: 'refused', problem: missing, retryAfter: undefined } as const;
  return {
    async send(message) {
      const askedAt = now();
      const there = await loaded();
      return there === undefined || now() - askedAt > longestLoad ? refused : there.send(message);
    },
    readReports: ask((there, ...args) => there.readReports(...args), failed(missing)),
    readTemplates: ask((there, ...args) => there.readTemplates(...args), failed(missing)),
    readMessages: ask((there, ...args) => there.readMessages(...args), failed(missing)),
    readStatus: ask((there, ...args) => there.readStatus(...args), failed(missing)),
  };
}
