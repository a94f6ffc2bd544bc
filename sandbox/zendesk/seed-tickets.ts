import type { Changes, SandboxUser } from '../contract';
import { type Account, isWorkingAgent } from './account';
import { type Chance, createChance, officeMoment } from './chance';
import type { Ids } from './ids';
import { emailIdentity, phoneIdentities } from './people';
import { createTicket, type Saved, saveTicket } from './save-ticket';

/** What tickets to make. */
export interface TicketPlan {
  readonly count: number;
  readonly days: number;
  readonly seed: number;
  /** How requesters' numbers are written: as everybody likes, or as they dial them at home. */
  readonly phones: 'mixed' | 'national';
}

const first = [
  'Ada',
  'Bruno',
  'Chloé',
  'Daniel',
  'Elif',
  'Farid',
  'Greta',
  'Hugo',
  'Inés',
  'Jamal',
  'Kaja',
  'Lena',
  'Mateo',
  'Nadia',
  'Omar',
  'Paula',
  'Quentin',
  'Rosa',
  'Sven',
  'Tara',
  'Ugo',
  'Vera',
  'Wim',
  'Yara',
] as const;
const last = [
  'Almeida',
  'Becker',
  'Costa',
  'Dubois',
  'Eriksson',
  'Fischer',
  'García',
  'Haddad',
  'Ivanova',
  'Jensen',
  'Keller',
  'Lambert',
  'Moreau',
  'Nyberg',
  'Okafor',
  'Pereira',
  'Quinn',
  'Rossi',
  'Silva',
  'Taylor',
] as const;
const subjects = [
  'Order has not arrived',
  'Wrong size delivered',
  'Question about the invoice',
  'App closes when I sign in',
  'Change of delivery address',
  'Warranty for the kettle',
  'Refund for a cancelled order',
  'How do I reset my password?',
] as const;

/** A country with numbers that are set aside for fiction, and what is written before and within the country. */
interface Country {
  readonly locale: string;
  readonly international: string;
  readonly national: string;
  /** The last digits, from a range that nobody has. */
  readonly rest: (chance: Chance) => string;
}

const countries: readonly [readonly [Country, number], ...(readonly [Country, number])[]] = [
  [{ locale: 'en-US', international: '+1 212 555 ', national: '(212) 555-', rest: (c) => `01${two(c)}` }, 40],
  [
    {
      locale: 'en-GB',
      international: '+44 7700 900',
      national: '07700 900',
      rest: (c) => `${c.below(10)}${two(c)}`,
    },
    25,
  ],
  [
    {
      locale: 'fr',
      international: '+33 6 39 98 ',
      national: '06 39 98 ',
      rest: (c) => `${two(c)} ${two(c)}`,
    },
    20,
  ],
  [{ locale: 'sv', international: '+46 70 174 06 ', national: '070-174 06 ', rest: (c) => two(c) }, 15],
];

/** Ids of people made here begin here, so that they are never those of the sample's people. */
const firstUserId = 39_000_100_000;
const firstTicketId = 20_001;

/** Tickets of the past days with their requesters, each assigned once or more, some solved since. */
export function makeTickets(account: Account, ids: Ids, plan: TicketPlan, now: number): number {
  const chance = createChance(plan.seed);
  const specialists = [...account.users.values()].filter(isWorkingAgent).map(({ id }) => id);
  const [someone, ...others] = specialists;
  if (someone === undefined) throw new Error('Nobody works here');
  const moments = Array.from({ length: plan.count }, () => officeMoment(chance, now, plan.days));
  let ticketId = Math.max(firstTicketId - 1, ...account.tickets.keys());
  for (const at of moments.sort((a, b) => a - b)) {
    ticketId += 1;
    const requester = makeRequester(chance, plan, firstUserId + ticketId);
    account.users.set(requester.id, requester);
    makeTicket(account, ids, chance, ticketId, requester, at, now, [someone, ...others]);
  }
  return plan.count;
}

function makeTicket(
  account: Account,
  ids: Ids,
  chance: Chance,
  ticketId: number,
  requester: SandboxUser,
  at: number,
  now: number,
  specialists: readonly [number, ...number[]],
): void {
  const subject = chance.one(subjects);
  const draft = { id: ticketId, subject, about: 'Seeded', requesterId: requester.id };
  const saving = { at, byUserId: requester.id, channel: 'email', triggerAssigneeId: null } as const;
  const tags = chance.below(20) === 0 ? ['whatsapp_opt_out'] : [];
  expectSaved(createTicket(account, ids, draft, { comment: `${subject}. Please help.`, tags }, saving));
  let time = at;
  const save = (minutes: number, changes: Changes): void => {
    time += 60_000 * (1 + chance.below(minutes));
    if (time >= now) return;
    const byUserId = chance.one(specialists);
    expectSaved(
      saveTicket(account, ids, ticketId, changes, { ...saving, at: time, byUserId, channel: 'web' }),
    );
  };
  save(20, { assigneeId: chance.one(specialists) });
  for (let saves = chance.below(6); saves > 0; saves -= 1) save(90, { comment: 'We are on it.' });
  if (chance.below(5) === 0) save(240, { assigneeId: chance.one(specialists) });
  if (chance.below(3) === 0) save(600, { status: 'solved' });
}

function makeRequester(chance: Chance, plan: TicketPlan, id: number): SandboxUser {
  const name = `${chance.one(first)} ${chance.one(last)}`;
  const country = chance.weighted(countries);
  const email = `${id}@example.com`;
  const phone = phoneOf(chance, plan, country);
  return {
    id,
    name: chance.below(25) === 0 ? email : name,
    role: 'end-user',
    email,
    alias: null,
    phone,
    locale: country.locale,
    tags: [],
    suspended: chance.below(60) === 0,
    active: true,
    identities: [emailIdentity(id, email), ...phoneIdentities(id, phone === null ? [] : [phone])],
  };
}

function phoneOf(chance: Chance, { phones }: TicketPlan, country: Country): string | null {
  const digits = country.rest(chance);
  const shape = chance.weighted(
    phones === 'national'
      ? [
          ['national', 85],
          ['none', 10],
          ['international', 5],
        ]
      : [
          ['international', 72],
          ['national', 14],
          ['none', 12],
          ['words', 2],
        ],
  );
  switch (shape) {
    case 'international':
      return `${country.international}${digits}`;
    case 'national':
      return `${country.national}${digits}`;
    case 'words':
      return 'ask at the desk';
    default:
      return null;
  }
}

function two(chance: Chance): string {
  return String(chance.below(100)).padStart(2, '0');
}

function expectSaved(saved: Saved): void {
  if (!saved.ok) throw new Error(`The seeded tickets contradict the rules of tickets: ${saved.message}`);
}
