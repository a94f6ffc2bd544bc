import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SettingName } from '../../src/core/settings';
import { isTrial } from '../../src/core/trial';
import type { Engine } from '../../src/engine/engine';
import type { Office } from '../../src/engine/office';
import { alexey, dana, ended, type Servers, startServers } from '../support/console';
import { soon } from '../support/soon';

/** Templates, settings and the test message, over real HTTP against the local Zendesk and the local 1MSG. */

const priya = 38000000003;

let servers: Servers;
let office: Office;

beforeAll(async () => {
  servers = await startServers();
});

afterAll(() => servers.close());

beforeEach(async () => {
  await servers.simulate('reset');
  await servers.quick();
  servers.requests.length = 0;
  office = servers.open(dana);
});

const desk = () => servers.sandbox.zendesk.desk;
const sends = () => servers.sandbox.onemsg?.simulator.sends() ?? [];

async function templates() {
  await ended(office.templates);
  const { value } = office.templates.state();
  if (value === undefined) throw new Error('Nothing was found.');
  return value;
}

describe('templates', () => {
  it('are listed with what helps to choose one', async () => {
    const { list } = await templates();
    expect(list).toMatchObject({ ok: true });
    const one = list?.ok === true ? list.value.find(({ language }) => language === 'pt_BR') : undefined;
    expect(one).toMatchObject({
      name: 'agent_assigned',
      category: 'utility',
      status: 'approved',
      wanting: [],
    });
  });

  it('come with a real ticket to show a message of', async () => {
    const { example } = await templates();
    expect(example?.specialist.id).toBe(priya);
    expect(example?.requester.name).not.toBe('');
  });

  it('are not asked for while no channel is known', async () => {
    await servers.simulate('misconfigure', { name: 'no-settings' });
    await servers.quick();
    const { channelId, list } = await templates();
    expect([channelId, list]).toEqual(['', undefined]);
  });

  it('of another channel are asked for by its number', async () => {
    await servers.simulate('misconfigure', { name: 'no-settings' });
    await servers.quick();
    await servers.simulate('settings', { set: { api_token: 'sandbox-token' } });
    office.listTemplatesOf('371267300');
    await soon(() => expect(office.templates.state().kind).toBe('done'));
    expect(office.templates.state().value?.list?.ok).toBe(true);
  });
});

describe('settings', () => {
  const change = (...entries: [SettingName, string][]) => new Map<SettingName, string>(entries);
  const plainNow = async () => (await office.readSettings()).plain ?? new Map<SettingName, string>();

  it.each(['merged', 'replaced'])(
    'are saved where Zendesk has them %s, and the others stay',
    async (mode) => {
      await servers.simulate('switches', { installationPut: mode });
      await servers.simulate('settings', { set: { default_country: 'AU', match_customer_language: false } });
      const before = desk().installation.publicSettings();
      expect(
        await office.saveSettings(change(['template_language', 'es']), await plainNow()),
      ).toBeUndefined();
      expect(desk().installation.publicSettings()).toEqual({ ...before, template_language: 'es' });
    },
  );

  it('that are saved never touch the token', async () => {
    await office.saveSettings(change(['template_language', 'es']), await plainNow());
    expect(desk().installation.secureSetting('api_token')?.value).toBe('sandbox-token');
  });

  it('that another admin changed meanwhile are left alone', async () => {
    const seen = await plainNow();
    await servers.simulate('settings', { set: { template_language: 'de' } });
    expect(await office.saveSettings(change(['template_language', 'es']), seen)).toBe('overtaken');
    expect(desk().installation.publicSettings().template_language).toBe('de');
  });

  it('that another admin changed beside them are kept', async () => {
    const seen = await plainNow();
    await servers.simulate('settings', { set: { opt_in_tag: 'whatsapp_ok' } });
    expect(await office.saveSettings(change(['template_language', 'es']), seen)).toBeUndefined();
    expect(desk().installation.publicSettings()).toMatchObject({
      opt_in_tag: 'whatsapp_ok',
      template_language: 'es',
    });
  });

  it('are not saved by somebody who may not', async () => {
    office = servers.open(alexey);
    const failure = await office.saveSettings(change(['template_language', 'es']), await plainNow());
    expect(failure).toMatchObject({ code: 'zendesk_forbidden' });
  });
});

describe('a test message', () => {
  const number = '+61 491 570 156';

  // An engine that goes on polling would drive the clock of the next test.
  afterEach(() => office.lastTest()?.stop());

  async function wishFor(written: string) {
    await ended(office.profile);
    const profile = office.profile.state().value;
    const { parsed } = await office.readSettings();
    if (profile?.ok !== true) throw new Error('The profile was not read.');
    return { settings: parsed.settings, admin: profile.value.specialist, written, language: 'es' };
  }

  const start = async (written = number): Promise<Engine> => office.startTest(await wishFor(written));

  const until = (engine: Engine, status: string) =>
    soon(() => expect(engine.state().current?.notification.status).toBe(status));

  const stored = () => {
    const [store] = desk().records.values();
    return store?.asOf(Date.now()) ?? [];
  };

  it('reaches the number in the language that was chosen', async () => {
    await until(await start(), 'accepted');
    expect(sends()).toMatchObject([{ phone: '61491570156', language: 'es' }]);
  });

  it('is claimed before it is sent, and verified between', async () => {
    const engine = await start();
    await until(engine, 'accepted');
    const road = servers.requests.filter((request) => /records|sendTemplate/.test(request));
    const place = (part: RegExp) => road.findIndex((request) => part.test(request));
    expect(place(/^POST .*\/records$/)).toBeGreaterThan(-1);
    expect(place(/^GET .*external_ids/)).toBeGreaterThan(place(/^POST .*\/records$/));
    expect(place(/sendTemplate/)).toBeGreaterThan(place(/^GET .*external_ids/));
  });

  it('is recorded as one, about no ticket', async () => {
    const engine = await start();
    await until(engine, 'accepted');
    const notification = engine.state().current?.notification;
    expect(notification !== undefined && isTrial(notification.key)).toBe(true);
    expect(stored().map(({ externalId }) => externalId)).toEqual([expect.stringMatching(/^t0-a\d+-n1$/)]);
  });

  it('can be repeated, and each is sent once', async () => {
    for (const count of [1, 2]) {
      const engine = await start();
      await until(engine, 'accepted');
      expect(sends()).toHaveLength(count);
    }
  });

  it('is one message, however often the button is pressed until it left', async () => {
    const wish = await wishFor(number);
    const engine = office.startTest(wish);
    const pressed = [office.startTest(wish)];
    engine.subscribe(() => {
      if (engine.state().step.kind === 'sending') pressed.push(office.startTest(wish));
    });
    await until(engine, 'accepted');
    expect(pressed.length).toBeGreaterThan(1);
    expect(pressed.filter((one) => one !== engine)).toEqual([]);
    await soon(() => expect(engine.state().writes).toEqual([]));
    expect(sends()).toHaveLength(1);
    expect(stored()).toHaveLength(1);
  });

  it('leaves from a browser whose clock is wrong', async () => {
    const { clock } = office.ports;
    office = servers.open(dana, { clock: { ...clock, now: () => clock.now() - 3 * 3_600_000 } });
    const engine = await start();
    await until(engine, 'accepted');
  });

  it('asks neither for consent nor whether sending is automatic', async () => {
    await servers.simulate('settings', { set: { opt_in_tag: 'whatsapp_ok', automatic_sending: false } });
    const engine = await start();
    await until(engine, 'accepted');
  });

  it('says why it cannot leave', async () => {
    await servers.simulate('misconfigure', { name: 'not-writable-here' });
    await servers.quick();
    const engine = await start();
    await soon(() => expect(engine.state().obstacle?.code).toBe('store_forbidden'));
    expect(sends()).toEqual([]);
  });
});
