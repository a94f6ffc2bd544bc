import type { SendHttp } from '../engine/http';
import type { Store } from '../engine/lazy-store';
import type { Clock } from '../engine/ports';
import { createDesk } from './desk';
import { createMemory } from './memory';
import { createRecords } from './records';
import { createTransport } from './transport';

/** Everything that reads and writes for the engine: one chunk, which the page loads beside the entry. */
export function createStore(from: {
  readonly send: SendHttp;
  readonly clock: Clock;
  readonly storage: () => Storage;
  /** Keeps apart what this browser remembers of several installations. */
  readonly installationId: string;
}): Store {
  const call = createTransport(from.send, from.clock);
  return {
    desk: createDesk(call),
    records: createRecords(call),
    memory: createMemory(from.storage, from.installationId),
  };
}
