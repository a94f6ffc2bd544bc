/** Every state of the card, once: the gallery shows them, and tests of the view go through them. */
import { maxAttempts } from '../../src/core/claim';
import { statuses } from '../../src/core/notification';
import { phoneEndingOf } from '../../src/core/phone-ending';
import { type ProblemCode, problem, problems } from '../../src/core/problem';
import type { SettingFault } from '../../src/core/settings';
import type { State, Step } from '../../src/core/state';
import {
  currentOf,
  draft,
  earlierRecord,
  message,
  minutesAgo,
  newTicket,
  notificationWith,
  notified,
  now,
  otherPhone,
  otherSpecialist,
  pending,
  pendingNew,
  peopleWith,
  phone,
  refused,
  requester,
  settings,
  specialist,
  stateWith,
  template,
  ticket,
} from './states';

export interface NamedState {
  /** For addresses and files: lower case, digits and hyphens. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly state: State;
}

export interface StateGroup {
  readonly title: string;
  readonly states: readonly NamedState[];
}

// Object.keys forgets that the keys are the codes.
export const problemCodes = Object.keys(problems) as readonly ProblemCode[];

const named = (id: string, name: string, state: State): NamedState => ({ id, name, state });

const none = { numbers: [], refused: [] };
const oneRefused = (written: string, fault: 'phone_national' | 'phone_ambiguous' | 'phone_unreadable') => ({
  numbers: [],
  refused: [{ written, fault }],
});
/** Numbers from countries whose mobile numbers are often not written as WhatsApp goes by them. */
const quirky = {
  brazil: {
    written: '+55 11 8765-4321',
    fault: 'phone_unreadable',
    hint: { quirk: 'brazil', prefix: '+55', number: '+55 11 98765 4321' },
  },
  mexico: {
    written: '+52 1 55 1234 5678',
    fault: 'phone_unreadable',
    hint: { quirk: 'mexico', prefix: '+52', number: '+52 55 1234 5678' },
  },
  argentina: {
    written: '+54 9 11 15 2345-6789',
    fault: 'phone_unreadable',
    hint: { quirk: 'argentina', prefix: '+54 9', number: '+54 9 11 2345 6789' },
  },
} as const;
const lacking = {
  argentina: {
    digits: '541123456789',
    shown: '+54 11 2345 6789',
    written: '+54 11 2345-6789',
    hint: { quirk: 'argentina', prefix: '+54 9', number: '+54 9 11 2345 6789' },
  },
  brazil: {
    digits: '553177654321',
    shown: '+55 31 7765 4321',
    written: '+55 31 7765-4321',
    hint: { quirk: 'brazil', prefix: '+55', number: '+55 31 97765 4321' },
  },
} as const;
const twoNumbers = {
  numbers: [phone, otherPhone],
  refused: [{ written: '0912 344 567', fault: 'phone_national' as const }],
};
const settingsWith = (changes: Partial<typeof settings>) => ({
  ok: true as const,
  settings: { ...settings, ...changes },
});

const faults: readonly SettingFault[] = [
  { name: 'template_namespace', fault: 'missing', given: undefined },
  { name: 'default_country', fault: 'invalid', given: 'Portugal' },
];
const notSetUp = { settings: { ok: false, faults } } as const;

const told = { sent: { recordId: 'rec-1', message }, records: [earlierRecord] };
/** The present specialist was announced, and after that somebody else. */
const bounced = {
  records: [
    {
      ...earlierRecord,
      notification: { ...earlierRecord.notification, specialist, timeline: { claimed: minutesAgo(90) } },
    },
    {
      ...earlierRecord,
      recordId: 'rec-2',
      notification: {
        ...earlierRecord.notification,
        timeline: { claimed: minutesAgo(60), read: minutesAgo(59) },
      },
    },
  ],
};
const { plan } = draft;
const step = (one: Step): State => stateWith({ step: one, people: peopleWith() });

const before: readonly NamedState[] = [
  named('loading', 'Loading', stateWith({ ticket: undefined, step: { kind: 'searching' } })),
  named('nobody', 'Nothing to do yet', stateWith({ savedSpecialistId: undefined })),
  named('nobody-now', 'The specialist is gone', stateWith({ savedSpecialistId: undefined, ...told })),
  named(
    'unsaved',
    'Not saved yet',
    stateWith({ ticket: { ...newTicket, specialist: undefined }, savedSpecialistId: undefined }),
  ),
  named('pending-reading', 'Reading what Submit will do', pending({ people: { kind: 'none' } })),
  named('pending-will', 'Submit will notify', pending()),
  named(
    'pending-refused',
    'The last submit failed',
    pending({ picked: { userId: otherSpecialist.id, refused: true } }),
  ),
  named(
    'pending-values',
    'Submit will notify; the template’s text is not known',
    pending({ templates: { kind: 'known', list: undefined, at: now } }),
  ),
  named('pending-numbers', 'Submit will notify; two numbers', pending({ people: peopleWith(twoNumbers) })),
  named(
    'pending-numbers-remembered',
    'Submit will notify; a number chosen before',
    pending({ people: peopleWith(twoNumbers, requester, phoneEndingOf(otherPhone.digits)) }),
  ),
  named(
    'pending-number-refused',
    'Submit will notify; another number cannot be used',
    pending({ people: peopleWith({ numbers: [phone], refused: [quirky.mexico] }) }),
  ),
  named(
    'pending-again',
    'Submit will notify; somebody was announced before',
    pending({ current: currentOf(notificationWith('delivered')), savedSpecialistId: specialist.id }),
  ),
];

/** A ticket that was never saved has no number yet. */
const unsaved: readonly NamedState[] = [
  named('new-reading', 'New ticket: reading', pendingNew({ people: { kind: 'none' } })),
  named('new-will', 'New ticket: Submit will notify', pendingNew()),
  named(
    'new-values',
    'New ticket; the template’s text is not known',
    pendingNew({ templates: { kind: 'known', list: undefined, at: now } }),
  ),
  named('new-numbers', 'New ticket; two numbers', pendingNew({ people: peopleWith(twoNumbers) })),
  named(
    'new-refused',
    'New ticket: the submit failed',
    pendingNew({ picked: { userId: otherSpecialist.id, refused: true } }),
  ),
  named('new-no-phone', 'New ticket: no number', pendingNew({ people: peopleWith(none) })),
  named(
    'new-no-requester',
    'New ticket: nobody asked yet',
    pendingNew({ ticket: { ...newTicket, requesterId: undefined, requesterName: undefined } }),
  ),
  named(
    'new-group',
    'New ticket: a group only',
    pendingNew({ picked: { userId: undefined, refused: false } }),
  ),
  named(
    'new-submitted',
    'New ticket: submitted',
    pendingNew({ picked: undefined, submitted: true, step: { kind: 'handing_over' } }),
  ),
  named(
    'new-no-number',
    'New ticket: submitted, and no number came',
    pendingNew({ picked: undefined, submitted: true }),
  ),
];

/** What keeps a submit from notifying, each as the form shows it before the save. */
const willNot: readonly NamedState[] = [
  named(
    'will-not-automatic-off',
    'Automatic sending is off',
    pending({ settings: settingsWith({ automaticSending: false }) }),
  ),
  named(
    'will-not-first-only',
    'Only the first specialist',
    pending({
      settings: settingsWith({ firstAssignmentOnly: true }),
      records: [{ ...earlierRecord, notification: { ...earlierRecord.notification, specialist } }],
    }),
  ),
  named(
    'will-not-already-told',
    'The last message names the same person',
    pending({
      records: [
        {
          ...earlierRecord,
          notification: { ...earlierRecord.notification, timeline: { claimed: minutesAgo(90) } },
        },
      ],
    }),
  ),
  named('will-not-group-only', 'A group only', pending({ picked: { userId: undefined, refused: false } })),
  named('will-not-closed', 'Solved', pending({ ticket: { ...ticket, status: 'solved' } })),
  named('will-not-opted-out', 'Opted out', pending({ ticket: { ...ticket, tags: ['whatsapp_opt_out'] } })),
  named('will-not-opted-in', 'No consent', pending({ settings: settingsWith({ optInTag: 'whatsapp_ok' }) })),
  named(
    'will-not-suspended',
    'Suspended',
    pending({ people: peopleWith(undefined, { ...requester, suspended: true }) }),
  ),
  named('will-not-no-phone', 'No number', pending({ people: peopleWith(none) })),
  named(
    'will-not-national',
    'National number',
    pending({ people: peopleWith(oneRefused('912 344 567', 'phone_national')) }),
  ),
  named(
    'will-not-template',
    'Template not found',
    pending({ templates: { kind: 'known', list: [], at: now } }),
  ),
  named('will-not-set-up', 'Not set up', pending(notSetUp)),
];

/** Assignments that were saved and not announced. */
const notNotified: readonly NamedState[] = [
  ...(['automatic_off', 'not_fresh', 'first_only', 'same_specialist'] as const).map((code) =>
    named(
      `rule-${code.replaceAll('_', '-')}`,
      `Rule: ${code}`,
      refused(problem(code), {
        people: peopleWith(),
        templates: { kind: 'known', list: [template], at: now },
        ...(code === 'first_only' ? told : code === 'same_specialist' ? bounced : {}),
      }),
    ),
  ),
  named(
    'rule-two-numbers',
    'Rule, and two numbers to choose from',
    refused(problem('automatic_off'), { people: peopleWith(twoNumbers) }),
  ),
  named(
    'rule-two-languages',
    'Rule, and two languages to choose from',
    refused(problem('automatic_off'), {
      people: peopleWith(),
      templates: { kind: 'known', list: [template, { ...template, language: 'pt_BR' }], at: now },
    }),
  ),
  ...(
    [
      'ticket_closed',
      'requester_deleted',
      'requester_suspended',
      'requester_is_specialist',
      'too_many_attempts',
    ] as const
  ).map((code) => named(`policy-${code.replaceAll('_', '-')}`, `Policy: ${code}`, refused(problem(code)))),
  named(
    'policy-opted-out',
    'Policy: opted_out',
    refused(problem('opted_out', undefined, ['whatsapp_opt_out'])),
  ),
  named(
    'policy-not-opted-in',
    'Policy: not_opted_in',
    refused(problem('not_opted_in', undefined, ['whatsapp_ok'])),
  ),
  named('no-phone', 'No number', refused(problem('no_phone'), { people: peopleWith(none) })),
  named(
    'phone-national',
    'National number',
    refused(problem('phone_national'), { people: peopleWith(oneRefused('912 344 567', 'phone_national')) }),
  ),
  named(
    'phone-ambiguous',
    'A number with two readings',
    refused(problem('phone_ambiguous'), {
      people: peopleWith(oneRefused('0049 30 123456', 'phone_ambiguous')),
    }),
  ),
  named(
    'phone-unreadable',
    'An unreadable number',
    refused(problem('phone_unreadable'), {
      people: peopleWith(oneRefused('call my wife', 'phone_unreadable')),
    }),
  ),
  ...Object.entries(quirky).map(([country, refusedNumber]) =>
    named(
      `phone-${country}`,
      `A number of ${country} that can be meant otherwise`,
      refused(problem('phone_unreadable'), { people: peopleWith({ numbers: [], refused: [refusedNumber] }) }),
    ),
  ),
];

const broken: readonly NamedState[] = [
  named('set-up-agent', 'Set-up incomplete, an agent', stateWith(notSetUp)),
  named('set-up-admin', 'Set-up incomplete, an admin', stateWith({ ...notSetUp, isAdmin: true })),
  named(
    'template-agent',
    'Template not found, an agent',
    refused(problem('template_not_found', undefined, ['agent_assigned', 'pt_BR'])),
  ),
  named('store-missing', 'Store missing', refused(problem('store_missing'))),
  named('store-forbidden', 'Store forbidden, an agent', refused(problem('store_forbidden'))),
  named(
    'store-forbidden-admin',
    'Store forbidden, an admin',
    refused(problem('store_forbidden'), { isAdmin: true }),
  ),
  named('record-unreadable', 'A record that cannot be read', refused(problem('record_unreadable'))),
  named('zendesk-unreachable', 'Zendesk unreachable', refused(problem('zendesk_unreachable'))),
  named(
    'zendesk-checking',
    'Zendesk unreachable, checking',
    refused(problem('zendesk_unreachable'), { step: { kind: 'searching' } }),
  ),
  named('zendesk-busy', 'Zendesk busy', refused(problem('zendesk_busy'))),
  named('not-recorded', 'Could not be recorded', refused(problem('not_recorded'))),
  named(
    'onemsg-unreachable',
    '1MSG unreachable',
    notified('failed', { hasId: false, problem: problem('onemsg_unreachable') }),
  ),
  named('nothing-known', 'Assigned, and nothing known', stateWith({ searched: true })),
];

const onItsWay: readonly NamedState[] = [
  named(
    'saved',
    'Saved',
    stateWith({ step: { kind: 'reading_audits', picked: specialist.id, retries: 0, click: undefined } }),
  ),
  named(
    'saved-held',
    'Saved; waiting for Zendesk’s limit',
    stateWith({
      step: { kind: 'reading_audits', picked: specialist.id, retries: 0, click: undefined },
      heldUntil: now + 40_000,
    }),
  ),
  named('sending-preparing', 'Sending: preparing', step({ kind: 'preparing', plan })),
  named('sending-claiming', 'Sending: claiming', step({ kind: 'claiming', draft })),
  named('sending-settling', 'Sending: settling', step({ kind: 'settling', draft })),
  named('sending-verifying', 'Sending: verifying', step({ kind: 'verifying', draft, tries: 0 })),
  named('sending', 'Sending: handing over', step({ kind: 'sending', draft, tries: 0, waiting: undefined })),
  named(
    'sending-waiting',
    'Sending: waiting to repeat',
    step({ kind: 'sending', draft, tries: 1, waiting: { problem: problem('busy'), ms: 5_000 } }),
  ),
  ...statuses
    .filter((status) => status !== 'failed' && status !== 'unknown')
    .map((status) =>
      named(
        status,
        status === 'claimed' ? 'Sending in another browser' : `${status[0]?.toUpperCase()}${status.slice(1)}`,
        notified(status, {}, told),
      ),
    ),
  named('queued-long', 'Queued for long', notified('queued', { minutesLong: 14 })),
  named('queued-overdue', 'Queued for an hour and a half', notified('queued', { minutesLong: 90 })),
  named('sent-long', 'Sent for long', notified('sent', { minutesLong: 45 })),
  named(
    'sent-no-news',
    'Sent; 1MSG unreachable since',
    notified('sent', {}, { statusProblem: problem('onemsg_unreachable') }),
  ),
  named(
    'sent-not-stored',
    'Sent; not stored yet',
    notified(
      'sent',
      {},
      { writes: [{ recordId: 'rec-1', notification: notificationWith('sent'), phase: 'waiting', tries: 1 }] },
    ),
  ),
];

const ended: readonly NamedState[] = [
  named('failed-agent', 'Failed: you', notified('failed', { problem: problem('expired') }, told)),
  named(
    'failed-number',
    'Failed: you, the number',
    notified('failed', { problem: problem('not_on_whatsapp') }, { people: peopleWith() }),
  ),
  ...Object.entries(lacking).map(([country, number]) =>
    named(
      `failed-${country}`,
      `Failed: you, a number of ${country} that can lack something`,
      notified(
        'failed',
        { problem: problem('not_on_whatsapp'), phoneEnding: phoneEndingOf(number.digits) },
        {
          people: peopleWith({ numbers: [number], refused: [] }),
          sent: { recordId: 'rec-1', message: { ...message, phone: number } },
        },
      ),
    ),
  ),
  named(
    'failed-other-number',
    'Failed: you, another number is there',
    notified(
      'failed',
      { problem: problem('not_on_whatsapp') },
      { people: peopleWith({ numbers: [otherPhone], refused: [] }) },
    ),
  ),
  named(
    'failed-admin',
    'Failed: your admin',
    notified('failed', { hasId: false, problem: problem('token_refused') }),
  ),
  named(
    'failed-admin-self',
    'Failed: you as an admin',
    notified('failed', { hasId: false, problem: problem('token_refused') }, { isAdmin: true }),
  ),
  named(
    'failed-nobody',
    'Failed: nobody, wait',
    notified('failed', { hasId: false, problem: problem('rate_limited') }),
  ),
  named(
    'failed-channel',
    'Failed: nobody, another channel',
    notified('failed', { problem: problem('marketing_stopped') }),
  ),
  named(
    'failed-last',
    'Failed: the last attempt',
    notified('failed', { attempt: maxAttempts, problem: problem('expired') }),
  ),
  named(
    'failed-stopped',
    'Failed, and not sent again',
    notified('failed', {}, { obstacle: problem('no_phone') }),
  ),
  named('unknown', 'Unknown, looking for evidence', notified('unknown')),
  named('unknown-none', 'Unknown, no evidence', notified('unknown', {}, { evidence: 'none' })),
  named('unknown-several', 'Unknown, several candidates', notified('unknown', {}, { evidence: 'several' })),
  named(
    'unknown-unread',
    'Unknown, nobody could look',
    notified('unknown', { problem: problem('interrupted') }, { evidence: 'unread' }),
  ),
];

const longName =
  'Wolfeschlegelsteinhausenbergerdorff Hubert Blaine Adolph Charles David Earl Frederick Gerald Sr.';
const stackedName = [...'Zalgo']
  .map((letter) => letter + '\u0336\u0489\u035c\u0361\u0301'.repeat(6))
  .join('');

const namesOf = (customer: string, who: string, status: 'delivered' | 'failed'): State => {
  const whom = { id: specialist.id, name: who };
  const notification = { ...notificationWith(status), specialist: whom };
  return stateWith({
    ticket: { ...ticket, requesterName: customer, specialist: whom },
    current: currentOf(notification),
    searched: true,
  });
};

const names: readonly NamedState[] = [
  named('names-long', 'Very long names', namesOf(longName, longName, 'delivered')),
  named(
    'names-long-preview',
    'A very long name, before the save',
    pending({ people: peopleWith(undefined, { ...requester, name: longName }) }),
  ),
  named('names-word', 'One word without end', namesOf('x'.repeat(300), 'y'.repeat(300), 'failed')),
  named('names-arabic', 'Arabic names', namesOf('محمد عبد الله الأحمد', 'فاطمة الزهراء', 'delivered')),
  named('names-stacked', 'Stacked marks', namesOf(stackedName, stackedName, 'delivered')),
  named('names-controls', 'Direction marks in names', namesOf('\u202eairaM', '\u2066Alexey', 'delivered')),
];

/** The groups in the order of a message's life. */
export const stateGroups: readonly StateGroup[] = [
  { title: 'Before the save', states: before },
  { title: 'In a new ticket', states: unsaved },
  { title: 'Submit will not notify', states: willNot },
  { title: 'On its way', states: onItsWay },
  { title: 'Not notified', states: notNotified },
  { title: 'Failed or unknown', states: ended },
  { title: 'Out of order', states: broken },
  { title: 'Names', states: names },
];

export const everyState: readonly NamedState[] = stateGroups.flatMap(({ states }) => states);
