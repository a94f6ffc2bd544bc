import type { ReactNode } from 'react';
import { useTelling } from '../Say';
import type { Telling } from '../words';

/**
 * A date with its clock time, and with its year where it is not this one. A log is read for days, and "4:15 PM" alone
 * is today's only until midnight.
 */
export function momentText(
  at: number,
  { locale, now }: Telling,
  clock: 'short' | 'medium' = 'short',
): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(locale, {
    ...(isThisYear ? {} : { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
    ...clocks[clock],
  }).format(at);
}

const clocks = {
  short: { hour: 'numeric', minute: '2-digit' },
  medium: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
} as const;

interface MomentProps {
  readonly at: number;
  /** `medium` has the seconds. */
  readonly clock?: 'short' | 'medium';
}

/** The same, marked as a time. */
export function Moment({ at, clock = 'short' }: MomentProps): ReactNode {
  const telling = useTelling();
  return <time dateTime={new Date(at).toISOString()}>{momentText(at, telling, clock)}</time>;
}

/** A day such as `2026-11-22`, as it is written here; `short` for where there is little room. */
export const dayText = (day: string, locale: string, length: 'short' | 'whole'): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    ...(length === 'whole' ? { dateStyle: 'medium' } : { month: 'short', day: 'numeric' }),
  }).format(Date.parse(day));

/** The beginning of a day where the visitor is, and that of the next one, ms; undefined for text that is no day. */
export function dayFrom(written: string): { readonly from: number; readonly until: number } | undefined {
  const [year = Number.NaN, month = 0, date = 0] = written.split('-').map(Number);
  // A year that is still being typed.
  if (!(year >= 2000)) return undefined;
  return {
    from: new Date(year, month - 1, date).getTime(),
    until: new Date(year, month - 1, date + 1).getTime(),
  };
}

/** The time zone that days here begin and end in, in words. */
export const zoneText = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeZoneName: 'long' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';
