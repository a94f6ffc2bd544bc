import { beforeAll, describe, expect, it } from 'vitest';
import { maxAttempts } from '../../src/core/claim';
import { type Status, statuses } from '../../src/core/notification';
import { type ProblemCode, problem, problems } from '../../src/core/problem';
import type { State, Step } from '../../src/core/state';
import type { Action, Card } from '../../src/view/card';
import { describeState } from '../../src/view/describe';
import { describeDetails } from '../../src/view/describe-details';
import { describeNumbers, suggestionsOn } from '../../src/view/describe-numbers';
import { shownName } from '../../src/view/shown-name';
import { supportText } from '../../src/view/support-text';
import { loadWords, type Phrase, speak, textOf, type Value, valueText, wordsAt } from '../../src/view/words';
import { problemCodes as codes, everyState } from '../support/every-state';
import {
  agentId,
  currentOf,
  draft,
  earlierRecord,
  message,
  notificationWith,
  notified,
  now,
  otherPhone,
  otherSpecialist,
  pending,
  peopleWith,
  phone,
  refused,
  requester,
  settings,
  specialist,
  stateWith,
  template,
  ticket,
} from '../support/states';

const telling = { locale: 'en-GB', now };
const shown = (state: State): Card => describeState(state, now);

beforeAll(() => {
  speak('en');
  return loadWords();
});

const worded = (what: Phrase | Value): string =>
  typeof what === 'object' && 'values' in what ? textOf(what, telling) : valueText(what, telling);
const headline = (card: Card): string => textOf(card.headline, telling);
const ownerWordsOf = ({ problem }: Card): string | undefined =>
  problem && textOf(problem.ownerWords, telling);
const labels = (card: Card): readonly string[] => card.actions.map(({ label }) => wordsAt(label));
const clickOf = (action: Action | undefined) => (action?.kind === 'click' ? action.click : undefined);

/** Every word that the card shows at rest, details left out. */
function atRest(card: Card): string {
  const phrases = [
    card.headline,
    card.text,
    card.problem?.title,
    card.problem?.text,
    ...card.notes,
    card.warning,
  ];
  const facts = card.facts.flatMap(({ value, more }) => [value, more]);
  return [
    ...phrases.map((phrase) => (phrase === undefined ? '' : textOf(phrase, telling))),
    ...facts.map((fact) => JSON.stringify(fact)),
  ].join('\n');
}

/** What loads with the card's controls. */
const choiceIn = (state: State) => describeNumbers(shown(state), state);
const suggested = (state: State): string =>
  suggestionsOn(shown(state), state)
    .map((suggestion) => textOf(suggestion, telling))
    .join('\n');

describe('every state', () => {
  it('has a name of its own', () => {
    expect(new Set(everyState.map(({ id }) => id)).size).toBe(everyState.length);
    for (const { id } of everyState) expect(id).toMatch(/^[a-z0-9-]+$/);
  });

  it.each(everyState)('says something, and no more than two buttons: $id', ({ state }) => {
    const card = shown(state);
    expect(headline(card).length).toBeGreaterThan(3);
    expect(atRest(card)).not.toMatch(/\{\w+\}|undefined/);
    const weights = card.actions.map(({ weight }) => weight);
    expect(weights.filter((weight) => weight === 'main').length).toBeLessThanOrEqual(1);
    expect(weights.filter((weight) => weight === 'quiet').length).toBeLessThanOrEqual(1);
  });
});

describe('a ticket without a notification', () => {
  it.each<[string, State, string]>([
    [
      'is being looked up',
      stateWith({ ticket: undefined, step: readingTicket('look') }),
      'Looking up this ticket',
    ],
    ['has nobody assigned', stateWith({ savedSpecialistId: undefined }), 'No specialist yet'],
    [
      'has a group only',
      refused(problem('group_only'), { savedSpecialistId: undefined }),
      'No specialist yet',
    ],
    ['is not saved', stateWith({ ticket: undefined, savedSpecialistId: undefined }), 'Not saved yet'],
    ['is not set up', stateWith({ settings: { ok: false, faults: [] } }), 'Not set up yet'],
    ['was refused by a rule', refused(problem('opted_out', undefined, ['no_wa'])), 'Not notified'],
    ['cannot be read', refused(problem('zendesk_unreachable')), 'Cannot tell right now'],
    ['lacks its store', stateWith({ storeProblem: problem('store_missing') }), 'Not notified'],
    ['has nothing to say for itself', stateWith(), 'Not notified'],
  ])('%s', (_, state, words) => {
    expect(headline(shown(state))).toBe(words);
  });

  it('names each setting that is wrong', () => {
    const card = shown(
      stateWith({
        settings: {
          ok: false,
          faults: [
            { name: 'template_namespace', fault: 'missing', given: undefined },
            { name: 'default_country', fault: 'invalid', given: 'Portugal' },
          ],
        },
      }),
    );
    expect(card.problem?.items.map(worded)).toEqual([
      'Template namespace: missing',
      'Country of numbers without country code: “Portugal” cannot be used',
    ]);
    expect(card.problem?.owner).toBe('admin');
  });

  it('tells an admin where to mend the settings, and everybody else whom to ask', () => {
    const problemFor = (isAdmin: boolean) =>
      shown(stateWith({ settings: { ok: false, faults: [] }, isAdmin })).problem;
    const words = (isAdmin: boolean) => {
      const { text, ownerWords } = problemFor(isAdmin) ?? {};
      return [text, ownerWords].map((one) => (one === undefined ? '' : textOf(one, telling)));
    };
    expect(words(true)).toEqual([expect.stringContaining('Admin Center'), 'You can fix this as an admin']);
    expect(words(false)).toEqual([
      'These settings of the app are missing or wrong:',
      'Ask your admin to fix this',
    ]);
  });

  it.each(codes.filter((code) => code !== 'group_only'))('offers for %s what its remedy says', (code) => {
    const card = shown(refused(problem(code)));
    const { remedy, owner } = problems[code];
    expect(card.problem).toMatchObject({ code, owner });
    expect(atRest(card)).not.toMatch(/[{}]{2}|undefined/);
    const main = card.actions.filter(({ weight }) => weight === 'main');
    switch (remedy) {
      case 'send_now':
      case 'send_again':
        expect(main.map(clickOf)).toEqual([{ kind: 'send_clicked', after: 0 }]);
        break;
      case 'open_profile':
        expect(main).toEqual([
          { kind: 'open_profile', label: 'action.open_profile', weight: 'main', userId: ticket.requesterId },
        ]);
        break;
      case 'check_again':
        expect(main.map(clickOf)).toEqual([{ kind: 'check_clicked' }]);
        break;
      case 'none':
        expect(main).toEqual([]);
    }
  });

  it('shows the problem that Send now would meet, instead of the button', () => {
    const state = refused(problem('not_fresh'), { people: peopleWith({ numbers: [], refused: [] }) });
    const card = shown(state);
    expect(card.problem?.code).toBe('no_phone');
    expect(labels(card)).toEqual(['Open profile', 'Check again']);
  });

  it('offers to check again where Send now would meet the very same problem', () => {
    const paused = { kind: 'known', list: [{ ...template, status: 'paused' }], at: now } as const;
    const state = refused(problem('template_paused'), { people: peopleWith(), templates: paused });
    expect(labels(shown(state))).toEqual(['Check again']);
  });

  it('says that it is checking, on the button that was pressed', () => {
    const card = shown(refused(problem('zendesk_unreachable'), { step: { kind: 'searching' } }));
    expect(card.actions).toMatchObject([{ label: 'action.checking', busy: true }]);
  });

  it('fills a rule’s sentence with the tag, or with a general word when the tag is not known', () => {
    const text = (subjects: readonly string[]) =>
      atRest(shown(refused(problem('opted_out', undefined, subjects))));
    expect(text(['no_wa'])).toContain('“no_wa”');
    expect(text([])).toContain('the tag in the settings');
  });
});

describe('a preview', () => {
  it('shows the exact message and the full number', () => {
    const card = shown(pending());
    expect(headline(card)).toBe('Will notify Maria Souza when you submit');
    expect(card.preview?.message).toMatchObject({
      look: { body: expect.stringContaining('Hello, Maria Souza!'), buttons: ['Request status'] },
    });
    expect(atRest(card)).toContain(phone.shown);
    expect(card.actions).toEqual([]);
  });

  it.each<[string, State, ProblemCode]>([
    ['no number', pending({ people: peopleWith({ numbers: [], refused: [] }) }), 'no_phone'],
    ['a closed ticket', pending({ ticket: { ...ticket, status: 'closed' } }), 'ticket_closed'],
    [
      'a template that is gone',
      pending({ templates: { kind: 'known', list: [], at: now } }),
      'template_not_found',
    ],
    ['incomplete settings', pending({ settings: { ok: false, faults: [] } }), 'settings_incomplete'],
    ['a group instead of a person', pending({ picked: { userId: undefined, refused: false } }), 'group_only'],
    [
      'automatic sending switched off',
      pending({ settings: { ok: true, settings: { ...settings, automaticSending: false } } }),
      'automatic_off',
    ],
  ])('shows %s before anything is submitted', (_, state, code) => {
    const card = shown(state);
    expect(headline(card)).toBe('Submit will not notify Maria Souza');
    expect(card.problem?.code).toBe(code);
    expect(card.actions.map(clickOf)).not.toContainEqual(expect.objectContaining({ kind: 'send_clicked' }));
  });

  it('promises nothing while it is being read', () => {
    expect(headline(shown(pending({ people: { kind: 'none' } })))).toBe('Checking what Submit will do');
  });

  it('lists the numbers that cannot be used, with the reason where the problem does not name it', () => {
    const people = peopleWith({
      numbers: [],
      refused: [
        { written: '912 345 678', fault: 'phone_national' },
        { written: 'ask her', fault: 'phone_unreadable' },
      ],
    });
    const { problem: trouble } = shown(pending({ people }));
    expect(trouble?.code).toBe('phone_national');
    expect(trouble?.items.map(worded)).toEqual(['912 345 678', 'ask her: The number cannot be read']);
  });

  it('lets the agent check again after what the words ask for', () => {
    const untagged = { ok: true, settings: { ...settings, optInTag: 'whatsapp_ok' } } as const;
    expect(labels(shown(pending({ settings: untagged })))).toEqual(['Check again']);
    const people = peopleWith(undefined, { ...requester, suspended: true });
    expect(labels(shown(pending({ people })))).toEqual(['Open profile', 'Check again']);
  });

  it('offers a choice where there are several numbers', () => {
    const people = peopleWith({ numbers: [phone, otherPhone], refused: [] });
    expect(choiceIn(pending({ people, chosenNumber: otherPhone.digits }))).toMatchObject({
      options: [{ digits: phone.digits }, { digits: otherPhone.digits }],
      chosen: otherPhone.digits,
    });
    expect(choiceIn(pending())).toBeUndefined();
  });

  it('says that a number was chosen before, until one is chosen here', () => {
    const two = { numbers: [phone, otherPhone], refused: [] };
    const people = peopleWith(two, requester, otherPhone.digits.slice(-4));
    expect(choiceIn(pending({ people }))).toMatchObject({
      chosen: otherPhone.digits,
      isRemembered: true,
    });
    expect(choiceIn(pending({ people, chosenNumber: phone.digits }))).toMatchObject({
      chosen: phone.digits,
      isRemembered: false,
    });
    const gone = peopleWith(two, requester, '0000');
    expect(choiceIn(pending({ people: gone }))).toMatchObject({
      chosen: phone.digits,
      isRemembered: false,
    });
  });

  it('says why another number cannot be used, beside the one that is', () => {
    const refusedNumber = { written: '912 345 678', fault: 'phone_national' } as const;
    const state = pending({ people: peopleWith({ numbers: [phone], refused: [refusedNumber] }) });
    expect(atRest(shown(state))).toContain(phone.shown);
    expect(choiceIn(state)?.refused.map(worded)).toEqual(['912 345 678: Country code missing']);
  });

  it.each([
    ['brazil', '+55', '+55 11 98765 4321', 'a 9 before their last eight digits'],
    ['mexico', '+52', '+52 55 1234 5678', 'ten digits after +52, without a 1'],
    ['argentina', '+54 9', '+54 9 11 2345 6789', 'begin with +54 9 and have no 15'],
  ] as const)('suggests how a refused number of %s can be meant', (quirk, prefix, form, words) => {
    const refusedNumber = {
      written: '+5',
      fault: 'phone_unreadable',
      hint: { quirk, prefix, number: form },
    } as const;
    const people = peopleWith({ numbers: [], refused: [refusedNumber] });
    const said = suggested(pending({ people }));
    expect(said).toContain(words);
    expect(said).toContain(`write ${form} in the profile`);
  });

  it('keeps in sight what came of the message before', () => {
    const card = shown(
      pending({ current: currentOf(notificationWith('delivered')), savedSpecialistId: specialist.id }),
    );
    expect(atRest(card)).toContain('Last message: about Alexey Petrov. Delivered');
  });

  it('stays after a submit that failed, and says that nothing was sent', () => {
    const card = shown(pending({ picked: { userId: otherSpecialist.id, refused: true } }));
    expect(headline(card)).toMatch(/^Will notify/);
    expect(atRest(card)).toContain('The last submit was not saved, so nothing was sent.');
  });
});

describe('a send under way', () => {
  const { plan } = draft;
  it.each<[string, Step, string]>([
    ['after a click', readingTicket('send'), 'Putting the message'],
    ['preparing', { kind: 'preparing', plan }, 'Putting the message'],
    ['claiming', { kind: 'claiming', draft }, 'only one message'],
    ['settling', { kind: 'settling', draft }, 'only one message'],
    ['verifying', { kind: 'verifying', draft, tries: 0 }, 'only one message'],
    ['sending', { kind: 'sending', draft, tries: 0, waiting: undefined }, 'to 1MSG'],
    [
      'waiting to repeat',
      { kind: 'sending', draft, tries: 1, waiting: { problem: problem('busy'), ms: 4_400 } },
      'Not sent yet: WhatsApp was busy. The app tries again within 5 s.',
    ],
  ])('is one status throughout: %s', (_, step, words) => {
    const card = shown(notified('failed', {}, { step }));
    expect(headline(card)).toBe('Sending');
    expect(atRest(card)).toContain(words);
    expect(card.actions).toEqual([]);
  });

  it('does not promise a message for a submit that was just saved', () => {
    const card = shown(
      stateWith({ step: { kind: 'reading_audits', picked: 21, retries: 0, click: undefined } }),
    );
    expect(card.waiting).toBe(true);
  });
});

describe('a notification', () => {
  const words: Record<Status, string> = {
    claimed: 'Sending',
    queued: 'Queued',
    accepted: 'Accepted',
    sent: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
    failed: 'Not delivered',
    unknown: 'Not clear if sent',
  };

  it.each(statuses)('says %s in words, about whom and since when', (status) => {
    const card = shown(notified(status));
    expect(headline(card)).toBe(words[status]);
    expect(card.at).toBe(notificationWith(status).timeline[status]);
    expect(atRest(card)).toContain('Alexey Petrov');
    expect(atRest(card)).toContain('Maria Souza');
  });

  it.each(statuses)('shows no more of the number than its ending: %s', (status) => {
    const people = peopleWith();
    const card = shown(notified(status, {}, { people, sent: { recordId: 'rec-1', message } }));
    expect(atRest(card)).toContain('4567');
    expect(atRest(card)).not.toMatch(/912|351/);
  });

  it.each(statuses)('offers at most one button to press and one that can wait: %s', (status) => {
    const weights = shown(notified(status)).actions.map(({ weight }) => weight);
    expect(weights.filter((weight) => weight === 'main').length).toBeLessThanOrEqual(1);
    expect(weights.filter((weight) => weight === 'quiet').length).toBeLessThanOrEqual(1);
  });

  it.each<[Status, readonly string[]]>([
    ['claimed', ['Check again']],
    ['queued', ['Check again']],
    ['accepted', ['Check again']],
    ['sent', ['Check again']],
    ['delivered', ['Check again']],
    ['read', ['Check again']],
    ['failed', ['Send again', 'Check again']],
    ['unknown', ['Send again', 'Check again']],
  ])('%s has the buttons %j', (status, buttons) => {
    expect(labels(shown(notified(status)))).toEqual(buttons);
  });

  it.each(codes)('that failed with %s can be sent again only where that can help', (code) => {
    const card = shown(notified('failed', { problem: problem(code) }));
    const { remedy } = problems[code];
    const again = card.actions.find(({ label }) => label === 'action.send_again');
    expect(again !== undefined).toBe(remedy !== 'none' && remedy !== 'check_again');
    if (again !== undefined) expect(clickOf(again)).toEqual({ kind: 'send_clicked', after: 1 });
    expect(atRest(card)).not.toMatch(/undefined/);
  });

  it('is not sent again after the last attempt', () => {
    const card = shown(notified('failed', { attempt: maxAttempts }));
    expect(labels(card)).toEqual(['Check again']);
    expect(atRest(card)).toContain('attempt 5, the last one');
  });

  it('names the other number that it can be sent to, where no choice shows it', () => {
    const failedWith = (...numbers: readonly (typeof phone)[]) =>
      shown(
        notified(
          'failed',
          { problem: problem('not_on_whatsapp') },
          { people: peopleWith({ numbers, refused: [] }), chosenNumber: otherPhone.digits },
        ),
      );
    const sentence = `Send again goes to ${otherPhone.shown}.`;
    expect(atRest(failedWith(otherPhone))).toContain(sentence);
    expect(atRest(failedWith(phone, otherPhone))).not.toContain(sentence);
    expect(atRest(failedWith(phone))).not.toContain('Send again goes to');
  });

  it('asks for nothing that the last attempt leaves no way to', () => {
    const card = shown(notified('failed', { attempt: maxAttempts, problem: problem('expired') }));
    expect(atRest(card)).not.toContain('Send it again');
    expect(atRest(card).match(/the last one/g)).toHaveLength(1);
    expect(ownerWordsOf(card)).toBe('Nothing you need to fix');
  });

  it('asks an admin also after the last attempt, because other messages fail for the same reason', () => {
    const card = shown(notified('failed', { attempt: maxAttempts, problem: problem('token_refused') }));
    expect(atRest(card)).toContain('The API token in the app’s settings is wrong');
    expect(atRest(card)).toContain('attempt 5, the last one');
    expect(ownerWordsOf(card)).toBe('Ask your admin to fix this');
  });

  it.each([
    ['queued', 'An admin can see why in 1MSG'],
    ['accepted', 'An admin can see why in 1MSG'],
    ['sent', 'the phone may be off, out of reach or without WhatsApp'],
  ] as const)('%s for long says what can be the matter', (status, words) => {
    const since = notificationWith(status).timeline[status] ?? 0;
    const saidAfter = (minutes: number) => atRest(describeState(notified(status), since + minutes * 60_000));
    expect(saidAfter(9)).not.toContain(words);
    expect(saidAfter(10)).toContain(words);
  });

  it('that cannot reach a number asks for another one first', () => {
    const parts = { problem: problem('not_on_whatsapp') };
    const buttons = (numbers: readonly (typeof phone)[]) =>
      labels(shown(notified('failed', parts, { people: peopleWith({ numbers, refused: [] }) })));
    expect(buttons([phone])).toEqual(['Open profile', 'Check again']);
    expect(buttons([otherPhone])).toEqual(['Send again']);
    expect(labels(shown(notified('failed', parts)))).toEqual(['Open profile', 'Send again']);
  });

  describe('that cannot reach a number of Argentina', () => {
    const landline = {
      digits: '541123456789',
      shown: '+54 11 2345 6789',
      written: '+54 11 2345-6789',
      hint: { quirk: 'argentina', prefix: '+54 9', number: '+54 9 11 2345 6789' },
    } as const;
    const mended = { digits: '5491123456789', shown: '+54 9 11 2345 6789', written: '+54 9 11 2345-6789' };
    const parts = { problem: problem('not_on_whatsapp'), phoneEnding: '6789' };
    const sent = { recordId: 'rec-1', message: { ...message, phone: landline } };
    const withNumbers = (...numbers: readonly (typeof phone)[]) =>
      peopleWith({ numbers: [...numbers], refused: [] });
    const suggestion = 'Mobile numbers in Argentina begin with +54 9.';

    it('suggests the 9, without the number', () => {
      for (const more of [{ sent }, { people: withNumbers(landline, phone) }]) {
        const said = suggested(notified('failed', parts, more));
        expect(said).toContain(suggestion);
        expect(said).not.toMatch(/2345/);
      }
    });

    it('says nothing where the number is not known as a whole', () => {
      const twins = withNumbers(landline, { ...phone, digits: '351912346789' });
      const strangers = {
        people: withNumbers(landline),
        current: {
          ...currentOf(notificationWith('failed', parts)),
          requesterId: 'another' as const,
        },
      };
      for (const more of [{}, { people: twins }, { people: withNumbers(phone) }, strangers]) {
        expect(suggested(notified('failed', parts, more))).toBe('');
      }
    });

    it('says nothing of it where something else went wrong', () => {
      const expired = { problem: problem('expired'), phoneEnding: '6789' };
      expect(suggested(notified('failed', expired, { sent }))).toBe('');
    });

    it('says nothing once the number was mended', () => {
      expect(suggested(notified('failed', parts, { sent, people: withNumbers(mended) }))).toBe('');
    });
  });

  it('that was refused before it left is not called undelivered', () => {
    expect(headline(shown(notified('failed', { hasId: false })))).toBe('Not sent');
  });

  it('about a specialist whose stored name is empty speaks of the specialist', () => {
    const accepted = notificationWith('accepted');
    const nameless = currentOf({ ...accepted, specialist: { ...accepted.specialist, name: ' ' } });
    const { facts } = shown(stateWith({ current: nameless }));
    expect(facts.map(({ value }) => value)).toContainEqual({ key: 'card.the_specialist' });
  });

  it('of which nobody knows says so, and warns before the click', () => {
    const said = (evidence: State['evidence']) => shown(notified('unknown', {}, { evidence }));
    expect(atRest(said(undefined))).toContain('looks for it');
    expect(atRest(said('none'))).toContain('no proof that it was not sent');
    expect(atRest(said('several'))).toContain('not whether one of them');
    for (const evidence of [undefined, 'none', 'several'] as const) {
      expect(said(evidence).warning).toEqual({ key: 'warning.second_message', values: {} });
    }
  });

  it('that waits in 1MSG’s queue for an hour can be sent again, with a warning', () => {
    const queued = (minutes: number) => shown(notified('queued', { minutesLong: minutes - 2 }));
    expect(labels(queued(59))).toEqual(['Check again']);
    expect(queued(59).warning).toBeUndefined();
    expect(headline(queued(60))).toBe('Queued');
    expect(labels(queued(60))).toEqual(['Send again', 'Check again']);
    expect(queued(60).warning).toEqual({ key: 'warning.second_message', values: {} });
    expect(queued(60).details?.byHand).toBe(true);
    expect(labels(shown(notified('queued', { minutesLong: 60, attempt: maxAttempts })))).toEqual([
      'Check again',
    ]);
  });

  it('keeps its status when no newer one can be had', () => {
    const card = shown(notified('sent', {}, { statusProblem: problem('onemsg_unreachable') }));
    expect(headline(card)).toBe('Sent');
    expect(atRest(card)).toContain('No newer status right now: 1MSG cannot be reached.');
  });

  it('says that no newer one can be had when Zendesk cannot be asked, and that the app tries again', () => {
    const troubled = { looks: 1, within: 4_000, by: problem('zendesk_unreachable') };
    const texts = atRest(shown(notified('read', {}, { troubled })));
    expect(texts).toContain('No newer status right now: No proper answer from Zendesk.');
    expect(texts).toContain('tries again by itself within 4 s');
    expect(texts).not.toContain('Not sent again');
  });

  it('says when its status is not stored yet', () => {
    const notification = notificationWith('sent');
    const writes = [{ recordId: 'rec-1', notification, phase: 'waiting', tries: 1 }] as const;
    expect(atRest(shown(notified('sent', {}, { writes })))).toContain('not stored in Zendesk yet');
  });

  it('says why sending again did not happen', () => {
    const card = shown(notified('failed', {}, { obstacle: problem('no_phone') }));
    expect(atRest(card)).toContain('Not sent again: No phone number.');
  });

  it.each<[Status, string]>([
    ['claimed', 'accepted: ahead, sent: ahead, delivered: ahead, read: ahead'],
    ['queued', 'queued: current, sent: ahead, delivered: ahead, read: ahead'],
    ['accepted', 'accepted: current, sent: ahead, delivered: ahead, read: ahead'],
    ['sent', 'accepted: done, sent: current, delivered: ahead, read: ahead'],
    ['delivered', 'accepted: done, sent: done, delivered: current, read: ahead'],
    ['read', 'accepted: done, sent: done, delivered: done, read: current'],
    ['failed', 'accepted: done, sent: done, failed: broken'],
    ['unknown', 'claimed: done, unknown: doubtful'],
  ])('has a timeline at %s', (status, steps) => {
    const { timeline } = shown(notified(status));
    expect(timeline.map(({ label, state }) => `${label.replace('step.', '')}: ${state}`).join(', ')).toBe(
      steps,
    );
  });
});

describe('a name', () => {
  const called = (requesterName: string) => notified('read', {}, { ticket: { ...ticket, requesterName } });
  const wholeNames = (state: State) => {
    const { details } = shown(state);
    if (details === undefined) return [];
    return describeDetails(details, state).facts.filter(({ label }) => label === 'card.customer');
  };

  it('stays whole where it fits', () => {
    expect(atRest(shown(called('María José de la Cruz Fernández')))).toContain(
      'María José de la Cruz Fernández',
    );
    expect(wholeNames(called('María José de la Cruz Fernández'))).toEqual([]);
  });

  it('is cut where it would push everything else away, and whole in the details', () => {
    const name = `${'x'.repeat(38)} ${'y'.repeat(30)}`;
    const words = atRest(shown(called(name)));
    expect(words).toContain(`${'x'.repeat(38)}…`);
    expect(words).not.toContain('yy');
    expect(wholeNames(called(name))).toEqual([{ label: 'card.customer', value: name, more: undefined }]);
  });

  it('is cut between letters, never within one', () => {
    const family = '👩‍👩‍👧';
    expect(shownName(family.repeat(41))).toBe(`${family.repeat(4)}…`);
  });

  it('has no more marks on a letter than a line has room for', () => {
    expect(shownName(`q${'\u0301'.repeat(60)}b`)).toBe(`q${'\u0301'.repeat(4)}b`);
    expect(shownName('Nguyễn Thị Ánh')).toBe('Nguyễn Thị Ánh');
  });
});

describe('details', () => {
  const opened = (state: State) => {
    const { details } = shown(state);
    return details === undefined ? undefined : describeDetails(details, state);
  };
  const facts = (state: State) =>
    Object.fromEntries(
      (opened(state)?.facts ?? []).map(({ label, value }) => [
        label.split('.')[1],
        typeof value === 'object' && 'values' in value ? textOf(value, telling) : value,
      ]),
    );

  it('hold the message word for word where this page sent it', () => {
    const own = notified('sent', {}, { sent: { recordId: 'rec-1', message } });
    expect(opened(own)).toMatchObject({
      message: { message },
      messageNote: undefined,
    });
  });

  it('rebuild a message that another page sent, and mark what its record does not tell', () => {
    const sent = { recordId: 'rec-9', message };
    const known = { kind: 'known', list: [template], at: now } as const;
    const rebuilt = opened(notified('sent', {}, { sent, templates: known }));
    expect(rebuilt?.message?.message).toHaveProperty('look.body', [
      'Hello, ',
      1,
      '! A specialist has been assigned to your request #',
      '12345',
      ': ',
      'Alexey Petrov',
      '. We will contact you shortly.',
    ]);
    expect(rebuilt?.messageNote?.key).toBe('details.rebuilt');
    const unread = opened(notified('sent', {}, { sent, templates: { ...known, list: undefined } }));
    expect(unread?.message?.message).toEqual({
      language: 'en',
      values: [undefined, '12345', 'Alexey Petrov'],
      look: undefined,
    });
    expect(unread?.messageNote?.key).toBe('details.values_kept');
    expect(opened(notified('sent', {}, { sent }))?.messageNote?.key).toBe('details.reading_text');
  });

  it('hold what support asks for', () => {
    expect(facts(notified('failed', { problem: problem('busy', 'Service overloaded') }))).toMatchObject({
      attempt: '1 of at most 5',
      message_id: expect.any(String),
      code: 'busy',
      said: 'Service overloaded',
    });
    expect(facts(notified('queued'))).toMatchObject({ job_id: 'job-58' });
  });

  it.each([
    ['auto', 'details.by_auto'],
    [agentId, 'details.by_you'],
    [99, 'details.by_agent'],
  ] as const)('say who sent it: %s', (sentBy, key) => {
    const current = currentOf({ ...notificationWith('sent'), sentBy });
    expect(facts(stateWith({ current }))).toMatchObject({ sent_by: { key } });
  });

  it('hold the ticket’s other attempts, the newest first, without claims that nobody acted on', () => {
    const claim = { ...earlierRecord, recordId: 'rec-2', notification: notificationWith('claimed') };
    const failed = notificationWith('failed', { problem: problem('busy') });
    const again = {
      recordId: 'rec-3',
      claim: undefined,
      notification: { ...failed, sentBy: agentId, key: { ...failed.key, auditId: 880, attempt: 2 } },
    };
    const state = notified('read', {}, { records: [earlierRecord, claim, again], unreadable: 2 });
    const history = opened(state)?.history;
    expect(history?.attempts).toEqual([
      {
        id: 'rec-3',
        mark: 'cross',
        tone: 'bad',
        specialist: 'Alexey Petrov',
        status: 'status.failed',
        at: failed.timeline.failed,
        problem: 'problem.busy.title',
        by: { key: 'details.attempt_by', values: { attempt: 2, by: { key: 'details.by_you' } } },
      },
      expect.objectContaining({ id: 'rec-0', specialist: 'Olga Lind', status: 'status.read' }),
    ]);
    expect(history?.unreadable && textOf(history.unreadable, telling)).toBe('2 more records cannot be read.');
  });

  it('do not hold the attempt that the card is about a second time, when it is only remembered', () => {
    const notification = notificationWith('read');
    const current = { recordId: undefined, notification, claimedAt: now };
    const stored = { recordId: 'rec-1', notification, claim: undefined };
    expect(opened(stateWith({ current, records: [stored] }))?.history.attempts).toEqual([]);
  });

  const templates = {
    kind: 'known',
    list: [template, { ...template, language: 'pt_BR', body: 'Olá {{1}}, {{2}}: {{3}}' }],
    at: now,
  } as const;

  it('hold the message that Send now would send, with the languages to choose among', () => {
    const state = refused(problem('not_fresh'), { people: peopleWith(), templates });
    expect(opened(state)?.next).toMatchObject({
      title: 'details.next',
      message: { message: { language: 'en' } },
      languages: { options: ['en', 'pt_BR'], chosen: 'en', why: { key: 'details.language_exact' } },
    });
    const chosenLanguage = {
      language: 'pt_BR',
      requesterId: ticket.requesterId,
      specialistId: specialist.id,
    };
    expect(opened({ ...state, chosenLanguage })?.next).toMatchObject({
      message: { message: { look: { body: 'Olá Maria Souza, 12345: Alexey Petrov' } } },
      languages: { chosen: 'pt_BR', why: { key: 'details.language_chosen' } },
    });
  });

  it('hold what Send again would send beside what was sent', () => {
    const state = notified('failed', {}, { people: peopleWith(), templates });
    expect(opened(state)).toMatchObject({
      message: { message: { values: [undefined, '12345', 'Alexey Petrov'] } },
      next: {
        title: 'details.next_again',
        message: { message: { values: ['Maria Souza', '12345', 'Alexey Petrov'] } },
      },
    });
    expect(opened(notified('read', {}, { people: peopleWith(), templates }))?.next).toBeUndefined();
  });
});

describe('the text for support', () => {
  const failed = notificationWith('failed', {
    problem: problem('busy', '131016 Service overloaded for Maria'),
  });
  const state = stateWith({
    current: currentOf(failed),
    people: peopleWith(),
    records: [earlierRecord],
    unreadable: 1,
    sent: { recordId: 'rec-1', message },
  });
  const text = supportText(state, now);

  it('has ids, codes and times', () => {
    for (const part of [
      'Ticket: 12345',
      'Attempt 1 for assignment 901: failed',
      'Record: rec-1',
      'Number: …4567',
      'Message ID: gBEGkYiEB1VXAglK1ZEqA1YKPrU',
      'Problem: busy (131016)',
      '  failed: 2026-11-24T14:05:00.000Z',
      'Attempt 1 for assignment 850: read',
      'Records that cannot be read: 1',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('has no name, no text and no whole number', () => {
    expect(text).not.toMatch(/Maria|Alexey|Olga|Hello|overloaded/);
    expect(text.replace(/\D/g, '')).not.toContain(phone.digits);
    expect(text).not.toContain(phone.digits.slice(3));
  });
});

function readingTicket(kind: 'look' | 'send'): Step {
  return { kind: 'reading_ticket', wake: kind === 'look' ? { kind } : { kind, after: 0, at: 0 } };
}
