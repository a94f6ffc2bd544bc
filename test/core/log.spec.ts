import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFollowed, createTally, isWanted, type LogRow } from '../../src/core/log';
import { problem } from '../../src/core/problem';
import { row } from '../support/log-rows';

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const noon = Date.parse('2026-11-20T12:00:00Z');
const day = 24 * 60 * 60_000;

const totalsOf = (rows: readonly LogRow[]) => {
  const tally = createTally(dayOf);
  tally.add(rows);
  return tally.totals();
};

const anyRow = fc
  .record({
    createdAt: fc.integer({ min: noon - 30 * day, max: noon }),
    kind: fc.constantFrom('claimed', 'accepted', 'delivered', 'unknown', 'failed', 'damaged', 'test'),
  })
  .map(({ createdAt, kind }): LogRow => {
    if (kind === 'damaged') return row({ createdAt, content: kind });
    if (kind === 'test') return row({ createdAt, ticketId: 0 });
    if (kind === 'failed') return row({ createdAt, failed: problem('payment') });
    return row({ createdAt, status: kind });
  });

describe('totals', () => {
  it('count each record once: as a message, a test, or one that cannot be read', () => {
    fc.assert(
      fc.property(fc.array(anyRow), (rows) => {
        const { counted, trials, unreadable, outcomes, days } = totalsOf(rows);
        expect(counted + trials + unreadable).toBe(rows.length);
        expect(Object.values(outcomes).reduce((sum, one) => sum + one, 0)).toBe(counted);
        const daily = days.flatMap((one) => Object.values(one.outcomes));
        expect(daily.reduce((sum, one) => sum + one, 0)).toBe(counted);
      }),
    );
  });

  it('are the same in whatever pages the rows come', () => {
    fc.assert(
      fc.property(fc.array(anyRow), fc.integer({ min: 1, max: 20 }), (rows, size) => {
        const tally = createTally(dayOf);
        for (let from = 0; from < rows.length; from += size) tally.add(rows.slice(from, from + size));
        expect(tally.totals()).toEqual(totalsOf(rows));
      }),
    );
  });

  it('have the days in order, and say over which time they are', () => {
    const { days, span } = totalsOf([
      row({ createdAt: noon }),
      row({ createdAt: noon - 2 * day, failed: problem('payment') }),
    ]);
    expect(days.map((one) => one.day)).toEqual(['2026-11-18', '2026-11-19', '2026-11-20']);
    expect(days[0]?.outcomes).toEqual({ reached: 0, under_way: 0, failed: 1, unclear: 0 });
    expect(days[1]?.outcomes).toEqual({ reached: 0, under_way: 0, failed: 0, unclear: 0 });
    expect(span).toEqual({ from: noon - 2 * day, until: noon });
  });

  it('have the days between, also over the end of a year, but for years without a message', () => {
    const newYear = Date.parse('2026-12-31T12:00:00Z');
    const between = totalsOf([row({ createdAt: newYear }), row({ createdAt: newYear + 2 * day })]).days;
    expect(between.map((one) => one.day)).toEqual(['2026-12-31', '2027-01-01', '2027-01-02']);
    expect(totalsOf([row({ createdAt: 0 }), row({ createdAt: noon })]).days).toHaveLength(2);
  });

  it('have the middle one of the times to the phone; none where nothing arrived', () => {
    const arriving = (ms: number) =>
      row({ createdAt: noon, timeline: { claimed: noon, delivered: noon + ms } });
    expect(totalsOf([arriving(9_000), arriving(1_000), arriving(5_000)]).medianToDelivered).toBe(5_000);
    expect(totalsOf([arriving(1_000), arriving(3_000)]).medianToDelivered).toBe(2_000);
    expect(totalsOf([row({ status: 'accepted' })]).medianToDelivered).toBeUndefined();
    // A clock that ran backwards tells nothing.
    expect(totalsOf([arriving(-5_000)]).medianToDelivered).toBeUndefined();
  });
});

describe('a row that Zendesk found', () => {
  it('belongs there when what was read of it does', () => {
    const failed = row({ failed: problem('busy') });
    expect(isWanted(failed, { problem: 'busy' })).toBe(true);
    expect(isWanted(failed, { problem: 'proxy_busy' })).toBe(false);
    expect(isWanted(failed, { status: 'accepted' })).toBe(false);
    expect(isWanted(failed, { specialist: 'priya' })).toBe(true);
    expect(isWanted(failed, { specialist: '38' })).toBe(true);
    expect(isWanted(failed, { specialist: 'Jonas' })).toBe(false);
  });

  it('stays where nobody can read it', () => {
    const later = row({ content: 'later_version' });
    expect(isWanted(later, { status: 'failed', problem: 'busy', specialist: 'x' })).toBe(true);
  });
});

it('messages with a report are told apart from those that stayed silent for an hour', () => {
  const hour = 3_600_000;
  const rows = [
    row({ createdAt: noon - 2 * hour }),
    row({ createdAt: noon - 2 * hour, ticketId: 0 }),
    row({ createdAt: noon - 2 * hour, status: 'accepted' }),
    row({ createdAt: noon - hour / 2, status: 'accepted' }),
    row({ createdAt: noon - 8 * day }),
    row({ createdAt: noon - 2 * hour, status: 'unknown' }),
    row({ createdAt: noon - 2 * hour, failed: problem('payment') }),
    row({ createdAt: noon - 2 * hour, content: 'damaged' }),
    row({ status: 'accepted' }),
  ];
  expect(countFollowed(rows, noon)).toEqual({ told: 2, silent: 1 });
});
