/** The delivery log: what was recorded, newest first, and what it comes to over a period. */
import type { Notification, Status } from './notification';
import type { ProblemCode } from './problem';
import { isTrial } from './trial';

/** A record as the log shows it. One that cannot be read has its line as well: it is there. */
export interface LogRow {
  readonly recordId: string;
  /** ms, by Zendesk's clock; undefined where the record does not tell. */
  readonly createdAt: number | undefined;
  /** As far as it can be read, also of a record that cannot be read as a whole. */
  readonly ticketId: number | undefined;
  readonly content: Notification | 'damaged' | 'later_version';
}

/** What is looked for; undefined for everything. */
export interface LogFilter {
  readonly status?: Status | undefined;
  readonly problem?: ProblemCode | undefined;
  /** A part of the name, or the user's id. */
  readonly specialist?: string | undefined;
  readonly ticketId?: number | undefined;
  /** When the record was made, ms: from this moment, and before that one. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  /** Where `from` was chosen as so many days before the moment of the choice. */
  readonly lastDays?: number | undefined;
}

export const readable = ({ content }: LogRow): Notification | undefined =>
  typeof content === 'string' ? undefined : content;

/**
 * Whether a row that was found for the filter belongs there. The store compares texts, and holds problems with their
 * subjects and statuses that a message id overrules; what is shown is judged by what was read. A row that cannot be
 * read stays: nobody can say that it does not belong.
 */
export function isWanted(row: LogRow, { status, problem, specialist }: LogFilter): boolean {
  const notification = readable(row);
  if (notification === undefined) return true;
  if (status !== undefined && notification.status !== status) return false;
  if (problem !== undefined && !('problem' in notification && notification.problem.code === problem)) {
    return false;
  }
  if (specialist === undefined) return true;
  const { id, name } = notification.specialist;
  return String(id) === specialist || name.toLowerCase().includes(specialist.toLowerCase());
}

/** What a message came to, in four words. */
export type Outcome = 'reached' | 'under_way' | 'failed' | 'unclear';

export const outcomes: readonly Outcome[] = ['reached', 'under_way', 'failed', 'unclear'];

const outcomeBy: Readonly<Record<Status, Outcome>> = {
  claimed: 'under_way',
  queued: 'under_way',
  accepted: 'under_way',
  sent: 'under_way',
  delivered: 'reached',
  read: 'reached',
  failed: 'failed',
  unknown: 'unclear',
};

export const outcomeOf = ({ status }: Pick<Notification, 'status'>): Outcome => outcomeBy[status];

export type Counts = Readonly<Record<Outcome, number>>;

/** What records come to. */
export interface Totals {
  /** Attempts at real notifications. */
  readonly counted: number;
  readonly trials: number;
  readonly unreadable: number;
  readonly outcomes: Counts;
  /** Oldest day first, with those between on which there was no message. */
  readonly days: readonly { readonly day: string; readonly outcomes: Counts }[];
  /** From the claim to the phone, ms; undefined while no message has arrived. */
  readonly medianToDelivered: number | undefined;
  /** When the oldest and the newest of the counted records were made, ms. */
  readonly span: { readonly from: number; readonly until: number } | undefined;
}

/** Whether statuses came for recent messages. */
export interface Followed {
  /** Messages with a status beyond *Accepted*. */
  readonly told: number;
  /** Messages that were accepted more than an hour ago, and of which no more is known. */
  readonly silent: number;
}

const anHour = 60 * 60_000;

/** Counts the messages of a week, tests among them, by what is known of them; what failed at once proves nothing. */
export function countFollowed(rows: readonly LogRow[], now: number): Followed {
  const recent = rows.filter(({ createdAt = 0 }) => now - createdAt < 7 * aDay && now - createdAt >= anHour);
  const statuses = recent.map((row) => readable(row)?.status);
  return {
    told: statuses.filter((one) => one === 'sent' || one === 'delivered' || one === 'read').length,
    silent: statuses.filter((one) => one === 'accepted').length,
  };
}

/** Adds rows up. It keeps counts and one number for each message that arrived, never the rows. */
export interface Tally {
  add(rows: readonly LogRow[]): void;
  totals(): Totals;
}

/** `dayOf` names the day of a moment in ISO 8601, such as `2026-11-22`. */
export function createTally(dayOf: (at: number) => string): Tally {
  const all = noCounts();
  const days = new Map<string, Record<Outcome, number>>();
  const times: number[] = [];
  let trials = 0;
  let unreadable = 0;
  let span: Totals['span'];

  const addOne = (row: LogRow): void => {
    const notification = readable(row);
    if (notification === undefined) {
      unreadable += 1;
      return;
    }
    if (isTrial(notification.key)) {
      trials += 1;
      return;
    }
    const outcome = outcomeOf(notification);
    all[outcome] += 1;
    const { claimed, delivered, read } = notification.timeline;
    const arrived = delivered ?? read;
    if (claimed !== undefined && arrived !== undefined && arrived >= claimed) times.push(arrived - claimed);
    const at = row.createdAt;
    if (at === undefined) return;
    span = { from: Math.min(span?.from ?? at, at), until: Math.max(span?.until ?? at, at) };
    const day = dayOf(at);
    const counts = days.get(day) ?? noCounts();
    counts[outcome] += 1;
    days.set(day, counts);
  };

  return {
    add: (rows) => rows.forEach(addOne),
    totals: () => ({
      counted: outcomes.reduce((sum, outcome) => sum + all[outcome], 0),
      trials,
      unreadable,
      outcomes: { ...all },
      days: [...days.keys()]
        .sort((a, b) => (a < b ? -1 : 1))
        .flatMap((day, index, sorted) => [...daysBetween(sorted[index - 1], day), day])
        .map((day) => ({ day, outcomes: { ...(days.get(day) ?? noCounts()) } })),
      medianToDelivered: medianOf(times),
      span,
    }),
  };
}

/** So many days without a message are shown one by one; a longer gap is none of daily business. */
const longestGap = 92;

/** The days behind the first and before the second one. */
function daysBetween(before: string | undefined, until: string): readonly string[] {
  if (before === undefined) return [];
  const from = Date.parse(before);
  const count = Math.round((Date.parse(until) - from) / aDay) - 1;
  if (count > longestGap) return [];
  return Array.from({ length: count }, (_, index) =>
    new Date(from + (index + 1) * aDay).toISOString().slice(0, 10),
  );
}

const aDay = 24 * 60 * 60_000;

const noCounts = (): Record<Outcome, number> => ({ reached: 0, under_way: 0, failed: 0, unclear: 0 });

/** The middle one, or half-way between the two in the middle. */
function medianOf(values: readonly number[]): number | undefined {
  const sorted = Float64Array.from(values).sort();
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}
