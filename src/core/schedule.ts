import type { Saved } from './events';

/** When the status of an accepted message is asked for, ms after its acceptance. */
const firstPolls = [2_000, 5_000, 10_000, 20_000, 45_000, 90_000];
const laterPolls = 120_000;
const lastPoll = 15 * 60_000;

/**
 * ms until the next look, or undefined when the message is older than 15 minutes: then it is looked up when
 * the ticket is opened or somebody asks.
 */
export function nextPollIn(acceptedAt: number, now: number): number | undefined {
  const age = Math.max(0, now - acceptedAt);
  const early = firstPolls.find((time) => time > age);
  if (early !== undefined) return early - age;
  const lastEarly = firstPolls.at(-1) ?? 0;
  const due = lastEarly + (Math.floor((age - lastEarly) / laterPolls) + 1) * laterPolls;
  return due > lastPoll ? undefined : due - age;
}

/** Waits before the audits are read again because they do not show a save yet, ms. */
export const auditRetries = [500, 1_000, 2_000] as const;

/** When a save that the audits did not show after that is looked for once more, ms. */
export const lateAuditsMs = 15_000;

/** Waits before a send that was certainly not accepted is tried again, ms. */
export const sendRetries = [2_000, 5_000, 15_000] as const;

/**
 * Waits before a look that a passing fault kept from its end is made anew, ms, by the problem's `repeat`. Each may take
 * up to twice as long, so that browsers which met the same fault do not come back together.
 */
export const lookRetries = { look: [2_000, 8_000, 30_000], look_later: [10_000, 30_000, 60_000] } as const;

/** Waits before a record write that got no answer is tried again, ms. */
const recordRetries = [1_000, 4_000, 15_000];

/** Waits before another try to tag the ticket, ms: a rate limit lasts up to a minute, and nobody waits for the tag. */
export const tagRetries = [5_000, 20_000, 60_000] as const;

/** ms until a write that did not succeed is tried again; undefined where a refusal stands or it was tried enough. */
export function rewriteIn(
  failure: Exclude<Saved, { kind: 'saved' }>,
  tries: number,
  waits: readonly number[] = recordRetries,
): number | undefined {
  // A rate limit is over in a moment; any other refusal stays one.
  const stands = failure.kind === 'refused' && failure.problem.code !== 'zendesk_busy';
  return stands ? undefined : waits[tries];
}

/** When the message of a send without an id is looked for, ms after its claim: 1MSG's list may lag. */
export const evidenceTimes = [10_000, 30_000, 90_000] as const;

/** When another browser's claim is looked at again, ms after the look before. */
export const watchWaits = [2_500, 6_000, 15_000] as const;

/** Waits before the read that verifies a claim is repeated, ms. */
export const verifyRetries = [1_000, 3_000] as const;

/** How long after the look at the ticket that led to it an attempt may be claimed, ms. */
export const lookLastsMs = 60_000;

/** How long what was read of a person may serve a send, ms. */
export const peopleFreshMs = 60_000;

/** How long the list of templates may serve, ms. */
export const templatesFreshMs = 10 * 60_000;

/** Hints that reach every open browser are followed after up to this long, ms. */
export const hintSpread = 2_000;
