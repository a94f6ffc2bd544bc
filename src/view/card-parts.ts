import type { Message } from '../core/message';
import type { PhonesRead } from '../core/phone';
import { specialistKnown } from '../core/preview';
import { type ProblemCode, problems } from '../core/problem';
import type { Current, State } from '../core/state';
import type { Specialist } from '../core/ticket';
import type { Action, Card, DetailsSubject, Fact } from './card';
import { shownName } from './shown-name';
import { type Phrase, say, type Value, type WordKey } from './words';

const blank = {
  tone: 'plain',
  at: undefined,
  text: undefined,
  facts: [],
  problem: undefined,
  notes: [],
  warning: undefined,
  numbers: undefined,
  actions: [],
  timeline: [],
  preview: undefined,
  details: undefined,
  waiting: false,
} as const satisfies Partial<Card>;

/** A card with these parts and no others. */
export const card = (parts: Pick<Card, 'mark' | 'headline'> & Partial<Card>): Card => ({
  ...blank,
  ...parts,
});

/** The subject of the details, of the parts that there are. */
export const detailsOf = (parts: Partial<DetailsSubject>): DetailsSubject => ({
  message: undefined,
  current: undefined,
  problem: undefined,
  byHand: false,
  ...parts,
});

/** What nearly every card needs of the state. */
export interface Basics {
  readonly customer: Value;
  /** Undefined where there is nothing to choose, and nothing to mend beside what is used. */
  readonly numbers: PhonesRead | undefined;
  readonly checkAgain: (weight: Action['weight']) => Action;
}

export function basicsOf(state: State): Basics {
  const busy = state.step.kind !== 'idle';
  return {
    customer: customerOf(state),
    numbers: numbersOf(state),
    checkAgain: (weight) => ({
      kind: 'click',
      label: busy ? 'action.checking' : 'action.check_again',
      weight,
      click: { kind: 'check_clicked' },
      busy,
    }),
  };
}

export function customerOf(state: State): Value {
  return shownName(customerNameOf(state)) || { key: 'card.the_customer' };
}

/** Whether the attempt was for somebody else than the ticket's requester of today. */
export const isAnothers = (state: State, { requesterId }: Current): boolean =>
  requesterId !== undefined && requesterId !== state.ticket?.requesterId;

/** The customer's whole name; empty where nobody knows it. */
export function customerNameOf({ people, ticket }: State): string {
  const known = people.kind === 'known' && people.requester.id === ticket?.requesterId;
  return known ? people.requester.name : (ticket?.requesterName ?? '');
}

function numbersOf({ people }: State): PhonesRead | undefined {
  if (people.kind !== 'known') return undefined;
  const { numbers, refused } = people.phones;
  return numbers.length > 0 && numbers.length + refused.length > 1 ? people.phones : undefined;
}

export const specialistName = (state: State, id: number): Value => nameOf(specialistKnown(state, id));

/** The specialist by name; a record whose name somebody emptied has none. */
export const nameOf = (specialist: Specialist | undefined): Value =>
  shownName(specialist?.name ?? '') || { key: 'card.the_specialist' };

export const plainFact = (label: WordKey, value: Fact['value']): Fact => ({ label, value, more: undefined });

export const specialistFact = (name: Value): Fact => plainFact('card.specialist', name);

/** The customer; of the number only its ending. */
export const customerFact = (name: Value, phoneEnding: string | undefined): Fact => ({
  label: 'card.customer',
  value: name,
  more: phoneEnding === undefined ? undefined : say('card.number_ending', { ending: phoneEnding }),
});

/** That the app comes back to it by itself, while it waits for that. */
export const triesAgain = ({ step, troubled }: State): readonly Phrase[] =>
  step.kind === 'idle' && troubled.within !== undefined
    ? [say('note.tries_again', { seconds: Math.ceil(troubled.within / 1_000) })]
    : [];

/** Whether sending is the remedy for the problem. */
export const sends = (code: ProblemCode): boolean =>
  problems[code].remedy === 'send_now' || problems[code].remedy === 'send_again';

export const sendAction = (label: 'action.send_now' | 'action.send_again', after: number): Action => ({
  kind: 'click',
  label,
  weight: 'main',
  click: { kind: 'send_clicked', after },
  busy: false,
});

/** The button to the customer's profile, where that is the remedy and there is a customer. */
export function openProfile(state: State, code: ProblemCode): readonly Action[] {
  const userId = state.ticket?.requesterId;
  if (problems[code].remedy !== 'open_profile' || userId === undefined) return [];
  return [{ kind: 'open_profile', label: 'action.open_profile', weight: 'main', userId }];
}

/** The message's language, and why it is this one. */
export const languageFact = ({
  language,
  languageReason,
}: Pick<Message, 'language' | 'languageReason'>): Fact =>
  plainFact('details.language', say(`details.language_${languageReason}`, { language: { language } }));
