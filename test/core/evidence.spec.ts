import { describe, expect, it } from 'vitest';
import { evidenceFrom, findEvidence, type ListedMessage } from '../../src/core/evidence';
import { noonish } from '../support/facts';

const mobile = '4915123456789';

const listed = (changes: Partial<ListedMessage> = {}): ListedMessage => ({
  messageId: 'wamid.1',
  numbers: [mobile],
  at: noonish,
  ...changes,
});

const find = (messages: readonly ListedMessage[], digits = mobile, linked: readonly string[] = []) =>
  findEvidence(messages, { digits, at: noonish, linked: new Set(linked) });

const found = { kind: 'found', messageId: 'wamid.1', at: noonish };

describe('a lost send is found', () => {
  it.each([
    ['by its number', mobile, mobile],
    ['in Mexico with the 1 that WhatsApp adds', '525512345678', '5215512345678'],
    ['in Mexico without the 1 that WhatsApp drops', '5215512345678', '525512345678'],
    ['in Argentina with the 9 that WhatsApp adds', '541123456789', '5491123456789'],
    ['in Brazil without the ninth digit', '5531991234567', '553191234567'],
    ['in Venezuela without the trunk zero', '5804125408861', '584125408861'],
  ])('%s', (_how, sentTo, listedAs) => {
    expect(find([listed({ numbers: [listedAs] })], sentTo)).toEqual(found);
  });

  it.each([
    ['30 s before the claim', -30_000, true],
    ['earlier than that', -30_001, false],
    ['180 s after the claim', 180_000, true],
    ['later than that', 180_001, false],
  ])('when the message left %s: %s', (_when, offset, expected) => {
    expect(find([listed({ at: noonish + offset })]).kind).toBe(expected ? 'found' : 'none');
  });

  it('by any of the numbers that an entry names', () => {
    expect(find([listed({ numbers: ['351912345678', mobile] })])).toEqual(found);
  });

  it('once, though the list holds it twice', () => {
    expect(find([listed(), listed({ at: noonish + 1_000 })])).toEqual(found);
  });

  it('among messages of others and messages that are known', () => {
    expect(
      find(
        [
          listed(),
          listed({ messageId: 'wamid.2' }),
          listed({ messageId: 'wamid.3', numbers: ['351912345678'] }),
        ],
        mobile,
        ['wamid.2'],
      ),
    ).toEqual(found);
  });
});

describe('nothing is proved', () => {
  it.each<[string, readonly ListedMessage[], readonly string[]]>([
    ['by an empty list', [], []],
    ['by another number', [listed({ numbers: ['4915123456788'] })], []],
    ['by a number too short to tell', [listed({ numbers: ['3456789'] })], []],
    ['by an entry without a number', [listed({ numbers: [] })], []],
    ['by a message that belongs to another notification', [listed()], ['wamid.1']],
  ])('%s', (_how, messages, linked) => {
    expect(find(messages, mobile, linked)).toEqual({ kind: 'none' });
  });

  it('by several that can be it', () => {
    expect(find([listed(), listed({ messageId: 'wamid.2' })])).toEqual({ kind: 'several' });
  });
});

it('the list is asked for from the beginning of the window', () => {
  expect(evidenceFrom(noonish)).toBe(noonish - 30_000);
});
