import type { CustomObject } from './app-package';
import { isObject } from './json';
import type { FieldValue } from './record-schema';
import type { StoredRecord } from './record-store';

/** A parsed filter: whether a record matches. */
export type Matches = (record: StoredRecord) => boolean;

/** A filter that Zendesk would not understand. */
export class BadFilter extends Error {
  override readonly name = 'BadFilter';
}

const fieldPrefix = 'custom_object_fields.';

/**
 * Reads the `filter` of a filtered search: one comparison object, or `$and` / `$or` over several.
 * Field names and operators are those of developer.zendesk.com/documentation/custom-data/v2/searching-custom-object-records.
 */
export function parseFilter(object: CustomObject, filter: unknown): Matches {
  if (!isObject(filter)) throw new BadFilter('filter must be an object');
  const tests = Object.entries(filter).map(([key, value]) => {
    if (key === '$and' || key === '$or') return parseGroup(object, key, value);
    return parseComparison(object, key, value);
  });
  return (record) => tests.every((test) => test(record));
}

function parseGroup(object: CustomObject, kind: '$and' | '$or', value: unknown): Matches {
  if (!Array.isArray(value)) throw new BadFilter(`${kind} must be a list`);
  const tests = value.map((item: unknown) => parseFilter(object, item));
  return kind === '$and'
    ? (record) => tests.every((test) => test(record))
    : (record) => tests.some((test) => test(record));
}

function parseComparison(object: CustomObject, key: string, value: unknown): Matches {
  const read = readerOf(object, key);
  if (!isObject(value)) throw new BadFilter(`${key} must be compared by an operator, like {"$eq": …}`);
  const isTime = key === 'created_at' || key === 'updated_at';
  const tests = Object.entries(value).map(([operator, operand]) =>
    parseOperator(operator, isTime ? secondOf(key, operand) : operand),
  );
  return (record) => tests.every((test) => test(read(record)));
}

function readerOf(object: CustomObject, key: string): (record: StoredRecord) => FieldValue {
  switch (key) {
    case 'external_id':
      return (record) => record.externalId;
    case 'name':
      return (record) => record.name;
    case 'created_at':
      return (record) => Math.floor(record.createdAt / 1000);
    case 'updated_at':
      return (record) => Math.floor(record.updatedAt / 1000);
    case 'created_by_user':
      return (record) => String(record.createdBy);
    case 'updated_by_user':
      return (record) => String(record.updatedBy);
    default: {
      const field = key.startsWith(fieldPrefix) ? key.slice(fieldPrefix.length) : null;
      if (field === null || !object.fields.some((known) => known.key === field)) {
        throw new BadFilter(`${key} is not a field of ${object.key}`);
      }
      return (record) => record.fields[field] ?? null;
    }
  }
}

/** Times are compared by the second, which is how Zendesk shows them. */
function secondOf(key: string, operand: unknown): unknown {
  if (Array.isArray(operand)) return operand.map((item: unknown) => secondOf(key, item));
  const time = typeof operand === 'string' ? Date.parse(operand) : Number.NaN;
  if (Number.isNaN(time))
    throw new BadFilter(`${key} is compared with a time, not ${JSON.stringify(operand)}`);
  return Math.floor(time / 1000);
}

function parseOperator(operator: string, operand: unknown): (value: FieldValue) => boolean {
  switch (operator) {
    case '$eq':
      return (value) => isSame(value, operand);
    case '$noteq':
      return (value) => !isSame(value, operand);
    case '$in': {
      const list = listOf(operator, operand);
      return (value) => list.some((item) => isSame(value, item));
    }
    case '$noneof': {
      const list = listOf(operator, operand);
      return (value) => !list.some((item) => isSame(value, item));
    }
    case '$gt':
      return (value) => compare(value, operand) > 0;
    case '$gte':
      return (value) => compare(value, operand) >= 0;
    case '$lt':
      return (value) => compare(value, operand) < 0;
    case '$lte':
      return (value) => compare(value, operand) <= 0;
    case '$contains':
      return (value) => contains(value, operand);
    case '$notcontains':
      return (value) => !contains(value, operand);
    default:
      throw new BadFilter(`${operator} is not an operator that the sandbox imitates`);
  }
}

function listOf(operator: string, operand: unknown): readonly unknown[] {
  if (!Array.isArray(operand)) throw new BadFilter(`${operator} needs a list`);
  return operand;
}

/** The reference gives operands as strings, also for numbers, so both forms count. */
function isSame(value: FieldValue, operand: unknown): boolean {
  if (value === null || operand === null) return value === operand;
  return String(value) === String(operand);
}

function contains(value: FieldValue, operand: unknown): boolean {
  return value !== null && String(value).toLowerCase().includes(String(operand).toLowerCase());
}

/** Not a number where the two have no order, so that no comparison with it is true. */
function compare(value: FieldValue, operand: unknown): number {
  if (typeof value === 'number') return value - Number(operand);
  if (typeof value !== 'string' || typeof operand !== 'string') return Number.NaN;
  const times = Date.parse(value) - Date.parse(operand);
  if (!Number.isNaN(times)) return times;
  return value < operand ? -1 : Number(value > operand);
}
