import { describe, expect, it } from 'vitest';
import type { Notification } from '../../src/core/notification';
import {
  automaticRefusal,
  phoneRefusal,
  requesterRefusal,
  sameSpecialistMs,
  settingsRefusal,
  ticketRefusal,
} from '../../src/core/policy';
import type { Settings } from '../../src/core/settings';
import type { Requester, Specialist, Ticket } from '../../src/core/ticket';
import {
  hours,
  ivan,
  maria,
  minutes,
  noonish,
  notificationIn,
  requesterWith,
  settingsWith,
  ticketWith,
} from '../support/facts';

describe('the ticket says no', () => {
  it.each<[string, Partial<Ticket>, Partial<Settings>, string | undefined]>([
    ['to nothing when it is open', {}, {}, undefined],
    ['when solved', { status: 'solved' }, {}, 'ticket_closed'],
    ['when closed', { status: 'closed' }, {}, 'ticket_closed'],
    ['not when pending', { status: 'pending' }, {}, undefined],
    ['not when on hold', { status: 'hold' }, {}, undefined],
    ['not in a status of the account’s own', { status: 'unlisted' }, {}, undefined],
    ['without a requester', { requesterId: undefined }, {}, 'no_requester'],
    ['with the opt-out tag', { tags: ['whatsapp_opt_out'] }, {}, 'opted_out'],
    ['not with a tag that only begins like it', { tags: ['whatsapp_opt_out_2'] }, {}, undefined],
    ['not where no opt-out tag is set', { tags: ['whatsapp_opt_out'] }, { optOutTag: undefined }, undefined],
    ['first of all because it is closed', { status: 'closed', requesterId: undefined }, {}, 'ticket_closed'],
  ])('%s', (_when, ticket, settings, code) => {
    expect(ticketRefusal(ticketWith(ticket), settingsWith(settings))?.code).toBe(code);
  });
});

describe('the requester says no', () => {
  it.each<[string, Partial<Requester>, Partial<Ticket>, Partial<Settings>, string | undefined]>([
    ['to nothing by default', {}, {}, {}, undefined],
    ['when deleted', { deleted: true }, {}, {}, 'requester_deleted'],
    ['when suspended', { suspended: true }, {}, {}, 'requester_suspended'],
    ['when they are the specialist', { id: maria.id }, {}, {}, 'requester_is_specialist'],
    ['with the opt-out tag', { tags: ['whatsapp_opt_out'] }, {}, {}, 'opted_out'],
    ['without the opt-in tag', {}, {}, { optInTag: 'ok' }, 'not_opted_in'],
    ['not with the opt-in tag', { tags: ['ok'] }, {}, { optInTag: 'ok' }, undefined],
    ['not with the opt-in tag on the ticket', {}, { tags: ['ok'] }, { optInTag: 'ok' }, undefined],
    [
      'with both tags, because no outweighs yes',
      { tags: ['ok', 'whatsapp_opt_out'] },
      {},
      { optInTag: 'ok' },
      'opted_out',
    ],
    ['by deletion before suspension', { deleted: true, suspended: true }, {}, {}, 'requester_deleted'],
    [
      'by the person before the tags',
      { suspended: true, tags: ['whatsapp_opt_out'] },
      {},
      {},
      'requester_suspended',
    ],
  ])('%s', (_when, requester, ticket, settings, code) => {
    const refusal = requesterRefusal({
      settings: settingsWith(settings),
      ticket: ticketWith(ticket),
      requester: requesterWith(requester),
      specialistId: maria.id,
    });
    expect(refusal?.code).toBe(code);
  });

  it('names the tag that is there or missing', () => {
    const facts = { ticket: ticketWith(), specialistId: maria.id };
    const out = requesterRefusal({
      ...facts,
      settings: settingsWith({ optOutTag: 'stop' }),
      requester: requesterWith({ tags: ['stop'] }),
    });
    const into = requesterRefusal({
      ...facts,
      settings: settingsWith({ optInTag: 'ok' }),
      requester: requesterWith(),
    });
    expect([out?.subjects, into?.subjects]).toEqual([['stop'], ['ok']]);
  });
});

describe('the rules for sending without a person say no', () => {
  const told = (ago: number, specialist = maria): Notification => ({
    ...notificationIn('delivered'),
    specialist,
    timeline: { claimed: noonish - ago },
  });
  const bounced = [told(hours(2)), told(hours(1), ivan)];
  const failedFor = (specialist: Specialist): Notification => ({
    ...notificationIn('failed'),
    specialist,
    timeline: { claimed: noonish - minutes(1) },
  });
  const failedBefore = failedFor(maria);

  it.each<[string, Partial<Settings>, number, readonly Notification[], string | undefined]>([
    ['to nothing by default', {}, 0, [], undefined],
    ['when switched off', { automaticSending: false }, 0, [], 'automatic_off'],
    ['to a save of 10 minutes ago not yet', {}, minutes(10), [], undefined],
    ['to an older one', {}, minutes(10) + 1, [], 'not_fresh'],
    ['to every save but this very moment’s', { catchUpMinutes: 0 }, 1, [], 'not_fresh'],
    ['to none of this very moment', { catchUpMinutes: 0 }, 0, [], undefined],
    ['to a save from the future not at all', {}, -minutes(5), [], undefined],
    ['after the same person was announced', {}, 0, [told(hours(1))], 'already_told'],
    ['until a day is over', {}, 0, [told(sameSpecialistMs - 1)], 'already_told'],
    ['after the same person and then somebody else', {}, 0, bounced, 'same_specialist'],
    ['in whatever order the records come', {}, 0, [...bounced].reverse(), 'same_specialist'],
    [
      'after the same person where somebody else failed',
      {},
      0,
      [told(hours(1)), failedFor(ivan)],
      'already_told',
    ],
    ['not a day after the same person', {}, 0, [told(sameSpecialistMs), told(hours(1), ivan)], undefined],
    ['not after a day', {}, 0, [told(sameSpecialistMs)], undefined],
    ['not after somebody else was announced', {}, 0, [told(hours(1), ivan)], undefined],
    ['not after it failed for the same person', {}, 0, [failedBefore], undefined],
    ['when it may have reached them', {}, 0, [notificationIn('unknown')], 'already_told'],
    ['when another is just being sent', {}, 0, [notificationIn('claimed')], 'already_told'],
    ['when only the first counts', { firstAssignmentOnly: true }, 0, [told(hours(99), ivan)], 'first_only'],
    [
      'when only the first counts, also after a day',
      { firstAssignmentOnly: true },
      0,
      [told(hours(99))],
      'first_only',
    ],
    [
      'not when only the first counts and it failed',
      { firstAssignmentOnly: true },
      0,
      [failedBefore],
      undefined,
    ],
    ['first of all because they know', { automaticSending: false }, hours(9), [told(0)], 'already_told'],
    ['then because it is off', { automaticSending: false }, hours(9), bounced, 'automatic_off'],
    ['then because it is old', { firstAssignmentOnly: true }, hours(9), bounced, 'not_fresh'],
    ['then because of the same person', { firstAssignmentOnly: true }, 0, bounced, 'same_specialist'],
  ])('%s', (_when, settings, age, earlier, code) => {
    const refusal = automaticRefusal({
      settings: settingsWith(settings),
      savedAt: noonish - age,
      specialistId: maria.id,
      earlier,
      now: noonish,
    });
    expect(refusal?.code).toBe(code);
  });
});

describe('the numbers say no', () => {
  const number = { digits: '4915123456789', shown: '+49 1512 3456789', written: '+49 1512 3456789' };
  const bad = (fault: 'phone_unreadable' | 'phone_national' | 'phone_ambiguous') => ({ written: '1', fault });

  it.each([
    ['not with one that can be read', [number], [bad('phone_national')], undefined],
    ['without any', [], [], 'no_phone'],
    ['for the reason of the first', [], [bad('phone_national'), bad('phone_unreadable')], 'phone_national'],
    ['when two readings are possible', [], [bad('phone_ambiguous')], 'phone_ambiguous'],
  ])('%s', (_when, numbers, refused, code) => {
    expect(phoneRefusal({ numbers, refused })?.code).toBe(code);
  });
});

it('incomplete settings are named one by one', () => {
  const refusal = settingsRefusal({
    ok: false,
    faults: [
      { name: 'channel_id', fault: 'missing', given: undefined },
      { name: 'default_country', fault: 'invalid', given: 'Atlantis' },
    ],
  });
  expect(refusal).toMatchObject({ code: 'settings_incomplete', subjects: ['channel_id', 'default_country'] });
  expect(settingsRefusal({ ok: true, settings: settingsWith() })).toBeUndefined();
});
