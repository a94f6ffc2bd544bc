import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/core/message';
import type { HttpReply, HttpRequest } from '../../src/engine/http';
import { createChannel } from '../../src/onemsg/channel';
import { answered } from './replies';

const settings = { apiBaseUrl: 'https://api.1msg.io', channelId: '371267300' };
const Authorization = 'Bearer {{setting.api_token}}';

const message: Message = {
  phone: { digits: '584125408861', shown: '+58 412 540 8861', written: '0412-5408861' },
  template: 'agent_assigned',
  namespace: 'ns_1',
  language: 'pt_BR',
  languageReason: 'fixed',
  values: ['Ana', '12345', 'Eva Петрова'],
  look: undefined,
};

/** A channel over the given answers, one a request, and the requests it made; the last answer stays. */
function over(...replies: readonly HttpReply[]) {
  const requests: HttpRequest[] = [];
  const channel = createChannel({
    settings,
    sendHttp: async (request) => {
      requests.push(request);
      return (
        replies[Math.min(requests.length, replies.length) - 1] ?? { kind: 'unanswered', reason: 'network' }
      );
    },
  });
  return { channel, requests };
}

describe('a send', () => {
  it('is one request with the token in its header alone', async () => {
    const { channel, requests } = over(answered(200, { sent: true, id: 'wamid.1' }));
    expect(await channel.send(message)).toEqual({ kind: 'accepted', messageId: 'wamid.1' });
    expect(requests).toEqual([
      {
        method: 'POST',
        url: 'https://api.1msg.io/371267300/sendTemplate',
        headers: { Authorization },
        body: JSON.stringify({
          phone: '584125408861',
          template: 'agent_assigned',
          namespace: 'ns_1',
          language: { policy: 'deterministic', code: 'pt_BR' },
          params: [
            {
              type: 'body',
              parameters: [
                { type: 'text', text: 'Ana' },
                { type: 'text', text: '12345' },
                { type: 'text', text: 'Eva Петрова' },
              ],
            },
          ],
        }),
        secure: true,
        deadline: 30_000,
      },
    ]);
  });

  it.each([
    '{{setting.api_token}}',
    '{{{setting.api_token}}}',
    '\\{{setting.api_token}}',
    '{{ setting.api_token }} {{setting.api_token}}',
    '"{{setting.api_token}}"',
    '\\u007b{{setting.api_token}}',
  ])('never holds a placeholder that the proxy would fill in, and says what was meant: %s', async (name) => {
    const { channel, requests } = over();
    await channel.send({ ...message, values: [name, '1', name] });
    const body = requests[0]?.body ?? '';
    expect(body).not.toContain('{{');
    expect(JSON.parse(body)).toMatchObject({
      params: [{ parameters: [{ text: name }, { text: '1' }, { text: name }] }],
    });
  });

  it('without an answer is lost', async () => {
    expect(await over().channel.send(message)).toMatchObject({ kind: 'lost' });
  });
});

describe('a read', () => {
  const request = (path: string, deadline: number): HttpRequest => ({
    method: 'GET',
    url: `https://api.1msg.io/371267300/${path}`,
    headers: { Authorization },
    body: undefined,
    secure: true,
    deadline,
  });

  it('of reports names the message', async () => {
    const { channel, requests } = over(answered(200, { hooks: [] }));
    await channel.readReports('wamid.a+b/c=={{setting.api_token}}', 1);
    expect(requests).toEqual([
      request('hookInfo?messageId=wamid.a%2Bb%2Fc%3D%3D%7B%7Bsetting.api_token%7D%7D', 10_000),
    ]);
  });

  it('of messages begins with a whole second', async () => {
    const { channel, requests } = over(answered(200, { messages: [] }));
    await channel.readMessages(1_700_000_000_999);
    expect(requests).toEqual([request('messages?last=true&limit=50&min_time=1700000000', 10_000)]);
  });

  it('of the status asks for nothing else', async () => {
    const { channel, requests } = over(answered(200, { status: 'connected' }));
    expect(await channel.readStatus()).toEqual({ ok: true, value: 'connected' });
    expect(requests).toEqual([request('status', 10_000)]);
  });

  it('of templates gives up early, because a send may wait for it', async () => {
    const { channel, requests } = over(answered(200, { templates: [] }));
    await channel.readTemplates();
    expect(requests).toEqual([request('templates?limit=100&offset=0', 5_000)]);
  });
});

describe('the templates', () => {
  const entries = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => ({
      id: String(from + index),
      name: 'a',
      language: 'en',
    }));

  const readAll = async (...pages: readonly unknown[]) => {
    const { channel, requests } = over(...pages.map((page) => answered(200, page)));
    const reading = await channel.readTemplates();
    return {
      found: reading.ok ? reading.value.length : reading.problem.code,
      offsets: requests.map(({ url }) => Number(new URL(url).searchParams.get('offset'))),
    };
  };

  it('are all pages', async () => {
    expect(await readAll(entries(0, 100), entries(100, 200), entries(200, 230))).toEqual({
      found: 230,
      offsets: [0, 100, 200],
    });
  });

  it('are one page where it is not full', async () => {
    expect(await readAll(entries(0, 99))).toEqual({ found: 99, offsets: [0] });
  });

  it('are whole when the total is reached', async () => {
    const pages = [
      { total: 200, templates: entries(0, 100) },
      { total: 200, templates: entries(100, 200) },
    ];
    expect(await readAll(...pages)).toEqual({ found: 200, offsets: [0, 100] });
  });

  it('are not whole below the total, even where pages are small', async () => {
    const pages = [
      { total: 70, templates: entries(0, 50) },
      { total: 70, templates: entries(50, 70) },
    ];
    expect(await readAll(...pages)).toEqual({ found: 70, offsets: [0, 50] });
  });

  it('are read once where the channel ignores the offset', async () => {
    expect(await readAll({ total: 250, templates: entries(0, 100) })).toEqual({
      found: 100,
      offsets: [0, 100],
    });
  });

  it('tell variants apart by id, name and language', async () => {
    const page = [
      { name: 'a', language: 'en' },
      { name: 'a', language: 'es' },
      { name: 'b', language: 'en' },
      { name: 'a', language: 'en' },
    ];
    expect((await readAll(page)).found).toBe(3);
  });

  it('end after 20 pages', async () => {
    const pages = Array.from({ length: 30 }, (_, page) => entries(page * 100, page * 100 + 100));
    const { found, offsets } = await readAll(...pages);
    expect([found, offsets.length]).toEqual([2_000, 20]);
  });

  it('are unknown when one page is', async () => {
    expect((await readAll(entries(0, 100), { error: 'wrong request' })).found).toBe('request_refused');
  });
});
