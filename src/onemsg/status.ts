import type { Reading } from '../core/problem';
import { type HttpReply, isObject } from '../engine/http';
import type { ChannelStatus } from '../engine/ports';
import { hasError } from './faults';
import { wordOf } from './fields';
import { readBody } from './replies';

const words: ReadonlyMap<string, ChannelStatus> = new Map([
  ['connected', 'connected'],
  ['connecting', 'connected'],
  ['disconnected', 'disconnected'],
  ['uninitialized', 'disconnected'],
  ['unregistered', 'disconnected'],
]);

/** Whether the channel can send; a word that is not known is a problem, not a guess. */
export const readChannelStatus = (reply: HttpReply): Reading<ChannelStatus> =>
  readBody(reply, (body) => {
    if (!isObject(body) || hasError(body)) return undefined;
    const { status } = isObject(body.data) ? body.data : body;
    return words.get(wordOf(status) ?? '');
  });
