/** The notification records: custom object records in Zendesk, which every agent of the account can read. */
import { externalIdOf } from '../core/claim';
import type { Created, Found, Saved } from '../core/events';
import { failed, got, problem, type Reading } from '../core/problem';
import { type HttpReply, isObject, parseJson } from '../engine/http';
import type { Records } from '../engine/ports';
import { fateFieldsOf, fieldsOf, nameOf, objectKey, parseRecord } from './record-fields';
import { type Call, type CallZendesk, isRefusal, isSuccess, readAnswer, refusalOf } from './transport';
import { readInteger, readText, readTime } from './wire';

const records = `/api/v2/custom_objects/${objectKey}/records`;

/** So many that a page of the answer holds all of their records. */
const linkedAtOnce = 50;

/** The store, asked with the agent's own session and permissions. */
export function createRecords(call: CallZendesk): Records {
  /** What this page has asked to claim. To look it up is to verify the claim, which cannot wait. */
  const claimed = new Set<string>();
  const list = async (request: Call): Promise<Reading<Listed>> => {
    const answer = readAnswer(await call(request), 'store');
    if (!answer.ok) return answer;
    const raw = answer.value.json.custom_object_records;
    const { serverTime } = answer.value;
    return Array.isArray(raw)
      ? got({ raw, serverTime })
      : failed(problem('zendesk_unreachable', 'No list of records.'));
  };
  const searchFor = (filter: unknown) =>
    list({
      method: 'POST',
      path: `${records}/search?sort=-created_at&page[size]=100`,
      body: { filter },
      turn: 'look',
    });

  return {
    async search(ticketId) {
      // Zendesk's reference gives numbers as text, too.
      const answer = await searchFor(equal('ticket_id', String(ticketId)));
      if (!answer.ok) return answer;
      const ofTicket = answer.value.raw.filter(
        (raw) => (readInteger(fieldsIn(raw).ticket_id) ?? ticketId) === ticketId,
      );
      return got(found(ofTicket, answer.value.serverTime));
    },

    async lookUp(keys) {
      const wanted = keys.map(externalIdOf);
      const path = `${records}?filter[external_ids]=${wanted.join()}&page[size]=100`;
      const turn = wanted.some((id) => claimed.has(id)) ? 'finish' : 'step';
      const answer =
        wanted.length === 0
          ? got({ raw: [], serverTime: undefined })
          : await list({ method: 'GET', path, turn });
      if (!answer.ok) return answer;
      // An answer with anything else in it is no filtered list, and what it lacks may exist all the same.
      const isExact = answer.value.raw.every(
        (raw) => isObject(raw) && typeof raw.external_id === 'string' && wanted.includes(raw.external_id),
      );
      return isExact
        ? got(found(answer.value.raw, answer.value.serverTime))
        : failed(problem('store_refused', 'Zendesk did not look records up by external id.'));
    },

    async linked(messageIds) {
      const named = new Set<string>();
      for (let from = 0; from < messageIds.length; from += linkedAtOnce) {
        const asked = messageIds.slice(from, from + linkedAtOnce);
        // Zendesk compares text with one value at a time.
        const answer = await searchFor({ $or: asked.map((id) => equal('message_id', id)) });
        if (!answer.ok) return answer;
        const found = answer.value.raw.map((raw) => readText(fieldsIn(raw).message_id));
        for (const id of asked) if (found.includes(id)) named.add(id);
      }
      return got(named);
    },

    async create(notification, claim) {
      const custom_object_record = {
        name: nameOf(notification),
        external_id: externalIdOf(notification.key),
        custom_object_fields: { ...fieldsOf(notification), claim },
      };
      claimed.add(custom_object_record.external_id);
      return readCreated(
        await call({ method: 'POST', path: records, body: { custom_object_record }, turn: 'claim' }),
      );
    },

    async save(recordId, notification) {
      const custom_object_record = { custom_object_fields: fateFieldsOf(notification) };
      const path = `${records}/${encodeURIComponent(recordId)}`;
      const reply = await call({ method: 'PATCH', path, body: { custom_object_record }, turn: 'finish' });
      return readSaved(reply);
    },

    async remove(recordId) {
      const path = `${records}/${encodeURIComponent(recordId)}`;
      const reply = await call({ method: 'DELETE', path, turn: 'finish' });
      const isGone = reply.kind === 'answered' && reply.status === 404;
      return isGone ? { kind: 'saved' } : readSaved(reply);
    },
  };
}

const equal = (field: string, value: string) => ({ [`custom_object_fields.${field}`]: { $eq: value } });

const fieldsIn = (raw: unknown): Readonly<Record<string, unknown>> =>
  isObject(raw) && isObject(raw.custom_object_fields) ? raw.custom_object_fields : {};

interface Listed {
  readonly raw: readonly unknown[];
  readonly serverTime: number | undefined;
}

function found(raw: readonly unknown[], serverTime: number | undefined): Found {
  const readable = raw.map(parseRecord).filter((record) => record !== undefined);
  return { records: readable, unreadable: raw.length - readable.length, serverTime };
}

/** No document says how Zendesk names a duplicate, so every usual word counts; a wrong guess ends in a look-up. */
const saysDuplicate = /external_id|duplicate|already|taken|uniqu/i;

function readCreated(reply: HttpReply): Created {
  if (reply.kind === 'unanswered') return notDone(reply);
  const { status, text } = reply;
  if (status === 409 || ((status === 400 || status === 422) && saysDuplicate.test(text))) {
    return { kind: 'duplicate' };
  }
  const json = isSuccess(reply) ? parseJson(text) : undefined;
  const record = isObject(json) && isObject(json.custom_object_record) ? json.custom_object_record : {};
  const recordId = readText(record.id);
  const createdAt = readTime(record.created_at);
  return recordId === undefined || createdAt === undefined
    ? notDone(reply)
    : { kind: 'created', recordId, createdAt };
}

function readSaved(reply: HttpReply): Saved {
  if (reply.kind === 'answered' && isSuccess(reply)) return { kind: 'saved' };
  const failure = notDone(reply);
  // A record that is gone says nothing against the store.
  return failure.problem.code === 'store_missing'
    ? { ...failure, problem: problem('not_recorded', failure.problem.detail) }
    : failure;
}

/** A definite no, or an answer that leaves open whether it was done. */
const notDone = (reply: HttpReply) => ({
  kind: reply.kind === 'answered' && isRefusal(reply.status) ? ('refused' as const) : ('lost' as const),
  problem: refusalOf(reply, 'store'),
});
