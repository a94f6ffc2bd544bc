import { describe, expect, it } from 'vitest';
import { lazyChannel } from '../../src/engine/lazy-channel';
import type { Channel } from '../../src/engine/ports';
import { maria, messageWith } from '../support/facts';
import { createManualClock } from '../support/manual-clock';
import { World } from '../support/world';

/** The channel of a world, whose code takes `ms` to load or fails as often as `failures` says. */
function slowly(ms: number, failures = 0) {
  const world = new World();
  world.save(-1, maria.id);
  const { channel } = world.portsFor(world.open(1));
  const clock = createManualClock();
  let loads = 0;
  const load = async (): Promise<Channel> => {
    loads += 1;
    const fails = loads <= failures;
    await new Promise<void>((resolve) => {
      clock.setTimer(resolve, ms);
    });
    if (fails) throw new Error('Failed to fetch dynamically imported module');
    return { ...channel, send: () => Promise.resolve({ kind: 'accepted', messageId: 'wamid.1' }) };
  };
  return { lazy: lazyChannel(load, clock.now), clock, loads: () => loads };
}

describe('a channel whose code comes with its first use', () => {
  it('loads it once for all that ask', async () => {
    const { lazy, clock, loads } = slowly(100);
    const asked = [lazy.readStatus(), lazy.readStatus(), lazy.send(messageWith())];
    await clock.advance(100);
    expect(await Promise.all(asked)).toEqual([
      { ok: true, value: 'connected' },
      { ok: true, value: 'connected' },
      { kind: 'accepted', messageId: 'wamid.1' },
    ]);
    await lazy.readStatus();
    expect(loads()).toBe(1);
  });

  it('refuses a send where the code cannot be had, and tries again the next time', async () => {
    const { lazy, clock, loads } = slowly(0, 1);
    const first = lazy.send(messageWith());
    await clock.advance(0);
    expect(await first).toMatchObject({
      kind: 'refused',
      problem: { code: 'onemsg_unreachable' },
    });
    const second = lazy.send(messageWith());
    await clock.advance(0);
    expect(await second).toMatchObject({ kind: 'accepted' });
    expect(loads()).toBe(2);
  });

  it('reads nothing where the code cannot be had, and says why', async () => {
    const { lazy, clock } = slowly(0, 9);
    const asked = [
      lazy.readTemplates(),
      lazy.readReports('wamid.1', 0),
      lazy.readMessages(0),
      lazy.readStatus(),
    ];
    await clock.advance(0);
    for (const reading of await Promise.all(asked)) {
      expect(reading).toMatchObject({ ok: false, problem: { code: 'onemsg_unreachable' } });
    }
  });

  it('sends nothing that waited for it so long that others may count it as interrupted', async () => {
    const { lazy, clock } = slowly(60_000);
    const sent = lazy.send(messageWith());
    await clock.advance(60_000);
    expect(await sent).toMatchObject({ kind: 'refused', problem: { code: 'onemsg_unreachable' } });
  });
});
