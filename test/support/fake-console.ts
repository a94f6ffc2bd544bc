import type { LogFilter, LogRow } from '../../src/core/log';
import { failed, got, type Problem, problem, type Reading } from '../../src/core/problem';
import type { ConsolePorts, Visitor } from '../../src/engine/console-ports';
import type { LogPage } from '../../src/engine/log-book';
import { createOffice, type Office } from '../../src/engine/office';
import { settingsWith } from './facts';

/** A console whose log reads from a script; whatever else is asked is refused. */
export interface FakeConsole {
  readonly office: Office;
  /** What was searched for, in order. */
  readonly asked: readonly { readonly filter: LogFilter; readonly after: string | undefined }[];
  /** Answers every page by this rule from now on. */
  answer(rule: (filter: LogFilter, after: string | undefined) => PageAnswer): void;
  /** Lets an hour pass. */
  passHour(): void;
}

/** Rows of the only page, a page, a problem, or nothing yet. */
export type PageAnswer = readonly LogRow[] | LogPage | Problem | 'pending';

export const noon = new Date(2026, 10, 20, 12).getTime();

export function createFakeConsole(visitor: Partial<Visitor> = {}): FakeConsole {
  let rule: (filter: LogFilter, after: string | undefined) => PageAnswer = () => [];
  let now = noon;
  const asked: { filter: LogFilter; after: string | undefined }[] = [];
  const no = failed(problem('zendesk_forbidden'));
  const refused = { kind: 'refused', problem: problem('zendesk_forbidden') } as const;
  const ports: ConsolePorts = {
    clock: { now: () => now, setTimer: () => 0, clearTimer: () => undefined },
    random: () => 0.5,
    desk: {
      readAudits: async () => no,
      readSaved: async () => no,
      readPeople: async () => no,
      addTag: async () => refused,
    },
    records: {
      create: async () => refused,
      save: async () => refused,
      remove: async () => refused,
      lookUp: async () => no,
      search: async () => no,
      linked: async () => no,
      claimedFor: async () => no,
    },
    account: {
      readSettings: async () => no,
      saveSettings: async () => refused,
      readRecent: async () => no,
      readRequesters: async () => no,
      readStore: async () => no,
      readRoles: async () => no,
      readBudget: async () => no,
    },
    history: { readChanged: async () => no, readAssignments: async () => no, readUsers: async () => no },
    logBook: {
      readPage(filter, after) {
        asked.push({ filter, after });
        const answer = rule(filter, after);
        return answer === 'pending' ? new Promise(() => undefined) : Promise.resolve(readingOf(answer));
      },
      readTickets: async () => no,
      readNames: async (ids) => got(new Map(ids.map((id) => [id, `Agent ${id}`]))),
    },
    memory: {
      recall: async () => undefined,
      remember: () => undefined,
      recallTemplates: async () => undefined,
      rememberTemplates: () => undefined,
      recallNumber: async () => undefined,
      rememberNumber: () => undefined,
    },
    phoneBook: { readPhones: async () => ({ numbers: [], refused: [] }), countriesOf: async () => [] },
    channelOf: () => {
      throw new Error('Nobody asks 1MSG.');
    },
    dayOf,
    addressOf: () => undefined,
  };
  const settings = { settings: settingsWith(), faults: [] };
  return {
    office: createOffice(
      ports,
      { userId: 38, isAdmin: true, locale: 'en-GB', ...visitor },
      settings,
      () => 'one',
    ),
    asked,
    answer(next) {
      rule = next;
    },
    passHour() {
      now += 3_600_000;
    },
  };
}

function readingOf(answer: Exclude<PageAnswer, 'pending'>): Reading<LogPage> {
  if ('code' in answer) return failed(answer);
  return got('rows' in answer ? answer : { rows: answer, next: undefined, total: answer.length });
}

/** The day where the tests run. */
function dayOf(at: number): string {
  const date = new Date(at);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}
