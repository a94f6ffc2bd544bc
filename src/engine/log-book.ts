/** The store as the delivery log reads it. */
import type { LogFilter, LogRow } from '../core/log';
import type { Reading } from '../core/problem';
import type { SavedTicket } from '../core/ticket';

export interface LogBook {
  /**
   * Records, newest first, at most 100 from behind the cursor on; the first ones without a cursor. One request. A
   * cursor stays good when records come or go.
   */
  readPage(filter: LogFilter, after: string | undefined): Promise<Reading<LogPage>>;
  /** The saved tickets, by number; those that are gone are left out. One request for each 100. */
  readTickets(ids: readonly number[]): Promise<Reading<ReadonlyMap<number, SavedTicket>>>;
  /** Names of users, by id; those whom nobody knows are left out. One request for each 100. */
  readNames(ids: readonly number[]): Promise<Reading<ReadonlyMap<number, string>>>;
}

export interface LogPage {
  readonly rows: readonly LogRow[];
  /** Where the next page begins; undefined behind the last one. */
  readonly next: string | undefined;
  /** How many there are in all, where the store tells. */
  readonly total: number | undefined;
}

/** Everything that the filter finds, a page at a time, until `take` says that it is enough. */
export async function readWhole(
  book: LogBook,
  filter: LogFilter,
  take: (page: LogPage) => boolean,
): Promise<Reading<'whole' | 'stopped'>> {
  let after: string | undefined;
  for (;;) {
    const page = await book.readPage(filter, after);
    if (!page.ok) return page;
    if (!take(page.value)) return { ok: true, value: 'stopped' };
    const { next } = page.value;
    if (next === undefined || next === after) return { ok: true, value: 'whole' };
    after = next;
  }
}
