import type { SandboxTicket, SandboxUser, TicketStatus } from '../contract';

/** A search that Zendesk would not understand. */
export class BadSearch extends Error {
  override readonly name = 'BadSearch';
}

/** What is looked for: which kind, and which of them. */
export type Search =
  | { readonly type: 'ticket'; readonly matches: (ticket: SandboxTicket) => boolean }
  | { readonly type: 'user'; readonly matches: (user: SandboxUser) => boolean };

interface Term {
  readonly isNegative: boolean;
  /** Empty for a word that may stand anywhere. */
  readonly key: string;
  readonly operator: ':' | '>' | '<' | '>=' | '<=';
  readonly value: string;
}

type Test<T> = (item: T) => boolean;

const statusOrder: readonly TicketStatus[] = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];

/**
 * Reads a query in Zendesk's own language, as far as `type`, ids, status, tags, times and words go. A key
 * that is not imitated is an error, so that nobody takes an unfiltered answer for a filtered one.
 * The language: support.zendesk.com/hc/en-us/articles/4408886879258.
 */
export function parseSearch(query: string, now: number): Search {
  const terms = [...query.matchAll(/(-?)(?:([a-z_]+)(>=|<=|:|>|<))?("[^"]*"|\S+)/g)].map(toTerm);
  const type = terms.find(({ key }) => key === 'type')?.value ?? 'ticket';
  const others = terms.filter(({ key }) => key !== 'type');
  if (type === 'ticket')
    return { type, matches: all(others.map((term) => signed(term, ticketTest(term, now)))) };
  if (type === 'user') return { type, matches: all(others.map((term) => signed(term, userTest(term)))) };
  throw new BadSearch(`the sandbox finds tickets and users, not type:${type}`);
}

function toTerm([, minus = '', key = '', operator = ':', value = '']: RegExpExecArray): Term {
  return {
    isNegative: minus === '-',
    key,
    // The pattern lets nothing else through.
    operator: operator as Term['operator'],
    value: value.replace(/^"|"$/g, ''),
  };
}

function all<T>(tests: readonly Test<T>[]): Test<T> {
  return (item) => tests.every((test) => test(item));
}

function signed<T>({ isNegative }: Term, test: Test<T>): Test<T> {
  return isNegative ? (item) => !test(item) : test;
}

function ticketTest(term: Term, now: number): Test<SandboxTicket> {
  const { key, value } = term;
  switch (key) {
    case '':
      return ({ id, subject }) => String(id) === value || subject.toLowerCase().includes(value.toLowerCase());
    case 'assignee':
      return ({ assigneeId }) => isId(assigneeId, value);
    case 'requester':
      return ({ requesterId }) => isId(requesterId, value);
    case 'group':
      return ({ groupId }) => isId(groupId, value);
    case 'tags':
      return ({ tags }) => value.split(',').some((tag) => tags.includes(tag));
    case 'status': {
      const wanted = statusOrder.map(String).indexOf(value);
      if (wanted < 0) throw new BadSearch(`status:${value} does not exist`);
      return ({ status }) => holds(term, statusOrder.indexOf(status), wanted);
    }
    case 'created':
      return timeTest(term, now, ({ createdAt }) => createdAt);
    case 'updated':
      return timeTest(term, now, ({ updatedAt }) => updatedAt);
    default:
      throw new BadSearch(`the sandbox does not search tickets by ${key}`);
  }
}

function userTest({ key, value }: Term): Test<SandboxUser> {
  switch (key) {
    case '':
      return ({ name, email }) => `${name} ${email ?? ''}`.toLowerCase().includes(value.toLowerCase());
    case 'role':
      return ({ role }) => role === value;
    case 'tags':
      return ({ tags }) => value.split(',').some((tag) => tags.includes(tag));
    case 'email':
      return ({ email }) => email === value;
    default:
      throw new BadSearch(`the sandbox does not search users by ${key}`);
  }
}

function isId(id: number | null, value: string): boolean {
  if (value === 'none') return id === null;
  return value === '*' ? id !== null : String(id) === value;
}

function timeTest(term: Term, now: number, timeOf: (ticket: SandboxTicket) => string): Test<SandboxTicket> {
  const [, amount, unit] = /^(\d+)(hour|day|week|month)s?$/.exec(term.value) ?? [];
  const spans = { hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 2_592_000_000 };
  const span = unit === undefined ? undefined : new Map(Object.entries(spans)).get(unit);
  const at = span === undefined ? Date.parse(term.value) : now - Number(amount) * span;
  if (Number.isNaN(at)) throw new BadSearch(`${term.value} is no time`);
  if (term.operator !== ':') return (ticket) => holds(term, Date.parse(timeOf(ticket)), at);
  const day = 86_400_000;
  return (ticket) => Math.floor(Date.parse(timeOf(ticket)) / day) === Math.floor(at / day);
}

function holds({ operator }: Term, value: number, wanted: number): boolean {
  switch (operator) {
    case ':':
      return value === wanted;
    case '>':
      return value > wanted;
    case '>=':
      return value >= wanted;
    case '<':
      return value < wanted;
    case '<=':
      return value <= wanted;
  }
}
