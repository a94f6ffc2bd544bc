import type { ListedMessage } from '../core/evidence';
import type { Reading } from '../core/problem';
import { type HttpReply, isObject } from '../engine/http';
import { isYes, textOf, timeOf } from './fields';
import { listIn, readBody } from './replies';

/** What the channel sent by API at or after `from` (ms; 1MSG knows whole seconds), newest first. */
export const readMessageList = (reply: HttpReply, from: number): Reading<readonly ListedMessage[]> =>
  readBody(reply, (body) =>
    listIn(body, 'messages')
      ?.flatMap((entry) => messageOf(entry) ?? [])
      .filter(({ at }) => at >= wholeSeconds(from) * 1000)
      .sort((a, b) => b.at - a.at),
  );

/** ms as whole seconds, the unit in which 1MSG keeps and takes times. */
export const wholeSeconds = (ms: number): number => Math.floor(ms / 1000);

function messageOf(entry: unknown): ListedMessage | undefined {
  if (!isObject(entry) || !isYes(entry.fromMe) || !isYes(entry.self)) return undefined;
  const messageId = textOf(entry.id);
  const at = timeOf(entry.time);
  if (messageId === undefined || at === undefined) return undefined;
  const numbers = new Set([...numberInChat(textOf(entry.chatId)), ...numberInMessageId(messageId)]);
  return { messageId, numbers: [...numbers], at, text: textOf(entry.body) ?? textOf(entry.caption) };
}

/** `584125408861@c.us`; what stands before `@lid` is an id of WhatsApp's and no number. */
function numberInChat(chatId = ''): readonly string[] {
  const [number = '', domain] = chatId.split('@');
  return domain === 'lid' ? [] : asNumber(number.replace(/^\+/, ''));
}

/** A number's length and digits stand behind these two bytes. */
const head = [0x1c, 0x18];
/** Base64 characters that hold the head, the length and 15 digits: as much as the longest number takes. */
const enough = 24;

/**
 * The number inside a message id of WhatsApp's. Nobody documents it and newer ids may not have it: a hint,
 * and nothing where the id is built otherwise.
 */
function numberInMessageId(messageId: string): readonly string[] {
  const bytes = bytesOf(messageId.replace(/^wamid\./, '').slice(0, enough));
  if (!head.every((byte, index) => bytes.charCodeAt(index) === byte)) return [];
  const start = head.length + 1;
  return asNumber(bytes.slice(start, start + bytes.charCodeAt(head.length)));
}

function bytesOf(base64: string): string {
  try {
    return atob(base64);
  } catch {
    // Not base64, so not an id that holds a number.
    return '';
  }
}

const asNumber = (digits: string): readonly string[] => (/^\d{6,15}$/.test(digits) ? [digits] : []);
