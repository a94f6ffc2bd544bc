import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Notification } from '../../src/core/notification';
import type { Template } from '../../src/core/template';
import { createMemory } from '../../src/zendesk/memory';
import { accepted, notifications } from './notifications';

const hour = 3_600_000;
const now = Date.UTC(2026, 0, 12, 10, 30);

/** A browser's storage that holds up to so many characters. */
function createStorage(capacity = Number.POSITIVE_INFINITY): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => {
      items.delete(key);
    },
    setItem: (key, value) => {
      if (value.length > capacity) throw new Error('QuotaExceededError');
      items.set(key, value);
    },
  };
}

const memoryOver = (storage: Storage, installationId = '4711') => createMemory(() => storage, installationId);

const read = (ticketId: number, specialistId: number): Notification => ({
  ...accepted({
    key: { ticketId, auditId: ticketId * 10, attempt: 1 },
    specialist: { id: specialistId, name: 'A' },
  }),
  status: 'read',
  messageId: 'm',
});

const template: Template = {
  name: 'agent_assigned',
  language: 'en',
  namespace: undefined,
  status: 'approved',
  header: undefined,
  body: 'Hello {{1}}',
  footer: undefined,
  buttons: ['Open'],
  bodyVariables: ['1'],
  needsMore: false,
};

describe('notifications', () => {
  it('are recalled as they were, across page loads', async () => {
    await fc.assert(
      fc.asyncProperty(notifications, async (notification) => {
        fc.pre(notification.status === 'read' || notification.status === 'failed');
        const storage = createStorage();
        memoryOver(storage).remember(notification, now);
        const { key, specialist } = notification;
        expect(await memoryOver(storage).recall(key.ticketId, specialist.id, now)).toEqual(notification);
      }),
    );
  });

  it('are not recalled for another ticket, specialist or installation', async () => {
    const storage = createStorage();
    memoryOver(storage).remember(read(1, 38), now);
    expect(await memoryOver(storage).recall(2, 38, now)).toBeUndefined();
    expect(await memoryOver(storage).recall(1, 39, now)).toBeUndefined();
    expect(await memoryOver(storage, '4712').recall(1, 38, now)).toBeUndefined();
  });

  it.each([
    [24 * hour - 1, true],
    [24 * hour, false],
    [-1, false],
  ])('are recalled after %d ms: %s', async (later, isRecalled) => {
    const memory = memoryOver(createStorage());
    memory.remember(read(1, 38), now);
    expect((await memory.recall(1, 38, now + later)) !== undefined).toBe(isRecalled);
  });

  it('are remembered only when they are final', async () => {
    const memory = memoryOver(createStorage());
    memory.remember(accepted(), now);
    expect(await memory.recall(12345, 38000000002, now)).toBeUndefined();
  });

  it('are forgotten when a later attempt is on its way', async () => {
    const memory = memoryOver(createStorage());
    memory.remember(read(12345, 38000000002), now);
    memory.remember(accepted(), now);
    expect(await memory.recall(12345, 38000000002, now)).toBeUndefined();
  });

  it('are forgotten when the ticket went to somebody else and back', async () => {
    const memory = memoryOver(createStorage());
    memory.remember(read(1, 38), now);
    memory.remember(read(1, 39), now);
    expect(await memory.recall(1, 38, now)).toBeUndefined();
  });

  it('are kept for the last 200 tickets', async () => {
    const memory = memoryOver(createStorage());
    for (let ticketId = 1; ticketId <= 201; ticketId += 1) memory.remember(read(ticketId, 38), now);
    expect(await memory.recall(1, 38, now)).toBeUndefined();
    expect(await memory.recall(2, 38, now)).toEqual(read(2, 38));
    expect(await memory.recall(201, 38, now)).toEqual(read(201, 38));
  });
});

describe('templates', () => {
  it.each([
    [0, true],
    [hour / 6 - 1, true],
    [hour / 6, false],
    [-1, false],
  ])('are recalled after %d ms: %s', async (later, isRecalled) => {
    const memory = memoryOver(createStorage());
    memory.rememberTemplates([template], now);
    expect(await memory.recallTemplates(now + later)).toEqual(isRecalled ? [template] : undefined);
  });

  it('may be none', async () => {
    const memory = memoryOver(createStorage());
    memory.rememberTemplates([], now);
    expect(await memory.recallTemplates(now)).toEqual([]);
  });

  it.each([
    ['name', { name: '' }],
    ['language', { language: 7 }],
    ['status', { status: 'APPROVED' }],
  ])('are not recalled with one that has no %s', async (_, lacking) => {
    const storage = createStorage();
    memoryOver(storage).rememberTemplates([template], now);
    storage.setItem(
      storage.key(0) ?? '',
      JSON.stringify({ at: now, templates: [template, { ...template, ...lacking }] }),
    );
    expect(await memoryOver(storage).recallTemplates(now)).toBeUndefined();
  });
});

describe('the number chosen for a customer', () => {
  const days = (count: number) => count * 24 * hour;

  it('is recalled by its ending, across page loads', async () => {
    const storage = createStorage();
    memoryOver(storage).rememberNumber(11, '4567', now);
    expect(await memoryOver(storage).recallNumber(11, now)).toBe('4567');
  });

  it('is not recalled for another customer or installation', async () => {
    const storage = createStorage();
    memoryOver(storage).rememberNumber(11, '4567', now);
    expect(await memoryOver(storage).recallNumber(12, now)).toBeUndefined();
    expect(await memoryOver(storage, '4712').recallNumber(11, now)).toBeUndefined();
  });

  it('is the last one', async () => {
    const memory = memoryOver(createStorage());
    memory.rememberNumber(11, '4567', now);
    memory.rememberNumber(12, '1111', now);
    memory.rememberNumber(11, '4321', now);
    expect(await memory.recallNumber(11, now)).toBe('4321');
    expect(await memory.recallNumber(12, now)).toBe('1111');
  });

  it.each([
    [days(180) - 1, '4567'],
    [days(180), undefined],
    [-1, undefined],
  ])('is recalled after %d ms: %s', async (later, ending) => {
    const memory = memoryOver(createStorage());
    memory.rememberNumber(11, '4567', now);
    expect(await memory.recallNumber(11, now + later)).toBe(ending);
  });

  it('is kept for the last 200 customers', async () => {
    const memory = memoryOver(createStorage());
    for (let customer = 1; customer <= 200; customer += 1) memory.rememberNumber(customer, '4567', now);
    memory.rememberNumber(1, '4567', now);
    memory.rememberNumber(201, '4567', now);
    expect(await memory.recallNumber(1, now)).toBe('4567');
    expect(await memory.recallNumber(2, now)).toBeUndefined();
    expect(await memory.recallNumber(3, now)).toBe('4567');
    expect(await memory.recallNumber(201, now)).toBe('4567');
  });

  it.each([
    ['a whole number', { ending: '4915123454567' }],
    ['no text', { ending: 4567 }],
    ['no digits', { ending: 'four' }],
    ['no customer', { requesterId: '11' }],
    ['no time', { at: '2026-01-12' }],
  ])('is not recalled from junk: %s', async (_, junk) => {
    const storage = createStorage();
    memoryOver(storage).rememberNumber(11, '4567', now);
    const kept = { at: now, requesterId: 11, ending: '4567', ...junk };
    storage.setItem(
      storage.key(0) ?? '',
      JSON.stringify([kept, { at: now, requesterId: 12, ending: '1111' }]),
    );
    expect(await memoryOver(storage).recallNumber(11, now)).toBeUndefined();
    expect(await memoryOver(storage).recallNumber(12, now)).toBe('1111');
  });
});

describe('a browser', () => {
  it('that refuses storage has an empty memory', async () => {
    const memory = createMemory(() => {
      throw new Error('SecurityError');
    }, '4711');
    memory.remember(read(1, 38), now);
    memory.rememberTemplates([template], now);
    expect(await memory.recall(1, 38, now)).toBeUndefined();
    expect(await memory.recallTemplates(now)).toBeUndefined();
    memory.rememberNumber(11, '4567', now);
    expect(await memory.recallNumber(11, now)).toBeUndefined();
  });

  it('whose storage is full keeps what was there', async () => {
    const storage = createStorage(1_000);
    const memory = memoryOver(storage);
    memory.remember(read(1, 38), now);
    memory.remember(read(2, 38), now);
    memory.remember(read(3, 38), now);
    expect(await memory.recall(1, 38, now)).toEqual(read(1, 38));
    expect(await memory.recall(3, 38, now)).toBeUndefined();
  });

  it.each(['', 'null', '7', '{', '[]', '[null,7,{}]', '[{"at":"x","fields":{}}]', '{"at":1}'])(
    'that holds %j recalls nothing',
    async (text) => {
      const storage = createStorage();
      const memory = memoryOver(storage);
      memory.remember(read(1, 38), now);
      memory.rememberTemplates([template], now);
      memory.rememberNumber(11, '4567', now);
      for (let index = 0; index < storage.length; index += 1) storage.setItem(storage.key(index) ?? '', text);
      expect(await memory.recall(1, 38, now)).toBeUndefined();
      expect(await memory.recallTemplates(now)).toBeUndefined();
      expect(await memory.recallNumber(11, now)).toBeUndefined();
      memory.rememberNumber(11, '4567', now);
      expect(await memory.recallNumber(11, now)).toBe('4567');
      memory.remember(read(1, 38), now);
      expect(await memory.recall(1, 38, now)).toEqual(read(1, 38));
    },
  );
});
