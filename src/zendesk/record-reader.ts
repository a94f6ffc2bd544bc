/** Finding notification records, custom object records in Zendesk, which every agent of the account can read. */
import { externalIdOf } from '../core/claim';
import type { Found } from '../core/events';
import { failed, got, problem, type Reading } from '../core/problem';
import { isObject } from '../engine/http';
import type { Records } from '../engine/ports';
import { objectKey, parseRecord } from './record-fields';
import { type Call, type CallZendesk, readAnswer } from './transport';
import { readInteger } from './wire';

/** Where the records are, below the account's own address. */
export const recordsPath = `/api/v2/custom_objects/${objectKey}/records`;

/** External ids that this page has asked to claim. To look one up is to verify the claim, which cannot wait. */
export type Claimed = Set<string>;

/** The records, asked with the agent's own session and permissions. */
export function createRecordReader(call: CallZendesk, claimed: Claimed): Pick<Records, 'search' | 'lookUp'> {
  return {
    async search(ticketId) {
      // Zendesk's reference gives numbers as text, too.
      const answer = await searchRecords(call, equal('ticket_id', String(ticketId)));
      if (!answer.ok) return answer;
      const ofTicket = answer.value.raw.filter(
        (raw) => (readInteger(fieldsIn(raw).ticket_id) ?? ticketId) === ticketId,
      );
      return got(found({ raw: ofTicket, serverTime: answer.value.serverTime }));
    },

    async lookUp(keys) {
      const wanted = keys.map(externalIdOf);
      const path = `${recordsPath}?filter[external_ids]=${wanted.join()}&page[size]=100`;
      const turn = wanted.some((id) => claimed.has(id)) ? 'finish' : 'step';
      const answer =
        wanted.length === 0
          ? got({ raw: [], serverTime: undefined })
          : await list(call, { method: 'GET', path, turn });
      if (!answer.ok) return answer;
      // An answer with anything else in it is no filtered list, and what it lacks may exist all the same.
      const isExact = answer.value.raw.every(
        (raw) => isObject(raw) && typeof raw.external_id === 'string' && wanted.includes(raw.external_id),
      );
      return isExact
        ? got(found(answer.value))
        : failed(problem('store_refused', 'Zendesk did not look records up by external id.'));
    },
  };
}

/** The newest records that the filter lets through, as Zendesk gives them; at most 100. */
export const searchRecords = (call: CallZendesk, filter: unknown): Promise<Reading<Listed>> =>
  list(call, {
    method: 'POST',
    path: `${recordsPath}/search?sort=-created_at&page[size]=100`,
    body: { filter },
    turn: 'look',
  });

async function list(call: CallZendesk, request: Call): Promise<Reading<Listed>> {
  const answer = readAnswer(await call(request), 'store');
  if (!answer.ok) return answer;
  const raw = answer.value.json.custom_object_records;
  const { serverTime } = answer.value;
  return Array.isArray(raw)
    ? got({ raw, serverTime })
    : failed(problem('zendesk_unreachable', 'No list of records.'));
}

/** A filter of the records' search: the field has this value. */
export const equal = (field: string, value: string) => ({
  [`custom_object_fields.${field}`]: { $eq: value },
});

/** The fields of a record as Zendesk gives it; none where it is no record. */
export const fieldsIn = (raw: unknown): Readonly<Record<string, unknown>> =>
  isObject(raw) && isObject(raw.custom_object_fields) ? raw.custom_object_fields : {};

interface Listed {
  readonly raw: readonly unknown[];
  readonly serverTime: number | undefined;
}

/** The records of a list; those that cannot be read are counted. */
export function found({ raw, serverTime }: Listed): Found {
  const readable = raw.map(parseRecord).filter((record) => record !== undefined);
  return { records: readable, unreadable: raw.length - readable.length, serverTime };
}
