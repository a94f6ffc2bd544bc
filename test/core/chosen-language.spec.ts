import { describe, expect, it } from 'vitest';
import { languagesToChoose } from '../../src/core/choices';
import { decide } from '../../src/core/decide';
import type { Event } from '../../src/core/events';
import { draftFor, previewOf } from '../../src/core/preview';
import { problem } from '../../src/core/problem';
import { initialState, type Plan, type State } from '../../src/core/state';
import type { Template } from '../../src/core/template';
import {
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

const german = templateWith({ language: 'de', body: 'Hallo {{1}}, {{2}}: {{3}}' });
const ticket = ticketWith({ specialist: maria });

const people = {
  kind: 'known',
  requester: requesterWith(),
  askedFor: maria.id,
  specialist: maria,
  phones: { numbers: [messageWith().phone], refused: [] },
  at: noonish,
} as const;

/** Send now would send something, in English if nobody chooses. */
const ready: State = {
  ...initialState({ settings: { ok: true, settings: settingsWith() }, agentId: priya, instance: 'page' }),
  ticket,
  lookedAt: noonish,
  savedSpecialistId: maria.id,
  obstacle: problem('not_fresh'),
  searched: true,
  people,
  templates: { kind: 'known', list: [templateWith(), german], at: noonish },
};

const take = (state: State, event: Event) => decide(state, event, noonish);
const chosen = take(ready, { kind: 'language_chosen', language: 'de' }).state;
const withTemplates = (state: State, list: readonly Template[] | undefined): State => ({
  ...state,
  templates: { kind: 'known', list, at: noonish },
});

function draftOf(state: State, byHand = true) {
  const draft = draftFor(state, maria.id, { byHand });
  if (draft.kind === 'message') return `${draft.message.language} ${draft.message.languageReason}`;
  return draft.kind === 'problem' ? draft.problem : draft.kind;
}

const plan: Plan = {
  key: { ticketId: ticket.id, auditId: 900, attempt: 1 },
  specialistId: maria.id,
  ticket,
  claimKind: 'seen',
  sentBy: priya,
};
describe('a chosen language', () => {
  it('is one of the approved variants that take the three values', () => {
    const pending = templateWith({ language: 'fr', status: 'pending' });
    const other = templateWith({ language: 'it', name: 'another' });
    const wantsMore = templateWith({ language: 'es', needsMore: true });
    const state = withTemplates(ready, [templateWith(), german, pending, other, wantsMore]);
    expect(languagesToChoose(state)).toEqual(['en', 'de']);
    expect(languagesToChoose(withTemplates(ready, undefined))).toEqual([]);
  });

  it('is that of a message by hand, and of no other', () => {
    expect(draftOf(ready)).toBe('en related');
    expect(draftOf(chosen)).toBe('de chosen');
    expect(draftOf(chosen, false)).toBe('en related');
    const picked: State = { ...chosen, picked: { userId: maria.id, refused: false } };
    expect(previewOf(picked, noonish)?.outcome).toMatchObject({ message: { language: 'en' } });
  });

  it('is about one customer and one specialist', () => {
    const elsewhere = { ...ticket, requesterId: 777 };
    expect(draftOf({ ...chosen, savedSpecialistId: ivan.id })).toBe('en related');
    expect(
      draftOf({
        ...chosen,
        ticket: elsewhere,
        people: { ...people, requester: requesterWith({ id: 777 }) },
      }),
    ).toBe('en related');
  });

  it('is kept where the list cannot be read any more', () => {
    expect(draftOf(withTemplates(chosen, undefined))).toBe('de chosen');
  });

  it.each([
    ['is gone', [templateWith()], 'template_not_found'],
    ['is paused', [templateWith(), { ...german, status: 'paused' as const }], 'template_paused'],
    ['wants other values', [templateWith(), { ...german, bodyVariables: ['1'] }], 'template_variables'],
  ])('that %s is not replaced by another', (_what, list, code) => {
    expect(draftOf(withTemplates(chosen, list))).toMatchObject({ code });
  });

  const prepared = (state: State) =>
    decide(
      { ...state, step: { kind: 'preparing', plan } },
      { kind: 'templates_read', reading: { ok: true, value: [templateWith(), german] } },
      noonish,
    );

  it('is what the attempt says and what is sent', () => {
    expect(prepared(chosen).effects).toMatchObject([
      { kind: 'create_record', notification: { language: 'de' } },
    ]);
    expect(prepared(ready).effects).toMatchObject([
      { kind: 'create_record', notification: { language: 'en' } },
    ]);
  });

  it('that cannot be sent stands in the way until the agent has everything read again', () => {
    const { state } = decide(
      { ...chosen, step: { kind: 'preparing', plan } },
      { kind: 'templates_read', reading: { ok: true, value: [templateWith()] } },
      noonish,
    );
    expect(state).toMatchObject({ obstacle: { code: 'template_not_found' } });
    expect(draftOf(take(state, { kind: 'check_clicked' }).state)).toBe('en related');
  });
});

describe('opening the details', () => {
  const open = (state: State) => take(state, { kind: 'details_opened' }).effects.map(({ kind }) => kind);
  const bare: State = { ...ready, people: { kind: 'none' }, templates: { kind: 'none' } };
  const told = (status: 'read' | 'failed'): State => ({
    ...bare,
    obstacle: undefined,
    current: { recordId: 'r1', notification: notificationIn(status), claimedAt: noonish },
  });

  it('reads what a message by hand needs, once', () => {
    expect(open(bare)).toEqual(['read_people', 'read_templates']);
    expect(open(take(bare, { kind: 'details_opened' }).state)).toEqual([]);
    expect(open(told('failed'))).toEqual(['read_people', 'read_templates']);
  });

  it('reads the template’s text alone of a message that arrived', () => {
    expect(open(told('read'))).toEqual(['read_templates']);
  });

  it('searches for the ticket’s other messages where nobody did', () => {
    expect(open({ ...told('read'), searched: false })).toEqual(['read_templates', 'search_records']);
  });

  it('asks nothing while an attempt is made, or of a ticket that is not saved', () => {
    expect(open({ ...bare, step: { kind: 'reading_saved', plan } })).toEqual([]);
    expect(open({ ...bare, ticket: undefined })).toEqual([]);
  });
});
