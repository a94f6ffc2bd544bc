import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysLate, misfitsOf } from '../../src/core/template-fit';
import type { HttpReply, HttpRequest } from '../../src/engine/http';
import { createConsoleChannel } from '../../src/onemsg/console-channel';
import { answered, badGateway, proxyError } from './replies';

/** What the console makes of 1MSG's answers, whatever they are. */

const settings = { apiBaseUrl: 'https://api.1msg.io', channelId: '371267300' } as const;

function channelOver(rule: (request: HttpRequest, index: number) => HttpReply) {
  const requests: HttpRequest[] = [];
  const channel = createConsoleChannel({
    settings,
    async sendHttp(request) {
      requests.push(request);
      return rule(request, requests.length - 1);
    },
  });
  return { channel, requests };
}

const entry = {
  id: '1',
  name: 'agent_assigned',
  namespace: 'ns',
  language: 'en',
  status: 'approved',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: 'Hello, {{1}}! Request #{{2}}: {{3}}.' }],
};

const list = async (page: unknown, status = 200) => {
  const { channel } = channelOver(() => answered(status, page));
  const reading = await channel.listTemplates();
  return reading.ok ? reading.value : reading.problem.code;
};

const listed = async (changes: object) => {
  const found = await list({ templates: [{ ...entry, ...changes }] });
  const [one] = typeof found === 'string' ? [] : found;
  if (one === undefined) throw new Error('It is not listed.');
  return one;
};

const isSwitched = async (reply: HttpReply) => {
  const reading = await channelOver(() => reply).channel.readReportsSwitch();
  return reading.ok ? reading.value : reading.problem.code;
};

const unanswered = { kind: 'unanswered', reason: 'network' } as const;

describe('the list of templates', () => {
  it.each([
    ['nothing', unanswered, 'onemsg_unreachable'],
    ['a page of a gateway', answered(502, badGateway), 'onemsg_unreachable'],
    ['a page with status 200', answered(200, badGateway), 'onemsg_unreachable'],
    ['a fault of the server', answered(500, {}), 'onemsg_unreachable'],
    ['an error with status 200', answered(200, { error: 'Something' }), 'request_refused'],
    [
      'an error beside an empty list',
      answered(200, { templates: [], error: 'Something' }),
      'request_refused',
    ],
    ['null', answered(200, 'null'), 'onemsg_unreachable'],
    ['an object instead of the list', answered(200, { templates: {} }), 'onemsg_unreachable'],
    ['a refused token', answered(401, { error: 'Wrong token' }), 'token_refused'],
    ['a channel that is gone', answered(404, {}), 'channel_not_found'],
    ['a word of the proxy', answered(422, proxyError(422)), 'proxy_refused'],
  ])('is unknown, and not empty, where the answer is %s', async (_about, reply, code) => {
    const reading = await channelOver(() => reply).channel.listTemplates();
    expect(reading.ok ? reading.value : reading.problem.code).toBe(code);
  });

  it.each([
    ['a list of them', { total: 1, templates: [entry] }],
    ['the list alone', [entry]],
    ['a total as text', { total: '1', templates: [entry] }],
    ['a total that is none', { total: 'many', templates: [entry] }],
    ['a total below zero', { total: -5, templates: [entry] }],
    ['junk beside it', { templates: [null, 7, 'x', [], {}, { name: 'a' }, { language: 'en' }, entry] }],
    ['components as JSON text', { templates: [{ ...entry, components: JSON.stringify(entry.components) }] }],
    ['fields of a later version', { templates: [{ ...entry, added_later: { deep: [1] } }], added_later: 1 }],
  ])('is read from %s', async (_about, page) => {
    expect(await list(page)).toMatchObject([
      { name: 'agent_assigned', language: 'en', category: 'utility', wanting: [] },
    ]);
  });

  it('ends where every page is the first one', async () => {
    const templates = Array.from({ length: 100 }, (_, index) => ({
      ...entry,
      id: String(index),
      name: `t_${index}`,
    }));
    const { channel, requests } = channelOver(() => answered(200, { total: 150, templates }));
    const reading = await channel.listTemplates();
    expect(reading.ok && reading.value.length).toBe(100);
    expect(requests).toHaveLength(2);
  });

  it('ends where it never ends', async () => {
    const { channel, requests } = channelOver((_request, page) =>
      answered(
        200,
        Array.from({ length: 100 }, (_, index) => ({
          ...entry,
          id: `${page}.${index}`,
          name: `t${page}_${index}`,
        })),
      ),
    );
    const reading = await channel.listTemplates();
    expect(reading.ok && reading.value.length).toBe(2_000);
    expect(requests).toHaveLength(20);
  });

  it('is unknown where a later page fails: half a list would deny what is there', async () => {
    const templates = Array.from({ length: 100 }, (_, index) => ({
      ...entry,
      id: index,
      name: `t_${index}`,
    }));
    const { channel } = channelOver((_request, page) =>
      page === 0 ? answered(200, { total: 150, templates }) : answered(500, {}),
    );
    expect(await channel.listTemplates()).toMatchObject({ ok: false });
  });

  it('is read from whatever stands in it', async () => {
    const part = fc.oneof(fc.jsonValue(), fc.constantFrom('BODY', 'HEADER', 'BUTTONS', '{{1}}', '{{name}}'));
    const fields = fc.constantFrom('type', 'text', 'buttons', 'url', 'format', 'header', 'cards', 'example');
    const component = fc.dictionary(fields, part);
    const one = fc.record(
      { name: part, language: part, status: part, category: part, components: fc.array(component) },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(one, fc.jsonValue())), async (templates) => {
        const found = await list({ templates });
        for (const template of typeof found === 'string' ? [] : found) {
          expect(misfitsOf(template)).toBeInstanceOf(Array);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a template’s', () => {
  it.each([
    ['UTILITY', 'utility'],
    ['utility', 'utility'],
    ['TRANSACTIONAL', 'utility'],
    ['MARKETING', 'marketing'],
    ['OTP', 'authentication'],
    ['SERVICE', undefined],
    [null, undefined],
    [7, undefined],
    [{}, undefined],
  ])('category %s is %s', async (category, expected) => {
    expect((await listed({ category })).category).toBe(expected);
  });

  it.each([
    [43_200, 43_200],
    ['43200', 43_200],
    [-1, 30 * 86_400],
    [30 * 86_400, 30 * 86_400],
    [0, undefined],
    [-7, undefined],
    ['', undefined],
    ['soon', undefined],
    ['Infinity', undefined],
    ['1e300', undefined],
    [31 * 86_400, undefined],
    [null, undefined],
    [{}, undefined],
  ])('time to live %s is told as %s', async (given, expected) => {
    const one = await listed({ message_send_ttl_seconds: given });
    expect(one.lastsSeconds).toBe(expected);
    expect(daysLate(one)).toBeLessThanOrEqual(30);
  });

  it.each([
    ['a header with a variable', { type: 'HEADER', format: 'TEXT', text: '{{1}}' }, ['header']],
    ['a picture above', { type: 'HEADER', format: 'IMAGE' }, ['header']],
    [
      'a button with a variable',
      { type: 'BUTTONS', buttons: [{ type: 'URL', url: 'https://a/{{1}}' }] },
      ['button'],
    ],
    ['buttons that are none', { type: 'BUTTONS', buttons: 'x' }, []],
    ['a part of a later version', { type: 'HOLOGRAM', text: 'x' }, []],
    ['such a part with a variable', { type: 'HOLOGRAM', text: '{{1}}' }, ['other']],
    ['a part without a type', { text: '{{1}}' }, ['other']],
  ])('wants are known: %s', async (_about, component, wanting) => {
    expect((await listed({ components: [...entry.components, component] })).wanting).toEqual(wanting);
  });
});

describe('the switch of the delivery reports', () => {
  it.each([
    [true, true],
    [1, true],
    ['true', true],
    [false, false],
    [0, false],
    ['false', false],
    [undefined, undefined],
    [null, undefined],
    ['maybe', undefined],
    [{}, undefined],
    [[true], undefined],
  ])('%s is read as %s', async (ackNotificationsOn, expected) => {
    expect(await isSwitched(answered(200, { webhookUrl: null, ackNotificationsOn }))).toBe(expected);
  });

  it.each([
    ['nothing', unanswered, 'onemsg_unreachable'],
    ['a page', answered(200, badGateway), 'onemsg_unreachable'],
    ['a list', answered(200, []), 'onemsg_unreachable'],
    ['null', answered(200, 'null'), 'onemsg_unreachable'],
    [
      'an error beside the switch',
      answered(200, { error: 'Something', ackNotificationsOn: true }),
      'request_refused',
    ],
    ['a refused token', answered(401, {}), 'token_refused'],
    ['a fault of the server', answered(503, {}), 'onemsg_unreachable'],
  ])('is unknown, and not off, where the answer is %s', async (_about, reply, code) => {
    expect(await isSwitched(reply)).toBe(code);
  });
});

it('the token is in no address, only where Zendesk fills it in', async () => {
  const { channel, requests } = channelOver(() => answered(200, { templates: [] }));
  await channel.listTemplates();
  await channel.readReportsSwitch();
  expect(requests.map(({ url }) => url).join()).not.toMatch(/token|\{\{/i);
  expect(
    requests.every(({ secure, headers }) => secure && headers.Authorization?.includes('{{setting.')),
  ).toBe(true);
});
