import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  furtherOf,
  hear,
  isFinal,
  isStatus,
  messageIdOf,
  type News,
  type Notification,
  type Status,
  statuses,
} from '../../src/core/notification';
import { problem } from '../../src/core/problem';
import { busy, noonish, notificationIn } from '../support/facts';

const later = noonish + 60_000;

const news = {
  accepted: { kind: 'accepted', messageId: 'wamid.1', at: later },
  queued: { kind: 'queued', jobId: 'job.1', at: later },
  refused: { kind: 'refused', problem: busy, at: later },
  lost: { kind: 'lost', problem: problem('no_answer'), at: later },
  'reported accepted': { kind: 'reported', messageId: 'wamid.1', status: 'accepted', at: later },
  'reported sent': { kind: 'reported', messageId: 'wamid.1', status: 'sent', at: later },
  'reported delivered': { kind: 'reported', messageId: 'wamid.1', status: 'delivered', at: later },
  'reported read': { kind: 'reported', messageId: 'wamid.1', status: 'read', at: later },
  'reported failed': {
    kind: 'reported',
    messageId: 'wamid.1',
    status: 'failed',
    problem: busy,
    at: later,
  },
  'of another message': { kind: 'reported', messageId: 'wamid.2', status: 'read', at: later },
} as const satisfies Record<string, News>;

type Heard = keyof typeof news;

/**
 * What every status becomes of every news: `.` where the very same object comes back, `noted` where only the
 * timeline tells.
 */
const table: Record<Heard, string> = {
  //                    claimed  queued   unknown  accepted  sent      failed    delivered read
  accepted: '           accepted accepted accepted .         .         .         .         .',
  queued: '             queued   .        queued   .         .         .         .         .',
  refused: '            failed   failed   failed   failed    failed    .         noted     noted',
  lost: '               unknown  .        .        .         .         .         .         .',
  'reported accepted': '.        .        .        .         .         .         .         .',
  'reported sent': '    .        .        .        sent      .         .         .         .',
  'reported delivered': '.       .        .        delivered delivered delivered .         .',
  'reported read': '    .        .        .        read      read      read      read      .',
  'reported failed': '  .        .        .        failed    failed    .         noted     noted',
  'of another message': '.       .        .        .         .         .         .         .',
};
const columns = ['claimed', 'queued', 'unknown', 'accepted', 'sent', 'failed', 'delivered', 'read'] as const;

const cell = (heard: Heard, status: Status): string =>
  table[heard].trim().split(/\s+/)[columns.indexOf(status)] ?? 'no cell';

const heardKinds = Object.keys(news).filter((key): key is Heard => key in news);

describe.each(statuses)('a notification that is %s', (status) => {
  it.each(heardKinds.map((heard) => [heard, cell(heard, status)] as const))(
    'and hears %s: %s',
    (heard, expected) => {
      const before = notificationIn(status);
      const after = hear(before, news[heard]);
      if (expected === '.') {
        expect(after).toBe(before);
      } else if (expected === 'noted') {
        expect(after).toEqual({ ...before, timeline: { ...before.timeline, failed: later } });
      } else {
        expect(after.status).toBe(expected);
        expect(after.timeline).toEqual({ ...before.timeline, [after.status]: later });
      }
    },
  );

  it('hears nothing new the second time', () => {
    for (const heard of heardKinds) {
      const once = hear(notificationIn(status), news[heard]);
      expect(hear(once, news[heard])).toBe(once);
    }
  });
});

describe('a status carries exactly what is true then', () => {
  const common = [
    'key',
    'language',
    'phoneEnding',
    'sentBy',
    'specialist',
    'status',
    'template',
    'timeline',
  ] as const;

  it.each<[string, Notification, readonly string[]]>([
    ['a queued one that was accepted', hear(notificationIn('queued'), news.accepted), ['messageId']],
    ['an unknown one that was found', hear(notificationIn('unknown'), news.accepted), ['messageId']],
    [
      'a failed one that arrived all the same',
      hear(notificationIn('failed'), news['reported delivered']),
      ['messageId'],
    ],
    [
      'a sent one that failed',
      hear(notificationIn('sent'), news['reported failed']),
      ['messageId', 'problem'],
    ],
    ['a claimed one that was lost', hear(notificationIn('claimed'), news.lost), ['problem']],
    ['a claimed one that was queued', hear(notificationIn('claimed'), news.queued), ['jobId']],
  ])('%s', (_what, notification, own) => {
    expect(new Set(Object.keys(notification))).toEqual(new Set([...common, ...own]));
  });

  it('a failed one keeps the id by which a later delivery is recognised', () => {
    const failed = hear(notificationIn('sent'), news['reported failed']);
    expect(messageIdOf(failed)).toBe('wamid.1');
    expect(hear(failed, news['reported delivered']).status).toBe('delivered');
  });
});

describe('the one that knows more', () => {
  it.each<[Status, Status]>([
    ['unknown', 'claimed'],
    ['queued', 'unknown'],
    ['accepted', 'queued'],
    ['sent', 'accepted'],
    ['failed', 'sent'],
    ['delivered', 'failed'],
    ['read', 'delivered'],
  ])('of %s and %s is the first', (more, less) => {
    expect(furtherOf(notificationIn(more), notificationIn(less)).status).toBe(more);
    expect(furtherOf(notificationIn(less), notificationIn(more)).status).toBe(more);
  });

  it('has the earliest time of every status', () => {
    const a = { ...notificationIn('read'), timeline: { claimed: 5, sent: 20, read: 40 } };
    const b = { ...notificationIn('sent'), timeline: { claimed: 6, accepted: 8, sent: 10 } };
    expect(furtherOf(a, b)).toEqual({ ...a, timeline: { claimed: 5, accepted: 8, sent: 10, read: 40 } });
  });

  it('is the very same object when the other knows nothing that it does not', () => {
    const read = notificationIn('read');
    expect(furtherOf(read, { ...notificationIn('claimed') })).toBe(read);
    expect(furtherOf(read, { ...read })).toBe(read);
  });
});

describe('any order, repetition and loss of reports', () => {
  const reports = fc.array(
    fc.record({
      kind: fc.constantFrom(
        'reported accepted',
        'reported sent',
        'reported delivered',
        'reported read',
        'reported failed',
        'of another message',
      ),
      at: fc.integer({ min: noonish, max: noonish + 1e6 }),
    }),
    { maxLength: 12 },
  );
  const timed = (heard: { kind: Heard; at: number }): News => ({ ...news[heard.kind], at: heard.at });
  const road: readonly Status[] = ['accepted', 'sent', 'failed', 'delivered', 'read'];

  it('ends in the same status', () => {
    fc.assert(
      fc.property(
        reports.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([inOrder, shuffled]) => {
          const end = (list: typeof inOrder) => list.map(timed).reduce(hear, notificationIn('accepted'));
          expect(end([...shuffled, ...shuffled]).status).toBe(end(inOrder).status);
        },
      ),
    );
  });

  it('never goes backwards', () => {
    fc.assert(
      fc.property(reports, (list) => {
        let notification = notificationIn('accepted');
        for (const one of list) {
          const next = hear(notification, timed(one));
          expect(road.indexOf(next.status)).toBeGreaterThanOrEqual(road.indexOf(notification.status));
          notification = next;
        }
      }),
    );
  });

  it('never changes what the attempt is', () => {
    fc.assert(
      fc.property(reports, (list) => {
        const start = notificationIn('accepted');
        const end = list.map(timed).reduce(hear, start);
        const { key, specialist, phoneEnding, template, language, sentBy } = end;
        expect(start).toMatchObject({ key, specialist, phoneEnding, template, language, sentBy });
        expect(messageIdOf(end)).toBe('wamid.1');
      }),
    );
  });

  it('makes two accounts that agree, whichever is put first', () => {
    fc.assert(
      fc.property(reports, reports, (one, two) => {
        const start = notificationIn('accepted');
        const a = one.map(timed).reduce(hear, start);
        const b = two.map(timed).reduce(hear, start);
        const [ab, ba] = [furtherOf(a, b), furtherOf(b, a)];
        expect(ab.status).toBe(ba.status);
        expect(ab.timeline).toEqual(ba.timeline);
        expect(furtherOf(ab, a)).toBe(ab);
        expect(furtherOf(ab, b)).toBe(ab);
      }),
    );
  });
});

it('nothing more is expected of what was read or has failed', () => {
  expect(statuses.filter(isFinal)).toEqual(['read', 'failed']);
});

it.each(['', 'Read', 'onemsg_read', 'constructor', 'sending'])('“%s” is no status', (text) => {
  expect(isStatus(text)).toBe(false);
});
