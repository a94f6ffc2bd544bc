/** The records as the delivery log pages through them: filtered search, newest first. */
import { isWanted, type LogFilter, type LogRow } from '../core/log';
import { got, type Reading } from '../core/problem';
import type { SavedTicket } from '../core/ticket';
import { isObject } from '../engine/http';
import type { LogBook } from '../engine/log-book';
import { fieldVersion, objectKey, parseRecord, statusPrefix } from './record-fields';
import { type CallZendesk, readAnswer, readListAt } from './transport';
import { readId, readInteger, readSaved, readSpecialist, readText, readTime } from './wire';

const search = `/api/v2/custom_objects/${objectKey}/records/search?sort=-created_at&page[size]=100`;

/** Most ids that one request may ask for. */
const idsAtOnce = 100;

/** Reads with the visitor's own session. Nothing here is urgent. */
export function createLogBook(call: CallZendesk): LogBook {
  const readMany = async <T>(
    ids: readonly number[],
    path: string,
    list: string,
    readOne: (item: Readonly<Record<string, unknown>>) => T | undefined,
  ): Promise<Reading<ReadonlyMap<number, T>>> => {
    const found = new Map<number, T>();
    for (let from = 0; from < ids.length; from += idsAtOnce) {
      const asked = ids.slice(from, from + idsAtOnce).join();
      const answer = readAnswer(
        await call({ method: 'GET', path: `${path}?ids=${asked}`, turn: 'look' }),
        'desk',
      );
      if (!answer.ok) return answer;
      const items = readListAt(answer.value, list);
      if (!items.ok) return items;
      for (const item of items.value.filter(isObject)) {
        const id = readId(item.id);
        const value = readOne(item);
        if (id !== undefined && value !== undefined) found.set(id, value);
      }
    }
    return got(found);
  };

  return {
    async readPage(filter, after) {
      const wanted = searchFor(filter);
      const answer = readAnswer(
        await call({
          method: 'POST',
          path: after === undefined ? search : `${search}&page[after]=${encodeURIComponent(after)}`,
          body: wanted.length === 0 ? {} : { filter: { $and: wanted } },
          turn: 'look',
        }),
        'store',
      );
      if (!answer.ok) return answer;
      const records = readListAt(answer.value, 'custom_object_records');
      if (!records.ok) return records;
      const { meta, count } = answer.value.json;
      const page = isObject(meta) ? meta : {};
      return got({
        rows: records.value.flatMap(rowOf).filter((row) => isWanted(row, filter)),
        next: page.has_more === true ? readText(page.after_cursor) : undefined,
        total: readInteger(count),
      });
    },

    readTickets: (ids) => readMany<SavedTicket>(ids, '/api/v2/tickets/show_many.json', 'tickets', readSaved),

    readNames: (ids) =>
      readMany(ids, '/api/v2/users/show_many.json', 'users', (user) => readSpecialist(user)?.name),
  };
}

const field = (name: string) => `custom_object_fields.${name}`;

/** What the store itself can compare. Problems stand there with their subjects behind them. */
function searchFor({
  status,
  problem: code,
  specialist,
  ticketId,
  from,
  until,
}: LogFilter): readonly unknown[] {
  const isId = specialist !== undefined && /^\d+$/.test(specialist);
  return [
    // A claimed record that holds a message id is an accepted one, so `accepted` needs both.
    ...(status === undefined
      ? []
      : [{ [field('status')]: { $in: [...storedAs(status)].map((one) => `${statusPrefix}${one}`) } }]),
    ...(code === undefined ? [] : [{ [field('problem')]: { $contains: code } }]),
    ...(specialist === undefined
      ? []
      : [
          isId
            ? { [field('specialist_id')]: { $eq: specialist } }
            : { [field('specialist_name')]: { $contains: specialist } },
        ]),
    ...(ticketId === undefined ? [] : [{ [field('ticket_id')]: { $eq: String(ticketId) } }]),
    ...(from === undefined ? [] : [{ created_at: { $gte: new Date(from).toISOString() } }]),
    ...(until === undefined ? [] : [{ created_at: { $lt: new Date(until).toISOString() } }]),
  ];
}

const storedAs = (status: NonNullable<LogFilter['status']>): readonly string[] =>
  status === 'accepted' ? ['accepted', 'claimed', 'queued', 'unknown'] : [status];

function rowOf(raw: unknown): LogRow | [] {
  if (!isObject(raw)) return [];
  const recordId = readText(raw.id);
  if (recordId === undefined) return [];
  const fields = isObject(raw.custom_object_fields) ? raw.custom_object_fields : {};
  const version = readInteger(fields.version);
  const isLater = version !== undefined && version > fieldVersion;
  return {
    recordId,
    createdAt: readTime(raw.created_at),
    ticketId: readInteger(fields.ticket_id),
    content: parseRecord(raw)?.notification ?? (isLater ? 'later_version' : 'damaged'),
  };
}
