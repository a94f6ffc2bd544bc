import { maxAttempts } from '../core/claim';
import type { Message } from '../core/message';
import { messageIdOf, type Notification } from '../core/notification';
import type { Problem } from '../core/problem';
import type { State } from '../core/state';
import type { DetailsSubject, Fact, MessageShown } from './card';
import { customerNameOf, customerOf, isAnothers, languageFact, nameOf, plainFact } from './card-parts';
import { statusKey } from './notification-words';
import { plainName, shownName } from './shown-name';
import { type Phrase, say, type Value, type WordKey } from './words';

/** What is one click away. */
export interface Details {
  readonly message: MessageShown | undefined;
  /** Said in the message's place where this page does not have it. */
  readonly messageNote: Phrase | undefined;
  readonly facts: readonly Fact[];
  readonly earlier: readonly Earlier[];
}

/** Another attempt on this ticket. */
export interface Earlier {
  readonly id: string;
  readonly specialist: Value;
  readonly status: WordKey;
  readonly at: number | undefined;
}

/** The message where this page has it, what is known of the attempt, then the ticket's other attempts. */
export function describeDetails(subject: DetailsSubject, state: State): Details {
  const { message, current, problem } = subject;
  const notification = current?.notification;
  return {
    message: message === undefined ? undefined : { message, customer: customerOf(state) },
    messageNote:
      message === undefined && notification !== undefined ? say('details.message_elsewhere') : undefined,
    facts: [
      ...(current !== undefined && isAnothers(state, current)
        ? []
        : wholeName('card.customer', customerNameOf(state))),
      ...wholeName('card.specialist', notification?.specialist.name ?? ''),
      ...(message === undefined ? [] : messageFacts(message)),
      ...(message === undefined && notification !== undefined ? templateFacts(notification) : []),
      ...(notification === undefined ? [] : attemptFacts(notification, state.agentId)),
      ...(problem === undefined ? [] : supportFacts(problem)),
    ],
    earlier: earlierOf(state),
  };
}

/** A name that the card had to cut. */
const wholeName = (label: WordKey, name: string): readonly Fact[] =>
  plainName(name) === shownName(name) ? [] : [plainFact(label, plainName(name))];

const messageFacts = (message: Message): readonly Fact[] => [
  plainFact('card.number', message.phone.shown),
  languageFact(message),
  plainFact('details.template', message.template),
];

const templateFacts = ({ language, template }: Notification): readonly Fact[] => [
  plainFact('details.language', { language }),
  plainFact('details.template', template),
];

function attemptFacts(notification: Notification, agentId: number | undefined): readonly Fact[] {
  const { key, sentBy, status } = notification;
  const messageId = messageIdOf(notification);
  const by = sentBy === 'auto' ? 'auto' : sentBy === agentId ? 'you' : 'agent';
  return [
    plainFact('details.attempt', say('details.attempt_of', { attempt: key.attempt, most: maxAttempts })),
    plainFact('details.sent_by', { key: `details.by_${by}` }),
    ...(messageId === undefined ? [] : [plainFact('details.message_id', messageId)]),
    ...(status === 'queued' ? [plainFact('details.job_id', notification.jobId)] : []),
  ];
}

/** What support asks for: the stable code, and what the outside said. */
const supportFacts = ({ code, detail }: Problem): readonly Fact[] => [
  plainFact('details.code', code),
  ...(detail === undefined || detail === '' ? [] : [plainFact('details.said', detail)]),
];

/** The ticket's attempts but the present one, newest first; a claim that nobody acted on is none. */
function earlierOf({ records, current }: State): readonly Earlier[] {
  return records
    .filter(
      ({ recordId, notification }) => recordId !== current?.recordId && notification.status !== 'claimed',
    )
    .sort((a, b) => startOf(b.notification) - startOf(a.notification))
    .map(({ recordId, notification }) => ({
      id: recordId,
      specialist: nameOf(notification.specialist),
      status: statusKey(notification),
      at: notification.timeline[notification.status],
    }));
}

const startOf = ({ timeline }: Notification): number =>
  Math.min(...Object.values(timeline).filter((at) => at !== undefined));
