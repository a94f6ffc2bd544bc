import type { State } from '../core/state';
import { type Phrase, say } from './words';

const minute = 60_000;

/**
 * That what is under way waits for the account's request limit, and until when; undefined where nothing does. `now` is
 * this browser's clock, ms.
 */
export function heldNote({ step, heldUntil }: State, now: number): Phrase | undefined {
  const isAsking = step.kind !== 'idle' && step.kind !== 'sending';
  if (!isAsking || heldUntil === undefined || heldUntil <= now) return undefined;
  // Times are told by the minute: one that is over already would be no time to wait for.
  return say('note.held', { time: { at: Math.ceil(heldUntil / minute) * minute } });
}
