/** What this browser keeps between page loads, in its local storage, apart for each installation. */
import { isFinal, type Notification } from '../core/notification';
import type { Template } from '../core/template';
import { isObject, parseJson } from '../engine/http';
import type { Memory } from '../engine/ports';
import { fieldsOf, parseFields } from './record-fields';
import { readList, readText } from './wire';

const hour = 3_600_000;
const notificationsLast = 24 * hour;
const templatesLast = hour / 6;
const mostNotifications = 200;

/**
 * A memory over the storage. Browsers refuse storage, fill it up and keep what others wrote there: then this
 * memory is empty, and nobody is told.
 */
export function createMemory(storage: () => Storage, installationId: string): Memory {
  const notificationsKey = `onemsg/${installationId}/notifications/1`;
  const templatesKey = `onemsg/${installationId}/templates/1`;

  const load = (key: string): unknown => {
    try {
      return parseJson(storage().getItem(key) ?? '');
    } catch {
      // Without storage there is nothing to recall, which is what an empty one says.
      return undefined;
    }
  };
  const store = (key: string, value: unknown): void => {
    try {
      storage().setItem(key, JSON.stringify(value));
    } catch {
      // Forgetting costs a request later and nothing else.
    }
  };
  const entries = (now: number): readonly Entry[] =>
    readList(load(notificationsKey)).flatMap((item) => parseEntry(item, now) ?? []);

  return {
    async recall(ticketId, specialistId, now) {
      const entry = entries(now).find(({ notification }) => notification.key.ticketId === ticketId);
      return entry?.notification.specialist.id === specialistId ? entry.notification : undefined;
    },
    remember(notification, now) {
      // One a ticket, its latest: what is still on its way replaces what was final before it.
      const others = entries(now).filter(
        (entry) => entry.notification.key.ticketId !== notification.key.ticketId,
      );
      const kept = isFinal(notification.status) ? [{ at: now, notification }, ...others] : others;
      store(
        notificationsKey,
        kept
          .slice(0, mostNotifications)
          .map((entry) => ({ at: entry.at, fields: fieldsOf(entry.notification) })),
      );
    },
    async recallTemplates(now) {
      const stored = load(templatesKey);
      if (!isObject(stored) || !isFresh(stored.at, now, templatesLast) || !Array.isArray(stored.templates)) {
        return undefined;
      }
      const templates = stored.templates.flatMap((item: unknown) => parseTemplate(item) ?? []);
      return templates.length === stored.templates.length ? templates : undefined;
    },
    rememberTemplates(templates, now) {
      store(templatesKey, { at: now, templates });
    },
  };
}

interface Entry {
  readonly at: number;
  readonly notification: Notification;
}

/** False also for what was stored in the future: the clock was put back since. */
const isFresh = (at: unknown, now: number, lasts: number): at is number =>
  typeof at === 'number' && at <= now && now - at < lasts;

function parseEntry(item: unknown, now: number): Entry | undefined {
  if (!isObject(item) || !isObject(item.fields) || !isFresh(item.at, now, notificationsLast))
    return undefined;
  const notification = parseFields(item.fields);
  return notification === undefined ? undefined : { at: item.at, notification };
}

const templateStatuses: readonly Template['status'][] = [
  'approved',
  'pending',
  'rejected',
  'paused',
  'disabled',
  'other',
];

function parseTemplate(item: unknown): Template | undefined {
  if (!isObject(item)) return undefined;
  const name = readText(item.name);
  const language = readText(item.language);
  const status = templateStatuses.find((known) => known === item.status);
  if (name === undefined || language === undefined || status === undefined) return undefined;
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const texts = (value: unknown) => readList(value).filter((entry) => typeof entry === 'string');
  return {
    name,
    language,
    namespace: text(item.namespace),
    status,
    header: text(item.header),
    body: text(item.body),
    footer: text(item.footer),
    buttons: texts(item.buttons),
    bodyVariables: texts(item.bodyVariables),
    needsMore: item.needsMore === true,
  };
}
