import { describe, expect, it } from 'vitest';
import type { Status } from '../../src/core/notification';
import { readReports } from '../../src/onemsg/reports';
import { answered, badGateway, proxyError } from './replies';

const id = 'wamid.HBgM+/=';
const now = 1_800_000_000_000;
const stamp = '1654864094';
const at = 1_654_864_094_000;

const read = (body: unknown, status = 200) => readReports(answered(status, body), id, now);
const reported = (status: Status) => ({ kind: 'reported', messageId: id, status, at });
const delivered = { ok: true, value: [reported('delivered')] };
const nothing = { ok: true, value: [] };

const item = { id, status: 'delivered', timestamp: stamp };

describe('a report', () => {
  it.each([
    ['hooks', { hooks: [item] }],
    ['ack', { instanceId: '371267300', ack: [item] }],
    ['acks', { acks: [item] }],
    ['statuses', { statuses: [item] }],
    ['messages', { messages: [item] }],
    ['a bare list', [item]],
    ['a list beside a status of the request', { status: 'ok', hooks: [item] }],
    ['a single object', item],
    ['a single object in its list', { ack: item }],
    [
      "Meta's envelope",
      { object: 'whatsapp_business_account', entry: [{ changes: [{ value: { statuses: [item] } }] }] },
    ],
  ])('is found in %s', (_, body) => {
    expect(read(body)).toEqual(delivered);
  });

  it.each([
    ['sent', 'sent'],
    ['server', 'sent'],
    ['delivered', 'delivered'],
    ['device', 'delivered'],
    ['read', 'read'],
    ['viewed', 'read'],
    ['seen', 'read'],
    ['played', 'read'],
    ['READ', 'read'],
    ['accepted', 'accepted'],
    ['queued', 'accepted'],
    ['pending', 'accepted'],
  ] as const)('%s means %s', (word, status) => {
    expect(read({ hooks: [{ ...item, status: word }] })).toEqual({ ok: true, value: [reported(status)] });
    expect(read({ ack: [{ id, timestamp: stamp, ack: word }] })).toEqual({
      ok: true,
      value: [reported(status)],
    });
  });

  it.each(['failed', 'undelivered', 'error', 'rejected', 'deleted'])('%s means failed', (word) => {
    expect(read({ hooks: [{ ...item, status: word }] })).toMatchObject({ value: [{ status: 'failed' }] });
  });

  it.each([
    [
      { errors: [{ code: 131049, title: 'Not delivered', error_data: { details: 'Too many' } }] },
      'marketing_capped',
      '131049: Not delivered · Too many',
    ],
    [
      { error: "User's number is part of an experiment" },
      'experiment',
      "User's number is part of an experiment",
    ],
    [{ error: { code: 131026, title: 'Undeliverable' } }, 'not_on_whatsapp', '131026: Undeliverable'],
    [{ errors: [] }, 'unspecified', undefined],
    [{}, 'unspecified', undefined],
  ])('of a failure with %j says why', (fields, code, detail) => {
    expect(read({ hooks: [{ ...item, status: 'failed', ...fields }] })).toEqual({
      ok: true,
      value: [{ ...reported('failed'), problem: { code, detail, subjects: [] } }],
    });
  });

  it.each([
    ['a number', 1_654_864_094, at],
    ['missing', undefined, now],
    ['text', 'yesterday', now],
    ['zero', '0', now],
    ['beyond any date', 1e18, now],
  ])('has its own time, or now: %s', (_, timestamp, time) => {
    expect(read([{ ...item, timestamp }])).toMatchObject({ value: [{ at: time }] });
  });

  it('counts without an id, and not with that of another message', () => {
    const { id: _, ...anonymous } = item;
    expect(read({ hooks: [anonymous] })).toEqual(delivered);
    expect(read({ hooks: [{ ...item, id: 'wamid.other' }, item] })).toEqual(delivered);
    expect(read({ ...item, id: 'wamid.other' })).toEqual(nothing);
  });

  it('may come several times and in any order', () => {
    const body = { hooks: ['read', 'sent', 'read'].map((status) => ({ ...item, status })) };
    expect(read(body)).toEqual({
      ok: true,
      value: ['read', 'sent', 'read'].map((s) => reported(s as Status)),
    });
  });

  it.each([{ status: 'warning' }, { status: 'constructor' }, { status: 7 }, {}, { ack: null }])(
    'with a word that is not known is passed over: %j',
    (fields) => {
      expect(read({ hooks: [{ id, timestamp: stamp, ...fields }, item] })).toEqual(delivered);
    },
  );
});

describe('no report yet', () => {
  it.each([{ hooks: [] }, {}, [], null, { ack: [] }, { hooks: null }, { error: null }, 'null'])(
    'is what %j means',
    (body) => {
      expect(read(body)).toEqual(nothing);
    },
  );

  it.each([404, 422])('is what %i means', (status) => {
    expect(read({ message: 'Message not found' }, status)).toEqual(nothing);
    expect(read('', status)).toEqual(nothing);
  });

  it('is what an object about the request comes to', () => {
    expect(read({ status: 'error', message: 'try later' })).toEqual(nothing);
  });
});

describe('a problem', () => {
  it.each([
    [401, { error: 'invalid or expired token' }, 'token_refused'],
    [403, 'Subscription is blocked', 'channel_blocked'],
    [404, proxyError(404), 'proxy_refused'],
    [422, proxyError(422), 'proxy_refused'],
    [429, { error: 'Too many requests' }, 'rate_limited'],
    [500, { error: 'Internal server error' }, 'onemsg_unreachable'],
    [502, badGateway, 'onemsg_unreachable'],
    [200, 'OK', 'onemsg_unreachable'],
    [200, { error: 'wrong request' }, 'request_refused'],
    [200, { error: 'invalid token' }, 'token_refused'],
    [200, { status: 'error', error: 'wrong request' }, 'request_refused'],
  ])('stands in the way: %i %j', (status, body, code) => {
    expect(read(body, status)).toMatchObject({ ok: false, problem: { code } });
  });

  it('is a silence, too', () => {
    const reading = readReports({ kind: 'unanswered', reason: 'deadline' }, id, now);
    expect(reading).toMatchObject({ ok: false, problem: { code: 'onemsg_unreachable' } });
  });
});
