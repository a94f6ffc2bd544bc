/** The delivery log as a long list: pages come as it scrolls, and far ones are let go. */
import { type Alarm, alarmIn } from '../core/alarm';
import { type LogFilter, type LogRow, readable } from '../core/log';
import type { Problem } from '../core/problem';
import type { LogBook } from './log-book';
import type { Clock } from './ports';

/** So many pages keep their rows, those around what is looked at. Of the others only counts and cursors stay. */
export const pagesKept = 20;

/** So many rows before the end of what is known the next page is fetched. */
const ahead = 30;

export interface LogState {
  readonly filter: LogFilter;
  readonly kind: 'loading' | 'resting' | 'failed';
  readonly problem: Problem | undefined;
  /** Rows that were seen so far, kept or let go. */
  readonly count: number;
  /** True once there is nothing behind them. */
  readonly isWhole: boolean;
  /** How many records Zendesk finds for the filter, where it tells. */
  readonly total: number | undefined;
  /** Names of the people who sent, as far as they are known. */
  readonly names: ReadonlyMap<number, string>;
  /** What the newest records without any filter give reason for. */
  readonly alarm: Alarm | undefined;
}

export interface Log {
  state(): LogState;
  subscribe(listener: () => void): () => void;
  /** Undefined while its page is not here. */
  rowAt(index: number): LogRow | undefined;
  /** These rows are looked at: their pages are fetched, one at a time, and the next one near the end. */
  show(first: number, last: number): void;
  /** Opens the newest records, unless it was opened before. */
  start(): void;
  /** Begins anew with another filter, or the same. */
  open(filter: LogFilter): void;
  /** Goes on where a page could not be read. */
  again(): void;
  /** Reads the newest records that the filter finds anew, and looks whether something is wrong. */
  refresh(): void;
  /** Looks whether something is wrong, unless it was looked a moment ago; the list stays as it is. */
  lookOut(): void;
}

interface Page {
  /** Where it begins; undefined for the first. */
  readonly after: string | undefined;
  /** Undefined where they were let go. */
  readonly rows: readonly LogRow[] | undefined;
  readonly count: number;
}

/** Whoever goes to and fro between pages need not ask each time, ms. */
const lookOutEvery = 60_000;

export function createLog(book: LogBook, clock: Clock): Log {
  let pages: readonly Page[] = [];
  let lookedOutAt = Number.NEGATIVE_INFINITY;
  let next: string | undefined;
  let run = 0;
  let isBusy = false;
  let looked = { first: 0, last: 0 };
  let state: LogState = {
    filter: {},
    kind: 'loading',
    problem: undefined,
    count: 0,
    isWhole: false,
    total: undefined,
    names: new Map(),
    alarm: undefined,
  };
  const listeners = new Set<() => void>();
  const asked = new Set<number>();
  const set = (change: Partial<LogState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  /** The place of the page that holds the row, and the row's place in it. */
  const placeOf = (index: number): readonly [page: number, row: number] => {
    let rest = index;
    for (const [place, { count }] of pages.entries()) {
      if (rest < count) return [place, rest];
      rest -= count;
    }
    return [pages.length, rest];
  };

  /** The page to fetch for what is looked at; undefined where all is here. */
  const wantedPage = (): number | undefined => {
    const [from] = placeOf(looked.first);
    const [to] = placeOf(looked.last);
    for (let place = from; place <= Math.min(to, pages.length - 1); place += 1) {
      if (pages[place]?.rows === undefined) return place;
    }
    return !state.isWhole && looked.last + ahead >= state.count ? pages.length : undefined;
  };

  const load = async (): Promise<void> => {
    const place = wantedPage();
    if (run === 0 || isBusy || place === undefined || state.kind === 'failed') return;
    const mine = run;
    const isLast = place === pages.length;
    isBusy = true;
    set({ kind: 'loading' });
    const page = await book.readPage(state.filter, isLast ? next : pages[place]?.after);
    if (mine !== run) return;
    isBusy = false;
    if (!page.ok) return set({ kind: 'failed', problem: page.problem });
    const { rows } = page.value;
    const fetched: Page = { after: isLast ? next : pages[place]?.after, rows, count: rows.length };
    pages = isLast ? [...pages, fetched] : pages.map((one, index) => (index === place ? fetched : one));
    const end = isLast ? { isWhole: page.value.next === undefined || page.value.next === next } : {};
    if (isLast) next = page.value.next;
    letGo(place);
    set({
      kind: 'resting',
      count: pages.reduce((sum, { count }) => sum + count, 0),
      total: page.value.total ?? state.total,
      ...end,
    });
    if (place === 0 && isEmpty(state.filter)) judge(rows);
    void nameSenders(rows);
    return load();
  };

  const judge = (newest: readonly LogRow[]): void => {
    lookedOutAt = clock.now();
    set({ alarm: alarmIn(newest, lookedOutAt) });
  };

  const lookOut = async (): Promise<void> => {
    lookedOutAt = clock.now();
    const page = await book.readPage({}, undefined);
    if (page.ok) judge(page.value.rows);
  };

  const letGo = (around: number): void => {
    const kept = pages.flatMap(({ rows }, index) => (rows === undefined ? [] : [index]));
    const far = kept.sort((a, b) => Math.abs(a - around) - Math.abs(b - around)).slice(pagesKept);
    if (far.length === 0) return;
    pages = pages.map((page, index) => (far.includes(index) ? { ...page, rows: undefined } : page));
  };

  const nameSenders = async (rows: readonly LogRow[]): Promise<void> => {
    const ids = rows.flatMap((row) => {
      const sentBy = readable(row)?.sentBy ?? 'auto';
      return sentBy === 'auto' || asked.has(sentBy) ? [] : sentBy;
    });
    const fresh = [...new Set(ids)];
    if (fresh.length === 0) return;
    for (const id of fresh) asked.add(id);
    const names = await book.readNames(fresh);
    // Without the names the ids stand there.
    if (names.ok) set({ names: new Map([...state.names, ...names.value]) });
  };

  const open = (filter: LogFilter): void => {
    run += 1;
    isBusy = false;
    pages = [];
    next = undefined;
    looked = { first: 0, last: 0 };
    if (isEmpty(filter)) lookedOutAt = clock.now();
    set({ filter, kind: 'loading', problem: undefined, count: 0, isWhole: false, total: undefined });
    void load();
  };

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    rowAt(index) {
      const [page, row] = placeOf(index);
      return pages[page]?.rows?.[row];
    },
    show(first, last) {
      looked = { first, last };
      void load();
    },
    again() {
      set({ kind: 'resting', problem: undefined });
      void load();
    },
    start() {
      if (run === 0) open({});
    },
    open,
    refresh() {
      open(state.filter);
      if (!isEmpty(state.filter)) void lookOut();
    },
    lookOut() {
      if (run > 0 && clock.now() - lookedOutAt >= lookOutEvery) void lookOut();
    },
  };
}

export const isEmpty = (filter: LogFilter): boolean =>
  Object.values(filter).every((value) => value === undefined);
