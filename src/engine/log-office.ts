/** What the log's page knows and does while the console is open. */
import { createTally, type LogFilter, type LogRow, type Totals } from '../core/log';
import type { Problem } from '../core/problem';
import { problem } from '../core/problem';
import type { SettingsParsed } from '../core/settings';
import type { ConsolePorts, Visitor } from './console-ports';
import { createLog, type Log } from './log';
import { readWhole } from './log-book';
import { type AgainPlan, type AgainRun, type Chosen, planAgain, runAgain } from './send-again';
import { createTask, type Task } from './task';

export interface LogOffice {
  readonly list: Log;
  readonly totals: Task<PeriodTotals>;
  readonly exported: Task<Exported>;
  /** Who would get a message again; reads only. */
  readonly plan: Task<AgainPlan>;
  readonly sending: Task<AgainRun>;
  countTotals(): void;
  /** `linesOf` makes text of rows; for the first ones with a head. */
  exportRows(linesOf: LinesOf): void;
  planAgain(): void;
  /** Sends what the list holds; nothing while a run is under way. */
  sendAgain(): void;
  /** Ends the run behind the message that is under way. */
  stopSending(): void;
}

export type LinesOf = (
  rows: readonly LogRow[],
  isFirst: boolean,
  names: ReadonlyMap<number, string>,
) => string;

export interface PeriodTotals {
  readonly filter: LogFilter;
  readonly totals: Totals;
  /** Why they are not over everything that the filter finds. */
  readonly problem: Problem | undefined;
  readonly isWhole: boolean;
}

export interface Exported {
  readonly parts: readonly string[];
  readonly problem: Problem | undefined;
  readonly isWhole: boolean;
  readonly rows: number;
}

export function createLogOffice(from: {
  readonly ports: ConsolePorts;
  readonly visitor: Visitor;
  readonly readSettings: () => Promise<SettingsParsed>;
  readonly newInstance: () => string;
  /** Names the day of a moment as people here count days. */
  readonly dayOf: (at: number) => string;
}): LogOffice {
  const { ports, visitor, readSettings, newInstance, dayOf } = from;
  const book = ports.logBook;
  const list = createLog(book, ports.clock);
  let linesOf: LinesOf = () => '';
  let chosen: readonly Chosen[] = [];
  let isStopping = false;

  const totals = createTask<PeriodTotals>(async (job) => {
    const { filter } = list.state();
    const tally = createTally(dayOf);
    let seen = 0;
    let all = 0;
    const tell = (isWhole: boolean, reason?: Problem) =>
      job.report({ filter, totals: tally.totals(), problem: reason, isWhole }, seen, Math.max(seen, all));
    const reading = await readWhole(book, filter, ({ rows, total }) => {
      tally.add(rows);
      seen += rows.length;
      all = total ?? all;
      tell(false);
      return !job.isCancelled();
    });
    tell(reading.ok && reading.value === 'whole', reading.ok ? undefined : reading.problem);
  });

  const exported = createTask<Exported>(async (job) => {
    const { filter } = list.state();
    const parts: string[] = [];
    let seen = 0;
    let all = 0;
    const tell = (isWhole: boolean, reason?: Problem) =>
      job.report({ parts, problem: reason, isWhole, rows: seen }, seen, Math.max(seen, all));
    const reading = await readWhole(book, filter, ({ rows, total }) => {
      parts.push(linesOf(rows, parts.length === 0, list.state().names));
      seen += rows.length;
      all = total ?? all;
      tell(false);
      return !job.isCancelled();
    });
    tell(reading.ok && reading.value === 'whole', reading.ok ? undefined : reading.problem);
  });

  const plan = createTask<AgainPlan>(async (job) => {
    const { settings, faults } = await readSettings();
    const names = faults.map(({ name }) => name);
    if (names.length === 0) return planAgain(ports, settings, list.state().filter, job);
    const reason = problem('settings_incomplete', undefined, names);
    job.report({ chosen: [], excluded: [], problem: reason, isCut: false }, 1, 1);
  });

  const sending = createTask<AgainRun>(async (job) => {
    const { settings } = await readSettings();
    await runAgain({ ports, visitor, settings, newInstance, isStopping: () => isStopping }, chosen, job);
    list.refresh();
  });

  return {
    list,
    totals,
    exported,
    plan,
    sending,
    countTotals: () => totals.start(),
    exportRows(lines) {
      linesOf = lines;
      exported.start();
    },
    planAgain: () => plan.start(),
    sendAgain() {
      const listed = plan.state();
      if (sending.state().kind === 'running' || listed.kind !== 'done') return;
      chosen = listed.value?.chosen ?? [];
      isStopping = false;
      // One list serves one run.
      plan.clear();
      sending.start();
    },
    stopSending() {
      isStopping = true;
    },
  };
}
