import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { externalIdOf } from '../../src/core/claim';
import type { Notification } from '../../src/core/notification';
import { problem } from '../../src/core/problem';
import { isObject } from '../../src/engine/http';
import { parseRecord } from '../../src/zendesk/record-fields';
import { fieldsOf } from '../../src/zendesk/record-text';
import { createRecords } from '../../src/zendesk/records';
import { createManualClock } from '../support/manual-clock';
import { answer, createFakeHttp, type FakeHttp, noAnswer, transportOver } from './fake-http';
import { accepted, notifications } from './notifications';

const recordsOver = (http: FakeHttp) => createRecords(transportOver(http));
const createdAt = '2026-01-12T10:30:00Z';

/** A record as Zendesk shows it. */
const record = (
  notification: Notification = accepted(),
  fields: Readonly<Record<string, unknown>> = {},
  more: Readonly<Record<string, unknown>> = {},
) => ({
  id: '01KEX3Q4Z8T2V9W0',
  name: '#12345',
  external_id: externalIdOf(notification.key),
  custom_object_key: 'onemsg_notification',
  custom_object_fields: { ...fieldsOf(notification), claim: 'own:abc', ...fields },
  created_at: createdAt,
  ...more,
});

const stored = (notification: Notification = accepted()) => ({
  recordId: '01KEX3Q4Z8T2V9W0',
  notification,
  claim: { recordId: '01KEX3Q4Z8T2V9W0', kind: 'own', token: 'abc', createdAt: Date.parse(createdAt) },
});

const listOf = (...records: readonly unknown[]) =>
  answer(200, { custom_object_records: records, meta: { has_more: false } });
const bodyOf = (http: FakeHttp): unknown => JSON.parse(http.requests[0]?.body ?? 'null');
const url = (http: FakeHttp) => http.requests.map(({ method, url: path }) => `${method} ${path}`);
const base = '/api/v2/custom_objects/onemsg_notification/records';

describe('a record', () => {
  it('holds what everybody may know of the notification', async () => {
    const http = createFakeHttp(answer(201, { custom_object_record: record() }));
    await recordsOver(http).create(accepted({ sentBy: 38000000001 }), 'seen:token');
    expect(bodyOf(http)).toEqual({
      custom_object_record: {
        name: '#12345 · Alexey Petrov · 1',
        external_id: 't12345-a987654321-n1',
        custom_object_fields: {
          ticket_id: 12345,
          assignment_id: '987654321',
          attempt: 1,
          claim: 'seen:token',
          status: 'onemsg_accepted',
          message_id: 'gBGGFlA5FpafAgkOuJbRq54qwbM',
          phone: '0142',
          specialist_id: '38000000002',
          specialist_name: 'Alexey Petrov',
          template: 'agent_assigned',
          language: 'en',
          problem: null,
          problem_detail: null,
          timeline: '{"claimed":"2026-01-12T10:30:00.000Z","accepted":"2026-01-12T10:30:01.000Z"}',
          sent_by: '38000000001',
          version: 1,
        },
      },
    });
  });

  it('gives back any notification that was written', () => {
    fc.assert(
      fc.property(notifications, (notification) => {
        const raw: unknown = JSON.parse(JSON.stringify(record(notification)));
        expect(parseRecord(raw)).toEqual(stored(notification));
      }),
    );
  });

  it('fits into Zendesk’s fields, whatever it is about', () => {
    const long = 'Ünï 😀 '.repeat(400);
    const failed: Notification = {
      ...accepted({ specialist: { id: 1, name: long }, template: long, language: long }),
      status: 'failed',
      messageId: undefined,
      problem: problem('unspecified', long, [long]),
    };
    for (const [key, value] of Object.entries(fieldsOf(failed))) {
      const longest = key === 'problem_detail' ? 2000 : 255;
      if (typeof value !== 'string' || key === 'timeline') continue;
      expect(value.length, key).toBeLessThanOrEqual(longest);
      expect(value, key).not.toMatch(/[\uD800-\uDBFF]$/);
      if (key !== 'problem_detail') expect(value, key).not.toMatch(/[\r\n]/);
    }
  });

  it('never holds more of a number than its last four digits', () => {
    expect(fieldsOf(accepted({ phoneEnding: '12125550142' })).phone).toBe('0142');
  });

  it('is written although one of its times is none', () => {
    const { timeline } = fieldsOf(accepted({ timeline: { claimed: 0, accepted: Number.NaN } }));
    expect(timeline).toBe('{"claimed":"1970-01-01T00:00:00.000Z"}');
  });

  it.each([
    ['numbers as text', { ticket_id: '12345', attempt: '1', version: '1' }],
    ['ids as numbers', { assignment_id: 987654321, specialist_id: 38000000002 }],
    ['a status without its prefix', { status: 'accepted' }],
  ])('may have %s', (_, fields) => {
    expect(parseRecord(record(accepted(), fields))).toEqual(stored());
  });

  it.each([
    ['no timeline', { timeline: null }, { timeline: {} }],
    ['junk for a timeline', { timeline: '{"claimed":' }, { timeline: {} }],
    ['a list for a timeline', { timeline: '[]' }, { timeline: {} }],
    [
      'junk in its timeline',
      { timeline: '{"claimed":"soon","sent":7,"lost":"2026-01-12T10:30:00Z"}' },
      { timeline: {} },
    ],
    [
      'no names',
      { specialist_name: null, template: '', language: null, phone: null },
      { specialist: { id: 38000000002, name: '' }, template: '', language: '', phoneEnding: '' },
    ],
    ['nobody who sent it', { sent_by: 'somebody' }, { sentBy: 'auto' }],
  ])('is readable with %s', (_, fields, expected) => {
    expect(parseRecord(record(accepted(), fields))?.notification).toEqual({ ...accepted(), ...expected });
  });

  it.each([
    ['a code of a later version', 'moon_phase', null, problem('unspecified', 'moon_phase')],
    ['a code of a later version, with detail', 'moon_phase', 'full', problem('unspecified', 'full')],
    ['no code', null, null, problem('unspecified')],
    [
      'a code and subjects',
      'settings_incomplete channel_id template_name',
      null,
      problem('settings_incomplete', undefined, ['channel_id', 'template_name']),
    ],
  ])('tells of %s', (_, code, detail, expected) => {
    const fields = { status: 'onemsg_failed', problem: code, problem_detail: detail };
    expect(parseRecord(record(accepted(), fields))?.notification).toMatchObject({
      status: 'failed',
      problem: expected,
    });
  });

  it.each(['claimed', 'queued', 'unknown'])(
    'with a message id is at least accepted, whatever status stands over it: %s',
    (status) => {
      const fields = { status: `onemsg_${status}`, problem: 'no_answer', problem_detail: 'job.1' };
      expect(parseRecord(record(accepted(), fields))).toEqual(stored());
    },
  );

  it.each([
    ['without a readable claim', { claim: 'mine' }, {}],
    ['without a claim', { claim: null }, {}],
    ['without a time', {}, { created_at: null }],
  ])('%s claims nothing', (_, fields, more) => {
    expect(parseRecord(record(accepted(), fields, more))).toEqual({ ...stored(), claim: undefined });
  });
});

const junk: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['text', 'record'],
  ['no fields', { id: '01', external_id: 't1-a1-n1' }],
  ['no id', record(accepted(), {}, { id: null })],
  ['another external id', record(accepted(), {}, { external_id: 't12345-a987654321-n2' })],
  ['no external id', record(accepted(), {}, { external_id: null })],
  ['no ticket', record(accepted(), { ticket_id: null })],
  ['no assignment', record(accepted(), { assignment_id: 'a1' })],
  ['attempt 0', record(accepted(), { attempt: 0 })],
  ['no specialist', record(accepted(), { specialist_id: '' })],
  ['a later version', record(accepted(), { version: 2 })],
  ['no version', record(accepted(), { version: null })],
  ['no status', record(accepted(), { status: null })],
  ['another status', record(accepted(), { status: 'onemsg_lost' })],
  ['accepted without a message id', record(accepted(), { message_id: null })],
  ['queued without a job', record(accepted(), { status: 'onemsg_queued', message_id: null })],
];

describe('what cannot be read', () => {
  it.each(junk)('%s', async (_, raw) => {
    expect(parseRecord(raw)).toBeUndefined();
    const http = createFakeHttp(listOf(raw, record()));
    expect(await recordsOver(http).search(12345)).toEqual({
      ok: true,
      value: { records: [stored()], unreadable: 1 },
    });
  });

  it('is never a crash', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (fields, status, timeline) => {
        parseRecord({ id: '1', external_id: 't1-a1-n1', custom_object_fields: fields });
        parseRecord(record(accepted(), { status, timeline, message_id: fields, sent_by: status }));
      }),
    );
  });
});

describe('search', () => {
  it('asks for the records of one ticket, newest first', async () => {
    const http = createFakeHttp(listOf());
    expect(await recordsOver(http).search(12345)).toEqual({
      ok: true,
      value: { records: [], unreadable: 0 },
    });
    expect(url(http)).toEqual([`POST ${base}/search?sort=-created_at&page[size]=100`]);
    expect(bodyOf(http)).toEqual({ filter: { 'custom_object_fields.ticket_id': { $eq: '12345' } } });
  });

  it('leaves out records of other tickets', async () => {
    const other = accepted({ key: { ticketId: 7, auditId: 8, attempt: 1 } });
    const http = createFakeHttp(listOf(record(other), record(), record(other, { status: null })));
    expect(await recordsOver(http).search(12345)).toEqual({
      ok: true,
      value: { records: [stored()], unreadable: 0 },
    });
  });
});

describe('look-up', () => {
  const keys = [
    { ticketId: 12345, auditId: 987654321, attempt: 1 },
    { ticketId: 12345, auditId: 987654321, attempt: 2 },
  ];

  it('asks for the external ids, exactly', async () => {
    const http = createFakeHttp(listOf(record()));
    expect(await recordsOver(http).lookUp(keys)).toEqual({
      ok: true,
      value: { records: [stored()], unreadable: 0 },
    });
    expect(url(http)).toEqual([
      `GET ${base}?filter[external_ids]=t12345-a987654321-n1,t12345-a987654321-n2&page[size]=100`,
    ]);
  });

  it('gives all records of one external id', async () => {
    const second = record(accepted(), { claim: 'seen:def' }, { id: '02' });
    const reading = await recordsOver(createFakeHttp(listOf(record(), second))).lookUp(keys);
    expect(reading.ok && reading.value.records.map(({ claim }) => claim?.token)).toEqual(['abc', 'def']);
  });

  it('counts what cannot be read', async () => {
    const reading = await recordsOver(createFakeHttp(listOf(record(accepted(), { status: 'x' })))).lookUp(
      keys,
    );
    expect(reading).toEqual({ ok: true, value: { records: [], unreadable: 1 } });
  });

  it.each([
    ['another record', record(accepted({ key: { ticketId: 12345, auditId: 1, attempt: 1 } }))],
    ['a record without external id', record(accepted(), {}, { external_id: null })],
    ['junk', null],
  ])('does not trust a list that holds %s', async (_, foreign) => {
    const reading = await recordsOver(createFakeHttp(listOf(record(), foreign))).lookUp(keys);
    expect(reading).toMatchObject({ ok: false, problem: { code: 'store_refused' } });
  });

  it('asks nothing about nothing', async () => {
    expect(await recordsOver(createFakeHttp()).lookUp([])).toEqual({
      ok: true,
      value: { records: [], unreadable: 0 },
    });
  });
});

describe('linked messages', () => {
  it('are those that a record names', async () => {
    const http = createFakeHttp(
      listOf(record(accepted({ messageId: 'b' })), record(accepted({ messageId: 'x' })), null),
    );
    expect(await recordsOver(http).linked(['a', 'b'])).toEqual({ ok: true, value: new Set(['b']) });
    expect(bodyOf(http)).toEqual({
      filter: {
        $or: [
          { 'custom_object_fields.message_id': { $eq: 'a' } },
          { 'custom_object_fields.message_id': { $eq: 'b' } },
        ],
      },
    });
  });

  it('count also where the rest of the record cannot be read', async () => {
    const http = createFakeHttp(listOf(record(accepted({ messageId: 'a' }), { version: 2 })));
    expect(await recordsOver(http).linked(['a'])).toEqual({ ok: true, value: new Set(['a']) });
  });

  it('are asked for fifty at a time', async () => {
    const ids = Array.from({ length: 51 }, (_, index) => `m${index}`);
    const http = createFakeHttp(listOf(), listOf(record(accepted({ messageId: 'm50' }))));
    expect(await recordsOver(http).linked(ids)).toEqual({ ok: true, value: new Set(['m50']) });
  });

  it('are none of none', async () => {
    expect(await recordsOver(createFakeHttp()).linked([])).toEqual({ ok: true, value: new Set() });
  });
});

describe('records for a number', () => {
  const created = { from: Date.UTC(2026, 0, 12, 10), until: Date.UTC(2026, 0, 12, 11) };

  it('are asked for by how it ends and when they were made', async () => {
    const http = createFakeHttp(listOf(record(accepted({ messageId: 'b' })), null));
    const reading = await recordsOver(http).claimedFor('6789', created);
    expect(reading).toMatchObject({
      ok: true,
      value: { records: [{ notification: { messageId: 'b' } }], unreadable: 1 },
    });
    expect(bodyOf(http)).toEqual({
      filter: {
        $and: [
          { 'custom_object_fields.phone': { $eq: '6789' } },
          { created_at: { $gte: '2026-01-12T10:00:00.000Z' } },
          { created_at: { $lt: '2026-01-12T11:00:00.000Z' } },
        ],
      },
    });
  });
});

describe('reading', () => {
  const failures = [
    [answer(404), 'store_missing'],
    [answer(403), 'store_forbidden'],
    [answer(401), 'zendesk_forbidden'],
    [answer(400), 'store_refused'],
    [answer(500), 'zendesk_unreachable'],
    [noAnswer, 'zendesk_unreachable'],
    [answer(200, '<html>'), 'zendesk_unreachable'],
    [answer(200, {}), 'zendesk_unreachable'],
    [answer(200, { custom_object_records: {} }), 'zendesk_unreachable'],
  ] as const;

  it.each(failures)('ends in a problem after %j', async (reply, code) => {
    const key = { ticketId: 1, auditId: 1, attempt: 1 };
    const expected = { ok: false, problem: { code } };
    expect(await recordsOver(createFakeHttp(reply)).search(1)).toMatchObject(expected);
    expect(await recordsOver(createFakeHttp(reply)).lookUp([key])).toMatchObject(expected);
    expect(await recordsOver(createFakeHttp(reply)).linked(['a'])).toMatchObject(expected);
    const created = { from: 0, until: 1 };
    expect(await recordsOver(createFakeHttp(reply)).claimedFor('6789', created)).toMatchObject(expected);
  });
});

describe('creating', () => {
  const invalid = (details: unknown) => ({
    error: 'RecordInvalid',
    description: 'Record validation errors',
    details,
  });

  it.each([
    [
      '201',
      answer(201, { custom_object_record: record() }),
      { kind: 'created', recordId: '01KEX3Q4Z8T2V9W0', createdAt: Date.parse(createdAt) },
    ],
    [
      '200',
      answer(200, { custom_object_record: record() }),
      { kind: 'created', recordId: '01KEX3Q4Z8T2V9W0', createdAt: Date.parse(createdAt) },
    ],
    ['409', answer(409, ''), { kind: 'duplicate' }],
    [
      '422, taken',
      answer(
        422,
        invalid({
          external_id: [{ description: 'External ID: has already been taken', error: 'DuplicateValue' }],
        }),
      ),
      { kind: 'duplicate' },
    ],
    [
      '422, in another language',
      answer(422, invalid({ external_id: [{ description: 'Externe ID ist vergeben' }] })),
      { kind: 'duplicate' },
    ],
    ['400, not unique', answer(400, 'Name must be unique'), { kind: 'duplicate' }],
    [
      '422, anything else',
      answer(422, invalid({ status: [{ error: 'InvalidValue' }] })),
      { kind: 'refused', problem: { code: 'store_refused' } },
    ],
    ['404', answer(404), { kind: 'refused', problem: { code: 'store_missing' } }],
    ['403', answer(403, 'already'), { kind: 'refused', problem: { code: 'store_forbidden' } }],
    ['401', answer(401), { kind: 'refused', problem: { code: 'zendesk_forbidden' } }],
    ['408', answer(408), { kind: 'lost', problem: { code: 'zendesk_unreachable' } }],
    ['500', answer(500), { kind: 'lost', problem: { code: 'zendesk_unreachable' } }],
    ['502, as a page', answer(502, '<html>'), { kind: 'lost', problem: { code: 'zendesk_unreachable' } }],
    ['no answer', noAnswer, { kind: 'lost', problem: { code: 'zendesk_unreachable', detail: 'network' } }],
    [
      'half an answer',
      answer(201, '{"custom_object_record":{"id":"01'),
      { kind: 'lost', problem: { code: 'zendesk_unreachable' } },
    ],
    ['an answer without the record', answer(201, {}), { kind: 'lost' }],
    [
      'a record without an id',
      answer(201, { custom_object_record: { created_at: createdAt } }),
      { kind: 'lost' },
    ],
    ['a record without a time', answer(201, { custom_object_record: { id: '01' } }), { kind: 'lost' }],
  ])('after %s', async (_, reply, expected) => {
    expect(await recordsOver(createFakeHttp(reply)).create(accepted(), 'own:abc')).toMatchObject(expected);
  });

  it('is repeated when the rate limit stopped it', async () => {
    const clock = createManualClock();
    const http = createFakeHttp(
      answer(429, '', { retryAfter: 2_000 }),
      answer(201, { custom_object_record: record() }),
    );
    const created = createRecords(transportOver(http, clock)).create(accepted(), 'own:abc');
    await clock.advance(7_000);
    expect(await created).toMatchObject({ kind: 'created' });
  });

  it('is never repeated after anything else', async () => {
    const http = createFakeHttp(answer(500));
    await recordsOver(http).create(accepted(), 'own:abc');
    expect(http.requests).toHaveLength(1);
  });
});

describe('saving', () => {
  it('writes only what changes', async () => {
    const http = createFakeHttp(answer(200, { custom_object_record: {} }));
    await recordsOver(http).save('01/x', accepted());
    expect(url(http)).toEqual([`PATCH ${base}/01%2Fx`]);
    expect(bodyOf(http)).toMatchObject({
      custom_object_record: { custom_object_fields: { status: 'onemsg_accepted' } },
    });
    const body = bodyOf(http);
    const record_ = isObject(body) && isObject(body.custom_object_record) ? body.custom_object_record : {};
    expect(Object.keys(isObject(record_.custom_object_fields) ? record_.custom_object_fields : {})).toEqual([
      'status',
      'message_id',
      'problem',
      'problem_detail',
      'timeline',
    ]);
  });

  it('without a message id leaves the stored one alone', async () => {
    const http = createFakeHttp(answer(200, { custom_object_record: {} }));
    const { messageId: _, ...common } = accepted();
    await recordsOver(http).save('01', { ...common, status: 'unknown', problem: problem('no_answer') });
    const body = bodyOf(http);
    expect(body).toMatchObject({
      custom_object_record: { custom_object_fields: { status: 'onemsg_unknown' } },
    });
    expect(body).not.toHaveProperty('custom_object_record.custom_object_fields.message_id');
  });

  it.each([
    [answer(200, 'OK'), 'saved', undefined],
    [answer(404), 'refused', 'not_recorded'],
    [answer(403), 'refused', 'store_forbidden'],
    [answer(422), 'refused', 'store_refused'],
    [answer(500), 'lost', 'zendesk_unreachable'],
    [noAnswer, 'lost', 'zendesk_unreachable'],
  ])('after %j it is %s', async (reply, kind, code) => {
    const expected = code === undefined ? { kind } : { kind, problem: { code } };
    expect(await recordsOver(createFakeHttp(reply)).save('01', accepted())).toMatchObject(expected);
  });
});

describe('removing', () => {
  it.each([
    [answer(204), 'saved'],
    [answer(404), 'saved'],
    [answer(403), 'refused'],
    [answer(500), 'lost'],
    [noAnswer, 'lost'],
  ])('after %j it is %s', async (reply, kind) => {
    const http = createFakeHttp(reply);
    expect(await recordsOver(http).remove('01')).toMatchObject({ kind });
    expect(url(http)).toEqual([`DELETE ${base}/01`]);
  });
});
