import type { Click } from '../core/events';
import type { Message, MessageFrame } from '../core/message';
import type { PhonesRead } from '../core/phone';
import type { Owner, Problem, ProblemCode } from '../core/problem';
import type { Sketch } from '../core/sketch';
import type { Current } from '../core/state';
import type { Phrase, Value, WordKey } from './words';

/** What the card shows, as plain data: `describeState` makes it, the components only draw it. */
export interface Card {
  readonly mark: Mark;
  readonly tone: Tone;
  /** The answer at a glance, a few words. */
  readonly headline: Phrase;
  /** When the headline became true, ms. */
  readonly at: number | undefined;
  /** One sentence that says what the headline means. */
  readonly text: Phrase | undefined;
  readonly facts: readonly Fact[];
  readonly problem: ProblemShown | undefined;
  /** Quiet remarks beside what is known. */
  readonly notes: readonly Phrase[];
  /** What a person must know before they press the button. */
  readonly warning: Phrase | undefined;
  /** The customer's numbers, where one can be chosen, or not all can be used: they are described with the controls. */
  readonly numbers: PhonesRead | undefined;
  /** At most one main and one quiet. */
  readonly actions: readonly Action[];
  readonly timeline: readonly TimelineStep[];
  /** A message that has not left, shown openly for the agent to judge. */
  readonly preview: MessageShown | undefined;
  readonly details: DetailsSubject | undefined;
  /** True while nothing can be said yet: the card is a placeholder and is not announced. */
  readonly waiting: boolean;
}

/** The sign beside the headline; the words say the same, so it is hidden from screen readers. */
export type Mark =
  | 'person'
  | 'plan'
  | 'clock'
  | 'check'
  | 'checks'
  | 'dash'
  | 'cross'
  | 'question'
  | 'warning';

/** `done` is `good` with nothing left to wait for. */
export type Tone = 'plain' | 'good' | 'done' | 'warn' | 'bad';

export interface Fact {
  readonly label: WordKey;
  readonly value: Value | Phrase;
  /** A second line beneath the value. */
  readonly more: Value | Phrase | undefined;
}

export interface ProblemShown {
  readonly code: ProblemCode;
  readonly title: Phrase;
  readonly text: Phrase;
  readonly items: readonly (Phrase | Value)[];
  readonly owner: Owner;
  readonly ownerWords: Phrase;
}

export type Action = {
  readonly label: WordKey;
  readonly weight: 'main' | 'quiet';
} & (
  | { readonly kind: 'click'; readonly click: Click; readonly busy: boolean }
  | { readonly kind: 'open_profile'; readonly userId: number }
);

export interface TimelineStep {
  readonly label: WordKey;
  /** Undefined where it has not happened, or nobody heard when. */
  readonly at: number | undefined;
  readonly state: 'done' | 'current' | 'ahead' | 'broken' | 'doubtful';
}

/** A message, as far as it is known, with whom it is for. */
export interface MessageShown {
  readonly message: Sketch | MessageFrame;
  readonly customer: Value;
}

/** What the details are about: they are described when somebody opens them. */
export interface DetailsSubject {
  /** The message itself, where this page has it. */
  readonly message: Message | undefined;
  /** The attempt, where there was one. */
  readonly current: Current | undefined;
  readonly problem: Problem | undefined;
  /** True where the card offers to send a message by hand. */
  readonly byHand: boolean;
}
