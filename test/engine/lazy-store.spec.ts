import { describe, expect, it } from 'vitest';
import { initialState } from '../../src/core/state';
import { createEngine, type Engine } from '../../src/engine/engine';
import { lazyStore } from '../../src/engine/lazy-store';
import type { Ports } from '../../src/engine/ports';
import { recordForm } from '../../src/zendesk/record-text';
import { createTabs } from '../../src/zendesk/tabs';
import { Browser } from '../support/browser';
import { dana, maria, minutes, notificationIn, priya, settingsWith } from '../support/facts';
import { World } from '../support/world';

type Store = Pick<Ports, 'desk' | 'records' | 'memory'>;

/** A ticket assigned a moment ago, and an app of whose store a part fails to load as often as `failures` says. */
function open(failures: number): { world: World; engine: Engine; store: Store; loads: () => number } {
  const world = new World();
  world.save(-1, maria.id);
  const page = world.open(dana);
  page.close();
  world.requests.splice(0);
  const { desk, records, channel, host, readPhones, seek } = world.portsFor(page);
  const there: Store = {
    desk,
    records,
    memory: {
      recall: async () => notificationIn('read'),
      remember: () => undefined,
      recallTemplates: async () => [],
      rememberTemplates: () => undefined,
      recallNumber: async () => '4567',
      rememberNumber: () => undefined,
    },
  };
  let loads = 0;
  const load = async () => {
    loads += 1;
    if (loads <= failures) throw new Error('Failed to fetch dynamically imported module');
    return there;
  };
  const store = lazyStore({ look: load, act: load });
  const tabs = createTabs(
    'installation',
    new Browser().open((run) => run()),
    recordForm,
  );
  const send = async () => ({ kind: 'accepted', messageId: 'wamid.1' }) as const;
  const engine = createEngine(
    {
      ...store,
      tabs,
      channel: { ...channel, send },
      host,
      readPhones,
      seek,
      clock: world.clock,
      random: () => 0,
    },
    initialState({ settings: { ok: true, settings: settingsWith() }, agentId: priya, instance: 'page' }),
  );
  return { world, engine, store, loads: () => loads };
}

const missing = { code: 'zendesk_unreachable', detail: 'A part of the app could not be loaded.' };

describe('a store whose code loads in two parts', () => {
  it('answers as the store does, and each part is loaded once', async () => {
    const { world, store, loads } = open(0);
    const asked = [store.desk.readSaved(4711), store.records.search(4711), store.memory.recallTemplates(0)];
    await world.advance(1_000);
    expect(await Promise.all(asked)).toMatchObject([
      { ok: true, value: { specialistId: maria.id } },
      { ok: true, value: { records: [] } },
      [],
    ]);
    expect(loads()).toBe(2);
  });

  it('reads nothing where the code does not come, and says why', async () => {
    const { store } = open(99);
    const asked = [
      store.desk.readAudits(4711),
      store.desk.readSaved(4711),
      store.desk.readPeople(501, maria.id),
      store.records.search(4711),
      store.records.lookUp([]),
      store.records.linked([]),
      store.records.claimedFor('6789', { from: 0, until: 1 }),
    ];
    for (const reading of await Promise.all(asked))
      expect(reading).toEqual({ ok: false, problem: expect.objectContaining(missing) });
    expect(await store.memory.recall(4711, maria.id, 0)).toBeUndefined();
    expect(await store.memory.recallTemplates(0)).toBeUndefined();
    expect(await store.memory.recallNumber(11, 0)).toBeUndefined();
  });

  it('claims nothing for certain where the code does not come, and a write may be tried again', async () => {
    const { world, store } = open(99);
    const claimed = notificationIn('claimed');
    expect(await store.records.create(claimed, 'seen:token')).toMatchObject({
      kind: 'refused',
      problem: missing,
    });
    expect(await store.records.save('r1', claimed)).toMatchObject({ kind: 'lost', problem: missing });
    expect(await store.records.remove('r1')).toMatchObject({ kind: 'lost', problem: missing });
    store.memory.remember(claimed, 0);
    store.memory.rememberTemplates([], 0);
    await world.advance(0);
    expect(world.requests).toEqual([]);
  });

  it('leaves a card that cannot tell, until somebody checks again', async () => {
    const { world, engine } = open(2);
    engine.dispatch({ kind: 'registered' });
    await world.advance(1_000);
    expect(engine.state()).toMatchObject({ step: { kind: 'idle' }, obstacle: missing });
    engine.dispatch({ kind: 'check_clicked' });
    await world.advance(minutes(1));
    expect(engine.state().current?.notification.status).toBe('accepted');
  });
});
