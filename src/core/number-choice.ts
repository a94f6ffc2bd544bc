/**
 * What comes of a choice among a customer's numbers beside the choice itself. Nothing here is needed before the first
 * status: as long as this code is on its way, a choice counts and is not remembered.
 */
import { type Decision, make } from './decision';
import type { Event } from './events';
import { phoneEndingOf } from './phone-ending';

/** Adds to a decision that a choice is remembered, and that numbers which may have been mended are read again. */
export function withNumbers(event: Event, decision: Decision): Decision {
  const { state, effects } = decision;
  const { people, picked } = state;
  if (people.kind !== 'known') return decision;
  if (event.kind === 'number_chosen') {
    const ending = phoneEndingOf(event.digits);
    return make({ ...state, people: { ...people, chosenEnding: ending } }, ...effects, {
      kind: 'remember_number',
      requesterId: people.requester.id,
      ending,
    });
  }
  // The agent may come from the customer's profile, and what a submit will do stands in the card.
  return event.kind === 'activated' && picked?.userId !== undefined
    ? make({ ...state, people: { ...people, at: 0 } }, ...effects, {
        kind: 'read_ticket',
        purpose: 'preview',
      })
    : decision;
}
