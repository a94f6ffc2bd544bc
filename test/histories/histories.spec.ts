/**
 * What becomes of tickets in real life: what is done to them, which messages leave, and what the card says in the end,
 * both to those who had the ticket open and to somebody who opens it afterwards.
 */
import { describe, expect, it } from 'vitest';
import {
  agent,
  anna,
  bruno,
  type Conditions,
  chen,
  ivan,
  type Life,
  live,
  maria,
  newcomer,
  type Step,
  saver,
} from './life';

// Agents with the app; Maria takes tickets herself.
const priya = agent('Priya', 13);
const dana = agent('Dana', 11);
// Zendesk opens a page for the ticket that Priya has just made.
const ownPage = agent('Priya, in the ticket', 13);
const mariaHerself = agent('Maria', maria.id);

// Whoever else saves tickets. Zendesk's own rules and its routing have the author -1.
const routing = saver(-1);
const trigger = saver(-1);
const colleague = saver(31);
const api = saver(41);
const customer = saver(anna.id);

const aboutMaria = 'Anna Schmidt ← Maria Silva';
const aboutIvan = 'Anna Schmidt ← Ivan';

// Cards that many histories end with, in their own words.
const delivered = (specialist: string, to = 'Anna Schmidt') => [
  'Delivered',
  `Specialist: ${specialist}`,
  `The phone of ${to} has it. Not opened yet, or read receipts are off.`,
];
const nobodyYet = [
  'No specialist yet',
  'When this ticket gets one, Anna Schmidt gets one WhatsApp message, and you follow it here.',
];
const finished = (specialist: string) => [
  'Not notified',
  `No message about ${specialist} was sent to Anna Schmidt.`,
  'The ticket is solved or closed',
  'Nothing is sent about finished tickets. Reopen the ticket if work on it goes on.',
];
const assignedSomeTimeAgo = [
  'Not notified',
  'No message about Maria Silva was sent to Anna Schmidt.',
  'Assigned some time ago',
  'Nobody had the ticket open then, and late news can confuse. Press Send now if it still helps.',
  '[Send now]',
];
const backToMaria = (last: string) => [
  'Not notified again',
  'This time no message about Maria Silva was sent to Anna Schmidt.',
  'Announced in the last 24 hours',
  'A message about the same person went out not long ago, or may have. Press Send now if Anna Schmidt should hear who it is now.',
  `Last message: about Ivan. ${last}.`,
  '[Send now]',
];
const onlyTheFirst = (last: string) => [
  'Not notified',
  'No message about Ivan was sent to Anna Schmidt.',
  'Only the first specialist is announced',
  'An earlier specialist was announced on this ticket, or may have been. Press Send now if this change matters too.',
  `Last message: about Maria Silva. ${last}.`,
  '[Send now]',
];
const optedOut = [
  'Not notified',
  'No message about Maria Silva was sent to Anna Schmidt.',
  'Wants no WhatsApp messages',
  'The tag “whatsapp_opt_out” on the ticket or the customer says so. Use another channel.',
];
const notClear = (why: string, more: string) => [
  'Not clear if sent',
  'Specialist: Maria Silva',
  'The message may or may not have reached Anna Schmidt.',
  why,
  more,
  '1MSG’s message list does not show it; not every channel keeps that list. So this is no proof that it was not sent.',
  'Send again may send a second message.',
  '[Send again]',
];
const noAnswer = notClear('1MSG answered with an error', 'The app does not repeat the message by itself.');
const willNotify = (...notes: readonly string[]) => [
  'Will notify Anna Schmidt when you submit',
  'The message, exactly as it will be sent:',
  ...notes,
];

// What becomes of a message at 1MSG.
const read = { fate: 'accepted', reports: ['sent', 'delivered', 'read'] } as const;
const arrives = { fate: 'accepted', reports: ['sent', 'delivered'] } as const;
const notReachable = { fate: 'refused', reports: [] } as const;
const notAccepted = { fate: 'invalid', reports: [] } as const;
const lost = { fate: 'broken before', reports: [] } as const;
const closesAtTheClaim = [
  { route: 'create', nth: 0, how: 'page closes when the answer comes', ms: 0 },
] as const;

const auditsComeLateBy = (ms: number) => (life: Life) => {
  life.zendesk.limits = { ...life.zendesk.limits, auditLag: ms };
};
const auditsComeOldestFirst = (life: Life) => {
  life.zendesk.sorts = false;
};
/** Zendesk takes a deleted agent's tickets off them. */
const isDeleted = (person: { readonly id: number }) => (life: Life) => {
  life.zendesk.deleted.add(person.id);
  trigger.unassigns(life);
};
const comments = (count: number): readonly Step[] => Array.from({ length: count }, () => customer.saves({}));

interface History extends Conditions {
  readonly title: string;
  readonly lived: readonly Step[];
  /** Customer ← specialist, in the order in which they left the app. */
  readonly messages: readonly string[];
  /** What everybody reads in the end; by name where they read different things. */
  readonly says: readonly string[] | Readonly<Record<string, readonly string[]>>;
}

const groups: Readonly<Record<string, readonly History[]>> = {
  'a first specialist': [
    {
      title: 'assigned and submitted by this agent',
      lived: [priya.opens, priya.assigns(maria)],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'taken by the agent herself',
      lived: [mariaHerself.opens, mariaHerself.assigns(maria)],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'none, only a group',
      lived: [priya.opens, colleague.saves({ tags: ['vip'] })],
      messages: [],
      says: nobodyYet,
    },
    {
      title: 'after a while with a group',
      lived: [priya.opens, colleague.saves({}), '1 min', colleague.assigns(maria)],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'by a macro, with a status and a tag',
      lived: [
        priya.opens,
        priya.picks(maria),
        priya.edits({ status: 'pending', tags: ['billing'] }),
        '2 s',
        priya.submits,
      ],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'by another agent’s bulk edit, while two have the ticket open',
      lived: [priya.opens, dana.opens, colleague.saves({ assignee: maria, tags: ['bulk'] })],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'in a ticket created by this agent',
      lived: [saver(13).creates({ assignee: maria }), '1 s', priya.opens],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'in a ticket created by API',
      lived: [api.creates({ assignee: maria }), '4 min'],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'in the follow-up of a closed ticket, carried over from it',
      lived: [customer.creates({ assignee: maria }), '1 min', priya.opens],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'in a ticket recovered from the suspended ones',
      lived: [customer.creates({}), '10 s', priya.opens, priya.assigns(maria)],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'by routing with nobody watching, opened after 3 minutes',
      lived: [routing.assigns(maria), '3 min'],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'by routing with nobody watching, opened after 20 minutes',
      lived: [routing.assigns(maria), '20 min'],
      messages: [],
      says: assignedSomeTimeAgo,
    },
    {
      title: 'by routing, opened after 20 minutes by an agent who presses Send now',
      lived: [routing.assigns(maria), '20 min', priya.opens, priya.presses('Send now')],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'before the ticket was deleted, told, and restored',
      lived: [
        priya.opens,
        priya.assigns(maria),
        '1 min',
        priya.closes,
        '1 h',
        colleague.saves({ status: 'open' }),
      ],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'before the ticket was deleted, never told, and restored',
      lived: [colleague.assigns(maria), '1 h', colleague.saves({ status: 'open' })],
      messages: [],
      says: assignedSomeTimeAgo,
    },
    {
      title: 'and then edits by light agents and collaborators',
      lived: [
        priya.opens,
        priya.assigns(maria),
        '1 min',
        colleague.saves({ tags: ['seen'] }),
        '1 min',
        colleague.saves({}),
      ],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'under 130 newer comments',
      lived: [routing.assigns(maria), ...comments(130), priya.opens],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'on the last page, where Zendesk lists the oldest audits first',
      lived: [auditsComeOldestFirst, ...comments(130), routing.assigns(maria), priya.opens],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'whose audit shows 2 s late',
      lived: [auditsComeLateBy(2_000), priya.opens, priya.assigns(maria)],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'whose audit shows 6 s late',
      lived: [auditsComeLateBy(6_000), priya.opens, priya.assigns(maria)],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
  ],

  'another specialist': [
    {
      title: 'some minutes after the first',
      lived: [priya.opens, priya.assigns(maria), '2 min', priya.assigns(ivan)],
      messages: [aboutMaria, aboutIvan],
      says: delivered('Ivan'),
    },
    {
      title: 'by routing a second after the first, who was not announced yet',
      lived: [priya.opens, routing.assigns(maria), '1 s', routing.assigns(ivan)],
      messages: [aboutIvan],
      says: delivered('Ivan'),
    },
    {
      title: 'in a second save within one second',
      lived: [priya.opens, colleague.assigns(maria), '300 ms', colleague.assigns(ivan)],
      messages: [aboutIvan],
      says: delivered('Ivan'),
    },
    {
      title: 'by a trigger within this agent’s save',
      lived: [priya.opens, priya.assigns(maria, ivan)],
      messages: [aboutIvan],
      says: delivered('Ivan'),
    },
    {
      title: 'by an automation that changes its mind within one save',
      lived: [priya.opens, trigger.assigns([maria, ivan])],
      messages: [aboutIvan],
      says: delivered('Ivan'),
    },
    {
      title: 'by a trigger in a later save, when the first was announced',
      lived: [priya.opens, priya.assigns(maria), '5 s', trigger.assigns(ivan)],
      messages: [aboutMaria, aboutIvan],
      says: delivered('Ivan'),
    },
    {
      title: 'after the ticket was solved and the customer reopened it',
      lived: [
        priya.opens,
        priya.assigns(maria),
        '10 min',
        priya.edits({ status: 'solved' }),
        priya.submits,
        '3 h',
        customer.saves({ status: 'open' }),
        '1 min',
        routing.assigns(ivan),
      ],
      messages: [aboutMaria, aboutIvan],
      says: delivered('Ivan'),
    },
    {
      title: 'while this agent chooses one more in the form',
      lived: [priya.opens, priya.picks(ivan), '5 s', colleague.assigns(maria)],
      messages: [aboutMaria],
      says: {
        Priya: willNotify('Last message: about Maria Silva. Delivered, 10:30.'),
        [newcomer]: delivered('Maria Silva'),
      },
    },
    {
      title: 'saved elsewhere at the moment when this agent presses Send again',
      sends: [notAccepted],
      lived: [
        priya.opens,
        priya.assigns(maria),
        '1 min',
        colleague.assigns(ivan),
        priya.presses('Send again'),
      ],
      messages: [aboutMaria, aboutIvan],
      says: delivered('Ivan'),
    },
  ],

  'nobody in between': [
    {
      title: 'a person, then the group',
      lived: [priya.opens, priya.assigns(maria), '2 min', priya.unassigns],
      messages: [aboutMaria],
      says: {
        Priya: [
          'No specialist right now',
          'When somebody else gets this ticket, Anna Schmidt gets a message about them.',
          'Last message: about Maria Silva. Delivered, 10:30.',
        ],
        // Opening a ticket of nobody asks nobody.
        [newcomer]: nobodyYet,
      },
    },
    {
      title: 'a person whom a trigger takes away within the save',
      lived: [priya.opens, priya.assigns(maria, 'nobody')],
      messages: [],
      says: nobodyYet,
    },
    {
      title: 'a person, the group, another person',
      lived: [priya.opens, priya.assigns(maria), '2 min', priya.unassigns, '2 min', priya.assigns(ivan)],
      messages: [aboutMaria, aboutIvan],
      says: delivered('Ivan'),
    },
    {
      title: 'a person, the group, the same person, by this agent',
      lived: [priya.opens, priya.assigns(maria), '2 min', priya.unassigns, '2 min', priya.assigns(maria)],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'a person, the group, the same person, by routing',
      lived: [
        priya.opens,
        routing.assigns(maria),
        '2 min',
        routing.unassigns,
        '2 min',
        routing.assigns(maria),
      ],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'a person, the group, and the same person chosen in the form',
      lived: [priya.opens, priya.assigns(maria), '1 min', priya.unassigns, '1 min', priya.picks(maria)],
      messages: [aboutMaria],
      says: {
        Priya: [
          'Submit will not notify Anna Schmidt',
          'Specialist: Maria Silva',
          'Told about this specialist already',
          'The last message to Anna Schmidt names the same person.',
          'Last message: about Maria Silva. Delivered, 10:30.',
        ],
        [newcomer]: nobodyYet,
      },
    },
    {
      title: 'a person whose message failed, the group, the same person',
      sends: [notReachable],
      lived: [priya.opens, priya.assigns(maria), '1 min', priya.unassigns, '1 min', priya.assigns(maria)],
      messages: [aboutMaria, aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'a person whose message failed, the group, the same person, with nobody watching',
      sends: [notReachable],
      lived: [
        priya.opens,
        priya.assigns(maria),
        '1 min',
        priya.closes,
        routing.unassigns,
        '1 min',
        routing.assigns(maria),
      ],
      messages: [aboutMaria, aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'a person whose message was lost, the group, the same person',
      sends: [lost],
      lived: [priya.opens, priya.assigns(maria), '3 min', priya.unassigns, '3 min', priya.assigns(maria)],
      messages: [aboutMaria],
      says: noAnswer,
    },
    {
      title: 'a person whose message was lost, the group, the same person, and Send again',
      sends: [lost],
      lived: [
        priya.opens,
        priya.assigns(maria),
        '3 min',
        priya.unassigns,
        '3 min',
        priya.assigns(maria),
        '5 s',
        priya.presses('Send again'),
      ],
      messages: [aboutMaria, aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'a person whose sender’s page closed after the claim, the group, the same person',
      mishaps: closesAtTheClaim,
      lived: [
        priya.opens,
        priya.assigns(maria),
        '3 min',
        routing.unassigns,
        '1 min',
        routing.assigns(maria),
        '5 s',
        dana.opens,
      ],
      messages: [],
      says: notClear(
        'Sending was interrupted',
        'The page was closed before an answer came. The app does not repeat the message by itself.',
      ),
    },
    {
      title: 'a specialist who is deleted',
      lived: [priya.opens, priya.assigns(maria), '2 min', isDeleted(maria)],
      messages: [aboutMaria],
      says: {
        Priya: [
          'No specialist right now',
          'When somebody else gets this ticket, Anna Schmidt gets a message about them.',
          'Last message: about Maria Silva. Delivered, 10:30.',
        ],
        [newcomer]: nobodyYet,
      },
    },
    {
      title: 'the same person, reopened after a solve',
      lived: [
        priya.opens,
        priya.assigns(maria),
        '10 min',
        priya.edits({ status: 'solved' }),
        priya.submits,
        '3 h',
        customer.saves({ status: 'open' }),
      ],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
  ],

  'somebody else in between': [
    {
      title: 'within seconds',
      lived: [
        priya.opens,
        routing.assigns(maria),
        '2 s',
        routing.assigns(ivan),
        '2 s',
        routing.assigns(maria),
      ],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'within minutes, by routing',
      lived: [
        priya.opens,
        routing.assigns(maria),
        '2 min',
        routing.assigns(ivan),
        '2 min',
        routing.assigns(maria),
      ],
      messages: [aboutMaria, aboutIvan],
      says: backToMaria('Delivered, 10:32'),
    },
    {
      title: 'within minutes, by this agent',
      lived: [priya.opens, priya.assigns(maria), '2 min', priya.assigns(ivan), '2 min', priya.assigns(maria)],
      messages: [aboutMaria, aboutIvan],
      says: backToMaria('Delivered, 10:32'),
    },
    {
      title: 'within minutes, chosen in the form',
      lived: [priya.opens, priya.assigns(maria), '2 min', priya.assigns(ivan), '2 min', priya.picks(maria)],
      messages: [aboutMaria, aboutIvan],
      says: {
        Priya: [
          'Submit will not notify Anna Schmidt',
          'Specialist: Maria Silva',
          'Announced in the last 24 hours',
          'A message about the same person went out not long ago, or may have. Press Send now if Anna Schmidt should hear who it is now.',
          'Send now appears here after you submit.',
          'Last message: about Ivan. Delivered, 10:32.',
        ],
        [newcomer]: delivered('Ivan'),
      },
    },
    {
      title: 'within minutes, and Send now',
      lived: [
        priya.opens,
        routing.assigns(maria),
        '2 min',
        routing.assigns(ivan),
        '2 min',
        routing.assigns(maria),
        '1 min',
        priya.presses('Send now'),
      ],
      messages: [aboutMaria, aboutIvan, aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'after more than a day',
      lived: [
        priya.opens,
        routing.assigns(maria),
        '2 min',
        routing.assigns(ivan),
        '25 h',
        routing.assigns(maria),
      ],
      messages: [aboutMaria, aboutIvan, aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'of whom no message arrived',
      sends: [arrives, notReachable],
      lived: [priya.opens, priya.assigns(maria), '1 min', priya.assigns(ivan), '1 min', priya.assigns(maria)],
      messages: [aboutMaria, aboutIvan],
      says: delivered('Maria Silva'),
    },
    {
      title: 'of whom the message was lost',
      sends: [arrives, lost],
      lived: [priya.opens, priya.assigns(maria), '1 min', priya.assigns(ivan), '3 min', priya.assigns(maria)],
      messages: [aboutMaria, aboutIvan],
      says: backToMaria('Not clear if sent, 10:31'),
    },
    {
      title: 'after a message that was lost',
      sends: [lost],
      lived: [priya.opens, priya.assigns(maria), '3 min', priya.assigns(ivan), '3 min', priya.assigns(maria)],
      messages: [aboutMaria, aboutIvan],
      says: backToMaria('Delivered, 10:33'),
    },
    {
      title: 'after a claim whose page was closed',
      mishaps: closesAtTheClaim,
      lived: [
        priya.opens,
        priya.assigns(maria),
        '3 min',
        routing.assigns(ivan),
        '1 min',
        dana.opens,
        '10 s',
        dana.assigns(maria),
      ],
      messages: [aboutIvan],
      says: backToMaria('Delivered, 10:34'),
    },
  ],

  'a rule': [
    {
      title: 'solved in the same save',
      lived: [priya.opens, priya.edits({ status: 'solved' }), priya.assigns(maria)],
      messages: [],
      says: finished('Maria Silva'),
    },
    {
      title: 'closed before anybody opened it',
      lived: [colleague.assigns(maria), '1 min', colleague.saves({ status: 'closed' }), '5 s', priya.opens],
      messages: [],
      says: finished('Maria Silva'),
    },
    {
      title: 'merged by Chen, who gets the closed ticket',
      lived: [priya.opens, colleague.saves({ assignee: chen, status: 'closed' })],
      messages: [],
      says: finished('Chen Wei'),
    },
    {
      title: 'merged after the customer was told',
      lived: [priya.opens, priya.assigns(maria), '1 h', colleague.saves({ status: 'closed' })],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'automatic sending is off',
      settings: { automatic_sending: false },
      lived: [priya.opens, priya.assigns(maria)],
      messages: [],
      says: [
        'Not notified',
        'No message about Maria Silva was sent to Anna Schmidt.',
        'Automatic messages are off',
        'Your admin turned automatic sending off. Press Send now if Anna Schmidt should know.',
        '[Send now]',
      ],
    },
    {
      title: 'automatic sending is off, and the agent presses Send now',
      settings: { automatic_sending: false },
      lived: [priya.opens, priya.assigns(maria), '5 s', priya.presses('Send now')],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'only the first specialist, who was told',
      settings: { first_assignment_only: true },
      lived: [priya.opens, priya.assigns(maria), '1 min', priya.assigns(ivan)],
      messages: [aboutMaria],
      says: onlyTheFirst('Delivered, 10:30'),
    },
    {
      title: 'only the first specialist, and the agent presses Send now',
      settings: { first_assignment_only: true },
      lived: [
        priya.opens,
        priya.assigns(maria),
        '1 min',
        priya.assigns(ivan),
        '5 s',
        priya.presses('Send now'),
      ],
      messages: [aboutMaria, aboutIvan],
      says: delivered('Ivan'),
    },
    {
      title: 'only the first specialist, of whom nobody was told',
      settings: { first_assignment_only: true },
      lived: [routing.assigns(maria), '20 min', priya.opens, priya.assigns(ivan)],
      messages: [aboutIvan],
      says: delivered('Ivan'),
    },
    {
      title: 'only the first specialist, whose message failed',
      settings: { first_assignment_only: true },
      sends: [notReachable],
      lived: [priya.opens, priya.assigns(maria), '1 min', priya.assigns(ivan)],
      messages: [aboutMaria, aboutIvan],
      says: delivered('Ivan'),
    },
    {
      title: 'only the first specialist, whose message was lost',
      settings: { first_assignment_only: true },
      sends: [lost],
      lived: [priya.opens, priya.assigns(maria), '3 min', priya.assigns(ivan)],
      messages: [aboutMaria],
      says: onlyTheFirst('Not clear if sent, 10:30'),
    },
    {
      title: 'the customer opts out between the assignment and the message',
      lived: [priya.opens, routing.assigns(maria), '1 s', colleague.saves({ tags: ['whatsapp_opt_out'] })],
      messages: [],
      says: optedOut,
    },
    {
      title: 'consent is tagged in the same save',
      settings: { opt_in_tag: 'whatsapp_ok' },
      lived: [priya.opens, priya.edits({ tags: ['whatsapp_ok'] }), priya.assigns(maria)],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'consent is missing',
      settings: { opt_in_tag: 'whatsapp_ok' },
      lived: [priya.opens, priya.assigns(maria)],
      messages: [],
      says: [
        'Not notified',
        'No message about Maria Silva was sent to Anna Schmidt.',
        'No consent to WhatsApp messages',
        'The tag “whatsapp_ok” is missing on both ticket and customer. With the customer’s consent, add it and check again.',
      ],
    },
    {
      title: 'consent is tagged a minute later',
      settings: { opt_in_tag: 'whatsapp_ok' },
      lived: [
        priya.opens,
        priya.assigns(maria),
        '1 min',
        priya.edits({ tags: ['whatsapp_ok'] }),
        priya.submits,
      ],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'specialist and requester are one person',
      lived: [priya.opens, priya.assigns(anna)],
      messages: [],
      says: [
        'Not notified',
        'No message about Anna Schmidt was sent to Anna Schmidt.',
        'Requester and specialist are one person',
        'Nobody needs to be told about themselves.',
      ],
    },
  ],

  'a form that is not saved': [
    {
      title: 'a submit that fails',
      lived: [priya.opens, priya.picks(maria), '2 s', priya.failsToSubmit],
      messages: [],
      says: {
        Priya: willNotify('The last submit was not saved, so nothing was sent.'),
        [newcomer]: nobodyYet,
      },
    },
    {
      title: 'a submit that fails, and one that does not',
      lived: [priya.opens, priya.picks(maria), '2 s', priya.failsToSubmit, '20 s', priya.submits],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'solved in the form after the choice',
      lived: [priya.opens, priya.picks(maria), '2 s', priya.edits({ status: 'solved' })],
      messages: [],
      says: {
        Priya: [
          'Submit will not notify Anna Schmidt',
          'Specialist: Maria Silva',
          'The ticket is solved or closed',
          'Nothing is sent about finished tickets. Reopen the ticket if work on it goes on.',
        ],
        [newcomer]: nobodyYet,
      },
    },
    {
      title: 'opted out in the form after the choice',
      lived: [priya.opens, priya.picks(maria), '2 s', priya.edits({ tags: ['whatsapp_opt_out'] })],
      messages: [],
      says: {
        Priya: [
          'Submit will not notify Anna Schmidt',
          'Specialist: Maria Silva',
          'Wants no WhatsApp messages',
          'The tag “whatsapp_opt_out” on the ticket or the customer says so. Use another channel.',
        ],
        [newcomer]: nobodyYet,
      },
    },
  ],

  'another requester': [
    {
      title: 'saved before the assignment',
      lived: [
        priya.opens,
        priya.edits({ requester: bruno.id }),
        priya.submits,
        '1 min',
        priya.assigns(maria),
      ],
      messages: ['Bruno Costa ← Maria Silva'],
      says: delivered('Maria Silva', 'Bruno Costa'),
    },
    {
      title: 'chosen in the same save',
      lived: [
        priya.opens,
        priya.picks(maria),
        '1 s',
        priya.edits({ requester: bruno.id }),
        '2 s',
        priya.submits,
      ],
      messages: ['Bruno Costa ← Maria Silva'],
      says: delivered('Maria Silva', 'Bruno Costa'),
    },
    {
      title: 'after the message',
      lived: [priya.opens, priya.assigns(maria), '1 min', colleague.saves({ requester: bruno.id })],
      messages: [aboutMaria],
      says: delivered('Maria Silva', 'the customer'),
    },
    {
      title: 'after the message, and then another specialist',
      lived: [
        priya.opens,
        priya.assigns(maria),
        '1 min',
        colleague.saves({ requester: bruno.id }),
        '1 min',
        colleague.assigns(ivan),
      ],
      messages: [aboutMaria, 'Bruno Costa ← Ivan'],
      says: delivered('Ivan', 'Bruno Costa'),
    },
  ],

  'a browser that remembers': [
    {
      title: 'that the message was read',
      sends: [read],
      lived: [priya.opens, priya.assigns(maria), '1 min', priya.closes, '1 h', priya.opens],
      messages: [aboutMaria],
      says: {
        Priya: [
          'Read',
          'Specialist: Maria Silva',
          'The message was opened on the phone of Anna Schmidt.',
          'As this browser saw it last.',
        ],
        [newcomer]: [
          'Read',
          'Specialist: Maria Silva',
          'The message was opened on the phone of Anna Schmidt.',
        ],
      },
    },
    {
      title: 'and knows nothing of who came in between',
      sends: [read],
      lived: [
        priya.opens,
        priya.assigns(maria),
        '1 min',
        priya.closes,
        dana.opens,
        dana.assigns(ivan),
        '1 min',
        dana.assigns(maria),
        '1 min',
        dana.closes,
        priya.opens,
      ],
      messages: [aboutMaria, aboutIvan],
      says: {
        Priya: [
          'Read',
          'Specialist: Maria Silva',
          'The message was opened on the phone of Anna Schmidt.',
          'As this browser saw it last.',
        ],
        [newcomer]: backToMaria('Delivered, 10:31'),
      },
    },
    {
      title: 'and asks again when somebody presses Check again',
      sends: [read],
      lived: [
        priya.opens,
        priya.assigns(maria),
        '1 min',
        priya.closes,
        dana.opens,
        dana.assigns(ivan),
        '1 min',
        dana.assigns(maria),
        '1 min',
        dana.closes,
        priya.opens,
        priya.presses('Check again'),
      ],
      messages: [aboutMaria, aboutIvan],
      says: backToMaria('Delivered, 10:31'),
    },
    {
      title: 'and saw who came in between',
      sends: [read],
      lived: [
        priya.opens,
        priya.assigns(maria),
        '1 min',
        priya.closes,
        dana.opens,
        dana.assigns(ivan),
        '1 min',
        priya.opens,
        '5 s',
        priya.closes,
        dana.assigns(maria),
        '1 min',
        dana.closes,
        priya.opens,
      ],
      messages: [aboutMaria, aboutIvan],
      says: backToMaria('Delivered, 10:31'),
    },
  ],

  'A ticket is made in the app’s sight': [
    {
      title: 'and its own page, which Zendesk opens, tells the customer before the form that lives on looks',
      lived: [priya.opensForm, priya.picks(maria), '2 s', priya.submits, '2 s', ownPage.opens, '1 min'],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'and is opened just when the form that lives on looks after it',
      lived: [priya.opensForm, priya.picks(maria), '2 s', priya.submits, '16 s', ownPage.opens, '1 min'],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'and opened by nobody: the form that lives on tells the customer',
      lived: [priya.opensForm, priya.picks(maria), '2 s', priya.submits, '1 min'],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
    {
      title: 'and goes with its form: whoever opens it within ten minutes tells the customer',
      lived: [priya.opensForm, priya.picks(maria), '2 s', priya.submits, '2 s', priya.closes, '5 min'],
      messages: [aboutMaria],
      says: delivered('Maria Silva'),
    },
  ],
};

describe.each(Object.entries(groups))('%s', (_group, histories) => {
  it.each(histories)('$title', async ({ lived, messages, says, ...conditions }) => {
    const ending = await live(lived, conditions);
    const expected = Object.keys(ending.says).map((name): [string, unknown] => [
      name,
      'length' in says ? says : says[name],
    ]);
    expect(ending).toEqual({ messages, says: Object.fromEntries(expected) });
  });
});
