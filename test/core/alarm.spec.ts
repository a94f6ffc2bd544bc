import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmIn, alarmLastsMs, allFailCount, recentCount } from '../../src/core/alarm';
import { isProblemCode, type ProblemCode, problem, problems } from '../../src/core/problem';
import { row } from '../support/log-rows';

const now = Date.parse('2026-11-22T12:00:00Z');
const minute = 60_000;

type Kind = ProblemCode | 'delivered' | 'unknown' | 'trial' | 'damaged';

/** Rows, newest first, a minute apart. */
const rows = (...kinds: readonly Kind[]) =>
  kinds.map((kind, index) => {
    const createdAt = now - (index + 1) * minute;
    if (kind === 'damaged') return row({ createdAt, content: 'damaged' });
    if (kind === 'trial') return row({ createdAt, ticketId: 0, failed: problem('payment') });
    if (kind === 'unknown') return row({ createdAt, status: 'unknown' });
    return row({ createdAt, ...(kind === 'delivered' ? {} : { failed: problem(kind) }) });
  });

const times = (count: number, kind: Kind): readonly Kind[] => Array.from({ length: count }, () => kind);

const codes = Object.keys(problems).filter(isProblemCode);
const anyKinds = fc.array(
  fc.oneof(
    fc.constantFrom<Kind>('delivered', 'unknown', 'trial', 'damaged', 'payment'),
    fc.constantFrom<Kind>(...codes),
  ),
  { maxLength: 100 },
);

describe('an alarm', () => {
  it('is raised when the last messages all fail for one reason, which it names', () => {
    expect(alarmIn(rows(...times(allFailCount, 'token_refused'), 'delivered'), now)).toEqual({
      kind: 'all_fail',
      problem: 'token_refused',
      count: allFailCount,
    });
  });

  it('is not raised for fewer, nor for different reasons', () => {
    expect(alarmIn(rows(...times(allFailCount - 1, 'token_refused'), 'delivered'), now)).toBeUndefined();
    expect(alarmIn(rows('payment', 'busy', 'payment', 'busy', 'payment', 'busy'), now)).toBeUndefined();
  });

  it('is over with the first message that passes', () => {
    expect(alarmIn(rows('delivered', ...times(10, 'payment')), now)).toBeUndefined();
  });

  it('is raised when far more fails than before, and names a cause only where one is behind most of it', () => {
    const usual = times(40, 'delivered');
    const recent = ['delivered', ...times(9, 'payment'), ...times(10, 'delivered')] as const;
    expect(alarmIn(rows(...recent, ...usual), now)).toEqual({
      kind: 'more_fail',
      problem: 'payment',
      failed: 9,
      count: recentCount,
    });
    const mixed = [
      ...times(5, 'delivered'),
      ...times(5, 'payment'),
      ...times(5, 'busy'),
      ...times(5, 'delivered'),
    ];
    expect(alarmIn(rows(...mixed, ...usual), now)).toMatchObject({ kind: 'more_fail', problem: undefined });
  });

  it('is not raised where just as much failed before', () => {
    const half = Array.from({ length: 50 }, () => ['delivered', 'not_on_whatsapp'] as const).flat();
    expect(alarmIn(rows(...half), now)).toBeUndefined();
  });

  it('is silent about what is older than a day', () => {
    const old = rows(...times(50, 'payment'));
    expect(alarmIn(old, now + alarmLastsMs + 60 * minute)).toBeUndefined();
  });

  it('is never raised by messages that arrive, tests, unclear ones and records that cannot be read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<Kind>('delivered', 'unknown', 'trial', 'damaged'), { maxLength: 100 }),
        (kinds) => {
          expect(alarmIn(rows(...kinds), now)).toBeUndefined();
        },
      ),
    );
  });

  it('is the same whatever tests, unclear ones and unreadable records lie between', () => {
    fc.assert(
      fc.property(anyKinds, (kinds) => {
        const noise = new Set<Kind>(['unknown', 'trial', 'damaged']);
        const all = rows(...kinds);
        const without = all.filter((_, index) => !noise.has(kinds[index] ?? 'damaged'));
        expect(alarmIn(all, now)).toEqual(alarmIn(without, now));
      }),
    );
  });

  it('tells of no more failures than there are', () => {
    fc.assert(
      fc.property(anyKinds, (kinds) => {
        const failed = kinds.filter((kind) => isProblemCode(kind));
        const alarm = alarmIn(rows(...kinds), now);
        if (alarm === undefined) return;
        const told = alarm.kind === 'all_fail' ? alarm.count : alarm.failed;
        expect(told).toBeLessThanOrEqual(failed.length);
        if (alarm.problem !== undefined) expect(failed).toContain(alarm.problem);
      }),
    );
  });
});
