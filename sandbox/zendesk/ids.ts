import { randomInt } from 'node:crypto';

/** Where this Zendesk takes its ids from. */
export interface Ids {
  /** The next id of an audit, event, comment or ticket identity: 13 digits, always larger than the last. */
  next(): number;
  /** The id of a new custom object record, in the form Zendesk uses (a ULID). */
  record(now: number): string;
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Ids that are never used twice, not even after a reset or a restart: a browser may remember an old
 * audit by its id, and real ids do not come back.
 */
export function createIds(): Ids {
  let last = Date.now();
  return {
    next() {
      last += 1 + randomInt(3);
      return last;
    },
    record(now) {
      // Within one millisecond the order is random, as it is for a real ULID: no reader may lean on it.
      const noise = Array.from({ length: 16 }, () => crockford.charAt(randomInt(32))).join('');
      return encodeTime(now) + noise;
    },
  };
}

function encodeTime(ms: number): string {
  let rest = Math.floor(ms);
  let text = '';
  for (let place = 0; place < 10; place += 1) {
    text = crockford.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
