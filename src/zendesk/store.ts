import type { SendHttp } from '../engine/http';
import type { Store } from '../engine/lazy-store';
import type { Clock, Random } from '../engine/ports';
import { createDesk } from './desk';
import { createLimit } from './limit';
import { createMemory } from './memory';
import { fieldsOf, parseFields } from './record-fields';
import { createRecords } from './records';
import { createTransport } from './transport';

/** Everything that reads and writes for the engine: one chunk, which the page loads beside the entry. */
export function createStore(from: {
  readonly send: SendHttp;
  readonly clock: Clock;
  readonly random: Random;
  readonly storage: () => Storage;
  /** Keeps apart what this browser remembers of several installations and channels. */
  readonly scope: string;
}): Store {
  const limit = createLimit(from.storage, from.scope);
  const call = createTransport(from.send, from.clock, from.random, limit);
  return {
    desk: createDesk(call),
    records: createRecords(call),
    memory: createMemory(from.storage, from.scope),
  };
}

/** A notification as its record's fields, and back, for what keeps it elsewhere and loads later. */
export const recordForm = { fieldsOf, parseFields };

export type RecordForm = typeof recordForm;
