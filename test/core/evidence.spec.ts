import { describe, expect, it } from 'vitest';
import type { Stored } from '../../src/core/events';
import { evidenceFrom, findEvidence, type ListedMessage, rivalTimes } from '../../src/core/evidence';
import type { Notification, Status } from '../../src/core/notification';
import { ivan, maria, noonish, notificationIn } from '../support/facts';

const mobile = '4915123456789';

const listed = (changes: Partial<ListedMessage> = {}): ListedMessage => ({
  messageId: 'wamid.1',
  numbers: [mobile],
  at: noonish,
  ...changes,
});

const lost = notificationIn('unknown');

const find = (
  messages: readonly ListedMessage[],
  digits = mobile,
  linked: readonly string[] = [],
  records: readonly Stored[] = [],
  unreadable = 0,
  readAt = noonish + 600_000,
) =>
  findEvidence(
    messages,
    { digits, at: noonish, notification: lost },
    { linked: new Set(linked), records, unreadable, readAt },
  );

/** Another send to a number that ends alike, some seconds after the lost one. */
const another = (
  status: Status,
  changes: Partial<Notification['key']> = { ticketId: 99, auditId: 77 },
  { specialist = maria, seconds = 20 } = {},
): Stored => {
  const createdAt = noonish + seconds * 1_000;
  const notification = { ...notificationIn(status), specialist, key: { ...lost.key, ...changes } };
  const claim = { recordId: 'r2', kind: 'seen', token: 'b', createdAt } as const;
  return { recordId: 'r2', notification, claim };
};

const amid = (record: Stored, message: Partial<ListedMessage> = {}) =>
  find([listed({ at: noonish + 30_000, ...message })], mobile, [], [record]).kind;

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

describe('of two sends to one number', () => {
  it.each(['claimed', 'unknown', 'queued'] as const)(
    'the message is nobody’s while the other is %s',
    (status) => {
      expect(amid(another(status))).toBe('several');
    },
  );

  it('the message is the lost one’s where the other certainly did not leave', () => {
    const failed = another('failed');
    const refused = {
      ...failed,
      notification: { ...failed.notification, messageId: undefined } as Notification,
    };
    expect(amid(refused)).toBe('found');
  });

  it('the message is the other’s whose record names it', () => {
    expect(amid(another('accepted'))).toBe('none');
  });

  it('each gets its own once the other has an id', () => {
    const messages = [listed(), listed({ messageId: 'wamid.2' })];
    expect(find(messages, mobile, [], [another('delivered')])).toEqual({ ...found, messageId: 'wamid.2' });
  });

  it.each([
    ['30 s before the other’s claim', 60, 'several'],
    ['earlier than that', 61, 'found'],
  ])('a message that left %s is judged so', (_when, seconds, expected) => {
    expect(amid(another('unknown', { ticketId: 99 }, { seconds }))).toBe(expected);
  });

  it('the other may be another attempt of the same assignment', () => {
    expect(amid(another('unknown', { attempt: 2 }))).toBe('several');
  });

  it('a second record of the same attempt is no other', () => {
    expect(amid(another('claimed', {}))).toBe('found');
  });

  it('a record that cannot be read may be another', () => {
    expect(find([listed()], mobile, [], [], 1)).toEqual({ kind: 'several' });
  });

  it.each([
    [7_999, 'several'],
    [8_000, 'found'],
  ])('a message that left %i ms before the records were read is judged so', (ms, expected) => {
    expect(find([listed()], mobile, [], [], 0, noonish + ms).kind).toBe(expected);
  });

  it('records of that whole time are asked for', () => {
    expect(rivalTimes(noonish)).toEqual({ from: noonish - 210_000, until: noonish + 210_000 });
  });
});

describe('a list that shows texts', () => {
  const text = `Hello Anna! Your request #4711 is with ${maria.name} now.`;

  it.each([
    ['of the other’s ticket', 'unknown', { ticketId: 99 }, maria, 'found'],
    ['of a ticket whose number begins alike', 'unknown', { ticketId: 471 }, maria, 'found'],
    ['of the other’s specialist', 'unknown', { auditId: 901 }, ivan, 'found'],
    ['of nothing that tells them apart', 'unknown', { attempt: 2 }, maria, 'several'],
  ] as const)(
    'tells the sends apart by what it does not say: nothing %s',
    (_what, status, key, who, expected) => {
      expect(amid(another(status, key, { specialist: who }), { text })).toBe(expected);
    },
  );

  it('gives nobody the message that names another specialist of the ticket', () => {
    const other = another('unknown', { auditId: 901 }, { specialist: ivan });
    expect(amid(other, { text: text.replace(maria.name, ivan.name) })).toBe('none');
  });

  it.each([
    ['another ticket', text.replace('4711', '99')],
    ['a ticket whose number holds this one', text.replace('4711', '14711')],
  ])('does not give the message of %s', (_whose, other) => {
    expect(find([listed({ text: other })])).toEqual({ kind: 'none' });
  });

  it('that gives only the template’s name tells nothing apart', () => {
    expect(find([listed({ text: lost.template })])).toEqual(found);
    expect(amid(another('unknown'), { text: lost.template })).toBe('several');
  });
});

it('the list is asked for from the beginning of the window', () => {
  expect(evidenceFrom(noonish)).toBe(noonish - 30_000);
});
