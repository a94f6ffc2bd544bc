/** Goes through the tickets of a period and tells after each what would have been sent. Reads only. */
import { type DryRunFacts, type DryRunLine, dryRun, type PastCustomer } from '../core/dry-run';
import { type Problem, problem } from '../core/problem';
import type { SettingsParsed } from '../core/settings';
import type { Requester, Specialist } from '../core/ticket';
import type { ConsolePorts } from './console-ports';
import { createTask, type Job, type Task } from './task';

/** Periods that can be chosen, days. */
export const dryRunDays = [1, 3, 7, 14] as const;
export type DryRunDays = (typeof dryRunDays)[number];

export const mostTickets = 200;
/** Beside one request for each ticket: two pages of tickets, and their customers and specialists by the hundred. */
export const mostRequests = mostTickets + 2 + 4;

export interface DryRunFound {
  readonly days: DryRunDays;
  /** What kept the run from its beginning; then there is nothing else. */
  readonly obstacle: Problem | undefined;
  readonly lines: readonly DryRunLine[];
  /** Tickets that were looked at. */
  readonly tickets: number;
  /** Whether more tickets changed in the period than are looked at. */
  readonly hasMore: boolean;
  /** Tickets whose past could not be read. */
  readonly unread: number;
  /** False where sending automatically is off today; the run is made as if it were on. */
  readonly isAutomatic: boolean;
  /** False where the channel's list of templates could not be read: the configured language is used. */
  readonly templatesRead: boolean;
}

export interface DryRun extends Task<DryRunFound> {
  /** Starts anew with this period. */
  startWith(days: DryRunDays): void;
}

type DryRunPorts = Pick<ConsolePorts, 'clock' | 'history' | 'phoneBook' | 'channelOf'>;

export function createDryRun(ports: DryRunPorts, readSettings: () => Promise<SettingsParsed>): DryRun {
  let days: DryRunDays = 7;
  const task = createTask<DryRunFound>(async (job) => runDry(ports, await readSettings(), days, job));
  return {
    ...task,
    startWith(chosen) {
      days = chosen;
      task.start();
    },
  };
}

const day = 24 * 60 * 60_000;

async function runDry(
  ports: DryRunPorts,
  { settings: saved, faults }: SettingsParsed,
  days: DryRunDays,
  job: Job<DryRunFound>,
): Promise<void> {
  const { clock, history, channelOf } = ports;
  let found: DryRunFound = {
    days,
    obstacle: undefined,
    lines: [],
    tickets: 0,
    hasMore: false,
    unread: 0,
    isAutomatic: saved.automaticSending,
    templatesRead: true,
  };
  const stopFor = (obstacle: Problem) => job.report({ ...found, obstacle }, 0, 0);
  job.report(found, 0, 0);
  if (faults.length > 0) {
    const names = faults.map(({ name }) => name);
    return stopFor(problem('settings_incomplete', undefined, names));
  }
  const settings = { ...saved, automaticSending: true };
  const from = clock.now() - days * day;
  const changed = await history.readChanged(from, mostTickets);
  if (!changed.ok) return stopFor(changed.problem);
  const { tickets, hasMore } = changed.value;
  found = { ...found, hasMore };
  job.report(found, 0, tickets.length);
  if (job.isCancelled()) return;

  const templates = await channelOf(settings).readTemplates();
  found = { ...found, templatesRead: templates.ok };
  const people = createPeople(ports, settings.defaultCountry);
  if (job.isCancelled()) return;
  const obstacle = await people.learn(
    tickets.flatMap(({ requesterId, specialistId }) => [requesterId ?? [], specialistId ?? []].flat()),
  );
  if (obstacle !== undefined) return stopFor(obstacle);

  for (const ticket of tickets) {
    if (job.isCancelled()) return;
    const assignments = await history.readAssignments(ticket);
    const missing = assignments.ok
      ? await people.learn(assignments.value.flatMap(({ specialistId }) => specialistId ?? []))
      : assignments.problem;
    const tickets = found.tickets + 1;
    if (!assignments.ok || missing !== undefined) {
      found = { ...found, tickets, unread: found.unread + 1 };
    } else {
      const facts: DryRunFacts = {
        settings: { ok: true, settings },
        templates: templates.ok ? templates.value : undefined,
        customer: await people.customer(ticket.requesterId),
        specialists: people.specialists(),
      };
      const lines = dryRun({ ...ticket, assignments: assignments.value }, facts, from);
      found = { ...found, tickets, lines: [...found.lines, ...lines] };
    }
    job.report(found, tickets, changed.value.tickets.length);
  }
}

interface People {
  /** Reads those of the users that are not known yet. */
  learn(ids: readonly number[]): Promise<Problem | undefined>;
  customer(id: number | undefined): Promise<PastCustomer | undefined>;
  specialists(): ReadonlyMap<number, Specialist>;
}

/** Everybody who was read, each once: also of those whom Zendesk does not know, it is known. */
function createPeople(
  { history, phoneBook }: Pick<DryRunPorts, 'history' | 'phoneBook'>,
  country: string | undefined,
): People {
  const asked = new Set<number>();
  const requesters = new Map<number, Requester>();
  const specialists = new Map<number, Specialist>();
  return {
    async learn(ids) {
      const wanted = [...new Set(ids)].filter((id) => !asked.has(id));
      if (wanted.length === 0) return undefined;
      const users = await history.readUsers(wanted);
      if (!users.ok) return users.problem;
      for (const id of wanted) asked.add(id);
      for (const { requester, specialist } of users.value) {
        requesters.set(requester.id, requester);
        specialists.set(specialist.id, specialist);
      }
      return undefined;
    },
    async customer(id) {
      const requester = id === undefined ? undefined : requesters.get(id);
      if (requester === undefined) return undefined;
      const phones = await phoneBook.readPhones(requester.phones, country);
      const countries = new Map<string, string>();
      for (const { digits } of phones.numbers) {
        const [one] = await phoneBook.countriesOf([{ written: `+${digits}`, source: 'profile' }]);
        if (one !== undefined) countries.set(digits, one);
      }
      return { requester, phones, countries };
    },
    specialists: () => specialists,
  };
}
