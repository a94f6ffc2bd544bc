import type { CustomObject } from './app-package';
import type { Clock } from './clock';
import type { Ids } from './ids';
import {
  blankFault,
  duplicateFault,
  type Faults,
  type FieldValue,
  type FieldValues,
  type RecordInput,
} from './record-schema';

/** One custom object record, as it stood from `updatedAt` on. */
export interface StoredRecord {
  readonly id: string;
  readonly name: string;
  readonly externalId: string | null;
  readonly fields: FieldValues;
  readonly createdAt: number;
  readonly createdBy: number;
  readonly updatedAt: number;
  readonly updatedBy: number;
}

/** What a write came to. */
export type Written =
  | { readonly outcome: 'created' | 'updated'; readonly record: StoredRecord }
  | { readonly outcome: 'invalid'; readonly faults: Faults }
  | { readonly outcome: 'not-found' };

/**
 * The records of one custom object. It keeps every version with its time, because lists and search may
 * answer with the past: `asOf` reads what was true then.
 */
export interface RecordStore {
  readonly object: CustomObject;
  create(input: RecordInput, by: number, unique: boolean): Written;
  update(id: string, input: RecordInput, by: number, unique: boolean): Written;
  /** Updates the record with this external id, or creates one. */
  upsert(externalId: string, input: RecordInput, by: number): Written;
  delete(id: string): boolean;
  find(id: string): StoredRecord | undefined;
  /** Takes in records that were made earlier, whatever their external ids. */
  load(records: readonly StoredRecord[]): void;
  /** All records as they were at a time, in the order of creation; the same list as long as nothing is written. */
  asOf(time: number): readonly StoredRecord[];
}

interface Version {
  readonly from: number;
  /** Null: deleted from then on. */
  readonly record: StoredRecord | null;
}

/** An empty store for one custom object. */
export function createRecordStore(object: CustomObject, clock: Clock, ids: Ids): RecordStore {
  const histories = new Map<string, readonly Version[]>();
  /** The ids of all records that ever had an external id. */
  const holders = new Map<string, readonly string[]>();
  let newest = 0;
  let snapshot: readonly StoredRecord[] | null = null;

  const find = (id: string): StoredRecord | undefined => histories.get(id)?.at(-1)?.record ?? undefined;
  const add = (id: string, version: Version): void => {
    histories.set(id, [...(histories.get(id) ?? []), version]);
    const externalId = version.record?.externalId;
    if (typeof externalId === 'string') {
      const known = holders.get(externalId) ?? [];
      if (!known.includes(id)) holders.set(externalId, [...known, id]);
    }
    newest = Math.max(newest, version.from);
    snapshot = null;
  };
  const write = (id: string, record: StoredRecord | null): void => add(id, { from: clock.now(), record });
  const withExternalId = (externalId: string): readonly StoredRecord[] =>
    (holders.get(externalId) ?? [])
      .flatMap((id) => find(id) ?? [])
      .filter((record) => record.externalId === externalId);
  const isTaken = (externalId: string | null | undefined, exceptId: string | null): boolean =>
    typeof externalId === 'string' && withExternalId(externalId).some(({ id }) => id !== exceptId);
  const takenFaults: Faults = { external_id: [duplicateFault('External ID')] };

  function create(input: RecordInput, by: number, unique: boolean): Written {
    if (input.name === undefined) return { outcome: 'invalid', faults: { name: [blankFault('Name')] } };
    if (unique && isTaken(input.externalId, null)) return { outcome: 'invalid', faults: takenFaults };
    const now = clock.now();
    const record: StoredRecord = {
      id: ids.record(now),
      name: input.name,
      externalId: input.externalId ?? null,
      fields: { ...emptyFields(object), ...input.fields },
      createdAt: now,
      createdBy: by,
      updatedAt: now,
      updatedBy: by,
    };
    write(record.id, record);
    return { outcome: 'created', record };
  }

  function update(id: string, input: RecordInput, by: number, unique: boolean): Written {
    const before = find(id);
    if (!before) return { outcome: 'not-found' };
    if (unique && isTaken(input.externalId, id)) return { outcome: 'invalid', faults: takenFaults };
    const record: StoredRecord = {
      ...before,
      name: input.name ?? before.name,
      externalId: input.externalId === undefined ? before.externalId : input.externalId,
      fields: { ...before.fields, ...input.fields },
      updatedAt: clock.now(),
      updatedBy: by,
    };
    write(id, record);
    return { outcome: 'updated', record };
  }

  return {
    object,
    create,
    update,
    upsert(externalId, input, by) {
      const [existing] = withExternalId(externalId);
      return existing ? update(existing.id, input, by, false) : create({ ...input, externalId }, by, false);
    },
    delete(id) {
      if (!find(id)) return false;
      write(id, null);
      return true;
    },
    find,
    load(records) {
      for (const record of records) add(record.id, { from: record.createdAt, record });
    },
    asOf(time) {
      if (time >= newest) {
        snapshot ??= [...histories.keys()].flatMap((id) => find(id) ?? []);
        return snapshot;
      }
      return [...histories.values()].flatMap(
        (versions) => versions.filter((version) => version.from <= time).at(-1)?.record ?? [],
      );
    },
  };
}

function emptyFields(object: CustomObject): Record<string, FieldValue> {
  return Object.fromEntries(object.fields.map((field) => [field.key, null]));
}
