import { describe, expect, it } from 'vitest';
import type { HttpReply } from '../../src/engine/http';
import { createLimit } from '../../src/zendesk/limit';

const noStorage = (): Storage => {
  throw new Error('forbidden');
};

const answered = (
  status: number,
  more: Partial<Extract<HttpReply, { kind: 'answered' }>> = {},
): HttpReply => ({
  kind: 'answered',
  status,
  text: '',
  retryAfter: undefined,
  serverTime: undefined,
  ...more,
});

const ok = (left: number, renewedIn: number) => answered(200, { allowance: { left, renewedIn } });
const busy = (retryAfter: number) => answered(429, { retryAfter });

describe('the account’s limit after a refusal', () => {
  it('is closed to everybody for as long as the refusal says, whatever the minute before it said', () => {
    const limit = createLimit(noStorage, '1');
    limit.learn(ok(0.9, 50_000), 0);
    limit.learn(busy(30_000), 1_000);
    expect(limit.opensAt(0, 30_999)).toBe(31_000);
    expect(limit.opensAt(0, 31_000)).toBe(0);
  });

  it('is not closed longer by an answer that was overtaken', () => {
    const limit = createLimit(noStorage, '1');
    limit.learn(busy(2_000), 0);
    limit.learn(ok(0.1, 55_000), 100);
    expect(limit.opensAt(0, 1_999)).toBe(2_000);
    expect(limit.opensAt(0, 2_000)).toBe(0);
  });

  it('is closed until the later of two refusals is over', () => {
    const limit = createLimit(noStorage, '1');
    limit.learn(busy(10_000), 0);
    limit.learn(busy(2_000), 100);
    expect(limit.opensAt(0, 5_000)).toBe(10_000);
  });
});
