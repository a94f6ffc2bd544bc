import { type Account, isWorkingAgent } from './account';
import type { Desk } from './desk';
import { BadInput, ifGiven, type JsonObject, objectOf, oneOf, readNumber, readString } from './json';
import { type KnownAssignment, makeRecords, type RecordPlan } from './seed-records';
import { makeTickets, type TicketPlan } from './seed-tickets';

const mostRecords = 200_000;
const mostTickets = 2000;

/** Reads an order for records: `{count, days?, seed?, failing?: {problem, hours?}}`. */
export function parseRecordPlan(body: JsonObject): RecordPlan {
  const failing = body.failing === undefined ? null : objectOf(body.failing, '"failing"');
  return {
    ...parseAmount(body, mostRecords),
    failing: failing && {
      problem: readString(failing, 'problem'),
      hours: ifGiven(failing, 'hours', readNumber) ?? 2,
    },
  };
}

/** Reads an order for tickets: `{count, days?, seed?, phones?}`. */
export function parseTicketPlan(body: JsonObject): TicketPlan {
  const phones = ifGiven(body, 'phones', oneOf<TicketPlan['phones']>(['mixed', 'national'])) ?? 'mixed';
  return { ...parseAmount(body, mostTickets), phones };
}

function parseAmount(body: JsonObject, most: number) {
  const count = readNumber(body, 'count');
  const days = ifGiven(body, 'days', readNumber) ?? 30;
  if (!Number.isInteger(count) || count < 1 || count > most) {
    throw new BadInput(`"count" must be a whole number from 1 to ${most}`);
  }
  if (!Number.isInteger(days) || days < 1) throw new BadInput('"days" must be a whole number from 1');
  return { count, days, seed: ifGiven(body, 'seed', readNumber) ?? 1 };
}

/** Adds notifications of the past to every custom object. Those of seeded tickets are about their real assignments. */
export function seedRecords(desk: Desk, plan: RecordPlan): number {
  const now = desk.clock.now();
  const [someone, ...others] = [...desk.account.users.values()].filter(isWorkingAgent);
  if (someone === undefined) throw new BadInput('nobody works here any more');
  const known = seededAssignments(desk.account, now - plan.days * 86_400_000);
  const records = makeRecords(plan, now, known, [someone, ...others]);
  for (const store of desk.records.values()) store.load(records);
  return records.length;
}

/** Adds tickets of the past, and tells every page. */
export function seedTickets(desk: Desk, plan: TicketPlan): number {
  const made = makeTickets(desk.account, desk.ids, plan, desk.clock.now());
  desk.broadcast.send({ type: 'reset' });
  return made;
}

/** The sample's own tickets stay as their lines say, so they get no records of the past. */
function seededAssignments(account: Account, since: number): readonly KnownAssignment[] {
  return [...account.audits.values()].flat().flatMap(({ id, ticketId, at, events }) => {
    if (at < since || account.tickets.get(ticketId)?.about !== 'Seeded') return [];
    const assigned = events
      .filter((event) => event.type !== 'Comment')
      .filter(({ field }) => field === 'assignee_id');
    const specialistId = Number(assigned.at(-1)?.value ?? 0);
    return specialistId > 0 ? [{ ticketId, auditId: id, specialistId, at }] : [];
  });
}
