/** What this browser keeps between page loads, in its local storage, apart for each installation: reading it. */
import type { Notification } from '../core/notification';
import { isObject, parseJson } from '../engine/http';
import type { Memory } from '../engine/ports';
import { parseFields } from './record-fields';
import { readList } from './wire';

const notificationsLast = 24 * 3_600_000;

/** Where the final notifications of an installation's tickets are kept. */
export const notificationsKey = (scope: string): string => `onemsg/${scope}/notifications/1`;

/** What is kept under the key; undefined where nothing can be read. */
export function readStored(storage: () => Storage, key: string): unknown {
  try {
    return parseJson(storage().getItem(key) ?? '');
  } catch {
    // Without storage there is nothing to recall, which is what an empty one says.
    return undefined;
  }
}

/** The final notifications that still count, latest first, at most one a ticket. */
export const entriesIn = (storage: () => Storage, scope: string, now: number): readonly Entry[] =>
  readList(readStored(storage, notificationsKey(scope))).flatMap((item) => parseEntry(item, now) ?? []);

/** Recalls what a memory over the same storage and scope remembers. */
export const createRecall = (storage: () => Storage, scope: string): Pick<Memory, 'recall'> => ({
  async recall(ticketId, specialistId, now) {
    const entry = entriesIn(storage, scope, now).find(
      ({ notification }) => notification.key.ticketId === ticketId,
    );
    return entry?.notification.specialist.id === specialistId ? entry.notification : undefined;
  },
});

export interface Entry {
  readonly at: number;
  readonly notification: Notification;
}

/** False also for what was stored in the future: the clock was put back since. */
export const isFresh = (at: unknown, now: number, lasts: number): at is number =>
  typeof at === 'number' && at <= now && now - at < lasts;

function parseEntry(item: unknown, now: number): Entry | undefined {
  if (!isObject(item) || !isObject(item.fields) || !isFresh(item.at, now, notificationsLast))
    return undefined;
  const notification = parseFields(item.fields);
  return notification === undefined ? undefined : { at: item.at, notification };
}
