import type { Message } from '../core/message';
import type { Settings } from '../core/settings';
import type { HttpReply, SendHttp } from '../engine/http';
import type { Channel } from '../engine/ports';
import { readSendAnswer } from './answers';
import { readMessageList, wholeSeconds } from './messages';
import { readReports } from './reports';
import { readChannelStatus } from './status';
import { readAllTemplates, readTemplatePage } from './templates';

/** ms. A send is waited for as long as 1MSG's own client does; the templates must not hold one up. */
const deadlines = { send: 30_000, templates: 5_000, read: 10_000 };

/** Filled in by Zendesk's proxy. The token goes nowhere else: 1MSG prefers one in the URL or the body. */
const headers = { Authorization: 'Bearer {{setting.api_token}}' };

/** Which channel, and the way to it. */
export interface Access {
  readonly settings: Pick<Settings, 'apiBaseUrl' | 'channelId'>;
  readonly sendHttp: SendHttp;
}

const baseOf = ({ apiBaseUrl, channelId }: Access['settings']): string =>
  `${apiBaseUrl}/${encodeURIComponent(channelId)}`;

/** Reads a path of the channel; `deadline` in ms. */
export const createReader =
  ({ settings, sendHttp }: Access) =>
  (path: string, deadline = deadlines.read): Promise<HttpReply> =>
    sendHttp({
      method: 'GET',
      url: `${baseOf(settings)}/${path}`,
      headers,
      body: undefined,
      secure: true,
      deadline,
    });

/** 1MSG, reached through the given requests. No call rejects as long as `sendHttp` does not. */
export function createChannel({ settings, sendHttp }: Access): Channel {
  const base = baseOf(settings);
  const read = createReader({ settings, sendHttp });

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

    readTemplates: () => readAllTemplates((path) => read(path, deadlines.templates), readTemplatePage),

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
