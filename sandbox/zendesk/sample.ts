import type { Changes, SandboxUser, UserRole } from '../contract';
import { type Account, type Channel, systemUserId } from './account';
import type { Ids } from './ids';
import { emailIdentity, phoneIdentities } from './people';
import { createTicket, type Saved, saveTicket } from './save-ticket';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const support = 36000000001;
const specialists = 36000000002;

const dana = 38000000001;
const alexey = 38000000002;
const priya = 38000000003;
const jonas = 38000000004;
const sofia = 38000000005;

/** A number that nobody answers, from a range set aside for fiction or tests in its country. */
type FictionalNumber = string;

interface Customer {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
  readonly phones: readonly FictionalNumber[];
  readonly tags?: readonly string[];
  readonly suspended?: boolean;
}

const maria: Customer = {
  id: 39000000001,
  name: 'Maria',
  email: 'maria.gonzalez@example.com',
  locale: 'en-US',
  phones: ['+12125550142'],
};
const liam: Customer = {
  id: 39000000002,
  name: 'Liam O’Connor',
  email: 'liam.oconnor@example.com',
  locale: 'en-AU',
  phones: ['0491 570 156'],
};
const hannah: Customer = {
  id: 39000000003,
  name: 'Hannah Berg',
  email: 'hannah.berg@example.com',
  locale: 'de',
  phones: [],
};
const erik: Customer = {
  id: 39000000004,
  name: 'Erik Johansson',
  email: 'erik.johansson@example.com',
  locale: 'sv',
  phones: ['+46 70 174 06 05', '+46 70 174 06 06'],
};
const noah: Customer = {
  id: 39000000005,
  name: 'Noah Williams',
  email: 'noah.williams@example.com',
  locale: 'en-US',
  phones: ['+12125550143'],
  tags: ['whatsapp_opt_out'],
};
const layla: Customer = {
  id: 39000000006,
  name: 'ليلى حداد',
  email: 'layla.haddad@example.com',
  locale: 'ar',
  phones: ['+46 70 174 06 07'],
};
const tanaka: Customer = {
  id: 39000000007,
  name: 'j.tanaka@example.com',
  email: 'j.tanaka@example.com',
  locale: 'en-AU',
  phones: ['+61491570157'],
};
const olivia: Customer = {
  id: 39000000008,
  name: 'Olivia Brown',
  email: 'olivia.brown@example.com',
  locale: 'en-US',
  phones: ['+1 (212) 555-0145'],
};
const karl: Customer = {
  id: 39000000009,
  name: 'Karl Schneider',
  email: 'karl.schneider@example.com',
  locale: 'de',
  phones: ['+49 152 28817386'],
};
const emma: Customer = {
  id: 39000000010,
  name: 'Emma Wilson',
  email: 'emma.wilson@example.com',
  locale: 'en-AU',
  phones: ['+61491570158'],
};
const lucas: Customer = {
  id: 39000000011,
  name: 'Lucas Martin',
  email: 'lucas.martin@example.com',
  locale: 'fr',
  phones: ['+33 1 99 00 12 34'],
};
const spam: Customer = {
  id: 39000000012,
  name: 'Best Offers Ltd',
  email: 'offers@example.net',
  locale: 'en-US',
  phones: ['+12125550146'],
  suspended: true,
};
const grace: Customer = {
  id: 39000000013,
  name: 'Grace Taylor',
  email: 'grace.taylor@example.com',
  locale: 'en-US',
  phones: ['+12125550147'],
};

/** One save in the life of a sample ticket. */
interface Step {
  readonly ago: number;
  readonly by: number;
  readonly channel?: Channel;
  readonly changes: Changes;
}

interface SampleTicket {
  readonly id: number;
  readonly requester: Customer;
  readonly subject: string;
  readonly about: string;
  readonly text: string;
  readonly ago: number;
  readonly tags?: readonly string[];
  readonly later?: readonly Step[];
}

const tickets: readonly SampleTicket[] = [
  {
    id: 12345,
    requester: maria,
    subject: 'Washing machine stops mid-cycle',
    about: 'The normal one: assign it to somebody and submit',
    text: 'Hello, my washing machine stops after ten minutes and shows E18. Could somebody help?',
    ago: 12 * minute,
  },
  {
    id: 12346,
    requester: liam,
    subject: 'Delivery date for order 88214',
    about: 'A national number: it needs a default country in the settings (AU)',
    text: 'Hi, when will the fridge arrive? The tracking page has said “soon” since Monday.',
    ago: 35 * minute,
  },
  {
    id: 12347,
    requester: hannah,
    subject: 'Invoice for August is missing',
    about: 'The customer has no phone number',
    text: 'I cannot find the August invoice in my account. Please send it to me.',
    ago: 50 * minute,
  },
  {
    id: 12348,
    requester: erik,
    subject: 'Change of delivery address',
    about: 'The customer has two numbers',
    text: 'We have moved. Please send the dryer to the new address: Storgatan 4, Uppsala.',
    ago: hour,
  },
  {
    id: 12349,
    requester: noah,
    subject: 'Refund not received',
    about: 'The customer opted out of WhatsApp messages',
    text: 'You promised the refund two weeks ago. By email only, please, no messages on my phone.',
    ago: 2 * hour,
    tags: ['whatsapp_opt_out'],
  },
  {
    id: 12350,
    requester: layla,
    subject: 'طلب زيارة فني',
    about: 'A name and a conversation in Arabic',
    text: 'مرحباً، المكيف لا يبرد منذ أمس. هل يمكن إرسال فني هذا الأسبوع؟',
    ago: 3 * hour,
  },
  {
    id: 12351,
    requester: tanaka,
    subject: 'Password reset link expired',
    about: 'The customer’s name is an e-mail address',
    text: 'The link in your mail says that it has expired. I tried three times.',
    ago: 4 * hour,
  },
  {
    id: 12352,
    requester: olivia,
    subject: 'Oven door hinge broken',
    about: 'Assign it to Jonas Lindqvist: customers know him by his alias',
    text: 'The left hinge of the oven door broke today. Is this covered by the warranty?',
    ago: 5 * hour,
  },
  {
    id: 12353,
    requester: karl,
    subject: 'Question about energy label',
    about: 'Solved days ago',
    text: 'Which energy class does the WM-40 have? The shop and the manual say different things.',
    ago: 6 * day,
    later: [
      { ago: 5 * day, by: dana, changes: { assigneeId: alexey } },
      {
        ago: 4 * day,
        by: alexey,
        changes: { status: 'solved', comment: 'It is class B. We have corrected the manual, thank you!' },
      },
    ],
  },
  {
    id: 12354,
    requester: emma,
    subject: 'Dishwasher leaks',
    about: 'Assigned by routing a minute ago, nobody told the customer',
    text: 'There is water under the dishwasher after every wash. What should I do?',
    ago: 9 * minute,
    later: [{ ago: minute, by: systemUserId, channel: 'api', changes: { assigneeId: priya } }],
  },
  {
    id: 12355,
    requester: lucas,
    subject: 'Spare part 4471 availability',
    about: 'Assigned days ago, nobody told the customer',
    text: 'Is the filter 4471 still made? I would like to order two of them.',
    ago: 4 * day,
    later: [
      { ago: 3 * day, by: sofia, changes: { assigneeId: alexey, comment: 'Alexey will check the stock.' } },
    ],
  },
  {
    id: 12356,
    requester: spam,
    subject: 'Exclusive offer!!!',
    about: 'The requester is suspended',
    text: 'Dear sir, buy 1000 followers today.',
    ago: 7 * hour,
  },
];

const long: SampleTicket = {
  id: 12357,
  requester: grace,
  subject: 'Installation in four apartments',
  about: 'A long story: 300 audits, the newest on the last page',
  text: 'We need four built-in ovens installed. The apartments will be ready one after another.',
  ago: 20 * day,
};
const longAudits = 300;

const another: SampleTicket = {
  id: 12358,
  requester: erik,
  subject: 'Old dryer to be collected',
  about: 'Another ticket of the customer with two numbers',
  text: 'Could the driver who brings the new dryer take the old one with him?',
  ago: 30 * minute,
};

const firstChanges = (sample: SampleTicket): Changes => ({
  comment: sample.text,
  groupId: support,
  ...(sample.tags ? { tags: sample.tags } : {}),
});

/** A helpdesk on its first morning: people, and a ticket for everything that matters. Times count back from `now`. */
export function createSample(ids: Ids, now: number): Account {
  const account: Account = {
    users: new Map(),
    groups: new Map([
      [support, { id: support, name: 'Support', memberIds: [dana, jonas, sofia, priya] }],
      [specialists, { id: specialists, name: 'Technical specialists', memberIds: [alexey, priya] }],
    ]),
    tickets: new Map(),
    audits: new Map(),
  };
  const customers = [maria, liam, hannah, erik, noah, layla, tanaka, olivia, karl, emma, lucas, spam, grace];
  const people: readonly SandboxUser[] = [
    agent(dana, 'Dana Whitfield', 'admin', null),
    agent(alexey, 'Alexey Petrov', 'agent', null),
    agent(priya, 'Priya Raman', 'agent', null),
    agent(jonas, 'Jonas Lindqvist', 'agent', 'Jonas from Support'),
    agent(sofia, 'Sofia Marino', 'agent', null),
    ...customers.map(endUser),
  ];
  for (const user of people) account.users.set(user.id, user);

  for (const sample of [...tickets, long, another]) {
    open(account, ids, sample, now);
    for (const step of sample.later ?? []) take(account, ids, sample.id, step, now);
  }
  lengthen(account, ids, long.id, longAudits - 2, dana, now - long.ago, now - day);
  take(account, ids, long.id, { ago: day, by: dana, changes: { assigneeId: priya } }, now);
  return account;
}

/** Adds saves that change no assignee to a ticket, spread evenly over a time. */
export function lengthen(
  account: Account,
  ids: Ids,
  ticketId: number,
  count: number,
  by: number,
  from: number,
  to: number,
): void {
  for (let index = 1; index <= count; index += 1) {
    const tags = account.tickets.get(ticketId)?.tags ?? [];
    const step = tags.includes('waiting') ? tags.filter((tag) => tag !== 'waiting') : [...tags, 'waiting'];
    const at = from + ((to - from) * index) / (count + 1);
    expectSaved(
      saveTicket(
        account,
        ids,
        ticketId,
        { tags: step },
        { byUserId: by, at, channel: 'web', triggerAssigneeId: null },
      ),
    );
  }
}

function open(account: Account, ids: Ids, sample: SampleTicket, now: number): void {
  const { id, subject, about, requester } = sample;
  const saving = {
    byUserId: requester.id,
    at: now - sample.ago,
    channel: 'email',
    triggerAssigneeId: null,
  } as const;
  expectSaved(
    createTicket(
      account,
      ids,
      { id, subject, about, requesterId: requester.id },
      firstChanges(sample),
      saving,
    ),
  );
}

function take(account: Account, ids: Ids, ticketId: number, step: Step, now: number): void {
  const saving = {
    byUserId: step.by,
    at: now - step.ago,
    channel: step.channel ?? 'web',
    triggerAssigneeId: null,
  } as const;
  expectSaved(saveTicket(account, ids, ticketId, step.changes, saving));
}

function expectSaved(saved: Saved): void {
  if (!saved.ok) throw new Error(`The sample data contradicts the rules of tickets: ${saved.message}`);
}

function agent(id: number, name: string, role: UserRole, alias: string | null): SandboxUser {
  const email = `${name.toLowerCase().replace(' ', '.')}@helpdesk.example`;
  return {
    id,
    name,
    role,
    email,
    alias,
    phone: null,
    locale: 'en-US',
    tags: [],
    suspended: false,
    active: true,
    identities: [emailIdentity(id, email)],
  };
}

function endUser(customer: Customer): SandboxUser {
  const { id, name, email, locale, phones } = customer;
  return {
    id,
    name,
    role: 'end-user',
    email,
    alias: null,
    phone: phones[0] ?? null,
    locale,
    tags: customer.tags ?? [],
    suspended: customer.suspended ?? false,
    active: true,
    identities: [emailIdentity(id, email), ...phoneIdentities(id, phones)],
  };
}
