/** Most items that Zendesk puts on a page. */
const largestPage = 100;

/** A page of a list, with what Zendesk writes beside it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly envelope: Readonly<Record<string, unknown>>;
}

/** A page that cannot be given. */
export class BadPage extends Error {
  override readonly name = 'BadPage';
}

/** Offset paging: `page`, `per_page`; answers with `count`, `next_page`, `previous_page`. */
export function offsetPage<T>(all: readonly T[], url: URL): Page<T> {
  const size = Math.min(positive(url, 'per_page') ?? largestPage, largestPage);
  const number = positive(url, 'page') ?? 1;
  const pages = Math.max(1, Math.ceil(all.length / size));
  const link = (to: number): string => withParams(url, { page: String(to) });
  return {
    items: all.slice((number - 1) * size, number * size),
    envelope: {
      next_page: number < pages ? link(number + 1) : null,
      previous_page: number > 1 ? link(number - 1) : null,
      count: all.length,
    },
  };
}

/** How a list is sorted, ties by id in the same direction. */
export interface Order<T> {
  keyOf(item: T): string | number;
  readonly descends: boolean;
}

/**
 * Cursor paging: `page[size]`, `page[after]`, `page[before]`; answers with `meta` and `links`. With the order
 * of the list a cursor outlives its item: the next page begins where the item would stand.
 */
export function cursorPage<T>(
  all: readonly T[],
  url: URL,
  idOf: (item: T) => string,
  order?: Order<T>,
): Page<T> {
  const cursorOf = (item: T): string => encode([idOf(item), order ? order.keyOf(item) : null]);
  const gapAt = (cursor: string, isAfter: boolean): number => {
    const { id, key } = decode(cursor);
    const position = all.findIndex((item) => idOf(item) === id);
    if (position >= 0) return isAfter ? position + 1 : position;
    if (order === undefined || key === null) throw new BadPage('The cursor is not valid');
    const gap = all.findIndex((item) => {
      const later = compare(order.keyOf(item), key) || compare(idOf(item), id);
      return order.descends ? later < 0 : later > 0;
    });
    return gap < 0 ? all.length : gap;
  };
  const size = Math.min(positive(url, 'page[size]') ?? largestPage, largestPage);
  const after = url.searchParams.get('page[after]');
  const before = url.searchParams.get('page[before]');
  if (after !== null && before !== null) throw new BadPage('page[before] and page[after] exclude each other');
  const end = before === null ? all.length : gapAt(before, false);
  const start = after === null ? Math.max(0, before === null ? 0 : end - size) : gapAt(after, true);
  const items = all.slice(start, Math.min(start + size, end));
  const first = items[0];
  const last = items.at(-1);
  const hasMore = before === null ? start + items.length < all.length : start > 0;
  const afterCursor = last === undefined ? null : cursorOf(last);
  const beforeCursor = first === undefined ? null : cursorOf(first);
  const onward = (name: string, cursor: string | null): string | null =>
    cursor === null ? null : withParams(url, { 'page[after]': null, 'page[before]': null, [name]: cursor });
  return {
    items,
    envelope: {
      meta: { has_more: hasMore, after_cursor: afterCursor, before_cursor: beforeCursor },
      links: {
        next: start + items.length < all.length ? onward('page[after]', afterCursor) : null,
        prev: start > 0 ? onward('page[before]', beforeCursor) : null,
      },
    },
  };
}

/** Whether the request asks for cursor paging. */
export function wantsCursor(url: URL): boolean {
  return ['page[size]', 'page[after]', 'page[before]'].some((name) => url.searchParams.has(name));
}

/** Less than 0 where the first comes first. */
export function compare(a: string | number, b: string | number): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

function encode(place: readonly [id: string, key: string | number | null]): string {
  return Buffer.from(JSON.stringify(place), 'utf8').toString('base64url');
}

function decode(cursor: string): { readonly id: string; readonly key: string | number | null } {
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new BadPage('The cursor is not valid');
  }
  const [id, key] = Array.isArray(place) ? (place as readonly unknown[]) : [];
  if (typeof id !== 'string') throw new BadPage('The cursor is not valid');
  return { id, key: typeof key === 'string' || typeof key === 'number' ? key : null };
}

function positive(url: URL, name: string): number | null {
  const text = url.searchParams.get(name);
  if (text === null) return null;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new BadPage(`${name} must be a positive whole number`);
  return value;
}

function withParams(url: URL, params: Readonly<Record<string, string | null>>): string {
  const link = new URL(url);
  for (const [name, value] of Object.entries(params)) {
    if (value === null) link.searchParams.delete(name);
    else link.searchParams.set(name, value);
  }
  return link.href;
}
