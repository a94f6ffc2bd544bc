import { type Chance, createChance, officeMoment } from './chance';
import { compare } from './paging';
import type { FieldValue } from './record-schema';
import type { StoredRecord } from './record-store';

/** What records to make. */
export interface RecordPlan {
  readonly count: number;
  /** Over how many days back from now they are spread. */
  readonly days: number;
  readonly seed: number;
  /** Since so many hours every notification fails for one reason; null when failures are everyday ones. */
  readonly failing: { readonly problem: string; readonly hours: number } | null;
}

/** A saved assignment of a ticket that the account really has. */
export interface KnownAssignment {
  readonly ticketId: number;
  readonly auditId: number;
  readonly specialistId: number;
  readonly at: number;
}

/** Somebody a ticket can be assigned to. */
export interface Specialist {
  readonly id: number;
  readonly name: string;
}

type Fate = 'read' | 'delivered' | 'sent' | 'accepted' | 'queued' | 'claimed' | 'failed' | 'unknown';

const minute = 60_000;
const hour = 60 * minute;

const fates: readonly [readonly [Fate, number], ...(readonly [Fate, number])[]] = [
  ['read', 560],
  ['delivered', 230],
  ['sent', 45],
  ['failed', 120],
  ['unknown', 30],
  ['accepted', 8],
  ['queued', 4],
  ['claimed', 3],
];

/** Problem codes as the app writes them, what was said, and how often each one comes. */
const problems: readonly [
  readonly [readonly [string, string], number],
  ...(readonly [readonly [string, string], number])[],
] = [
  [['not_on_whatsapp', '(#131026) Message undeliverable'], 60],
  [['pair_rate_limited', '(#131056) (Business Account, Consumer Account) pair rate limit hit'], 5],
  [
    [
      'marketing_capped',
      '(#131049) This message was not delivered to maintain healthy ecosystem engagement.',
    ],
    8,
  ],
  [['payment', '(#131042) Business eligibility payment issue'], 4],
  [['template_paused', '(#132015) Template is Paused'], 5],
  [['token_refused', 'HTTP 401'], 4],
  [['channel_disconnected', 'disconnected'], 3],
  [['expired', '(#131043) Message expired'], 5],
  [['value_refused', '(#131009) Parameter value is not valid'], 3],
  [['unspecified', 'Something went wrong'], 3],
];

const uncertain: readonly [string, ...string[]] = ['no_answer', 'interrupted', 'answer_unreadable'];

const languages: readonly [readonly [string, number], ...(readonly [string, number])[]] = [
  ['en', 50],
  ['es', 16],
  ['pt_BR', 12],
  ['de', 9],
  ['ar', 7],
  ['ru', 6],
];

/** One in so many records is not what the app writes: a human hand, another tool, a later version of the app. */
const strangeOneIn = 250;

/** Tickets that the account does not have begin here: records outlive tickets. */
const firstGoneTicket = 500_000;

/**
 * Notifications of the past weeks, oldest first, as the app would have recorded them: the known assignments
 * first of all, and as many more about tickets that are gone. The same plan at the same time gives the same.
 */
export function makeRecords(
  plan: RecordPlan,
  now: number,
  known: readonly KnownAssignment[],
  specialists: readonly [Specialist, ...Specialist[]],
): readonly StoredRecord[] {
  const chance = createChance(plan.seed);
  const taken = known.slice(-plan.count);
  const gone = Array.from({ length: plan.count - taken.length }, (_, index): KnownAssignment => {
    const at = officeMoment(chance, now, plan.days);
    const specialistId = chance.one(specialists).id;
    return { ticketId: firstGoneTicket + index, auditId: 1_600_000_000_000 + index * 7, specialistId, at };
  });
  const records = [...taken, ...gone].map((assignment, index) => {
    const specialist = specialists.find(({ id }) => id === assignment.specialistId) ?? specialists[0];
    const record = makeRecord(plan, chance, now, assignment, specialist, index);
    return chance.below(strangeOneIn) === 0 ? spoil(chance, record) : record;
  });
  return records.sort((a, b) => a.createdAt - b.createdAt || compare(a.id, b.id));
}

function makeRecord(
  plan: RecordPlan,
  chance: Chance,
  now: number,
  { ticketId, auditId, at }: KnownAssignment,
  specialist: Specialist,
  index: number,
): StoredRecord {
  const claimedAt = Math.min(now, at + 200 + chance.below(900));
  const isFailing = plan.failing !== null && claimedAt > now - plan.failing.hours * hour;
  const attempt = chance.below(40) === 0 ? 2 : 1;
  const ending = String(1000 + chance.below(9000));
  const { fate, timeline } = liveOn(chance, isFailing ? 'failed' : chance.weighted(fates), claimedAt, now);
  const [problem, detail] = reasonOf(plan, chance, fate, isFailing);
  const isOwn = chance.below(4) > 0;
  const hasMessage = fate !== 'claimed' && fate !== 'queued' && fate !== 'unknown' && 'accepted' in timeline;
  return {
    id: recordId(chance, claimedAt),
    name: `#${ticketId} · ${specialist.name} · ${attempt}`,
    externalId: `t${ticketId}-a${auditId}-n${attempt}`,
    fields: {
      ticket_id: ticketId,
      assignment_id: String(auditId),
      attempt,
      claim: `${isOwn ? 'own' : 'seen'}:seed${index.toString(36)}`,
      status: `onemsg_${fate}`,
      message_id: hasMessage ? `wamid.SEED${index.toString(36).padStart(6, '0')}${ending}` : null,
      phone: ending,
      specialist_id: String(specialist.id),
      specialist_name: specialist.name,
      template: 'agent_assigned',
      language: chance.weighted(languages),
      problem,
      problem_detail: fate === 'queued' ? `job-${index.toString(36)}` : detail,
      timeline: JSON.stringify(
        Object.fromEntries(Object.entries(timeline).map(([status, time]) => [status, isoTime(time)])),
      ),
      sent_by: attempt > 1 ? String(specialist.id) : 'auto',
      version: 1,
    },
    createdAt: claimedAt,
    createdBy: specialist.id,
    updatedAt: Math.max(...Object.values(timeline)),
    updatedBy: specialist.id,
  };
}

/** When each status was reached. What lies in the future has not happened: the fate is what was reached. */
function liveOn(
  chance: Chance,
  fate: Fate,
  claimedAt: number,
  now: number,
): { readonly fate: Fate; readonly timeline: Readonly<Record<string, number>> } {
  const accepted = claimedAt + 400 + chance.below(1500);
  const sent = accepted + 500 + chance.below(3000);
  // Most phones are on; some come on hours later.
  const delivered =
    sent + (chance.below(12) === 0 ? minute + chance.below(6 * hour) : 700 + chance.below(14_000));
  const read = delivered + 5000 + Math.floor(chance.next() ** 4 * 20 * hour);
  const steps: Readonly<Record<Fate, readonly (readonly [Fate, number])[]>> = {
    claimed: [],
    queued: [['queued', accepted]],
    accepted: [['accepted', accepted]],
    sent: [
      ['accepted', accepted],
      ['sent', sent],
    ],
    delivered: [
      ['accepted', accepted],
      ['sent', sent],
      ['delivered', delivered],
    ],
    read: [
      ['accepted', accepted],
      ['sent', sent],
      ['delivered', delivered],
      ['read', read],
    ],
    failed: [
      ['accepted', accepted],
      ['sent', sent],
      ['failed', sent + 1000 + chance.below(9000)],
    ],
    unknown: [['unknown', claimedAt + 30_000]],
  };
  const reached = steps[fate].filter(([, at]) => at <= now);
  const timeline = Object.fromEntries([['claimed', claimedAt] as const, ...reached]);
  return { fate: reached.at(-1)?.[0] ?? 'claimed', timeline };
}

function reasonOf(
  plan: RecordPlan,
  chance: Chance,
  fate: Fate,
  isFailing: boolean,
): readonly [problem: string | null, detail: string | null] {
  if (fate === 'unknown') return [chance.one(uncertain), null];
  if (fate !== 'failed') return [null, null];
  const everyday = chance.weighted(problems);
  if (!isFailing || plan.failing === null) return everyday;
  const { problem } = plan.failing;
  const said = problems.find(([[code]]) => code === problem)?.[0][1];
  return [problem, said ?? null];
}

/** A record that somebody else wrote, or wrote over. */
function spoil(chance: Chance, record: StoredRecord): StoredRecord {
  const changes = chance.one<Readonly<Record<string, FieldValue>>>([
    { ticket_id: null },
    { status: null },
    { timeline: '{"claimed":"yesterday' },
    { assignment_id: 'none', specialist_id: 'nobody' },
    { version: 2, problem: 'quota_exceeded daily', problem_detail: 'A problem of a later version' },
    { version: null, specialist_name: null, template: null, language: null },
  ]);
  return { ...record, fields: { ...record.fields, ...changes } };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** An id in the form of a ULID, by time and chance. */
function recordId(chance: Chance, ms: number): string {
  let text = '';
  let rest = ms;
  for (let place = 0; place < 10; place += 1) {
    text = crockford.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  for (let place = 0; place < 16; place += 1) text += crockford.charAt(chance.below(32));
  return text;
}
