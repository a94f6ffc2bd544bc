import type { CustomObject, ObjectField } from './app-package';
import { isObject } from './json';

/** A value that a custom object field can hold. */
export type FieldValue = string | number | boolean | null;

/** The values of a record's custom fields, by key. */
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** Zendesk's way to say what is wrong, by field. */
export type Faults = Readonly<Record<string, readonly Fault[]>>;

/** One thing that is wrong with a field. */
export interface Fault {
  readonly description: string;
  readonly error: string;
}

/** What a request asks a record to be; what it leaves out stays as it is. */
export interface RecordInput {
  readonly name?: string;
  readonly externalId?: string | null;
  readonly fields: FieldValues;
}

/** The longest one-line text. Zendesk states no number; this is the length of its other short strings. */
const longestLine = 255;
/** “Each record has a maximum size of 32 KB” (Custom Object Record Limitations). */
const largestRecord = 32 * 1024;

/** Checks the body of a create or an update against the object's fields. */
export function parseRecordInput(
  object: CustomObject,
  body: unknown,
): { readonly input: RecordInput } | { readonly faults: Faults } {
  const record = isObject(body) ? body.custom_object_record : undefined;
  if (!isObject(record)) {
    return { faults: { base: [{ description: 'custom_object_record is missing', error: 'BlankValue' }] } };
  }
  const faults: Record<string, readonly Fault[]> = {};
  const { name, external_id: externalId } = record;
  if (name !== undefined && (typeof name !== 'string' || name.trim() === '' || name.length > longestLine)) {
    faults.name = [fault('Name', name === '' ? 'cannot be blank' : 'is invalid', 'InvalidValue')];
  }
  const externalIdIsText = typeof externalId === 'string' && externalId.length <= longestLine;
  if (externalId !== undefined && externalId !== null && !externalIdIsText) {
    faults.external_id = [fault('External ID', 'is invalid', 'InvalidValue')];
  }
  const given = isObject(record.custom_object_fields) ? record.custom_object_fields : {};
  const fields: Record<string, FieldValue> = {};
  for (const [key, value] of Object.entries(given)) {
    const field = object.fields.find((known) => known.key === key);
    const checked = field ? checkValue(field, value) : undefined;
    if (checked === undefined) {
      const reason = field ? `is not a valid ${field.type}` : 'is not a field of this object';
      faults[key] = [fault(field?.title ?? key, reason, 'InvalidValue')];
    } else {
      fields[key] = checked;
    }
  }
  if (Buffer.byteLength(JSON.stringify(record)) > largestRecord) {
    faults.base = [{ description: 'The record is larger than 32 KB', error: 'RecordTooLarge' }];
  }
  if (Object.keys(faults).length > 0) return { faults };
  return {
    input: {
      fields,
      ...(typeof name === 'string' ? { name } : {}),
      ...(externalId === null || typeof externalId === 'string' ? { externalId } : {}),
    },
  };
}

/** What Zendesk would say about a name or external id that another record has. */
export function duplicateFault(title: string): Fault {
  return fault(title, 'has already been taken', 'DuplicateValue');
}

/** What Zendesk would say about a value that has to be there. */
export function blankFault(title: string): Fault {
  return fault(title, 'cannot be blank', 'BlankValue');
}

function fault(title: string, reason: string, error: string): Fault {
  return { description: `${title}: ${reason}`, error };
}

/** The value as it is stored, or undefined when the field cannot hold it. */
function checkValue(field: ObjectField, value: unknown): FieldValue | undefined {
  if (value === null) return null;
  switch (field.type) {
    case 'text':
      return typeof value === 'string' && value.length <= longestLine && !/[\r\n]/.test(value)
        ? value
        : undefined;
    case 'textarea':
      return typeof value === 'string' ? value : undefined;
    case 'integer':
      return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
    case 'decimal':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'checkbox':
      return typeof value === 'boolean' ? value : undefined;
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? value : undefined;
    case 'dropdown':
      return typeof value === 'string' && field.options.some((option) => option.value === value)
        ? value
        : undefined;
  }
}
