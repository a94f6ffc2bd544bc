/** Failed messages once more, many at a time: first a list of who gets one, then one after the other. */
import { assignmentsIn } from '../core/assignment';
import { attemptKeys } from '../core/decision';
import type { Stored } from '../core/events';
import type { LogFilter } from '../core/log';
import type { Notification, Status } from '../core/notification';
import { failed, got, type Problem, type ProblemCode, problem, problems } from '../core/problem';
import {
  asTicket,
  attemptRefusal,
  type Candidate,
  canPass,
  type Exclusion,
  failedIn,
  judgeAgain,
  pairSpacingMs,
  sameFailures,
} from '../core/send-again';
import type { Settings } from '../core/settings';
import { initialState, type State } from '../core/state';
import { alone } from './alone';
import type { ConsolePorts, Visitor } from './console-ports';
import { createEngine } from './engine';
import { readWhole } from './log-book';
import type { Ports } from './ports';
import { seek } from './seek';
import type { Job } from './task';

type Failed = Notification & { readonly status: 'failed' };

/** One message that would leave. */
export interface Chosen {
  readonly notification: Failed;
  readonly requesterId: number;
}

/** Who would get a message, and who would not. */
export interface AgainPlan {
  readonly chosen: readonly Chosen[];
  readonly excluded: readonly { readonly notification: Failed; readonly why: Exclusion }[];
  /** Why the list is not whole. */
  readonly problem: Problem | undefined;
  /** True where there were more failed ones than one run may take. */
  readonly isCut: boolean;
}

/** What became of one message. */
export type AgainResult =
  | { readonly kind: 'sent'; readonly status: Status; readonly problem: ProblemCode | undefined }
  /** Nothing left: things are no longer as they were when the list was made, or something stood in the way. */
  | { readonly kind: 'not_sent'; readonly why: Exclusion };

export interface AgainRun {
  readonly results: readonly { readonly chosen: Chosen; readonly result: AgainResult }[];
  /** The reason that ended the run early, because every further message would have met it. */
  readonly stoppedFor: ProblemCode | undefined;
}

/** Most messages of one run: at one in about six seconds it takes ten minutes. */
export const mostAtOnce = 100;

/** Assignments whose attempts one look-up asks for: a page of the answer holds all of their records. */
const lookedUpAtOnce = 15;

/** Lists the failed messages that the filter finds, newest first, with the verdict on each. Reads only. */
export async function planAgain(
  ports: ConsolePorts,
  settings: Settings,
  filter: LogFilter,
  job: Job<AgainPlan>,
): Promise<void> {
  const found: Failed[] = [];
  const reading = await readWhole(ports.logBook, { ...filter, status: 'failed' }, ({ rows, total }) => {
    found.push(...failedIn(rows));
    job.report(emptyPlan, found.length, Math.max(total ?? 0, found.length));
    return found.filter(canPass).length <= mostAtOnce && !job.isCancelled();
  });
  if (job.isCancelled()) return;
  if (!reading.ok) return job.report({ ...emptyPlan, problem: reading.problem }, 1, 1);
  const passing = found.filter(canPass);
  const candidates = passing.slice(0, mostAtOnce);
  const facts = await readFacts(ports, settings, candidates);
  if (!facts.ok) return job.report({ ...emptyPlan, problem: facts.problem }, 1, 1);
  const { tickets, people, records } = facts.value;
  const chosen: Chosen[] = [];
  const excluded = found
    .filter((one) => !canPass(one))
    .map((notification): AgainPlan['excluded'][number] => ({
      notification,
      why: { kind: 'problem', problem: notification.problem.code },
    }));
  for (const notification of candidates) {
    const { ticketId, auditId } = notification.key;
    const isTwice = chosen.some((one) => one.notification.key.auditId === auditId);
    const ticket = tickets.get(ticketId);
    const verdict = judgeAgain(
      {
        notification,
        ticket,
        person: ticket?.requesterId === undefined ? undefined : people.get(ticket.requesterId),
        records: records.filter((one) => isOf(one, auditId)),
      },
      settings,
    );
    if (verdict.kind === 'excluded') excluded.push({ notification, why: verdict.why });
    else if (isTwice) excluded.push({ notification, why: { kind: 'duplicate' } });
    else chosen.push({ notification, requesterId: verdict.requesterId });
  }
  job.report(
    { chosen, excluded, problem: undefined, isCut: passing.length > mostAtOnce },
    candidates.length,
    candidates.length,
  );
}

const emptyPlan: AgainPlan = { chosen: [], excluded: [], problem: undefined, isCut: false };

const isOf = ({ notification }: Stored, auditId: number): boolean => notification.key.auditId === auditId;

async function readFacts(
  { logBook, records, account, phoneBook }: ConsolePorts,
  { defaultCountry }: Settings,
  candidates: readonly Failed[],
) {
  const ids = [...new Set(candidates.map(({ key }) => key.ticketId))];
  const tickets = await logBook.readTickets(ids);
  if (!tickets.ok) return tickets;
  const customers = [...new Set([...tickets.value.values()].flatMap(({ requesterId }) => requesterId ?? []))];
  const requesters = customers.length === 0 ? got([]) : await account.readRequesters(customers);
  if (!requesters.ok) return requesters;
  const people = new Map<number, NonNullable<Candidate['person']>>();
  for (const requester of requesters.value) {
    people.set(requester.id, {
      requester,
      phones: await phoneBook.readPhones(requester.phones, defaultCountry),
    });
  }
  const all: Stored[] = [];
  const assignments = [...new Map(candidates.map(({ key }) => [key.auditId, key])).values()];
  for (let from = 0; from < assignments.length; from += lookedUpAtOnce) {
    const keys = assignments
      .slice(from, from + lookedUpAtOnce)
      .flatMap(({ ticketId, auditId }) => attemptKeys(ticketId, auditId));
    const found = await records.lookUp(keys);
    if (!found.ok) return found;
    all.push(...found.value.records);
  }
  return got({ tickets: tickets.value, people, records: all });
}

/** Who sends, and by what. */
export interface Sender {
  readonly ports: ConsolePorts;
  readonly visitor: Visitor;
  readonly settings: Settings;
  /** Random, once for each message; claim tokens come from it. */
  readonly newInstance: () => string;
  /** True once nobody wants the rest. */
  readonly isStopping: () => boolean;
}

/** Sends the chosen ones, one after the other, and ends early where one cause stands in the way of all. */
export async function runAgain(sender: Sender, chosen: readonly Chosen[], job: Job<AgainRun>): Promise<void> {
  const { ports, isStopping } = sender;
  const lastTo = new Map<number, number>();
  let run: AgainRun = { results: [], stoppedFor: undefined };
  job.report(run, 0, chosen.length);
  for (const one of chosen) {
    if (isStopping()) return;
    const since = ports.clock.now() - (lastTo.get(one.requesterId) ?? Number.NEGATIVE_INFINITY);
    if (since < pairSpacingMs) await pause(ports, pairSpacingMs - since);
    if (isStopping()) return;
    const result = await sendOne(sender, one);
    // Also what did not leave: whether it did is not always known.
    lastTo.set(one.requesterId, ports.clock.now());
    run = { results: [...run.results, { chosen: one, result }], stoppedFor: undefined };
    run = { ...run, stoppedFor: commonCause(run) };
    job.report(run, run.results.length, chosen.length);
    if (run.stoppedFor !== undefined) return;
  }
}

const pause = ({ clock }: Pick<ConsolePorts, 'clock'>, ms: number): Promise<void> =>
  new Promise((resolve) => clock.setTimer(resolve, ms));

/** The reason for which the last messages failed one like the other, where it is not the customers' own. */
function commonCause({ results }: AgainRun): ProblemCode | undefined {
  const codes = results.slice(-sameFailures).map(({ result }) => causeOf(result));
  const [code] = codes;
  const isCommon = code !== undefined && codes.length === sameFailures && codes.every((one) => one === code);
  return isCommon && problems[code].owner !== 'agent' ? code : undefined;
}

function causeOf(result: AgainResult): ProblemCode | undefined {
  if (result.kind === 'sent') return result.problem;
  return result.why.kind === 'problem' ? result.why.problem : undefined;
}

/**
 * One message, by the very engine of the ticket's card: it finds the newest assignment, claims the next attempt, reads
 * the saved facts again, verifies and sends. What it finds changed since the list was made ends it before it claims.
 */
function sendOne(
  { ports, visitor, settings, newInstance }: Sender,
  { notification, requesterId }: Chosen,
): Promise<AgainResult> {
  return new Promise((resolve) => {
    let moved: Exclusion | undefined;
    const engine = createEngine(
      portsFor(ports, settings, { notification, requesterId }, (why) => {
        moved = why;
      }),
      initialState({
        settings: { ok: true, settings },
        agentId: visitor.userId,
        isAdmin: visitor.isAdmin,
        instance: newInstance(),
      }),
    );
    const end = (result: AgainResult): void => {
      engine.stop();
      resolve(result);
    };
    const look = (): void => {
      const result =
        moved === undefined ? resultOf(engine.state()) : ({ kind: 'not_sent', why: moved } as const);
      if (result !== undefined) end(result);
    };
    engine.subscribe(look);
    engine.dispatch({ kind: 'send_clicked', after: notification.key.attempt });
  });
}

/** Undefined while the engine is at work: a record is written down before its message counts as done. */
function resultOf({ step, next, writes, sent, current, obstacle }: State): AgainResult | undefined {
  if (step.kind !== 'idle' || next !== undefined || writes.length > 0) return undefined;
  if (sent === undefined || current === undefined) {
    const why: Exclusion =
      obstacle === undefined ? { kind: 'tried_since' } : { kind: 'problem', problem: obstacle.code };
    return { kind: 'not_sent', why };
  }
  const { notification } = current;
  const code = 'problem' in notification ? notification.problem.code : undefined;
  return { kind: 'sent', status: notification.status, problem: code };
}

/**
 * The ports of the ticket's card without a form. `onMoved` hears what has changed since the list was made; the engine
 * then gets a refusal instead of the facts, so that it goes no further.
 */
function portsFor(
  ports: ConsolePorts,
  settings: Settings,
  { notification, requesterId }: Chosen,
  onMoved: (why: Exclusion) => void,
): Ports {
  const { clock, random, desk, records, phoneBook, memory } = ports;
  const { key, specialist } = notification;
  /** Only the first look-up is about what was there before; the next ones verify the claim. */
  let isChecked = false;
  const moved = (why: Exclusion): { readonly ok: false; readonly problem: Problem } => {
    onMoved(why);
    return failed(problem('ticket_closed'));
  };
  return {
    clock,
    random,
    channel: ports.channelOf(settings),
    readPhones: phoneBook.readPhones,
    seek,
    host: {
      async readTicket() {
        const saved = await desk.readSaved(key.ticketId);
        if (!saved.ok) return saved;
        if (saved.value.requesterId !== requesterId || saved.value.specialistId !== specialist.id) {
          return moved({ kind: 'reassigned' });
        }
        return got({ ...asTicket(saved.value, key.ticketId), specialist });
      },
      openProfile: () => undefined,
    },
    desk: {
      ...desk,
      async readAudits(ticketId) {
        const audits = await desk.readAudits(ticketId);
        if (!audits.ok) return audits;
        const newest = assignmentsIn(audits.value.audits).at(-1);
        return newest?.auditId === key.auditId ? audits : moved({ kind: 'reassigned' });
      },
    },
    records: {
      ...records,
      async lookUp(keys) {
        const found = await records.lookUp(keys);
        if (!found.ok || isChecked) return found;
        isChecked = true;
        const tried = attemptRefusal(notification, found.value.records);
        return tried === undefined ? found : moved(tried);
      },
    },
    // The claim alone decides between this page and the ticket's cards.
    tabs: alone,
    // What this browser remembers of the ticket must not keep the look from its end, nor what somebody chose for a
    // customer in one of their tickets count where nobody looks at the number.
    memory: { ...memory, recall: async () => undefined, recallNumber: async () => undefined },
  };
}
