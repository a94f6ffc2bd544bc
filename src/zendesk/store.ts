import type { SendHttp } from '../engine/http';
import type { Looking } from '../engine/lazy-store';
import type { Clock, Random } from '../engine/ports';
import { createAudits } from './audits';
import { createLimit } from './limit';
import { createRecall } from './recall';
import { type Claimed, createRecordReader } from './record-reader';
import { type CallZendesk, createTransport } from './transport';

/** What a first status takes, and what acting.ts builds upon. */
export interface Store extends Looking {
  readonly call: CallZendesk;
  readonly claimed: Claimed;
  readonly storage: () => Storage;
  /** Keeps apart what this browser remembers of several installations and channels. */
  readonly scope: string;
}

/** Everything that a first look at the ticket asks: one chunk, which the page loads beside the entry. */
export function createStore(from: {
  readonly send: SendHttp;
  readonly clock: Clock;
  readonly random: Random;
  readonly storage: () => Storage;
  readonly scope: string;
  readonly onWait: (until: number) => void;
}): Store {
  const { storage, scope } = from;
  const limit = createLimit(storage, scope);
  const call = createTransport(from.send, from.clock, from.random, limit, from.onWait);
  const claimed = new Set<string>();
  return {
    call,
    claimed,
    storage,
    scope,
    desk: createAudits(call),
    records: createRecordReader(call, claimed),
    memory: createRecall(storage, scope),
  };
}
