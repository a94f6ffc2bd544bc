/** Writing notification records, and asking what they name already. Needed once there is something to announce. */
import { externalIdOf } from '../core/claim';
import type { Created, Saved } from '../core/events';
import { got, problem } from '../core/problem';
import { type HttpReply, isObject, parseJson } from '../engine/http';
import type { Records } from '../engine/ports';
import { type Claimed, equal, fieldsIn, found, recordsPath, searchRecords } from './record-reader';
import { fateFieldsOf, fieldsOf, nameOf } from './record-text';
import { type CallZendesk, isRefusal, isSuccess, refusalOf } from './transport';
import { readText, readTime } from './wire';

/** So many that a page of the answer holds all of their records. */
const linkedAtOnce = 50;

/** The records, written with the agent's own session and permissions. */
export function createRecordWriter(
  call: CallZendesk,
  claimed: Claimed,
): Pick<Records, 'linked' | 'claimedFor' | 'create' | 'save' | 'remove'> {
  return {
    async linked(messageIds) {
      const named = new Set<string>();
      for (let from = 0; from < messageIds.length; from += linkedAtOnce) {
        const asked = messageIds.slice(from, from + linkedAtOnce);
        // Zendesk compares text with one value at a time.
        const answer = await searchRecords(call, { $or: asked.map((id) => equal('message_id', id)) });
        if (!answer.ok) return answer;
        const found = answer.value.raw.map((raw) => readText(fieldsIn(raw).message_id));
        for (const id of asked) if (found.includes(id)) named.add(id);
      }
      return got(named);
    },

    async claimedFor(phoneEnding, { from, until }) {
      const answer = await searchRecords(call, {
        $and: [
          equal('phone', phoneEnding),
          { created_at: { $gte: new Date(from).toISOString() } },
          { created_at: { $lt: new Date(until).toISOString() } },
        ],
      });
      return answer.ok ? got(found(answer.value)) : answer;
    },

    async create(notification, claim) {
      const custom_object_record = {
        name: nameOf(notification),
        external_id: externalIdOf(notification.key),
        custom_object_fields: { ...fieldsOf(notification), claim },
      };
      claimed.add(custom_object_record.external_id);
      return readCreated(
        await call({ method: 'POST', path: recordsPath, body: { custom_object_record }, turn: 'claim' }),
      );
    },

    async save(recordId, notification) {
      const custom_object_record = { custom_object_fields: fateFieldsOf(notification) };
      const path = `${recordsPath}/${encodeURIComponent(recordId)}`;
      const reply = await call({ method: 'PATCH', path, body: { custom_object_record }, turn: 'finish' });
      return readSaved(reply);
    },

    async remove(recordId) {
      const path = `${recordsPath}/${encodeURIComponent(recordId)}`;
      const reply = await call({ method: 'DELETE', path, turn: 'finish' });
      const isGone = reply.kind === 'answered' && reply.status === 404;
      return isGone ? { kind: 'saved' } : readSaved(reply);
    },
  };
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
