import { failed, problem } from '../core/problem';
import type { Channel } from './ports';

/** How long a send may wait for the code, ms: its claim is not good for ever. */
const longestLoad = 5_000;

/**
 * A channel whose code comes with its first use, so that the app listens before it is loaded. Where the code
 * cannot be loaded, or comes too late for a send, nothing has left the app: the send is refused then, never lost.
 */
export function lazyChannel(load: () => Promise<Channel>, now: () => number = Date.now): Channel {
  let channel: Promise<Channel | undefined> | undefined;
  const loaded = (): Promise<Channel | undefined> => {
    channel ??= load().catch(() => {
      // The next use tries again: an old chunk may be gone for a moment while a new version is installed.
      channel = undefined;
      return undefined;
    });
    return channel;
  };
  const missing = problem('onemsg_unreachable', 'A part of the app could not be loaded.');
  const ask =
    <A extends readonly unknown[], T>(use: (channel: Channel, ...args: A) => Promise<T>, otherwise: T) =>
    async (...args: A): Promise<T> => {
      const there = await loaded();
      return there === undefined ? otherwise : use(there, ...args);
    };
  const refused = { kind: 'refused', problem: missing, mayRepeat: true, retryAfter: undefined } as const;
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
