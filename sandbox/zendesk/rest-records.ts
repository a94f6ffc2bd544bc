import { type Context, Hono } from 'hono';
import { notFound, originOf } from './answers';
import { isoSeconds } from './clock';
import type { Desk } from './desk';
import { recordJson } from './formats';
import type { Env } from './http';
import { BadInput, objectOf, parseJson } from './json';
import { refusal, storeOf as storeIn } from './object-access';
import { BadPage, compare, cursorPage, type Order, type Page } from './paging';
import { BadFilter, type Matches, parseFilter } from './record-filter';
import { type Faults, parseRecordInput, type RecordInput } from './record-schema';
import type { RecordStore, StoredRecord, Written } from './record-store';
import { objectRoutes } from './rest-objects';

/** “Without a `sort` parameter, only the first 10,000 records are returned.” */
const mostUnsorted = 10_000;

type Sort = readonly [name: string, keyOf: (record: StoredRecord) => string | number];

const byId: Sort = ['id', (record) => record.id];
const byName: Sort = ['name', (record) => record.name];
const byCreation: Sort = ['created_at', (record) => record.createdAt];
const byUpdate: Sort = ['updated_at', (record) => record.updatedAt];

/** Custom objects and their records. */
export function recordRoutes(desk: Desk): Hono<Env> {
  const routes = new Hono<Env>();

  // Which object a request is about, and whether this agent may touch it, is asked before every route.
  routes.use('/custom_objects/:key/*', async (c, next) => refusal(desk, c) ?? next());
  routes.use('/custom_objects/:key', async (c, next) => refusal(desk, c) ?? next());
  routes.route('/', objectRoutes(desk));

  const storeOf = (c: Context<Env>): RecordStore => storeIn(desk, c);

  routes.get('/custom_objects/:key/records', (c) => {
    const url = new URL(c.req.url);
    const records = storeOf(c).asOf(desk.clock.now() - desk.switches.recordListLagMs);
    const { list, order } = sorted(records, url, [byId, byUpdate], byId);
    const ids = listed(url, 'filter[ids]');
    const externalIds = listed(url, 'filter[external_ids]');
    const kept =
      ids === null && externalIds === null
        ? list
        : list.filter(
            ({ id, externalId }) =>
              (ids?.has(id) ?? true) && (externalIds === null || externalIds.has(externalId ?? '')),
          );
    return c.json(
      listJson(
        c,
        storeOf(c),
        cursorPage(kept, url, (record) => record.id, order),
      ),
    );
  });

  routes.get('/custom_objects/:key/records/count', (c) => {
    const now = desk.clock.now();
    return c.json({ count: { value: storeOf(c).asOf(now).length, refreshed_at: isoSeconds(now) } });
  });

  routes.post('/custom_objects/:key/records', async (c) => {
    const store = storeOf(c);
    return withInput(c, store, (input) =>
      store.create(input, c.var.agent.id, desk.switches.uniqueExternalIds),
    );
  });

  routes.patch('/custom_objects/:key/records', async (c) => {
    const store = storeOf(c);
    const externalId = new URL(c.req.url).searchParams.get('external_id');
    if (!externalId) return c.json({ error: 'BadRequest', description: 'external_id is required' }, 400);
    return withInput(c, store, (input) => store.upsert(externalId, input, c.var.agent.id));
  });

  routes.get('/custom_objects/:key/records/search', (c) => answerSearch(desk, c, storeOf(c), null));

  routes.post('/custom_objects/:key/records/search', async (c) => {
    const store = storeOf(c);
    const { filter } = objectOf(parseJson(await c.req.text()), 'the body');
    const matches = filter === undefined ? null : parseFilter(store.object, filter);
    return answerSearch(desk, c, store, matches);
  });

  routes.get('/custom_objects/:key/records/:id', (c) => {
    const store = storeOf(c);
    const record = store.find(c.req.param('id'));
    return record
      ? c.json({ custom_object_record: recordJson(record, store.object, originOf(c)) })
      : c.json(notFound, 404);
  });

  routes.patch('/custom_objects/:key/records/:id', async (c) => {
    const store = storeOf(c);
    const id = c.req.param('id');
    return withInput(c, store, (input) =>
      store.update(id, input, c.var.agent.id, desk.switches.uniqueExternalIds),
    );
  });

  routes.delete('/custom_objects/:key/records/:id', (c) => {
    return storeOf(c).delete(c.req.param('id')) ? c.body(null, 204) : c.json(notFound, 404);
  });

  routes.onError((error, c) => {
    if (error instanceof BadFilter)
      return c.json({ error: 'InvalidFilter', description: error.message }, 400);
    if (error instanceof BadPage)
      return c.json({ error: 'InvalidPaginationParameter', description: error.message }, 400);
    if (error instanceof BadInput)
      return c.json({ error: 'UnprocessableEntity', description: error.message }, 422);
    throw error;
  });

  return routes;
}

async function withInput(
  c: Context<Env>,
  store: RecordStore,
  write: (input: RecordInput) => Written,
): Promise<Response> {
  const parsed = parseRecordInput(store.object, parseJson(await c.req.text()));
  if ('faults' in parsed) return invalid(c, parsed.faults);
  const written = write(parsed.input);
  switch (written.outcome) {
    case 'not-found':
      return c.json(notFound, 404);
    case 'invalid':
      return invalid(c, written.faults);
    default: {
      const record = recordJson(written.record, store.object, originOf(c));
      return c.json({ custom_object_record: record }, written.outcome === 'created' ? 201 : 200);
    }
  }
}

function invalid(c: Context<Env>, details: Faults): Response {
  return c.json({ error: 'RecordInvalid', description: 'Record validation errors', details }, 422);
}

function answerSearch(desk: Desk, c: Context<Env>, store: RecordStore, matches: Matches | null): Response {
  const url = new URL(c.req.url);
  const words = (url.searchParams.get('query') ?? '*').toLowerCase().split(/\s+/);
  const wanted = words.filter((word) => word !== '*' && word !== '');
  const records = store.asOf(desk.clock.now() - desk.switches.searchLagMs);
  const { list, order } = sorted(records, url, [byName, byCreation, byUpdate], byCreation);
  const matching = matches ? list.filter(matches) : list;
  const all =
    wanted.length === 0
      ? matching
      : matching.filter((record) => wanted.every((word) => mentions(record, word)));
  const found = url.searchParams.has('sort') ? all : all.slice(0, mostUnsorted);
  const page = cursorPage(found, url, (record) => record.id, order);
  return c.json({ ...listJson(c, store, page), count: found.length });
}

/** “Every record that matches the beginning of any word or number in the query string is returned.” */
function mentions(record: StoredRecord, word: string): boolean {
  const texts = [record.name, ...Object.values(record.fields)].filter((value) => typeof value === 'string');
  return texts.some((text) =>
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .some((part) => part.startsWith(word)),
  );
}

function listJson(c: Context<Env>, store: RecordStore, page: Page<StoredRecord>) {
  return {
    custom_object_records: page.items.map((record) => recordJson(record, store.object, originOf(c))),
    ...page.envelope,
  };
}

function listed(url: URL, name: string): ReadonlySet<string> | null {
  const list = url.searchParams.get(name);
  return list === null ? null : new Set(list.split(',').filter((id) => id !== ''));
}

/** Lists that were sorted before, by the list and the sort: sorting many records for every page takes long. */
const sortedBefore = new WeakMap<readonly StoredRecord[], Map<string, readonly StoredRecord[]>>();

function sorted(
  records: readonly StoredRecord[],
  url: URL,
  allowed: readonly Sort[],
  fallback: Sort,
): { readonly list: readonly StoredRecord[]; readonly order: Order<StoredRecord> } {
  const asked = url.searchParams.get('sort') ?? fallback[0];
  const descends = asked.startsWith('-');
  const sort = allowed.find(([name]) => name === (descends ? asked.slice(1) : asked));
  if (!sort) {
    throw new BadPage(`sort must be one of ${allowed.map(([name]) => `${name}, -${name}`).join(', ')}`);
  }
  const [, keyOf] = sort;
  const order = { keyOf, descends };
  const known = sortedBefore.get(records) ?? new Map<string, readonly StoredRecord[]>();
  sortedBefore.set(records, known);
  const before = known.get(asked);
  if (before) return { list: before, order };
  const ascending = [...records].sort((a, b) => compare(keyOf(a), keyOf(b)) || compare(a.id, b.id));
  const list = descends ? ascending.reverse() : ascending;
  known.set(asked, list);
  return { list, order };
}
