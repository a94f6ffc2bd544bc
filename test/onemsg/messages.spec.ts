import { describe, expect, it } from 'vitest';
import { readMessageList } from '../../src/onemsg/messages';
import { answered } from './replies';

const seconds = 1_700_000_000;
const at = seconds * 1000;
/** Ids as production gave them hold the number as WhatsApp knows it. */
const wamid = 'wamid.HBgMNTg0MTI1NDA4ODYxFQIAERgSOUQ3RkQ2QTVCMzA4RUQyOTVGAA==';

const entry = {
  messageNumber: 7,
  id: wamid,
  body: 'Hello',
  fromMe: 1,
  self: 1,
  time: seconds,
  chatId: '5804125408861@c.us',
  type: 'chat',
};

const read = (body: unknown, from = at, status = 200) => readMessageList(answered(status, body), from);
const value = (body: unknown, from = at) => {
  const reading = read(body, from);
  return reading.ok ? reading.value : undefined;
};

describe('a message that left the channel', () => {
  it('is listed with the number of the chat and the one in its id', () => {
    expect(value({ messages: [entry] })).toEqual([
      { messageId: wamid, numbers: ['5804125408861', '584125408861'], at, text: 'Hello' },
    ]);
  });

  it('names a number once', () => {
    expect(value([{ ...entry, chatId: '584125408861@c.us' }])?.[0]?.numbers).toEqual(['584125408861']);
  });

  it.each([
    ['fromMe as true', { fromMe: true, self: true }],
    ['flags as text', { fromMe: '1', self: 'true' }],
    ['time as text', { time: String(seconds) }],
  ])('is read with %s', (_, fields) => {
    expect(value([{ ...entry, ...fields }])).toHaveLength(1);
  });

  it.each([
    ['from the customer', { fromMe: 0 }],
    ['written in the inbox', { self: 0 }],
    ['of unknown origin', { self: undefined }],
    ['without an id', { id: '' }],
    ['without a time', { time: null }],
    ['older than asked for', { time: seconds - 1 }],
  ])('is not one %s', (_, fields) => {
    expect(value([{ ...entry, ...fields }])).toEqual([]);
  });

  it('counts in the second in which the search begins', () => {
    expect(value([entry], at + 900)).toHaveLength(1);
  });

  it.each([
    ['no chat', undefined, []],
    ['a plain number', '+584125408861', ['584125408861']],
    ["an id of WhatsApp's in place of a number", '584125408861@lid', []],
    ['a group', '120363@g.us', ['120363']],
    ['words', 'someone@c.us', []],
  ])('names no number it does not have: %s', (_, chatId, numbers) => {
    expect(value([{ ...entry, id: 'gBGGeSaGViBfAgnlzOSHEwK9O6F', chatId }])?.[0]?.numbers).toEqual(numbers);
  });

  it.each([
    ['15 digits', 'wamid.HBgPMTIzNDU2Nzg5MDEyMzQ1FQIAERgS', ['123456789012345']],
    ['no number', 'wamid.HBgMQ08uMTcyNjAwMDAwFQIAERgS', []],
    ['another head', 'wamid.AAAMNTg0MTI1NDA4ODYxFQIAERgS', []],
    ['no base64', 'wamid.???', []],
    ['nothing', 'wamid.', []],
  ])('has a hint in its id, or none: %s', (_, id, numbers) => {
    expect(value([{ ...entry, id, chatId: undefined }])?.[0]?.numbers).toEqual(numbers);
  });
});

describe('a list', () => {
  it('is newest first, however it came', () => {
    const list = [entry, { ...entry, id: 'b', time: seconds + 5 }, { ...entry, id: 'c', time: seconds + 2 }];
    expect(value({ messages: list })?.map(({ messageId }) => messageId)).toEqual(['b', 'c', wamid]);
  });

  it('is empty where no history is kept', () => {
    expect(value({ notice: 'Messages are not stored for this channel', messages: [] })).toEqual([]);
  });

  it.each([
    [200, { error: 'wrong request' }, 'request_refused'],
    [200, { messages: [], error: 'wrong request' }, 'request_refused'],
    [200, {}, 'onemsg_unreachable'],
    [200, 'OK', 'onemsg_unreachable'],
    [403, 'blocked', 'channel_blocked'],
    [500, '', 'onemsg_unreachable'],
  ])('is a problem when it is none: %i %j', (status, body, code) => {
    expect(read(body, at, status)).toMatchObject({ ok: false, problem: { code } });
  });
});
