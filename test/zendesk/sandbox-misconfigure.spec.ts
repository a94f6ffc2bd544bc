import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HttpAnswer, World } from '../../sandbox/contract';
import { type SandboxDesk, startSandboxDesk } from './sandbox-desk';

const dana = 38000000001;
const alexey = 38000000002;
const object = '/custom_objects/onemsg_notification';

let desk: SandboxDesk;

beforeAll(async () => {
  desk = await startSandboxDesk();
});

afterAll(() => desk.close());

beforeEach(() => desk.simulate('reset'));

/** Makes one mistake, and time no matter. */
async function misconfigure(name: string): Promise<void> {
  await desk.simulate('misconfigure', { name });
  await desk.simulate('switches', { latencyMs: 0, latencyJitterMs: 0 });
  if (name !== 'onemsg-slow') desk.sandbox.onemsg?.simulator.simulate.latency(0);
}

/** Asks 1MSG through the proxy, as the app does. */
async function onemsg(path: string, data: string | null = null): Promise<HttpAnswer> {
  const { channel_id: channel } = (await world()).settings;
  const response = await fetch(`${desk.sandbox.url}/sandbox/proxy`, {
    method: 'POST',
    headers: { 'x-sandbox-agent': String(dana) },
    body: JSON.stringify({
      url: `https://api.1msg.io/${channel}/${path}`,
      type: data === null ? 'GET' : 'POST',
      headers: { Authorization: 'Bearer {{setting.api_token}}' },
      contentType: data === null ? null : 'application/json',
      data,
      secure: true,
    }),
  });
  // A route of the sandbox's own contract.
  return (await response.json()) as HttpAnswer;
}

async function world(): Promise<World> {
  const response = await fetch(`${desk.sandbox.url}/sandbox/world`);
  // A route of the sandbox's own contract.
  return (await response.json()) as World;
}

/** The variant that the app's settings name, as 1MSG lists it. */
async function template(): Promise<unknown> {
  const { template_name: name, template_language: language } = (await world()).settings;
  const list: unknown = JSON.parse((await onemsg('templates')).body);
  const { templates } = list as { templates: readonly { name: string; language: string }[] };
  return templates.find((known) => known.name === name && known.language === language);
}

async function send(): Promise<unknown> {
  const { template_name, template_namespace, template_language } = (await world()).settings;
  const parameters = ['Maria', '12345', 'Alexey'].map((text) => ({ type: 'text', text }));
  const answer = await onemsg(
    'sendTemplate',
    JSON.stringify({
      phone: '12125550142',
      template: template_name,
      namespace: template_namespace,
      language: { policy: 'deterministic', code: template_language },
      params: [{ type: 'body', parameters }],
    }),
  );
  return { status: answer.status, ...JSON.parse(answer.body) };
}

const record = (fields: object) => ({
  custom_object_record: { name: 'one', external_id: 'x', custom_object_fields: fields },
});

const status = async (path: string): Promise<number> => (await onemsg(path)).status;

/** What each mistake shows to somebody who looks. */
const signs: Readonly<Record<string, () => Promise<void>>> = {
  'no-settings': async () => {
    expect((await world()).settings).toMatchObject({ channel_id: null, template_name: null });
    expect((await world()).settings).toMatchObject({
      template_language: 'en',
      opt_out_tag: 'whatsapp_opt_out',
    });
    expect((await onemsg('status')).status).toBe(422);
  },
  'channel-wrong': async () => expect(await status('status')).toBe(404),
  'token-missing': async () => expect(await status('status')).toBe(422),
  'token-revoked': async () => expect(await status('status')).toBe(401),
  'subscription-blocked': async () => expect(await status('templates')).toBe(403),
  'channel-disconnected': async () => expect((await onemsg('status')).body).toContain('"disconnected"'),
  'onemsg-down': async () => expect(await status('status')).toBe(502),
  'onemsg-slow': async () =>
    expect(desk.sandbox.onemsg?.simulator.simulate.state()).toMatchObject({ latencyMs: 4000 }),
  'onemsg-500': async () => expect(await status('status')).toBe(500),
  'onemsg-html': async () => expect((await onemsg('status')).body).toContain('<html>'),
  'templates-empty': async () =>
    expect(JSON.parse((await onemsg('templates')).body)).toEqual({ total: 0, templates: [] }),
  'templates-500': async () => {
    expect(await status('templates')).toBe(500);
    expect(await status('status')).toBe(200);
  },
  'templates-error-200': async () => expect((await onemsg('templates')).body).toContain('"message"'),
  'templates-json-components': async () =>
    expect(await template()).toMatchObject({ components: expect.stringContaining('BODY') }),
  'templates-offset-ignored': async () => {
    const [first, second] = [
      await onemsg('templates?limit=100'),
      await onemsg('templates?limit=100&offset=100'),
    ];
    expect(JSON.parse(first.body)).toMatchObject({ total: 150 });
    expect(second.body).toBe(first.body);
  },
  'template-missing': async () => expect(await template()).toBeUndefined(),
  'template-pending': async () => expect(await template()).toMatchObject({ status: 'pending' }),
  'template-rejected': async () => expect(await template()).toMatchObject({ status: 'rejected' }),
  'template-paused': async () => {
    expect(await template()).toMatchObject({ status: 'paused' });
    expect(await send()).toMatchObject({ sent: false });
  },
  'template-two-variables': async () => {
    expect(JSON.stringify(await template())).not.toContain('{{3}}');
    expect(await send()).toMatchObject({ status: 422 });
  },
  'template-four-variables': async () => expect(JSON.stringify(await template())).toContain('{{4}}'),
  'template-named-variables': async () =>
    expect(JSON.stringify(await template())).toContain('{{customer_name}}'),
  'template-header-variable': async () => {
    expect(await template()).toMatchObject({
      components: [{ type: 'HEADER', format: 'TEXT', text: 'Request {{1}}' }, { type: 'BODY' }, {}],
    });
    expect(await send()).toMatchObject({ status: 422 });
  },
  'template-button-variable': async () => {
    expect(await template()).toMatchObject({
      components: [
        {},
        { buttons: [{ url: expect.stringContaining('{{1}}'), example: [expect.any(String)] }] },
      ],
    });
    expect(await send()).toMatchObject({ sent: false });
  },
  'template-late': async () =>
    expect(await template()).toMatchObject({ message_send_ttl_seconds: 30 * 86_400 }),
  'template-marketing': async () => expect(await template()).toMatchObject({ category: 'MARKETING' }),
  'namespace-wrong': async () => {
    expect(await template()).toMatchObject({ namespace: 'sandbox_0a1b_2c3d' });
    expect((await world()).settings.template_namespace).not.toBe('sandbox_0a1b_2c3d');
    expect(await send()).toMatchObject({ sent: false });
  },
  'language-not-approved': async () => expect(await template()).toMatchObject({ status: 'pending' }),
  'language-missing': async () => expect(await template()).toBeUndefined(),
  'delivery-reports-off': async () => {
    const sent = await send();
    expect(sent).toMatchObject({ sent: true });
    expect((await onemsg('settings')).body).toContain('"ackNotificationsOn":false');
    const { id } = sent as { id: string };
    expect(JSON.parse((await onemsg(`hookInfo?messageId=${encodeURIComponent(id)}`)).body)).toEqual({
      hooks: [],
    });
  },
  'object-missing': async () => expect((await desk.call('GET', `${object}/fields`, dana)).status).toBe(404),
  'field-missing': async () => {
    expect((await desk.call('GET', `${object}/fields`, dana)).body).toMatchObject({ count: 15 });
    const answer = await desk.call('POST', `${object}/records`, dana, record({ timeline: '{}' }));
    expect(answer.status).toBe(422);
  },
  'field-of-another-type': async () => {
    const { body } = await desk.call('GET', `${object}/fields`, dana);
    expect(body).toMatchObject({
      custom_object_fields: expect.arrayContaining([
        expect.objectContaining({ key: 'ticket_id', type: 'text' }),
      ]),
    });
    const answer = await desk.call('POST', `${object}/records`, dana, record({ ticket_id: 12345 }));
    expect(answer.status).toBe(422);
  },
  'not-writable-here': async () =>
    expect((await desk.call('POST', `${object}/records`, dana, record({}))).status).toBe(403),
  'not-writable-by-agents': async () => {
    expect((await desk.call('POST', `${object}/records`, alexey, record({}))).status).toBe(403);
    expect((await desk.call('POST', `${object}/records`, dana, record({}))).status).toBe(201);
  },
  'external-ids-not-unique': async () => {
    await desk.call('POST', `${object}/records`, dana, record({}));
    expect((await desk.call('POST', `${object}/records`, dana, record({}))).status).toBe(201);
  },
  'country-implausible': async () => expect((await world()).settings.default_country).toBe('JP'),
  'phones-national': async () => {
    const phones = (await world()).users.flatMap(({ phone }) => phone ?? []);
    expect(phones.filter((phone) => !phone.startsWith('+')).length).toBeGreaterThan(phones.length / 2);
  },
  'api-budget-low': async () => {
    const { headers } = await desk.call('GET', '/users/me.json', dana);
    expect(Number(headers.get('x-rate-limit-remaining'))).toBeLessThan(20);
  },
  'payment-problem': async () => {
    const filter = { 'custom_object_fields.problem': { $eq: 'payment' } };
    const { body } = await desk.call('POST', `${object}/records/search`, dana, { filter });
    expect(body).toHaveProperty('count', expect.any(Number));
    expect(body).not.toHaveProperty('count', 0);
  },
};

describe('a mistake made on purpose', () => {
  it.each(Object.keys(signs))('%s shows', async (name) => {
    await misconfigure(name);
    await signs[name]?.();
  });

  it('has a line in the list, and a sign by which this test knows it', async () => {
    const list = await (await fetch(`${desk.sandbox.url}/_simulate/misconfigure`)).text();
    expect(list.split('\n').map((line) => line.split(' ')[0])).toEqual(Object.keys(signs));
  });

  it('begins from a sandbox without any other, unless it is to come on top', async () => {
    await misconfigure('template-missing');
    await misconfigure('country-implausible');
    expect((await world()).settings).toMatchObject({
      template_name: 'agent_assigned',
      default_country: 'JP',
    });
    await desk.simulate('misconfigure', { name: 'template-missing', onTop: true });
    expect((await world()).settings).toMatchObject({ template_name: 'agent_asigned', default_country: 'JP' });
  });

  it('is over with the next reset', async () => {
    await misconfigure('token-revoked');
    await misconfigure('field-missing');
    await desk.simulate('reset');
    expect(await status('status')).toBe(200);
    expect((await desk.call('GET', `${object}/fields`, dana)).body).toMatchObject({ count: 16 });
  });

  it('has to have a name that is known', async () => {
    const response = await fetch(`${desk.sandbox.url}/_simulate/misconfigure`, {
      method: 'POST',
      body: '{"name":"gremlins"}',
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('GET /_simulate/misconfigure');
  });
});
