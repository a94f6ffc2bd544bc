import { describe, expect, it } from 'vitest';
import { readChannelStatus } from '../../src/onemsg/status';
import { answered } from './replies';

const read = (body: unknown, status = 200) => readChannelStatus(answered(status, body));

describe('the status of the channel', () => {
  it.each([
    ['connected', 'connected'],
    ['Connecting', 'connected'],
    ['disconnected', 'disconnected'],
    ['uninitialized', 'disconnected'],
    ['unregistered', 'disconnected'],
  ])('%s counts as %s', (status, value) => {
    expect(read({ status, accountStatus: 'authenticated' })).toEqual({ ok: true, value });
    expect(read({ data: { status } })).toEqual({ ok: true, value });
  });

  it.each([
    [200, { status: 'dreaming' }, 'onemsg_unreachable'],
    [200, { error: 'wrong request' }, 'request_refused'],
    [200, { status: 'connected', error: 'invalid token' }, 'token_refused'],
    [200, {}, 'onemsg_unreachable'],
    [200, [], 'onemsg_unreachable'],
    [401, { error: 'invalid or expired token' }, 'token_refused'],
    [404, '', 'channel_not_found'],
    [500, '', 'onemsg_unreachable'],
  ])('is a problem when it cannot be read: %i %j', (status, body, code) => {
    expect(read(body, status)).toMatchObject({ ok: false, problem: { code } });
  });
});
