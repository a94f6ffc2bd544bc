/** A message that left the channel by API, as 1MSG's list shows it. */
export interface ListedMessage {
  readonly messageId: string;
  /** Every number the entry or its id names, digits only; WhatsApp may have corrected it. */
  readonly numbers: readonly string[];
  /** ms since the epoch. */
  readonly at: number;
  /** What it says; undefined where the list does not tell. */
  readonly text?: string | undefined;
}

export type Evidence =
  /** `at`: when the message left by 1MSG's clock, ms. */
  | { readonly kind: 'found'; readonly messageId: string; readonly at: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'several' };

const before = 30_000;
const after = 180_000;
const sameEnding = 8;

/** The earliest time, ms, from which messages matter to a send that began at `sentAt`. */
export const evidenceFrom = (sentAt: number): number => sentAt - before;

/** A send whose message is looked for: to this number (digits only), begun at this time (ms). */
export interface LostSend {
  readonly digits: string;
  readonly at: number;
  /** The ticket number, which every message of ours holds, and the template's name. */
  readonly names?: readonly string[];
}

/**
 * Ids of the listed messages that can be the lost send: to the same number within the window. A number
 * matches by its last 8 digits, because WhatsApp adds and drops digits behind the country code (Mexico,
 * Argentina, Brazil).
 */
export function candidatesFor(messages: readonly ListedMessage[], send: LostSend): readonly string[] {
  const ending = send.digits.slice(-sameEnding);
  const matches = messages
    .filter(({ at }) => at >= send.at - before && at <= send.at + after)
    // A list that shows texts shows whose message it is: other software may use the channel.
    .filter(
      ({ text }) =>
        text === undefined || send.names === undefined || send.names.some((name) => text.includes(name)),
    )
    .filter(({ numbers }) =>
      numbers.some((number) => number.length >= sameEnding && number.endsWith(ending)),
    );
  return [...new Set(matches.map(({ messageId }) => messageId))];
}

/**
 * The one candidate that no record names yet, its own or another notification's. None proves nothing; several
 * prove nothing.
 */
export function findEvidence(
  messages: readonly ListedMessage[],
  send: LostSend & { readonly linked: ReadonlySet<string> },
): Evidence {
  const [first, ...more] = candidatesFor(messages, send).filter((messageId) => !send.linked.has(messageId));
  if (first === undefined) return { kind: 'none' };
  const left = messages.filter(({ messageId }) => messageId === first).map(({ at }) => at);
  return more.length === 0 ? { kind: 'found', messageId: first, at: Math.min(...left) } : { kind: 'several' };
}
