import { describe, expect, it } from 'vitest';
import type { State } from '../../src/core/state';
import { initialState } from '../../src/core/state';
import { createEngine, type Engine } from '../../src/engine/engine';
import type { Ports } from '../../src/engine/ports';
import { recordForm } from '../../src/zendesk/record-text';
import { createTabs } from '../../src/zendesk/tabs';
import { Browser } from '../support/browser';
import { dana, maria, minutes, priya, settingsWith } from '../support/facts';
import { World } from '../support/world';

/** The loop itself: order, listeners, timers, and adapters that break their promise not to reject. */

/** An engine on a fresh world with one assigned ticket, whose ports a test may spoil. */
function start(spoil: (ports: Ports) => Partial<Ports> = () => ({})): { world: World; engine: Engine } {
  const world = new World();
  world.save(-1, maria.id);
  const page = world.open(dana);
  page.close();
  const ports: Ports = {
    ...world.portsFor(page),
    clock: world.clock,
    random: () => 0,
    tabs: createTabs(
      'installation',
      new Browser().open((run) => run()),
      recordForm,
    ),
    memory: {
      recall: async () => undefined,
      remember: () => undefined,
      recallTemplates: async () => undefined,
      rememberTemplates: () => undefined,
      recallNumber: async () => undefined,
      rememberNumber: () => undefined,
    },
  };
  world.requests.splice(0);
  const engine = createEngine(
    { ...ports, ...spoil(ports) },
    initialState({
      settings: { ok: true, settings: settingsWith() },
      agentId: priya,
      instance: 'page',
    }),
  );
  return { world, engine };
}

const reject = () => Promise.reject(new TypeError('cannot read properties of undefined'));

describe('listeners', () => {
  it('hear of every change and see the newest state', async () => {
    const { world, engine } = start();
    const seen: State['step']['kind'][] = [];
    engine.subscribe(() => seen.push(engine.state().step.kind));
    engine.dispatch({ kind: 'registered' });
    await world.advance(10_000);
    const steps = seen.filter((step, index) => step !== seen[index - 1]);
    expect(steps.slice(0, 4)).toEqual(['reading_ticket', 'searching', 'reading_audits', 'looking_up']);
    expect(seen.at(-1)).toBe('idle');
  });

  it('hear nothing of an event that changes nothing', () => {
    const { engine } = start();
    let calls = 0;
    engine.subscribe(() => {
      calls += 1;
    });
    engine.dispatch({ kind: 'submit_failed' });
    engine.dispatch({ kind: 'timer', timer: 'poll' });
    expect(calls).toBe(0);
  });

  it('hear nothing after they left', () => {
    const { engine } = start();
    let calls = 0;
    const leave = engine.subscribe(() => {
      calls += 1;
    });
    leave();
    engine.dispatch({ kind: 'registered' });
    expect(calls).toBe(0);
  });

  it('may dispatch: their event waits for its turn', () => {
    const { engine } = start();
    const steps: (readonly [boolean, string])[] = [];
    engine.subscribe(() => {
      if (steps.length === 0) engine.dispatch({ kind: 'deactivated' });
      steps.push([engine.state().active, engine.state().step.kind]);
    });
    engine.dispatch({ kind: 'registered' });
    expect(steps).toEqual([
      [true, 'reading_ticket'],
      [false, 'reading_ticket'],
    ]);
  });
});

describe('a stopped engine', () => {
  it('has no timers, takes no events, and drops answers that come later', async () => {
    const { world, engine } = start();
    engine.dispatch({ kind: 'registered' });
    engine.dispatch({ kind: 'activated' });
    await world.advance(20);
    engine.stop();
    const { step } = engine.state();
    await world.advance(minutes(5));
    engine.dispatch({ kind: 'check_clicked' });
    expect(engine.state().step).toBe(step);
    expect(world.names('zendesk')).toEqual(['search']);
    expect(world.clock.pending).toBe(0);
  });
});

describe('hints', () => {
  it('that come in a burst make one look', async () => {
    const { world, engine } = start();
    engine.dispatch({ kind: 'registered' });
    await world.advance(minutes(10));
    const before = world.requests.length;
    for (let hint = 0; hint < 20; hint += 1) engine.dispatch({ kind: 'ticket_updated' });
    await world.advance(100);
    expect(world.requests.length - before).toBe(1);
  });
});

describe('an adapter that rejects', () => {
  it.each<[string, (ports: Ports) => Partial<Ports>, string | undefined]>([
    ['the ticket', ({ host }) => ({ host: { ...host, readTicket: reject } }), 'unspecified'],
    ['the search', ({ records }) => ({ records: { ...records, search: reject } }), 'unspecified'],
    ['the audits', ({ desk }) => ({ desk: { ...desk, readAudits: reject } }), 'unspecified'],
    ['the look-up', ({ records }) => ({ records: { ...records, lookUp: reject } }), 'unspecified'],
    ['the people', ({ desk }) => ({ desk: { ...desk, readPeople: reject } }), 'unspecified'],
    ['the numbers', () => ({ readPhones: reject }), 'unspecified'],
    ['the claim', ({ records }) => ({ records: { ...records, create: reject } }), 'not_recorded'],
  ])('over %s leaves a reason and sends nothing', async (_what, spoil, code) => {
    const { world, engine } = start(spoil);
    engine.dispatch({ kind: 'registered' });
    await world.advance(minutes(2));
    expect(engine.state().obstacle?.code).toBe(code);
    expect(engine.state().step.kind).toBe('idle');
    expect(world.sends).toEqual([]);
  });

  it('over the send leaves it unknown: it may have left', async () => {
    const { world, engine } = start(({ channel }) => ({ channel: { ...channel, send: reject } }));
    engine.dispatch({ kind: 'registered' });
    await world.advance(minutes(5));
    expect(engine.state().current?.notification.status).toBe('unknown');
    expect(world.written()).toEqual(['claimed', 'unknown']);
  });

  it.each<[string, (ports: Ports) => Partial<Ports>]>([
    ['the templates', ({ channel }) => ({ channel: { ...channel, readTemplates: reject } })],
    ['the reports', ({ channel }) => ({ channel: { ...channel, readReports: reject } })],
    ['the writing down', ({ records }) => ({ records: { ...records, save: reject } })],
    ['the removal', ({ records }) => ({ records: { ...records, remove: reject } })],
  ])('over %s does not keep the message from leaving', async (_what, spoil) => {
    const { world, engine } = start(spoil);
    engine.dispatch({ kind: 'registered' });
    await world.advance(minutes(2));
    expect(engine.state().current?.notification.status).toBe('accepted');
    expect(world.sends).toHaveLength(1);
  });

  it('says what it was without the words of the fault, which may hold anything', async () => {
    const { world, engine } = start(({ desk }) => ({
      desk: { ...desk, readAudits: () => Promise.reject(new RangeError('+49 1512 3456789')) },
    }));
    engine.dispatch({ kind: 'registered' });
    await world.advance(minutes(1));
    expect(engine.state().obstacle?.detail).toBe('RangeError in the app');
  });
});
