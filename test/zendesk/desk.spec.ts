import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignmentsIn } from '../../src/core/assignment';
import type { HttpReply } from '../../src/engine/http';
import { createDesk } from '../../src/zendesk/desk';
import { answer, answerWith, createFakeHttp, type FakeHttp, noAnswer, transportOver } from './fake-http';

const deskOver = (http: FakeHttp) => createDesk(transportOver(http));
const pageOf = (url: string) => Number(new URL(url, 'https://acme.zendesk.com').searchParams.get('page'));

/** An audit of ticket 7 that changes the assignee to each of the values in turn. */
const audit = (id: number, ...values: readonly unknown[]) => ({
  id,
  ticket_id: 7,
  author_id: 38000000001,
  created_at: '2026-01-12T10:30:00Z',
  metadata: {},
  events: [
    { id: id * 10, type: 'Comment', body: 'Hello', public: true },
    ...values.map((value, index) => ({
      id: id * 10 + index + 1,
      type: 'Change',
      field_name: 'assignee_id',
      value,
      previous_value: null,
    })),
    { id: id * 10 + 9, type: 'Change', field_name: 'group_id', value: '5', previous_value: null },
  ],
});

const read = (id: number, ...assignees: readonly (number | undefined)[]) => ({
  id,
  ticketId: 7,
  authorId: 38000000001,
  createdAt: Date.UTC(2026, 0, 12, 10, 30),
  assignees,
});

/** Zendesk's list of audits, in pages of 100. */
const pagesOf = (list: readonly unknown[]) =>
  answerWith(({ url }) => {
    const page = pageOf(url);
    return answer(200, { audits: list.slice((page - 1) * 100, page * 100), count: list.length });
  });

async function readAudits(http: FakeHttp) {
  const reading = await deskOver(http).readAudits(7);
  return reading.ok ? reading.value.audits : reading;
}

describe('audits', () => {
  it('are asked for once where one page holds them all', async () => {
    const http = createFakeHttp(
      answer(200, { audits: [audit(2, '38'), audit(1)], count: 2 }, { serverTime: 99 }),
    );
    expect(await deskOver(http).readAudits(7)).toMatchObject({
      ok: true,
      value: { audits: [read(2, 38), read(1)], serverTime: 99 },
    });
    expect(http.requests.map(({ method, url }) => [method, url])).toEqual([
      ['GET', '/api/v2/tickets/7/audits.json?per_page=100&page=1&sort_order=desc'],
    ]);
  });

  it.each([
    ['an id as text', ['38'], [38]],
    ['an id as a number', [38], [38]],
    ['two changes in one save', ['38', '39'], [38, 39]],
    ['a person taken off', [null], [undefined]],
    ['an empty value', [''], [undefined]],
    ['a value that cannot be read', ['Maria'], [undefined]],
    ['there and back', ['38', '', '38'], [38, undefined, 38]],
    ['no change of the assignee', [], []],
  ])('%s', async (_, values, assignees) => {
    expect(await readAudits(pagesOf([audit(1, ...values)]))).toEqual([read(1, ...assignees)]);
  });

  it('of a new ticket name the assignee in a Create event', async () => {
    const created = {
      ...audit(1),
      events: [
        { type: 'Create', field_name: 'subject', value: 'Help' },
        { type: 'Create', field_name: 'assignee_id', value: '38' },
      ],
    };
    expect(await readAudits(pagesOf([created]))).toEqual([read(1, 38)]);
  });

  it.each([
    ['a change of the group', { type: 'Change', field_name: 'group_id', value: '5' }],
    ['a change of the requester', { type: 'Change', field_name: 'requester_id', value: '5' }],
    ['a notification', { type: 'Notification', field_name: 'assignee_id', value: '5' }],
    ['an event without a type', { field_name: 'assignee_id', value: '5' }],
    ['no object', 'assignee_id'],
    ['null', null],
  ])('take %s for no assignment', async (_, event) => {
    expect(await readAudits(pagesOf([{ ...audit(1), events: [event] }]))).toEqual([read(1)]);
  });

  it.each([[null], ['text'], [7], [[]], [{}], [{ ...audit(1), id: 'x' }], [{ ...audit(1), ticket_id: 8 }]])(
    'skip %j',
    async (junk) => {
      expect(await readAudits(pagesOf([junk, audit(2, '38')]))).toEqual([read(2, 38)]);
    },
  );

  it.each([
    ['author', { author_id: null }, { authorId: -1 }],
    ['time', { created_at: 'yesterday' }, { createdAt: 0 }],
    ['events', { events: null }, { assignees: [] }],
    ['ticket', { ticket_id: undefined }, {}],
  ])('do without the %s', async (_, lacking, expected) => {
    expect(await readAudits(pagesOf([{ ...audit(1, '38'), ...lacking }]))).toEqual([
      { ...read(1, 38), ...expected },
    ]);
  });

  it('by Zendesk itself have an author below 1', async () => {
    expect(await readAudits(pagesOf([{ ...audit(1, '38'), author_id: -1 }]))).toEqual([
      { ...read(1, 38), authorId: -1 },
    ]);
  });

  it.each([[{}], [{ audits: null }], [{ audits: {} }]])('are none in %j', async (body) => {
    expect(await readAudits(createFakeHttp(answer(200, body)))).toEqual([]);
  });
});

/** So many audits, oldest first, with assignments in those of the given ids. */
const history = (count: number, assigned: Readonly<Record<number, string>>) =>
  Array.from({ length: count }, (_, index) => {
    const value = assigned[index + 1];
    return value === undefined ? audit(index + 1) : audit(index + 1, value);
  });

const newestIn = (audits: unknown) => {
  if (!Array.isArray(audits)) throw new Error(JSON.stringify(audits));
  return assignmentsIn(audits).at(-1)?.specialistId;
};

describe('paged audits', () => {
  it.each([
    ['oldest first, the newest assignment on the last page', 300, { 1: '30', 299: '39' }, false, [1, 3]],
    ['newest first, the newest assignment on the first page', 300, { 1: '30', 299: '39' }, true, [1]],
    ['oldest first, further back', 300, { 1: '30', 150: '39' }, false, [1, 3, 2]],
    ['newest first, further back', 300, { 1: '30', 150: '39' }, true, [1, 2]],
    ['oldest first, on the first page', 300, { 5: '39' }, false, [1, 3, 2]],
    ['newest first, on the last page', 300, { 5: '39' }, true, [1, 2, 3]],
    ['a last page of one audit', 201, { 1: '30', 201: '39' }, false, [1, 3]],
  ] as const)('%s', async (_, count, assigned, newestFirst, pages) => {
    const list = history(count, assigned);
    const http = pagesOf(newestFirst ? list.reverse() : list);
    expect(newestIn(await readAudits(http))).toBe(39);
    expect(http.requests.map(({ url }) => pageOf(url))).toEqual(pages);
  });

  it('are all read when they come in no order', async () => {
    const shuffled = history(300, { 10: '30', 170: '39', 90: '31' }).sort(
      (a, b) => ((a.id * 7919) % 1009) - ((b.id * 7919) % 1009),
    );
    const http = pagesOf(shuffled);
    expect(newestIn(await readAudits(http))).toBe(39);
    expect(http.requests).toHaveLength(3);
  });

  it.each([
    ['oldest first', false],
    ['newest first', true],
  ])('name no assignment that others may follow, %s', async (_, newestFirst) => {
    const list = history(1_000, { 50: '30' });
    const http = pagesOf(newestFirst ? list.reverse() : list);
    expect(newestIn(await readAudits(http))).toBeUndefined();
    expect(http.requests).toHaveLength(6);
  });

  it('find the newest assignment, wherever it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 600 }),
        fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 5 }),
        fc.boolean(),
        async (count, ids, newestFirst) => {
          const assigned = ids.filter((id) => id <= count);
          const list = history(count, Object.fromEntries(assigned.map((id) => [id, String(id)])));
          const expected = assigned.length === 0 ? undefined : Math.max(...assigned);
          expect(newestIn(await readAudits(pagesOf(newestFirst ? list.reverse() : list)))).toBe(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are one page where Zendesk counts nothing, as with archived tickets', async () => {
    const http = createFakeHttp(answer(200, { audits: history(120, { 3: '38' }) }));
    expect(newestIn(await readAudits(http))).toBe(38);
  });

  it('take the time of the latest answer', async () => {
    const list = history(150, { 140: '38' });
    const http = createFakeHttp(
      answer(200, { audits: list.slice(0, 100), count: 150 }, { serverTime: 1 }),
      answer(200, { audits: list.slice(100), count: 150 }, { serverTime: 2 }),
    );
    expect(await deskOver(http).readAudits(7)).toMatchObject({ value: { serverTime: 2 } });
  });

  it('are a problem when one of the pages is', async () => {
    const http = createFakeHttp(answer(200, { audits: history(100, {}), count: 150 }), noAnswer);
    expect(await readAudits(http)).toMatchObject({ ok: false, problem: { code: 'zendesk_unreachable' } });
  });
});

const maria = {
  id: 39,
  name: 'Maria Gonzalez',
  locale: 'pt-BR',
  tags: ['VIP'],
  suspended: false,
  active: true,
  phone: '+12125550142',
  alias: '',
};
const alexey = { id: 38, name: 'Alexey Petrov', alias: null, active: true };
const identity = (value: unknown, more: object = {}) => ({
  user_id: 39,
  type: 'phone_number',
  value,
  verified: false,
  primary: false,
  ...more,
});
const people = (...identities: readonly unknown[]) => answer(200, { users: [alexey, maria], identities });

async function readPeople(reply: HttpReply, ...more: readonly HttpReply[]) {
  const reading = await deskOver(createFakeHttp(reply, ...more)).readPeople(39, 38);
  return reading.ok ? reading.value : reading;
}

describe('people', () => {
  it('come with one request', async () => {
    const http = createFakeHttp(people(identity('+12125550142')));
    expect(await deskOver(http).readPeople(39, 38)).toEqual({
      ok: true,
      value: {
        requester: {
          id: 39,
          name: 'Maria Gonzalez',
          locale: 'pt-BR',
          tags: ['vip'],
          suspended: false,
          deleted: false,
          phones: [{ written: '+12125550142', source: 'identity' }],
        },
        specialist: { id: 38, name: 'Alexey Petrov' },
      },
    });
    expect(http.requests.map(({ url }) => url)).toEqual([
      '/api/v2/users/show_many.json?ids=39,38&include=identities',
    ]);
  });

  it.each([
    [39, '39'],
    [undefined, '39'],
    [38, '39,38'],
  ])('are named once each (%s)', async (specialistId, ids) => {
    const http = createFakeHttp(people());
    await deskOver(http).readPeople(39, specialistId);
    expect(http.requests.map(({ url }) => url)).toEqual([
      `/api/v2/users/show_many.json?ids=${ids}&include=identities`,
    ]);
  });

  it('are asked for their identities where they come without', async () => {
    const http = createFakeHttp(
      answer(200, { users: [maria, alexey] }),
      answer(200, { identities: [identity('+46701740605', { verified: true })] }),
    );
    const reading = await deskOver(http).readPeople(39, 38);
    expect(reading.ok && reading.value.requester.phones).toEqual([
      { written: '+46701740605', source: 'identity' },
      { written: '+12125550142', source: 'profile' },
    ]);
    expect(http.requests[1]?.url).toBe('/api/v2/users/39/identities.json?per_page=100');
  });

  it('are a problem when their identities are one', async () => {
    expect(await readPeople(answer(200, { users: [maria] }), answer(500))).toMatchObject({
      ok: false,
      problem: { code: 'zendesk_unreachable' },
    });
  });

  it.each([
    [
      'verified before primary',
      [identity('3'), identity('2', { primary: true }), identity('1', { verified: true })],
      ['1', '2', '3'],
    ],
    [
      'both before one',
      [identity('2', { verified: true }), identity('1', { verified: true, primary: true })],
      ['1', '2'],
    ],
    ['otherwise as they came', [identity('1'), identity('2'), identity('3')], ['1', '2', '3']],
    ['phone numbers only', [identity('a@example.com', { type: 'email' }), identity('1')], ['1']],
    ['the requester’s only', [identity('2', { user_id: 38 }), identity('1', { user_id: '39' })], ['1']],
    ['each once', [identity('1'), identity(' 1 '), identity('+12125550142')], ['1', '+12125550142']],
    ['nothing empty', [identity(''), identity(null), identity(7), 'junk', null], []],
  ])('have numbers in their order: %s', async (_, identities, expected) => {
    const read = await readPeople(people(...identities));
    const fromIdentities = expected.map((written) => ({ written, source: 'identity' }));
    const profile = expected.some((written) => written === '+12125550142')
      ? []
      : [{ written: '+12125550142', source: 'profile' }];
    expect(read).toMatchObject({ requester: { phones: [...fromIdentities, ...profile] } });
  });

  it.each([
    ['is not in the answer', [alexey]],
    ['is not active', [alexey, { ...maria, active: false }]],
  ])('are deleted when the requester %s', async (_, users) => {
    expect(await readPeople(answer(200, { users, identities: [identity('1')] }))).toMatchObject({
      requester: { id: 39, deleted: true },
      specialist: { id: 38 },
    });
  });

  it.each([
    ['suspended', { suspended: true }, { suspended: true }],
    ['without a name', { name: null }, { name: '' }],
    ['without a locale', { locale: null }, { locale: undefined }],
    ['without tags', { tags: null }, { tags: [] }],
    ['without a phone', { phone: null }, { phones: [] }],
    ['with an id as text', { id: '39' }, {}],
  ])('may be %s', async (_, changes, expected) => {
    const read = await readPeople(answer(200, { users: [{ ...maria, ...changes }], identities: [] }));
    expect(read).toMatchObject({ requester: { id: 39, deleted: false, ...expected } });
  });

  it.each([
    [
      { ...alexey, alias: 'Alex' },
      { id: 38, name: 'Alex' },
    ],
    [
      { ...alexey, alias: ' ' },
      { id: 38, name: 'Alexey Petrov' },
    ],
    [
      { ...alexey, name: null },
      { id: 38, name: '' },
    ],
    [undefined, undefined],
  ])('name the specialist %j', async (user, specialist) => {
    const users = user === undefined ? [maria] : [maria, user];
    expect(await readPeople(answer(200, { users, identities: [] }))).toMatchObject({ specialist });
  });

  it.each([
    [answer(403), 'zendesk_forbidden'],
    [answer(500), 'zendesk_unreachable'],
    [noAnswer, 'zendesk_unreachable'],
    [answer(200, 'OK'), 'zendesk_unreachable'],
  ])('cannot be read: %j', async (reply, code) => {
    expect(await readPeople(reply)).toMatchObject({ ok: false, problem: { code } });
  });
});
