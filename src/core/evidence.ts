/** A message that left the channel by API, as 1MSG's list shows it. */
export interface ListedMessage {
  readonly messageId: string;
  /** Every number the entry or its id names, digits only; WhatsApp may have corrected it. */
  readonly numbers: readonly string[];
  /** ms since the epoch. */
  readonly at: number;
}

export type Evidence =
  | { readonly kind: 'found'; readonly messageId: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'several' };

const before = 30_000;
const after = 180_000;
const sameEnding = 8;

/** The earliest time, ms, from which messages matter to a send that began at `sentAt`. */
export const evidenceFrom = (sentAt: number): number => sentAt - before;

/**
 * The one listed message that can be the lost send: to the same number within the window and not known to
 * belong to another notification. A number matches by its last 8 digits, because WhatsApp adds and drops
 * digits behind the country code (Mexico, Argentina, Brazil). None proves nothing; several prove nothing.
 */
export function findEvidence(
  messages: readonly ListedMessage[],
  send: { readonly digits: string; readonly at: number; readonly linked: ReadonlySet<string> },
): Evidence {
  const ending = send.digits.slice(-sameEnding);
  const matches = new Set(
    messages
      .filter(({ at }) => at >= send.at - before && at <= send.at + after)
      .filter(({ numbers }) =>
        numbers.some((number) => number.length >= sameEnding && number.endsWith(ending)),
      )
      .map(({ messageId }) => messageId)
      .filter((messageId) => !send.linked.has(messageId)),
  );
  const [first, ...more] = matches;
  if (first === undefined) return { kind: 'none' };
  return more.length === 0 ? { kind: 'found', messageId: first } : { kind: 'several' };
}
