/** The account's request limit, as far as this browser knows it: all its tabs share what each has learnt. */
import type { HttpReply } from '../engine/http';

export interface Limit {
  /** When a call may go that leaves this share of the limit to others, ms; a time past for at once. */
  opensAt(leaves: number, now: number): number;
  /** Takes note of what an answer says of the limit. */
  learn(reply: HttpReply, now: number): void;
}

/** Where Zendesk does not say how long it is busy, ms. */
const usualPause = 5_000;
/** Zendesk's limit is one of a minute; a clock that was put back must not close the door for hours, ms. */
const longest = 60_000;

/** What Zendesk leaves of its limit while it refuses: nothing, not even for what leaves nothing to others. */
const refused = -1;

/** `storage` may be forbidden or full: then each page learns for itself. */
export function createLimit(storage: () => Storage, account: string): Limit {
  const key = `onemsg/${account}/limit/1`;
  let told = '';
  /** The share that is left, and until when that holds. */
  const known = (now: number): readonly [left: number, until: number] => {
    try {
      told = storage().getItem(key) ?? told;
    } catch {
      // What this page was told itself is enough.
    }
    const [left = 1, until = 0] = told.split(' ').map(Number);
    return until > now && until - now <= 2 * longest ? [left, until] : [1, 0];
  };

  return {
    opensAt(leaves, now) {
      const [left, until] = known(now);
      return left <= leaves ? until : 0;
    },
    learn(reply, now) {
      if (reply.kind === 'unanswered') return;
      const { status, allowance, retryAfter = usualPause } = reply;
      const busy = status === 429;
      if (!busy && allowance === undefined) return;
      const [left, until] = known(now);
      // A refusal says itself how long it lasts: what an answer around it says of the minute does not count.
      if (left === refused && !busy) return;
      const renewed = busy ? retryAfter : Math.min(allowance?.renewedIn ?? longest, longest);
      const before = busy && left !== refused ? 0 : until;
      // Answers overtake each other, and within a minute the limit only gets shorter.
      told = `${Math.min(left, busy ? refused : (allowance?.left ?? 1))} ${Math.max(before, now + renewed)}`;
      try {
        storage().setItem(key, told);
      } catch {
        // Forgetting costs others a request that is refused.
      }
    },
  };
}
