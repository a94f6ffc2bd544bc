import type { Report } from '../core/notification';
import { got, type Reading } from '../core/problem';
import { type HttpReply, isObject } from '../engine/http';
import { hasError, readFault } from './faults';
import { textOf, timeOf, wordOf } from './fields';
import { problemOf } from './refusals';
import { readBody, readReply } from './replies';

/** WhatsApp's words, those of 1MSG's older interface, and those seen around it. */
const statusWords: ReadonlyMap<string, Report['status']> = new Map([
  ['accepted', 'accepted'],
  ['queued', 'accepted'],
  ['pending', 'accepted'],
  ['sent', 'sent'],
  ['server', 'sent'],
  ['delivered', 'delivered'],
  ['device', 'delivered'],
  ['read', 'read'],
  ['viewed', 'read'],
  ['seen', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
  ['undelivered', 'failed'],
  ['error', 'failed'],
  ['rejected', 'failed'],
  ['deleted', 'failed'],
]);

/** Where reports are found: 1MSG's lists, and the way through Meta's own envelope. */
const containers = ['hooks', 'ack', 'acks', 'statuses', 'messages', 'entry', 'changes', 'value'];

/** Meta's envelope has its reports at 7; every list and every object counts. */
const deepest = 8;

type Item = Readonly<Record<string, unknown>>;

/**
 * The reports on one message. What 1MSG says before the first report and of an unknown id is not known, so
 * every kind of "nothing there" is an empty list. `now` is the time of a report without one, ms.
 */
export function readReports(reply: HttpReply, messageId: string, now: number): Reading<readonly Report[]> {
  if (isNothingThere(reply)) return got([]);
  return readBody(reply, (body) => {
    const items = itemsIn(body);
    if (items.length === 0) return hasError(body) ? undefined : [];
    return items.flatMap((item) => reportOf(item, messageId, now) ?? []);
  });
}

function isNothingThere(reply: HttpReply): boolean {
  const outcome = readReply(reply);
  if (outcome.kind !== 'refused') return false;
  const { status, problem } = outcome;
  return (
    (status === 404 && problem.code === 'channel_not_found') ||
    (status === 422 && problem.code === 'request_refused')
  );
}

function itemsIn(body: unknown): readonly Item[] {
  if (!isObject(body)) return within(body, deepest);
  // An object alone must name its message: the status in `{"status":"error"}` is that of the request.
  return isReport(body) && textOf(body.id) !== undefined ? [body] : inside(body, deepest);
}

function within(value: unknown, levels: number): readonly Item[] {
  if (levels === 0) return [];
  if (Array.isArray(value)) return value.flatMap((item) => within(item, levels - 1));
  if (!isObject(value)) return [];
  return isReport(value) ? [value] : inside(value, levels);
}

const inside = (value: Item, levels: number): readonly Item[] =>
  containers.flatMap((key) => within(value[key], levels - 1));

const isReport = ({ status, ack }: Item): boolean => typeof status === 'string' || typeof ack === 'string';

function reportOf(item: Item, messageId: string, now: number): Report | undefined {
  const id = textOf(item.id);
  const status = statusOf(item.status) ?? statusOf(item.ack);
  if (status === undefined || (id !== undefined && id !== messageId)) return undefined;
  const at = timeOf(item.timestamp) ?? now;
  if (status !== 'failed') return { kind: 'reported', messageId, status, at };
  const { errors, error } = item;
  const problem = problemOf(readFault({ errors, error }), 'unspecified');
  return { kind: 'reported', messageId, status, problem, at };
}

const statusOf = (word: unknown): Report['status'] | undefined => statusWords.get(wordOf(word) ?? '');
