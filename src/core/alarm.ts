/**
 * Failures that are no matter of single customers: everything fails for one reason, or far more fails than before.
 * There is one alarm at most, for one cause.
 */
import { type LogRow, outcomeOf, readable } from './log';
import type { Notification } from './notification';
import type { ProblemCode } from './problem';
import { isTrial } from './trial';

export type Alarm =
  /** The last `count` messages all failed, each for this reason. */
  | { readonly kind: 'all_fail'; readonly problem: ProblemCode; readonly count: number }
  /** Of the last `count` messages `failed` did; `problem` stands behind most of them, where one does. */
  | {
      readonly kind: 'more_fail';
      readonly problem: ProblemCode | undefined;
      readonly failed: number;
      readonly count: number;
    };

/** Older failures are history: somebody has seen to them, or nobody sends any more; ms. */
export const alarmLastsMs = 24 * 60 * 60_000;

/** So many in a row must fail for one reason. */
export const allFailCount = 5;

/** The newest messages, compared with those before them. */
export const recentCount = 20;

/** So large a part of the newest must fail, and so many times the part of those before them. */
export const jumpRatio = 0.4;
export const jumpFactor = 2;

/** The part of the newest failures that one cause must stand behind to be named. */
export const mainCausePart = 0.8;

/**
 * The alarm that these rows, newest first, are reason for. Only what is decided counts: messages that failed, and
 * those that reached a phone or are on their way; never tests, and never what nobody knows the end of. Where fewer
 * than `recentCount` messages come before the newest ones, nothing tells what is usual, and only the share counts.
 */
export function alarmIn(rows: readonly LogRow[], now: number): Alarm | undefined {
  const decided = rows.flatMap((row) => {
    const notification = readable(row);
    return notification === undefined || !isDecided(notification)
      ? []
      : [{ at: row.createdAt ?? 0, problem: problemOf(notification) }];
  });
  const fresh = decided.filter(({ at }) => now - at < alarmLastsMs);
  return allFail(fresh.map(({ problem }) => problem)) ?? moreFail(fresh, decided);
}

interface Decided {
  readonly at: number;
  readonly problem: ProblemCode | undefined;
}

const isDecided = (notification: Notification): boolean => {
  const outcome = outcomeOf(notification);
  const isOnItsWay = notification.status === 'sent' || notification.status === 'accepted';
  return !isTrial(notification.key) && (outcome === 'reached' || outcome === 'failed' || isOnItsWay);
};

const problemOf = (notification: Notification): ProblemCode | undefined =>
  notification.status === 'failed' ? notification.problem.code : undefined;

function allFail(problems: readonly (ProblemCode | undefined)[]): Alarm | undefined {
  const [first] = problems;
  if (first === undefined) return undefined;
  const other = problems.findIndex((one) => one !== first);
  const count = other === -1 ? problems.length : other;
  return count >= allFailCount ? { kind: 'all_fail', problem: first, count } : undefined;
}

function moreFail(fresh: readonly Decided[], decided: readonly Decided[]): Alarm | undefined {
  const recent = fresh.slice(0, recentCount);
  const failed = recent.flatMap(({ problem }) => problem ?? []);
  if (recent.length < recentCount || failed.length / recent.length < jumpRatio) return undefined;
  const before = decided.slice(recentCount);
  const usual = before.filter(({ problem }) => problem !== undefined).length / Math.max(1, before.length);
  const isUsual = before.length >= recentCount && failed.length / recent.length < jumpFactor * usual;
  if (isUsual) return undefined;
  return { kind: 'more_fail', problem: mainCause(failed), failed: failed.length, count: recent.length };
}

function mainCause(failed: readonly ProblemCode[]): ProblemCode | undefined {
  return [...new Set(failed)].find(
    (code) => failed.filter((one) => one === code).length >= mainCausePart * failed.length,
  );
}
