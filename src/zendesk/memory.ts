/** What this browser keeps between page loads, in its local storage, apart for each installation. */
import { isFinal } from '../core/notification';
import type { Template } from '../core/template';
import { isObject } from '../engine/http';
import type { Memory } from '../engine/ports';
import { createRecall, entriesIn, isFresh, notificationsKey, readStored } from './recall';
import { fieldsOf } from './record-text';
import { readList, readText } from './wire';

const templatesLast = 600_000;
const numbersLast = 180 * 24 * 3_600_000;
const mostNotifications = 200;
const mostNumbers = 200;

/**
 * A memory over the storage. Browsers refuse storage, fill it up and keep what others wrote there: then this
 * memory is empty, and nobody is told.
 */
export function createMemory(storage: () => Storage, scope: string): Memory {
  const templatesKey = `onemsg/${scope}/templates/1`;
  const numbersKey = `onemsg/${scope}/numbers/1`;

  const store = (key: string, value: unknown): void => {
    try {
      storage().setItem(key, JSON.stringify(value));
    } catch {
      // Forgetting costs a request later and nothing else.
    }
  };

  /** The choices that still count, latest first, at most one a customer. */
  const choices = (now: number): readonly NumberChosen[] =>
    readList(readStored(storage, numbersKey)).flatMap((item) => parseNumber(item, now) ?? []);

  return {
    ...createRecall(storage, scope),
    remember(notification, now) {
      // One a ticket, its latest: what is still on its way replaces what was final before it.
      const others = entriesIn(storage, scope, now).filter(
        (entry) => entry.notification.key.ticketId !== notification.key.ticketId,
      );
      const kept = isFinal(notification.status) ? [{ at: now, notification }, ...others] : others;
      store(
        notificationsKey(scope),
        kept
          .slice(0, mostNotifications)
          .map((entry) => ({ at: entry.at, fields: fieldsOf(entry.notification) })),
      );
    },
    async recallTemplates(now) {
      const stored = readStored(storage, templatesKey);
      if (!isObject(stored) || !isFresh(stored.at, now, templatesLast) || !Array.isArray(stored.templates)) {
        return undefined;
      }
      const templates = stored.templates.flatMap((item: unknown) => parseTemplate(item) ?? []);
      return templates.length === stored.templates.length ? templates : undefined;
    },
    rememberTemplates(templates, now) {
      store(templatesKey, { at: now, templates });
    },
    async recallNumber(requesterId, now) {
      return choices(now).find((choice) => choice.requesterId === requesterId)?.ending;
    },
    rememberNumber(requesterId, ending, now) {
      const others = choices(now).filter((choice) => choice.requesterId !== requesterId);
      store(numbersKey, [{ at: now, requesterId, ending }, ...others].slice(0, mostNumbers));
    },
  };
}

/** Which of a customer's numbers was chosen: of the number its ending alone. */
interface NumberChosen {
  readonly at: number;
  readonly requesterId: number;
  readonly ending: string;
}

function parseNumber(item: unknown, now: number): NumberChosen | undefined {
  if (!isObject(item) || !isFresh(item.at, now, numbersLast)) return undefined;
  const { at, requesterId, ending } = item;
  if (typeof requesterId !== 'number' || typeof ending !== 'string') return undefined;
  return /^\d{4}$/.test(ending) ? { at, requesterId, ending } : undefined;
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
