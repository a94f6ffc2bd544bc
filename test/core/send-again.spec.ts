import { describe, expect, it } from 'vitest';
import { maxAttempts } from '../../src/core/claim';
import type { Stored } from '../../src/core/events';
import { readable } from '../../src/core/log';
import { isProblemCode, type ProblemCode, problem, problems } from '../../src/core/problem';
import { type Candidate, failedIn, judgeAgain } from '../../src/core/send-again';
import { parseEachSetting } from '../../src/zendesk/settings';
import { row } from '../support/log-rows';

const settings = { ...parseEachSetting({}).settings, optOutTag: 'whatsapp_opt_out', optInTag: undefined };
const maria = {
  id: 39,
  name: 'Maria',
  locale: undefined,
  tags: [],
  suspended: false,
  deleted: false,
  phones: [],
};
const phones = {
  numbers: [
    {
      written: '+61491570156',
      digits: '61491570156',
      shown: '+61 491 570 156',
      source: 'profile',
      country: 'AU',
    },
  ],
  refused: [],
} as const;

const failedFor = (code: ProblemCode, attempt = 1) => {
  const [notification] = failedIn([row({ failed: problem(code), attempt })]);
  if (notification === undefined) throw new Error('It did not fail.');
  return notification;
};

const stored = (notification: Stored['notification']): Stored => ({
  recordId: `r${notification.key.attempt}`,
  notification,
  claim: undefined,
});

function candidate(code: ProblemCode, changes: Partial<Candidate> = {}): Candidate {
  const notification = changes.notification ?? failedFor(code);
  return {
    notification,
    ticket: { requesterId: 39, specialistId: 38, tags: [], status: 'open' },
    person: { requester: maria, phones },
    records: [stored(notification)],
    ...changes,
  };
}

const why = (one: Candidate) => {
  const verdict = judgeAgain(one, settings);
  return verdict.kind === 'send' ? 'send' : verdict.why;
};

describe('sending again', () => {
  it('takes a failure whose cause can be gone', () => {
    expect(judgeAgain(candidate('payment'), settings)).toEqual({ kind: 'send', requesterId: 39 });
  });

  it('never takes anything but failures of real tickets', () => {
    const rows = [
      row({ status: 'unknown' }),
      row({ status: 'claimed' }),
      row({ status: 'delivered' }),
      row({ content: 'damaged' }),
      row({ ticketId: 0, failed: problem('payment') }),
    ];
    expect(failedIn(rows)).toEqual([]);
  });

  it('takes no cause that would stay, that a rule is, or that an agent must see to', () => {
    for (const code of Object.keys(problems).filter(isProblemCode)) {
      const { remedy, owner } = problems[code];
      const passes = remedy === 'send_again' && owner !== 'agent_choice';
      expect(why(candidate(code)), code).toEqual(passes ? 'send' : { kind: 'problem', problem: code });
    }
    expect(why(candidate('opted_out'))).not.toBe('send');
    expect(why(candidate('no_answer'))).not.toBe('send');
    expect(why(candidate('not_on_whatsapp'))).not.toBe('send');
  });

  it('leaves out what was tried again since, whatever came of it', () => {
    const first = failedFor('payment');
    for (const next of [
      row({ attempt: 2, status: 'unknown' }),
      row({ attempt: 2, status: 'claimed' }),
      row({ attempt: 2, failed: problem('payment') }),
    ]) {
      const second = readable(next);
      if (second === undefined) throw new Error('It cannot be read.');
      const one = candidate('payment', { notification: first, records: [stored(first), stored(second)] });
      expect(why(one)).toEqual({ kind: 'tried_since' });
    }
    expect(why(candidate('payment', { records: [] }))).toEqual({ kind: 'tried_since' });
  });

  it('leaves out the last attempt', () => {
    expect(why(candidate('payment', { notification: failedFor('payment', maxAttempts) }))).toEqual({
      kind: 'last_attempt',
    });
  });

  it('leaves out what is no longer so: the ticket, its specialist, its customer’s wish, their number', () => {
    const ticket = { requesterId: 39, specialistId: 38, tags: [], status: 'open' } as const;
    const told = (changes: Partial<Candidate>) => why(candidate('payment', changes));
    expect(told({ ticket: undefined })).toEqual({ kind: 'ticket_gone' });
    expect(told({ ticket: { ...ticket, specialistId: 40 } })).toEqual({ kind: 'reassigned' });
    expect(told({ ticket: { ...ticket, status: 'solved' } })).toEqual({
      kind: 'problem',
      problem: 'ticket_closed',
    });
    expect(told({ ticket: { ...ticket, tags: ['whatsapp_opt_out'] } })).toMatchObject({
      problem: 'opted_out',
    });
    expect(told({ person: { requester: { ...maria, tags: ['whatsapp_opt_out'] }, phones } })).toMatchObject({
      problem: 'opted_out',
    });
    expect(told({ person: { requester: maria, phones: { numbers: [], refused: [] } } })).toMatchObject({
      problem: 'no_phone',
    });
    expect(told({ person: undefined })).toMatchObject({ problem: 'requester_deleted' });
  });
});
