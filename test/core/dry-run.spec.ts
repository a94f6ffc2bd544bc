import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countDryRun,
  type DryRunFacts,
  type DryRunLine,
  dryRun,
  type PastAssignment,
  type PastTicket,
} from '../../src/core/dry-run';
import type { Notification } from '../../src/core/notification';
import { readPhones } from '../../src/core/phone';
import { automaticRefusal } from '../../src/core/policy';
import type { Settings } from '../../src/core/settings';
import type { Requester } from '../../src/core/ticket';
import {
  chen,
  hours,
  ivan,
  maria,
  minutes,
  noonish,
  requesterWith,
  settingsWith,
  templateWith,
} from '../support/facts';

const specialists = new Map([maria, ivan, chen].map((one) => [one.id, one]));

const factsWith = (
  settings: Partial<Settings> = {},
  requester: Partial<Requester> = {},
  changes: Partial<DryRunFacts> = {},
): DryRunFacts => {
  const person = requesterWith(requester);
  const phones = readPhones(person.phones, settings.defaultCountry);
  return {
    settings: { ok: true, settings: settingsWith(settings) },
    templates: [templateWith(), templateWith({ language: 'de' })],
    customer: { requester: person, phones, countries: new Map([['4915123456789', 'DE']]) },
    specialists,
    ...changes,
  };
};

const assigned = (
  auditId: number,
  specialistId: number | undefined,
  savedAt: number,
  changes: Partial<PastAssignment> = {},
): PastAssignment => ({
  ticketId: 4711,
  auditId,
  specialistId,
  through: specialistId === undefined ? [] : [specialistId],
  authorId: 11,
  savedAt,
  status: 'open',
  ...changes,
});

const ticketWith = (...assignments: readonly PastAssignment[]): PastTicket => ({
  id: 4711,
  requesterId: 501,
  tags: [],
  assignments,
});

const codesOf = (lines: readonly DryRunLine[]) =>
  lines.map(({ outcome }) => (outcome.kind === 'sent' ? 'sent' : outcome.problem.code));

describe('a dry run', () => {
  it('tells in which language and to which country a message would have gone, and no more of the number', () => {
    const lines = dryRun(
      ticketWith(assigned(1, maria.id, noonish)),
      factsWith({}, { locale: 'de' }),
      noonish - hours(1),
    );
    expect(lines).toEqual([
      {
        ticketId: 4711,
        auditId: 1,
        savedAt: noonish,
        specialist: maria,
        outcome: { kind: 'sent', language: 'de', country: 'DE', phoneEnding: '6789' },
      },
    ]);
  });

  it('does not announce the same person twice within a day, and does after it', () => {
    const lines = dryRun(
      ticketWith(
        assigned(1, maria.id, noonish),
        assigned(2, ivan.id, noonish + minutes(1)),
        assigned(3, maria.id, noonish + minutes(2)),
        assigned(4, maria.id, noonish + hours(25)),
      ),
      factsWith(),
      noonish,
    );
    expect(codesOf(lines)).toEqual(['sent', 'sent', 'same_specialist', 'sent']);
  });

  it('takes what the customer would have heard last for told', () => {
    const lines = dryRun(
      ticketWith(
        assigned(1, maria.id, noonish),
        assigned(2, undefined, noonish + 1),
        assigned(3, maria.id, noonish + 2),
      ),
      factsWith(),
      noonish,
    );
    expect(codesOf(lines)).toEqual(['sent', 'already_told']);
  });

  it('announces only the first where that is set, even if it lies before the period', () => {
    const assignments = [assigned(1, maria.id, noonish - hours(48)), assigned(2, ivan.id, noonish)];
    const facts = factsWith({ firstAssignmentOnly: true });
    expect(codesOf(dryRun(ticketWith(...assignments), facts, noonish - hours(1)))).toEqual(['first_only']);
    expect(codesOf(dryRun(ticketWith(...assignments), facts, 0))).toEqual(['sent', 'first_only']);
  });

  it('counts nothing that was blocked as told', () => {
    const facts = factsWith({ firstAssignmentOnly: true });
    const ticket = ticketWith(
      assigned(1, maria.id, noonish, { status: 'solved' }),
      assigned(2, ivan.id, noonish + 1),
    );
    expect(codesOf(dryRun(ticket, facts, 0))).toEqual(['ticket_closed', 'sent']);
  });

  it('takes assignments in their order, whatever order they come in', () => {
    const ticket = ticketWith(assigned(2, maria.id, noonish + 1), assigned(1, maria.id, noonish));
    expect(codesOf(dryRun(ticket, factsWith(), 0))).toEqual(['sent', 'already_told']);
  });

  it.each<[string, Partial<Settings>, Partial<Requester>]>([
    ['opted_out', {}, { tags: ['whatsapp_opt_out'] }],
    ['not_opted_in', { optInTag: 'yes' }, {}],
    ['requester_suspended', {}, { suspended: true }],
    ['requester_is_specialist', {}, { id: maria.id }],
    ['no_phone', {}, { phones: [] }],
    ['phone_national', {}, { phones: [{ written: '01512 3456789', source: 'profile' }] }],
    ['template_not_found', { templateName: 'another' }, {}],
    ['automatic_off', { automaticSending: false }, {}],
  ])('says %s', (code, settings, requester) => {
    const facts = factsWith(settings, requester);
    const requesterId = facts.customer?.requester.id;
    const ticket = { ...ticketWith(assigned(1, maria.id, noonish)), requesterId };
    expect(codesOf(dryRun(ticket, facts, 0))).toEqual([code]);
  });

  it('knows that somebody is gone whom Zendesk does not list', () => {
    const ticket = ticketWith(assigned(1, maria.id, noonish), assigned(2, 99, noonish + 1));
    expect(codesOf(dryRun(ticket, factsWith({}, {}, { customer: undefined }), 0))).toEqual([
      'requester_deleted',
      'requester_deleted',
    ]);
    expect(codesOf(dryRun(ticket, factsWith(), 0))).toEqual(['sent', 'specialist_unknown']);
  });

  it('uses the configured language where the templates could not be read', () => {
    const facts = factsWith({ templateLanguage: 'de' }, {}, { templates: undefined });
    expect(dryRun(ticketWith(assigned(1, maria.id, noonish)), facts, 0)[0]?.outcome).toMatchObject({
      kind: 'sent',
      language: 'de',
    });
  });

  it('never says sent where the rules for automatic sending refuse, and sends nobody twice within a day', () => {
    const assignments = fc.array(
      fc.record({ who: fc.constantFrom(maria.id, ivan.id, chen.id, undefined), after: fc.nat(hours(20)) }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(assignments, fc.boolean(), fc.boolean(), (made, firstAssignmentOnly, automaticSending) => {
        let at = noonish;
        const past = made.map(({ who, after }, index) => {
          at += after;
          return assigned(index + 1, who, at);
        });
        const settings = settingsWith({ firstAssignmentOnly, automaticSending });
        const lines = dryRun(ticketWith(...past), factsWith({ firstAssignmentOnly, automaticSending }), 0);
        expect(lines).toHaveLength(past.filter(({ specialistId }) => specialistId !== undefined).length);
        const earlier: Notification[] = [];
        for (const { auditId, savedAt, specialist, outcome } of lines) {
          const refusal = automaticRefusal({
            settings,
            savedAt,
            specialistId: specialist.id,
            earlier,
            now: savedAt,
          });
          expect(outcome.kind).toBe(refusal === undefined ? 'sent' : 'blocked');
          if (outcome.kind !== 'sent') continue;
          earlier.push({
            status: 'read',
            messageId: `wamid.${auditId}`,
            key: { ticketId: 4711, auditId, attempt: 1 },
            specialist,
            phoneEnding: outcome.phoneEnding,
            template: 'agent_assigned',
            language: outcome.language,
            sentBy: 'auto',
            timeline: { claimed: savedAt },
          });
        }
      }),
    );
  });
});

describe('counts', () => {
  it('put the most frequent first', () => {
    const ticket = ticketWith(
      assigned(1, maria.id, noonish),
      assigned(2, maria.id, noonish + 1),
      assigned(3, ivan.id, noonish + 2, { status: 'closed' }),
      assigned(4, maria.id, noonish + 3),
    );
    const counts = countDryRun(dryRun(ticket, factsWith(), 0));
    expect(counts).toMatchObject({ sent: 1, blocked: 3 });
    expect(counts.problems.map(({ what, count }) => [what.code, count])).toEqual([
      ['already_told', 2],
      ['ticket_closed', 1],
    ]);
    expect(counts.countries).toEqual([{ what: 'DE', count: 1 }]);
    expect(counts.languages).toEqual([{ what: 'en', count: 1 }]);
  });
});
