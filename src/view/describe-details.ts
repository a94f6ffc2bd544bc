import { languagesToChoose } from '../core/choices';
import { maxAttempts } from '../core/claim';
import type { Message } from '../core/message';
import { messageIdOf, type Notification } from '../core/notification';
import { draftFor } from '../core/preview';
import type { Problem } from '../core/problem';
import { type Sketch, sketchOfAttempt } from '../core/sketch';
import type { Current, State } from '../core/state';
import type { Template } from '../core/template';
import type { DetailsSubject, Fact, MessageShown } from './card';
import { customerNameOf, customerOf, isAnothers, languageFact, plainFact } from './card-parts';
import { type History, historyOf, senderOf } from './describe-history';
import { plainName, shownName } from './shown-name';
import { type Phrase, say, type Value, type WordKey } from './words';

/** What is one click away. */
export interface Details {
  readonly message: MessageShown | undefined;
  /** Said beside the message where this page did not send it. */
  readonly messageNote: Phrase | undefined;
  readonly facts: readonly Fact[];
  /** The message that the card's button would send; undefined where it has none. */
  readonly next: NextMessage | undefined;
  readonly history: History;
}

export interface NextMessage {
  readonly title: WordKey;
  /** Undefined while its parts are read, or where they make none. */
  readonly message: MessageShown | undefined;
  readonly note: Phrase | undefined;
  /** Undefined where there is nothing to choose. */
  readonly languages: LanguageChoice | undefined;
}

export interface LanguageChoice {
  /** WhatsApp codes. */
  readonly options: readonly string[];
  readonly chosen: string;
  readonly why: Phrase;
}

/** The message, what is known of the attempt, the message that can be sent, then the ticket's other messages. */
export function describeDetails(subject: DetailsSubject, state: State): Details {
  const { message, current, problem } = subject;
  const notification = current?.notification;
  const sketch: Sketch | undefined =
    message ?? (notification && sketchOfAttempt(notification, templatesIn(state)));
  return {
    message: sketch && {
      message: sketch,
      customer: isElsewhere(state, current) ? theCustomer : customerOf(state),
    },
    messageNote:
      message === undefined && sketch !== undefined ? say(`details.${noteOn(state, sketch)}`) : undefined,
    facts: [
      ...(isElsewhere(state, current) ? [] : wholeName('card.customer', customerNameOf(state))),
      ...wholeName('card.specialist', notification?.specialist.name ?? ''),
      ...(message === undefined ? [] : messageFacts(message)),
      ...(message === undefined && notification !== undefined ? templateFacts(notification) : []),
      ...(notification === undefined ? [] : attemptFacts(notification, state.agentId)),
      ...(problem === undefined ? [] : supportFacts(problem)),
    ],
    next: subject.byHand ? nextMessage(state, notification !== undefined) : undefined,
    history: historyOf(state),
  };
}

const theCustomer: Value = { key: 'card.the_customer' };

const isElsewhere = (state: State, current: Current | undefined): boolean =>
  current !== undefined && isAnothers(state, current);

const templatesIn = ({ templates }: State): readonly Template[] | undefined =>
  templates.kind === 'known' ? templates.list : undefined;

function noteOn({ templates }: State, { look }: Sketch): 'reading_text' | 'rebuilt' | 'values_kept' {
  if (templates.kind !== 'known') return 'reading_text';
  return look === undefined ? 'values_kept' : 'rebuilt';
}

/** What the button would send as things stand; the saved ticket is read again before it leaves. */
function nextMessage(state: State, isAgain: boolean): NextMessage | undefined {
  const id = state.savedSpecialistId;
  if (id === undefined) return undefined;
  const draft = draftFor(state, id, { byHand: true });
  const title: WordKey = isAgain ? 'details.next_again' : 'details.next';
  if (draft.kind !== 'message') {
    const note =
      draft.kind === 'reading'
        ? say('details.reading_next')
        : say('note.stopped', { reason: { key: `problem.${draft.problem.code}.title` } });
    return { title, message: undefined, note, languages: undefined };
  }
  const { message } = draft;
  const { language, languageReason } = message;
  const options = languagesToChoose(state);
  return {
    title,
    message: { message, customer: customerOf(state) },
    note: undefined,
    languages:
      options.length < 2
        ? undefined
        : {
            options,
            chosen: language,
            why: say(`details.language_${languageReason}`, { language: { language } }),
          },
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
  const { key, status } = notification;
  const messageId = messageIdOf(notification);
  return [
    plainFact('details.attempt', say('details.attempt_of', { attempt: key.attempt, most: maxAttempts })),
    plainFact('details.sent_by', senderOf(notification, agentId)),
    ...(messageId === undefined ? [] : [plainFact('details.message_id', messageId)]),
    ...(status === 'queued' ? [plainFact('details.job_id', notification.jobId)] : []),
  ];
}

/** What support asks for: the stable code, and what the outside said. */
const supportFacts = ({ code, detail }: Problem): readonly Fact[] => [
  plainFact('details.code', code),
  ...(detail === undefined || detail === '' ? [] : [plainFact('details.said', detail)]),
];
