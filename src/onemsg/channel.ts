import type { Message } from '../core/message';
import { failed, got, type Reading } from '../core/problem';
import type { Settings } from '../core/settings';
import type { Template } from '../core/template';
import type { HttpReply, SendHttp } from '../engine/http';
import type { Channel } from '../engine/ports';
import { readSendAnswer } from './answers';
import { readMessageList, wholeSeconds } from './messages';
import { readReports } from './reports';
import { readChannelStatus } from './status';
import { readTemplatePage } from './templates';

/** ms. A send is waited for as long as 1MSG's own client does; the templates must not hold one up. */
const deadlines = { send: 30_000, templates: 5_000, read: 10_000 };

/** Filled in by Zendesk's proxy. The token goes nowhere else: 1MSG prefers one in the URL or the body. */
const headers = { Authorization: 'Bearer {{setting.api_token}}' };

/** Entries of a page of templates, as many as 1MSG gives. */
const pageSize = 100;
const mostPages = 20;

/** 1MSG, reached through the given requests. No call rejects as long as `sendHttp` does not. */
export function createChannel({
  settings,
  sendHttp,
}: {
  readonly settings: Pick<Settings, 'apiBaseUrl' | 'channelId'>;
  readonly sendHttp: SendHttp;
}): Channel {
  const base = `${settings.apiBaseUrl}/${encodeURIComponent(settings.channelId)}`;

  const read = (path: string, deadline = deadlines.read): Promise<HttpReply> =>
    sendHttp({ method: 'GET', url: `${base}/${path}`, headers, body: undefined, secure: true, deadline });

  return {
    async send(message) {
      const reply = await sendHttp({
        method: 'POST',
        url: `${base}/sendTemplate`,
        headers,
        body: sendBody(message),
        secure: true,
        deadline: deadlines.send,
      });
      return readSendAnswer(reply);
    },

    async readReports(messageId, now) {
      return readReports(await read(`hookInfo?messageId=${encodeURIComponent(messageId)}`), messageId, now);
    },

    readTemplates: () =>
      readTemplates((offset) => read(`templates?limit=${pageSize}&offset=${offset}`, deadlines.templates)),

    async readMessages(from) {
      const reply = await read(`messages?last=true&limit=50&min_time=${wholeSeconds(from)}`);
      return readMessageList(reply, from);
    },

    async readStatus() {
      return readChannelStatus(await read('status'));
    },
  };
}

/**
 * Zendesk's proxy fills in `{{setting.…}}` by plain replacement, and a customer can have any name. In JSON two
 * braces in a row stand only inside a text, so escaping them everywhere changes nothing for the receiver.
 */
function sendBody({ phone, template, namespace, language, values }: Message): string {
  const parameters = values.map((text) => ({ type: 'text', text }));
  return JSON.stringify({
    phone: phone.digits,
    template,
    namespace,
    language: { policy: 'deterministic', code: language },
    params: [{ type: 'body', parameters }],
  }).replaceAll('{{', '\\u007b\\u007b');
}

/**
 * All pages, up to the total where the channel gives one, else up to a page that is not full. Some channels
 * ignore the offset and give the first page again and again, so a page with nothing new is the end as well.
 */
async function readTemplates(
  readPage: (offset: number) => Promise<HttpReply>,
): Promise<Reading<readonly Template[]>> {
  const found = new Map<string, Template>();
  let offset = 0;
  for (let pages = 0; pages < mostPages; pages++) {
    const page = readTemplatePage(await readPage(offset));
    if (!page.ok) return failed(page.problem);
    const { templates, length, total } = page.value;
    const before = found.size;
    for (const [key, template] of templates) found.set(key, template);
    offset += length;
    const isWhole = total === undefined ? length < pageSize : found.size >= total;
    if (isWhole || found.size === before) break;
  }
  return got([...found.values()]);
}
