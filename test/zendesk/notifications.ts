import fc from 'fast-check';
import type { Notification } from '../../src/core/notification';
import { statuses } from '../../src/core/notification';
import { type ProblemCode, problem, problems } from '../../src/core/problem';

/** An attempt whose message has an id for certain. */
type Taken = Extract<Notification, { messageId: string }>;

/** An attempt that was accepted, with whatever a test wants to be different. */
export const accepted = (changes: Partial<Taken> = {}): Taken => ({
  key: { ticketId: 12345, auditId: 987654321, attempt: 1 },
  specialist: { id: 38000000002, name: 'Alexey Petrov' },
  phoneEnding: '0142',
  template: 'agent_assigned',
  language: 'en',
  sentBy: 'auto',
  timeline: { claimed: Date.UTC(2026, 0, 12, 10, 30), accepted: Date.UTC(2026, 0, 12, 10, 30, 1) },
  status: 'accepted',
  messageId: 'gBGGFlA5FpafAgkOuJbRq54qwbM',
  ...changes,
});

const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const time = fc.integer({ min: 0, max: Date.UTC(2100, 0) });
/** One line of words, as names are after cleaning. */
const words = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replace(/\s+/g, ' ').trim());
const token = fc.stringMatching(/^[A-Za-z0-9_.:=-]{1,60}$/);
const reason = fc
  .record({
    // The keys of the table are its codes; Object.keys cannot say so.
    code: fc.constantFrom(...(Object.keys(problems) as ProblemCode[])),
    detail: fc.option(
      words.filter((text) => text !== ''),
      { nil: undefined },
    ),
    subjects: fc.array(token, { maxLength: 3 }),
  })
  .map(({ code, detail, subjects }) => problem(code, detail, subjects));

const fate = fc.oneof(
  fc.record({ status: fc.constant('claimed' as const) }),
  fc.record({ status: fc.constant('queued' as const), jobId: token }),
  fc.record({ status: fc.constantFrom('accepted', 'sent', 'delivered', 'read'), messageId: token }),
  fc.record({
    status: fc.constant('failed' as const),
    messageId: fc.option(token, { nil: undefined }),
    problem: reason,
  }),
  fc.record({ status: fc.constant('unknown' as const), problem: reason }),
);

/** Any notification that can be. */
export const notifications: fc.Arbitrary<Notification> = fc
  .record({
    key: fc.record({ ticketId: id, auditId: id, attempt: fc.integer({ min: 1, max: 5 }) }),
    specialist: fc.record({ id, name: words }),
    phoneEnding: fc.stringMatching(/^\d{4}$/),
    template: token,
    language: fc.constantFrom('en', 'pt_BR', 'zh_CN'),
    sentBy: fc.oneof(id, fc.constant('auto' as const)),
    timeline: fc.record(Object.fromEntries(statuses.map((status) => [status, time])), { requiredKeys: [] }),
    fate,
  })
  .map(({ fate: what, ...common }): Notification => ({ ...common, ...what }));
