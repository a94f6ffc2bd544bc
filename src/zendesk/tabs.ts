/** The tabs of one browser with the same ticket: Web Locks say who leads, a BroadcastChannel carries what they tell. */
import { type AttemptKey, externalIdOf } from '../core/claim';
import type { Heard, TabNews } from '../core/events';
import { isObject } from '../engine/http';
import type { Tabs } from '../engine/ports';
import type { RecordForm } from './record-text';
import { readText } from './wire';

/** The part of `navigator.locks` that is used; a `lock` of null says that another tab has it. */
export interface Locks {
  request(
    name: string,
    options: { readonly ifAvailable?: boolean; readonly signal?: AbortSignal },
    use: (lock: unknown) => Promise<void>,
  ): Promise<unknown>;
}

/** What the browser's tabs share, as far as it lets them: insecure pages and blocked storage have less. */
export interface Shared {
  readonly locks: Locks | undefined;
  /** The channel of this name; `hear` gets what others post. It may throw. */
  openChannel(name: string, hear: (data: unknown) => void): Channel;
}

/** The part of a `BroadcastChannel` that is used. */
export type Channel = Pick<BroadcastChannel, 'postMessage' | 'close'>;

export const sharedInBrowser = (): Shared => ({
  locks: navigator.locks,
  openChannel(name, hear) {
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }) => hear(data);
    return channel;
  },
});

/** The tabs with the same `scope`, which stands for one installation and one 1MSG channel. */
export function createTabs(scope: string, { locks, openChannel }: Shared, form: RecordForm): Tabs {
  const nameOf = (ticketId: number): string => `onemsg/${scope}/${ticketId}`;
  let joined: { readonly ticketId: number; readonly channel: Channel | undefined } | undefined;
  let leaveLine = (): void => undefined;
  const held = new Map<string, () => void>();
  const ends = new Map<string, Promise<unknown>>();

  function listen(ticketId: number, hear: (heard: Heard) => void): void {
    if (joined?.ticketId === ticketId) return;
    joined?.channel?.close();
    const channel = attempt(() =>
      openChannel(nameOf(ticketId), (data) => {
        const news = parseNews(data, ticketId, form);
        if (news !== undefined) hear(news);
      }),
    );
    joined = { ticketId, channel };
  }

  /** Waits in line for the lock, and keeps it until the answered function is called. */
  function standInLine(name: string, tell: (leads: boolean) => void): () => void {
    const leaving = new AbortController();
    const { signal } = leaving;
    const left = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve());
    });
    const wait = async (): Promise<void> => {
      if (locks === undefined) return tell(true);
      let isFirst = true;
      const take = async (lock: unknown): Promise<void> => {
        isFirst = lock !== null;
        if (signal.aborted) return;
        tell(isFirst);
        if (isFirst) await left;
      };
      await locks.request(name, { ifAvailable: true }, take);
      if (!isFirst && !signal.aborted) await locks.request(name, { signal }, take);
    };
    wait().catch(() => {
      // Without locks nobody can tell who else there is. One who left the line is refused as well.
      if (!signal.aborted) tell(true);
    });
    return () => leaving.abort();
  }

  return {
    join(ticketId, hear) {
      leaveLine();
      listen(ticketId, hear);
      leaveLine = standInLine(`${nameOf(ticketId)}/lead`, (leads) => hear({ kind: 'led', leads }));
    },
    leave: () => leaveLine(),
    tell(news) {
      attempt(() => joined?.channel?.postMessage(messageOf(news, form)));
    },
    async hold(key) {
      const name = lockOf(scope, key);
      if (locks === undefined || held.has(name)) return true;
      // This tab may have let it go a moment ago.
      await ends.get(name);
      return new Promise((resolve) => {
        const keep = async (lock: unknown): Promise<void> => {
          resolve(lock !== null);
          if (lock !== null) await new Promise<void>((free) => held.set(name, free));
        };
        const end = locks.request(name, { ifAvailable: true }, keep).catch(() => resolve(true));
        ends.set(name, end);
      });
    },
    release(key) {
      const name = lockOf(scope, key);
      held.get(name)?.();
      held.delete(name);
    },
  };
}

const lockOf = (scope: string, key: AttemptKey): string => `onemsg/${scope}/${externalIdOf(key)}`;

/** Undefined where the browser refuses: then the tabs go each their own way. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

/** A message that another version of the app may read: what it holds is what a record holds. */
function messageOf(news: TabNews, { fieldsOf }: RecordForm): unknown {
  if (news.kind !== 'told') return news;
  const { notification, ...others } = news;
  return { ...others, fields: fieldsOf(notification) };
}

/** What another tab, which may run another version of the app, tells of this ticket; undefined for anything else. */
function parseNews(data: unknown, ticketId: number, { parseFields }: RecordForm): TabNews | undefined {
  if (!isObject(data)) return undefined;
  if (data.kind === 'asked' || data.kind === 'checked') return { kind: data.kind };
  const recordId = readText(data.recordId);
  const notification = isObject(data.fields) ? parseFields(data.fields) : undefined;
  const { kind, claimedAt } = data;
  if (kind !== 'told' || recordId === undefined || typeof claimedAt !== 'number') return undefined;
  if (notification?.key.ticketId !== ticketId) return undefined;
  const evidence = findings.find((one) => one === data.evidence);
  return { kind, recordId, notification, claimedAt, sent: data.sent === true, evidence };
}

const findings = ['none', 'several', 'unread'] as const;
