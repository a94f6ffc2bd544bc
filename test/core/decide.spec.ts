import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Audit, assignmentsIn } from '../../src/core/assignment';
import type { ClaimKind } from '../../src/core/claim';
import { decide } from '../../src/core/decide';
import type { Effect } from '../../src/core/effects';
import type { Event, Hint, Stored, TimerName } from '../../src/core/events';
import type { Notification, Status } from '../../src/core/notification';
import { chosenNumber, draftFor, previewOf } from '../../src/core/preview';
import { got, type ProblemCode, problem } from '../../src/core/problem';
import { attemptsOf, type Draft, initialState, type State } from '../../src/core/state';
import { decideAmongTabs } from '../../src/core/tabs';
import type { NewTicket, SavedTicket, Ticket } from '../../src/core/ticket';
import {
  hours,
  ivan,
  maria,
  messageWith,
  noonish,
  notificationIn,
  priya,
  requesterWith,
  settingsWith,
  templateWith,
  ticketWith,
} from '../support/facts';

const fresh = initialState({
  settings: { ok: true, settings: settingsWith() },
  agentId: priya,
  instance: 'page',
});

const incomplete: State = {
  ...fresh,
  settings: { ok: false, faults: [{ name: 'channel_id', fault: 'missing', given: undefined }] },
};

const phones = {
  numbers: [{ digits: '4915123456789', shown: '+49 1512 3456789', written: '+49 1512 3456789' }],
  refused: [],
};

const known = {
  kind: 'known',
  requester: requesterWith(),
  askedFor: maria.id,
  specialist: maria,
  phones,
  at: noonish,
} as const;

/** Everything that a message about Maria needs is at hand. */
const ready: State = {
  // Looked at a moment ago, when it was a group's.
  ...take(fresh, { kind: 'registered' }, ticketRead(ticketWith())).state,
  obstacle: undefined,
  ticket: ticketWith({ specialist: maria }),
  people: known,
  templates: { kind: 'known', list: [templateWith()], at: noonish },
};

/** The state after the events, and all effects on the way. */
function take(state: State, ...events: readonly Event[]): { state: State; effects: readonly Effect[] } {
  const effects: Effect[] = [];
  let now = state;
  for (const event of events) {
    const decision = decide(now, event, noonish);
    now = decision.state;
    effects.push(...decision.effects);
  }
  return { state: now, effects };
}

function ticketRead(ticket: Ticket | NewTicket, remembered?: Notification): Event {
  return { kind: 'ticket_read', purpose: 'reconcile', reading: got(ticket), remembered };
}

/** At rest, with Maria in charge and this attempt on the card. */
function showing(notification: Notification): State {
  const stored: Stored = { recordId: 'r1', notification, claim: undefined };
  return take(
    fresh,
    { kind: 'registered' },
    ticketRead(ticketWith({ specialist: maria })),
    { kind: 'records_found', reading: got({ records: [stored], unreadable: 0 }) },
    // The hint that its status asks for has been followed.
    ...(notification.status === 'read'
      ? []
      : [{ kind: 'reports_read', messageId: 'wamid.1', reading: got([]) } as const]),
  ).state;
}

const kindsOf = (effects: readonly Effect[]) => effects.map(({ kind }) => kind);

const hints: readonly Hint[] = [
  { kind: 'registered' },
  { kind: 'assignee_picked', userId: maria.id },
  { kind: 'assignee_picked', userId: undefined },
  { kind: 'requester_picked' },
  { kind: 'form_edited' },
  { kind: 'submit_done' },
  { kind: 'submit_failed' },
  { kind: 'ticket_updated' },
  { kind: 'activated' },
  { kind: 'deactivated' },
];

const timers: readonly TimerName[] = [
  'hint',
  'audits',
  'settle',
  'verify',
  'resend',
  'poll',
  'watch',
  'evidence',
  'rewrite',
];

describe('a hint', () => {
  it.each<[Hint, readonly string[]]>([
    [{ kind: 'registered' }, ['read_ticket']],
    [{ kind: 'submit_done' }, ['read_ticket']],
    [{ kind: 'assignee_picked', userId: maria.id }, ['read_ticket']],
    [{ kind: 'assignee_picked', userId: undefined }, []],
    [{ kind: 'requester_picked' }, []],
    [{ kind: 'form_edited' }, []],
    [{ kind: 'submit_failed' }, []],
    [{ kind: 'ticket_updated' }, ['wait']],
    [{ kind: 'activated' }, ['wait']],
    [{ kind: 'deactivated' }, ['cancel', 'cancel', 'cancel', 'cancel']],
  ])('of kind %j makes the app look and no more', (hint, effects) => {
    expect(kindsOf(take(fresh, hint).effects)).toEqual(effects);
  });

  it('leads to no claim and no send, however many there are, in whatever order', () => {
    const event = fc.oneof(
      fc.constantFrom<Event>(...hints),
      fc.constantFrom(...timers).map((timer): Event => ({ kind: 'timer', timer })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(fresh, ready, incomplete),
        fc.array(event, { maxLength: 30 }),
        (start, events) => {
          const { effects } = take(start, ...events);
          for (const kind of ['create_record', 'send', 'save_record', 'remove_record']) {
            expect(kindsOf(effects)).not.toContain(kind);
          }
        },
      ),
    );
  });

  it('that reaches every browser waits a random while, and not while the app is inactive', () => {
    expect(take(fresh, { kind: 'ticket_updated' }).effects).toEqual([
      { kind: 'wait', timer: 'hint', ms: 0, spread: 2_000 },
    ]);
    expect(take({ ...fresh, active: false }, { kind: 'ticket_updated' }).effects).toEqual([]);
  });

  it('that comes while the app looks is followed by one more look', () => {
    const busy = take(fresh, { kind: 'registered' }).state;
    const { state, effects } = take(busy, { kind: 'submit_done' }, { kind: 'registered' });
    expect(effects).toEqual([]);
    expect(state.next).toEqual({ kind: 'submit', picked: undefined });
    expect(kindsOf(take(state, ticketRead(ticketWith())).effects)).toEqual(['read_ticket']);
  });
});

describe('a look', () => {
  const looking = take(fresh, { kind: 'registered' }).state;

  it.each<[string, Ticket | NewTicket, ProblemCode | undefined]>([
    ['at a ticket that is not saved yet', { ...ticketWith(), id: undefined }, undefined],
    ['at a ticket of a group', ticketWith(), 'group_only'],
    ['at a ticket of nobody', ticketWith({ groupId: undefined }), undefined],
  ])('%s asks nothing', (_what, ticket, code) => {
    const { state, effects } = take(looking, ticketRead(ticket));
    expect(effects).toEqual([]);
    expect(state.step.kind).toBe('idle');
    expect(state.obstacle?.code).toBe(code);
  });

  it('asks nothing while settings are incomplete', () => {
    const { state, effects } = take(
      incomplete,
      { kind: 'registered' },
      ticketRead(ticketWith({ specialist: maria })),
      { kind: 'assignee_picked', userId: ivan.id },
      { kind: 'submit_done' },
      ticketRead(ticketWith({ specialist: ivan })),
    );
    expect(new Set(kindsOf(effects))).toEqual(new Set(['read_ticket']));
    expect(state.step.kind).toBe('idle');
  });

  it.each(['read', 'failed'] as const)('asks nothing about a message remembered as %s', (status) => {
    const remembered = notificationIn(status);
    const { state, effects } = take(looking, ticketRead(ticketWith({ specialist: maria }), remembered));
    expect(effects).toEqual([]);
    expect(state.current?.notification).toBe(remembered);
  });

  it('asks for the records of an assigned ticket', () => {
    expect(take(looking, ticketRead(ticketWith({ specialist: maria }))).effects).toEqual([
      { kind: 'search_records', ticketId: 4711 },
    ]);
  });

  it('that cannot see the ticket says so', () => {
    const unread: Event = {
      kind: 'ticket_read',
      purpose: 'reconcile',
      reading: { ok: false, problem: problem('zendesk_unreachable') },
      remembered: undefined,
    };
    expect(take(looking, unread).state.obstacle?.code).toBe('zendesk_unreachable');
  });

  describe('that cannot see the ticket, beside a message that is known', () => {
    const unread: Event = {
      kind: 'ticket_read',
      purpose: 'reconcile',
      reading: { ok: false, problem: problem('zendesk_unreachable') },
      remembered: undefined,
    };
    const told = showing(notificationIn('read'));
    const again: Event = { kind: 'timer', timer: 'hint' };

    it('says so until a look passes, and speaks of no other message', () => {
      const failed = take(told, again, unread).state;
      expect(failed.current).toBe(told.current);
      expect(failed.obstacle).toBeUndefined();
      expect(failed.troubled.by?.code).toBe('zendesk_unreachable');
      const seen = take(failed, again, ticketRead(ticketWith({ specialist: maria }))).state;
      expect(seen.troubled.by).toBeUndefined();
      expect(seen.obstacle).toBeUndefined();
    });

    it('says that nothing is sent again to whoever asked for it', () => {
      const failed = take(told, { kind: 'send_clicked', after: 1 }, unread).state;
      expect(failed.obstacle?.code).toBe('zendesk_unreachable');
    });

    it('looks again after a submit until its assignment is found', () => {
      const submitted = take(
        told,
        { kind: 'assignee_picked', userId: ivan.id },
        { kind: 'submit_done' },
        unread,
      );
      expect(submitted.effects.at(-1)).toMatchObject({ kind: 'wait', timer: 'hint' });
      expect(take(submitted.state, again).state.step).toMatchObject({
        wake: { kind: 'submit', picked: ivan.id },
      });
    });
  });
});

describe('an outcome that nobody waits for', () => {
  const found = { records: [], unreadable: 0 };
  const savedTicket: SavedTicket = { requesterId: 501, tags: [], status: 'open', specialistId: maria.id };
  it.each<Event>([
    ticketRead(ticketWith({ specialist: maria })),
    { kind: 'audits_read', reading: got({ audits: [], serverTime: noonish }) },
    { kind: 'records_looked_up', reading: got(found), saved: undefined },
    { kind: 'saved_read', reading: got(savedTicket) },
    { kind: 'record_created', created: { kind: 'created', recordId: 'r1', createdAt: noonish } },
    { kind: 'record_saved', recordId: 'r1', saved: { kind: 'saved' } },
    { kind: 'send_answered', answer: { kind: 'accepted', messageId: 'wamid.9' } },
    { kind: 'reports_read', messageId: 'wamid.9', reading: got([]) },
    {
      kind: 'messages_read',
      recordId: 'r1',
      reading: got({ evidence: { kind: 'none' }, records: [] }),
    },
  ])('of kind $kind changes nothing', (event) => {
    const { state, effects } = take(ready, event);
    expect(state).toBe(ready);
    expect(effects).toEqual([]);
  });

  it.each(timers.filter((timer) => timer !== 'hint'))('of timer %s changes nothing', (timer) => {
    const { state, effects } = take(ready, { kind: 'timer', timer });
    expect(state).toBe(ready);
    expect(effects).toEqual([]);
  });
});

describe('a click', () => {
  it('while the app looks is followed as soon as the look is over', () => {
    const busy = take(fresh, { kind: 'registered' }).state;
    const { state, effects } = take(busy, { kind: 'send_clicked', after: 0 });
    expect(state).toEqual({ ...busy, next: { kind: 'send', after: 0, at: noonish } });
    expect(effects).toEqual([]);
  });

  it('looks at the ticket before anything else', () => {
    expect(kindsOf(take(ready, { kind: 'send_clicked', after: 0 }).effects)).toEqual(['read_ticket']);
    expect(kindsOf(take(ready, { kind: 'check_clicked' }).effects)).toEqual(['read_ticket']);
  });

  it('on Check again reads the people anew for what a submit will do', () => {
    const form = ticketWith({ specialist: ivan });
    const pending: State = {
      ...showing(notificationIn('delivered')),
      ticket: form,
      picked: { userId: ivan.id, refused: false },
      people: { ...known, specialist: ivan, askedFor: ivan.id, phones: { numbers: [], refused: [] } },
    };
    expect(previewOf(pending, noonish)?.outcome.kind).toBe('problem');
    const { effects, state } = take(pending, { kind: 'check_clicked' }, ticketRead(form));
    expect(effects).toContainEqual(
      expect.objectContaining({ kind: 'read_people', requesterId: 501, specialistId: ivan.id }),
    );
    const mended = take(
      state,
      { kind: 'templates_read', reading: got([templateWith()]) },
      {
        kind: 'people_read',
        requesterId: 501,
        specialistId: ivan.id,
        reading: got({ requester: requesterWith(), specialist: ivan, phones, chosenEnding: undefined }),
      },
    ).state;
    expect(previewOf(mended, noonish)?.outcome.kind).toBe('message');
  });

  it('on Check again counts the question to 1MSG as under way until its answer is here', () => {
    const asked = take(
      showing(notificationIn('delivered')),
      { kind: 'check_clicked' },
      ticketRead(ticketWith({ specialist: maria })),
    );
    expect(kindsOf(asked.effects)).toContain('read_reports');
    expect(asked.state.asking).toBe(1);
    const answer: Event = { kind: 'reports_read', messageId: 'wamid.1', reading: got([]) };
    expect(take(asked.state, answer).state.asking).toBe(0);
  });
});

describe('the preview', () => {
  const picked: State = { ...ready, picked: { userId: maria.id, refused: false } };
  const outcomeOf = (state: State) => {
    const outcome = previewOf(state, noonish)?.outcome;
    return outcome?.kind === 'problem' ? outcome.problem.code : outcome?.kind;
  };

  it('shows the very message that will be sent', () => {
    const draft = draftFor(ready, maria.id);
    expect(previewOf(picked, noonish)).toEqual({ specialist: maria, outcome: draft });
    expect(draft.kind).toBe('message');
  });

  it.each<[string, Partial<State>, string | undefined]>([
    ['nothing while the form says what is saved', { picked: undefined }, undefined],
    ['a message also after the submit failed', { picked: { userId: maria.id, refused: true } }, 'message'],
    ['that a group gets no message', { picked: { userId: undefined, refused: false } }, 'group_only'],
    ['that the customer is being read', { people: { kind: 'none' } }, 'reading'],
    ['that the templates are being read', { templates: { kind: 'reading' } }, 'reading'],
    [
      'a message where the templates cannot be read',
      { templates: { kind: 'known', list: undefined, at: 0 } },
      'message',
    ],
    ['that the store is missing', { storeProblem: problem('store_missing') }, 'store_missing'],
    [
      'that the ticket is closed',
      { ticket: ticketWith({ specialist: maria, status: 'closed' }) },
      'ticket_closed',
    ],
    [
      'why the customer cannot be read',
      { people: { kind: 'failed', requesterId: 501, problem: problem('zendesk_forbidden') } },
      'zendesk_forbidden',
    ],
    [
      'that automatic sending is off',
      { settings: { ok: true, settings: settingsWith({ automaticSending: false }) } },
      'automatic_off',
    ],
    ['that settings are incomplete', { settings: incomplete.settings }, 'settings_incomplete'],
  ])('says %s', (_what, change, expected) => {
    expect(outcomeOf({ ...picked, ...change })).toBe(expected);
  });

  it('says that the same person was announced before', () => {
    const told = notificationIn('delivered');
    const records = [{ recordId: 'r1', notification: told, claim: undefined }];
    expect(outcomeOf({ ...picked, records })).toBe('already_told');
    const longAgo = { ...told, timeline: { claimed: noonish - hours(30) } };
    expect(
      outcomeOf({ ...picked, records: [{ recordId: 'r1', notification: longAgo, claim: undefined }] }),
    ).toBe('message');
  });

  it('says that Zendesk knows no such person', () => {
    const stranger: State = {
      ...picked,
      ticket: ticketWith(),
      people: {
        kind: 'known',
        requester: requesterWith(),
        askedFor: 99,
        specialist: undefined,
        phones,
        at: noonish,
      },
      picked: { userId: 99, refused: false },
    };
    expect(outcomeOf(stranger)).toBe('specialist_unknown');
  });

  it('takes the number that the agent chose, and no other where the customer has lost it', () => {
    const second = { digits: '351912345678', shown: '+351 912 345 678', written: '912345678' };
    const numbers = [...phones.numbers, second];
    const two: State = { ...ready, people: { ...known, phones: { numbers, refused: [] } } };
    const sentTo = (state: State) => {
      const draft = draftFor(state, maria.id);
      if (draft.kind === 'message') return draft.message.phone.digits;
      return draft.kind === 'problem' ? draft.problem.code : draft.kind;
    };
    expect(sentTo(two)).toBe('4915123456789');
    expect(sentTo({ ...two, chosenNumber: '351912345678' })).toBe('351912345678');
    expect(sentTo({ ...two, chosenNumber: '447400123456' })).toBe('phone_changed');
  });

  describe('takes the number that was chosen before in this browser', () => {
    const numberOf = (digits: string) => ({ digits, shown: `+${digits}`, written: `+${digits}` });
    const sentTo = (digits: readonly string[], chosenEnding: string, chosenNumber?: string) => {
      const numbers = digits.map(numberOf);
      const people = { ...known, phones: { numbers, refused: [] }, chosenEnding };
      const draft = draftFor({ ...ready, people, chosenNumber }, maria.id);
      if (draft.kind === 'message') return draft.message.phone.digits;
      return draft.kind === 'problem' ? draft.problem.code : draft.kind;
    };
    const [first, second, third] = ['4915123456789', '351912345678', '447400126789'] as const;

    it.each([
      ['where one of them has its ending', [first, second], '5678', second],
      ['unless none has it any more', [first, second], '0000', first],
      ['unless two have it', [second, first, third], '6789', second],
      ['where there is no other', [first], '6789', first],
    ])('%s', (_, digits, ending, expected) => {
      expect(sentTo(digits, ending)).toBe(expected);
    });

    it('unless another one is chosen here', () => {
      expect(sentTo([first, second], '5678', first)).toBe(first);
      expect(sentTo([first, second], '5678', third)).toBe('phone_changed');
    });

    it('again when the form has the customer back', () => {
      const two = { ...known, phones: { numbers: [first, second].map(numberOf), refused: [] } };
      const chosen = decideAmongTabs(
        { ...ready, joined: 4711, people: two },
        { kind: 'number_chosen', digits: second },
        noonish,
      );
      expect(chosen.effects).toEqual([{ kind: 'remember_number', requesterId: 501, ending: '5678' }]);
      const { state } = decide(chosen.state, { kind: 'requester_picked' }, noonish);
      expect(state.chosenNumber).toBeUndefined();
      expect(chosenNumber(state)?.digits).toBe(second);
    });
  });
});

describe('the attempts at an assignment', () => {
  const stored = (recordId: string, status: Notification['status'], attempt: number, createdAt: number) => ({
    recordId,
    notification: {
      ...notificationIn(status),
      key: { ticketId: 4711, auditId: 900, attempt },
    },
    claim: { recordId, kind: 'seen', token: recordId, createdAt } as const,
  });

  it('come in their order, of each the one that was acted on, else the claim that won', () => {
    const records = [
      stored('e', 'claimed', 3, 2_000),
      stored('d', 'claimed', 3, 1_000),
      stored('c', 'accepted', 2, 9_000),
      stored('b', 'claimed', 2, 1_000),
      stored('a', 'unknown', 1, 1_000),
    ];
    expect(attemptsOf(records, 900).map(({ recordId }) => recordId)).toEqual(['a', 'c', 'd']);
    expect(attemptsOf(records, 901)).toEqual([]);
  });

  it('are there also where a claim cannot be read', () => {
    const record = { ...stored('a', 'claimed', 1, 0), claim: undefined };
    expect(attemptsOf([record], 900)).toEqual([record]);
  });
});

describe('the audits after a submit', () => {
  const reading: State = {
    ...ready,
    step: { kind: 'reading_audits', picked: maria.id, retries: 0, click: undefined },
  };
  const audit: Audit = {
    id: 900,
    ticketId: 4711,
    authorId: priya,
    createdAt: noonish,
    assignees: [maria.id],
  };
  const audits = (...list: readonly Partial<Audit>[]): Event => ({
    kind: 'audits_read',
    reading: got({ audits: list.map((one) => ({ ...audit, ...one })), serverTime: noonish }),
  });

  it.each<[string, State, Event, readonly string[]]>([
    ['make this browser’s own save a claim at once', reading, audits({}), ['create_record']],
    ['make a colleague’s save one to look up', reading, audits({ authorId: 99 }), ['look_up_records']],
    ['make routing’s save one to look up', reading, audits({ authorId: -1 }), ['look_up_records']],
    [
      'make a save that was known before one to look up',
      { ...reading, assignments: assignmentsIn([audit]) },
      audits({}),
      ['look_up_records'],
    ],
    [
      'make an own save that somebody else followed one to look up',
      reading,
      audits({}, { id: 901, authorId: 99, assignees: [ivan.id] }),
      ['look_up_records'],
    ],
    ['are read again when they do not show it yet', reading, audits({ assignees: [ivan.id] }), ['wait']],
    [
      'are read again when they show the same person of long ago',
      reading,
      audits({ createdAt: noonish - hours(1) }),
      ['wait'],
    ],
    [
      'are read three times more at most',
      { ...reading, step: { kind: 'reading_audits', picked: maria.id, retries: 3, click: undefined } },
      audits({ assignees: [ivan.id] }),
      // The save is looked for once more, later.
      ['look_up_records', 'wait'],
    ],
    ['make an assignment to a group nothing', reading, audits({ assignees: [maria.id, undefined] }), []],
  ])('%s', (_what, state, event, effects) => {
    expect(kindsOf(take(state, event).effects)).toEqual(effects);
  });
});

describe('the proof of a claim', () => {
  const claimed = notificationIn('claimed');
  const key = claimed.key;
  const draftOf = (claimKind: ClaimKind): Draft => ({
    plan: {
      key,
      specialistId: maria.id,
      claimKind,
      sentBy: priya,
      ticket: ticketWith({ specialist: maria }),
    },
    message: messageWith(),
    notification: claimed,
    token: 'page.1',
    startedAt: noonish - 5_000,
    record: { id: 'mine', createdAt: noonish - 5_000 },
  });
  const verifying = (claimKind: ClaimKind = 'seen', change: Partial<Draft> = {}): State => ({
    ...ready,
    step: { kind: 'verifying', draft: { ...draftOf(claimKind), ...change }, tries: 0 },
  });
  const record = (
    recordId: string,
    claim: { kind: ClaimKind; after: number; token?: string } | undefined,
    status: Status = 'claimed',
  ): Stored => ({
    recordId,
    notification: { ...notificationIn(status), key },
    claim:
      claim === undefined
        ? undefined
        : {
            recordId,
            kind: claim.kind,
            token: claim.token ?? recordId,
            createdAt: noonish - 5_000 + claim.after,
          },
  });
  const mine = (kind: ClaimKind = 'seen') => record('mine', { kind, after: 0, token: 'page.1' });
  const found = (records: readonly Stored[], unreadable = 0): Event => ({
    kind: 'records_looked_up',
    reading: got({ records, unreadable }),
    saved: undefined,
  });

  it.each<[string, State, Event]>([
    ['its record alone', verifying(), found([mine()])],
    ['nothing, where Zendesk acknowledged the record and the list lags', verifying(), found([])],
    ['a later claim', verifying(), found([mine(), record('other', { kind: 'seen', after: 1_000 })])],
    [
      'an own claim that came too late',
      verifying(),
      found([mine(), record('other', { kind: 'own', after: 3_000 })]),
    ],
    ['its record, found by its token', verifying('own', { record: undefined }), found([mine('own')])],
    [
      'an older claim of another browser, for an own one',
      verifying('own'),
      found([mine('own'), record('other', { kind: 'seen', after: -2_000 })]),
    ],
    [
      'a record of another attempt',
      verifying(),
      found([
        mine(),
        {
          ...record('other', { kind: 'seen', after: -9_000 }),
          notification: { ...claimed, key: { ...key, attempt: 2 } },
        },
      ]),
    ],
  ])('is given by %s: the message leaves', (_what, state, event) => {
    expect(kindsOf(take(state, event).effects)).toEqual(['remember', 'send']);
  });

  it.each<[string, State, Event]>([
    ['an older claim', verifying(), found([mine(), record('other', { kind: 'seen', after: -1_000 })])],
    ['an own claim', verifying(), found([mine(), record('other', { kind: 'own', after: 2_000 })])],
    [
      'a much older claim, for an own one',
      verifying('own'),
      found([mine('own'), record('other', { kind: 'seen', after: -3_000 })]),
    ],
    [
      'a later claim that was acted on',
      verifying(),
      found([mine(), record('other', { kind: 'seen', after: 1_000 }, 'accepted')]),
    ],
    [
      'an attempt whose claim cannot be read and that was acted on',
      verifying(),
      found([mine(), record('other', undefined, 'unknown')]),
    ],
    ['a record that cannot be read', verifying(), found([mine()], 1)],
    ['too much time', verifying('seen', { startedAt: noonish - 25_001 }), found([mine()])],
  ])('is refused by %s: the record goes and nothing leaves', (_what, state, event) => {
    const effects = take(state, event).effects;
    expect(effects[0]).toEqual({ kind: 'remove_record', recordId: 'mine' });
    expect(kindsOf(effects)).not.toContain('send');
  });

  it('is refused by an empty list where the create was not answered', () => {
    const { state, effects } = take(verifying('seen', { record: undefined }), found([]));
    expect(kindsOf(effects)).toEqual(['wait']);
    expect(state.step).toEqual({ kind: 'idle' });
    expect(state.obstacle?.code).toBe('not_recorded');
  });

  it('is asked for again, twice, when the list cannot be read', () => {
    const unread: Event = {
      kind: 'records_looked_up',
      reading: { ok: false, problem: problem('zendesk_busy') },
      saved: undefined,
    };
    const due: Event = { kind: 'timer', timer: 'verify' };
    const { state, effects } = take(verifying(), unread, due, unread, due, unread);
    const tries = ['wait', 'look_up_records', 'wait', 'look_up_records'];
    expect(kindsOf(effects)).toEqual([...tries, 'remove_record', 'wait']);
    expect(state.obstacle?.code).toBe('not_recorded');
  });
});
