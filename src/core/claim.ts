/**
 * The right to send one attempt. 1MSG knows no idempotency key and WhatsApp cannot unsend, so an attempt is
 * claimed by creating its record before anything is sent, and whoever created it then reads back all records
 * with the same external id: Zendesk does not promise to refuse a duplicate.
 */

/** An attempt's place in the store, the same for everybody who sees the assignment. */
export interface AttemptKey {
  readonly ticketId: number;
  readonly auditId: number;
  /** 1 for the first. */
  readonly attempt: number;
}

export const maxAttempts = 5;

/** How long a claim may go without an outcome before it counts as interrupted, ms. */
export const leaseMs = 60_000;

/** How long a `seen` claimant waits between the answer to its create and its read, ms. */
export const settleMs = 4_000;

/** How long after its claim a send may still start: with its own deadline of 30 s it ends within the lease. */
export const sendWindowMs = 25_000;

/** `own` claims may be this much younger than the first `seen` claim and still win, ms. */
const ownGraceMs = 2_000;

export const externalIdOf = (key: AttemptKey): string => `t${key.ticketId}-a${key.auditId}-n${key.attempt}`;

/**
 * `own`: the one browser whose own submit made the assignment. `seen`: everybody else, Send now and Send
 * again included.
 */
export type ClaimKind = 'own' | 'seen';

export interface Claim {
  readonly recordId: string;
  readonly kind: ClaimKind;
  readonly token: string;
  /** ms, by Zendesk's clock, which may show whole seconds only. */
  readonly createdAt: number;
}

export const claimText = (kind: ClaimKind, token: string): string => `${kind}:${token}`;

export function parseClaim(text: string): { kind: ClaimKind; token: string } | undefined {
  const match = /^(own|seen):(.+)$/.exec(text);
  if (match === null) return undefined;
  const [, kind, token] = match;
  return (kind === 'own' || kind === 'seen') && token !== undefined ? { kind, token } : undefined;
}

/**
 * The claim that may send, the same for every reader of the same records.
 *
 * An `own` reader goes on at once and has seen everything created until 1 s before itself; a `seen` reader,
 * after its settling time, everything until 3 s after itself. The line at 2 s lies between, so no two
 * claimants can both believe that they won, with reads that lag up to 1 s and whole-second stamps.
 */
export function winnerOf(claims: readonly Claim[]): Claim | undefined {
  const first = (kind: ClaimKind) =>
    claims
      .filter((claim) => claim.kind === kind)
      .sort((a, b) => a.createdAt - b.createdAt || (a.recordId < b.recordId ? -1 : 1))[0];
  const own = first('own');
  const seen = first('seen');
  if (own === undefined || seen === undefined) return own ?? seen;
  return own.createdAt <= seen.createdAt + ownGraceMs ? own : seen;
}
