import type { Acting } from '../engine/lazy-store';
import { createMemory } from './memory';
import { createPeople } from './people';
import { createRecordWriter } from './record-writer';
import type { Store } from './store';

/** Everything that is asked and written once there is something to announce: a chunk that loads when it is used. */
export const createActing = ({ call, claimed, storage, scope }: Store): Acting => ({
  desk: createPeople(call),
  records: createRecordWriter(call, claimed),
  memory: createMemory(storage, scope),
});
