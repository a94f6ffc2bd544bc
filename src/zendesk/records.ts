import type { Records } from '../engine/ports';
import { createRecordReader } from './record-reader';
import { createRecordWriter } from './record-writer';
import type { CallZendesk } from './transport';

/** The notification records, whole: for a page that need not load its parts one after the other. */
export function createRecords(call: CallZendesk): Records {
  const claimed = new Set<string>();
  return { ...createRecordReader(call, claimed), ...createRecordWriter(call, claimed) };
}
