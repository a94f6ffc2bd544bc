import { frameMessage, type Message, type MessageFrame, numberMessage } from './message';
import type { PhoneNumber } from './phone';
import { numberEnding } from './phone-ending';
import { automaticRefusal, phoneRefusal, requesterRefusal, settingsRefusal, ticketRefusal } from './policy';
import { type Problem, problem, type Reading } from './problem';
import type { State } from './state';
import type { Specialist, Ticket } from './ticket';

/** What stands between the facts at hand and a message to the customer about this specialist. */
export type Draftable<M = Message> =
  /** Requester, numbers or templates are still being read. */
  | { readonly kind: 'reading' }
  | { readonly kind: 'message'; readonly message: M }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** What submitting the form as it stands will do. */
export interface Preview {
  /** Undefined where the form names a group or nobody. */
  readonly specialist: { readonly id: number; readonly name: string | undefined } | undefined;
  /** A ticket that was never saved has no number to put into its message. */
  readonly outcome: Draftable<Message | MessageFrame>;
}

export interface DraftWish {
  /** The facts to go by, where they are not the form's. */
  readonly ticket?: Ticket | undefined;
  /** True for a message that a person asks for: then their choice of a language counts. */
  readonly byHand?: boolean;
}

/** The message that the facts at hand make about this specialist, or why there is none. Of a saved ticket. */
export function draftFor(state: State, specialistId: number, wish: DraftWish = {}): Draftable {
  const framed = frameFor(state, specialistId, wish);
  if (framed.kind !== 'message') return framed;
  const id = (wish.ticket ?? state.ticket)?.id;
  return id === undefined ? { kind: 'reading' } : draftable(numberMessage(framed.message, id));
}

const draftable = <M>(reading: Reading<M>): Draftable<M> =>
  reading.ok ? { kind: 'message', message: reading.value } : { kind: 'problem', problem: reading.problem };

/** The same without the ticket's number. */
function frameFor(state: State, specialistId: number, wish: DraftWish = {}): Draftable<MessageFrame> {
  const { ticket = state.ticket, byHand = false } = wish;
  const refusal = settingsRefusal(state.settings);
  if (refusal !== undefined) return { kind: 'problem', problem: refusal };
  const { people } = state;
  if (ticket === undefined || !state.settings.ok) return { kind: 'reading' };
  const settings = state.settings.settings;
  const standing = state.storeProblem ?? ticketRefusal(ticket, settings);
  if (standing !== undefined) return { kind: 'problem', problem: standing };
  if (people.kind === 'failed') return { kind: 'problem', problem: people.problem };
  if (people.kind !== 'known' || people.requester.id !== ticket.requesterId) return { kind: 'reading' };
  const { requester, phones } = people;
  const person = requesterRefusal({ settings, ticket, requester, specialistId }) ?? phoneRefusal(phones);
  if (person !== undefined) return { kind: 'problem', problem: person };
  const phone = chosenNumber(state);
  if (state.chosenNumber !== undefined && phone?.digits !== state.chosenNumber) {
    return { kind: 'problem', problem: problem('phone_changed') };
  }
  const specialist = specialistKnown(state, specialistId);
  if (specialist === undefined && people.askedFor === specialistId) {
    return { kind: 'problem', problem: problem('specialist_unknown') };
  }
  if (state.templates.kind !== 'known' || phone === undefined || specialist === undefined) {
    return { kind: 'reading' };
  }
  const templates = state.templates.list;
  const language = byHand ? chosenLanguage(state) : undefined;
  return draftable(frameMessage({ settings, specialist, requester, phone, templates, language }));
}

/** What will happen when the agent submits; undefined when the form's assignee is the saved one. */
export function previewOf(state: State, now: number): Preview | undefined {
  const { picked } = state;
  if (picked === undefined) return undefined;
  if (picked.userId === undefined) {
    return { specialist: undefined, outcome: refusedFor(problem('group_only')) };
  }
  const specialist = { id: picked.userId, name: specialistKnown(state, picked.userId)?.name };
  const draft = (state.ticket?.id === undefined ? frameFor : draftFor)(state, picked.userId);
  if (draft.kind !== 'message' || !state.settings.ok || state.ticket === undefined) {
    return { specialist, outcome: draft };
  }
  const serverNow = now + (state.clockOffset ?? 0);
  const refusal = automaticRefusal({
    settings: state.settings.settings,
    savedAt: undefined,
    specialistId: picked.userId,
    earlier: state.records.map(({ notification }) => notification),
    now: serverNow,
  });
  return { specialist, outcome: refusal === undefined ? draft : refusedFor(refusal) };
}

/** The number that will be used: the agent's choice, else the remembered one, else the first that can be read. */
export function chosenNumber(state: State): PhoneNumber | undefined {
  if (state.people.kind !== 'known') return undefined;
  const { phones, chosenEnding } = state.people;
  const { numbers } = phones;
  return (
    numbers.find(({ digits }) => digits === state.chosenNumber) ??
    numberEnding(numbers, chosenEnding) ??
    numbers[0]
  );
}

/** The agent's choice of a language, as long as it is about the same two people. */
export function chosenLanguage({ chosenLanguage, ticket, savedSpecialistId }: State): string | undefined {
  const isAbout =
    chosenLanguage?.requesterId === ticket?.requesterId && chosenLanguage?.specialistId === savedSpecialistId;
  return isAbout ? chosenLanguage?.language : undefined;
}

/** The specialist's public name, from whichever source names this very person. */
export function specialistKnown(state: State, id: number): Specialist | undefined {
  const { people, ticket } = state;
  if (people.kind === 'known' && people.specialist?.id === id) return people.specialist;
  return ticket?.specialist?.id === id ? ticket.specialist : undefined;
}

const refusedFor = (reason: Problem): Draftable => ({ kind: 'problem', problem: reason });
