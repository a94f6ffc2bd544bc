import type { NumberHint } from '../core/phone';
import { numberEnding } from '../core/phone-ending';
import { chosenNumber } from '../core/preview';
import type { People, State } from '../core/state';
import type { Card } from './card';
import { isAnothers } from './card-parts';
import { refusedNumbers } from './problem-words';
import { type Phrase, say, type Value } from './words';

/** The customer's numbers in the card. */
export interface NumberChoice {
  /** One where there is nothing to choose, and only to be seen why the others cannot be used. */
  readonly options: readonly { readonly digits: string; readonly shown: string }[];
  readonly chosen: string | undefined;
  /** Whether it was chosen in another ticket or on an earlier visit. */
  readonly isRemembered: boolean;
  /** Each number that cannot be used, with the reason. */
  readonly refused: readonly (Phrase | Value)[];
  /** Whose profile holds them; undefined where the card opens it anyway. */
  readonly userId: number | undefined;
}

/** The choice that a card offers; undefined where it offers none. */
export function describeNumbers({ numbers, actions }: Card, state: State): NumberChoice | undefined {
  const { people } = state;
  if (numbers === undefined || people.kind !== 'known') return undefined;
  const remembered = numberEnding(people.phones.numbers, people.chosenEnding);
  return {
    options: people.phones.numbers,
    chosen: chosenNumber(state)?.digits,
    isRemembered: state.chosenNumber === undefined && remembered !== undefined,
    refused: refusedNumbers(state),
    userId: actions.some(({ kind }) => kind === 'open_profile') ? undefined : people.requester.id,
  };
}

/** How a number can be meant that cannot be used, or that failed: what to write in the profile if so. */
export function suggestionsOn({ numbers, problem, actions }: Card, state: State): readonly Phrase[] {
  const { people } = state;
  const lists = numbers !== undefined || problem?.code === 'phone_unreadable';
  const refused = lists && people.kind === 'known' ? people.phones.refused : [];
  const failed =
    problem?.code === 'not_on_whatsapp' && actions.some(({ kind }) => kind === 'open_profile')
      ? hintOnFailed(state)
      : undefined;
  return [
    ...(failed === undefined ? [] : [say(`numbers.check_${failed.quirk}`, { ...failed })]),
    ...refused.flatMap(({ hint }) => hint ?? []).map((hint) => say(`numbers.try_${hint.quirk}`, { ...hint })),
  ];
}

/** What may be wrong with the number of the attempt, where it is known as a whole and not mended since. */
function hintOnFailed(state: State): NumberHint<'brazil' | 'argentina'> | undefined {
  const { current, sent, people } = state;
  if (current === undefined) return undefined;
  const own = sent !== undefined && sent.recordId === current.recordId ? sent.message.phone : undefined;
  const hint = (own ?? (isAnothers(state, current) ? undefined : numberKnown(people, current)))?.hint;
  const isMended =
    people.kind === 'known' && people.phones.numbers.some(({ shown }) => shown === hint?.number);
  return isMended ? undefined : hint;
}

const numberKnown = (people: People, { notification }: NonNullable<State['current']>) =>
  people.kind === 'known' ? numberEnding(people.phones.numbers, notification.phoneEnding) : undefined;
