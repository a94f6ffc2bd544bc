import { maxAttempts } from '../core/claim';
import type { Message } from '../core/message';
import { isOverdue, type Notification } from '../core/notification';
import { phoneEndingOf } from '../core/phone-ending';
import { chosenNumber } from '../core/preview';
import { type Problem, type ProblemCode, problems } from '../core/problem';
import type { Current, State } from '../core/state';
import type { Action, Card, ProblemShown } from './card';
import {
  type Basics,
  basicsOf,
  card,
  customerFact,
  detailsOf,
  isAnothers,
  nameOf,
  openProfile,
  sendAction,
  sends,
  specialistFact,
  triesAgain,
} from './card-parts';
import { looks, slowness, statusKey, statusTextKey, timelineOf } from './notification-words';
import { problemShown } from './problem-words';
import { type Phrase, say, type Value, type WordKey } from './words';

/** The card about an attempt that was made. */
export function describeNotification(state: State, current: Current, now: number): Card {
  const basics = basicsOf(state);
  const { notification, claimedAt } = current;
  const { status, specialist, phoneEnding, timeline } = notification;
  const customer: Value = isAnothers(state, current) ? { key: 'card.the_customer' } : basics.customer;
  const trouble = 'problem' in notification ? notification.problem : undefined;
  const remembered = current.recordId === undefined;
  const overdue = isOverdue(notification, now + (state.clockOffset ?? 0));
  const actions = actionsFor(state, notification, trouble?.code, overdue, basics);
  const sendsAgain = actions.some((action) => action.label === 'action.send_again');
  // The problem is about the number of this attempt: another one is named where nothing else shows it.
  const other =
    sendsAgain && trouble !== undefined && !sends(trouble.code) && (basics.numbers?.numbers.length ?? 1) < 2
      ? chosenNumber(state)
      : undefined;
  return card({
    ...looks[status],
    headline: say(statusKey(notification)),
    at: timeline[status] ?? claimedAt,
    text: say(statusTextKey(notification), { customer }),
    facts: [customerFact(customer, phoneEnding), specialistFact(nameOf(specialist))],
    problem: trouble && problemLeft(problemShown(trouble, state, customer), notification),
    notes: [
      ...slowness(notification, now),
      ...notesOn(state, notification, trouble?.code, remembered),
      ...(other === undefined ? [] : [say('note.other_number', { number: other.shown })]),
    ],
    warning: sendsAgain && status !== 'failed' ? say('warning.second_message') : undefined,
    // Where there is a way to another try, or to a better number.
    numbers: status === 'failed' && actions[0]?.weight === 'main' ? basics.numbers : undefined,
    actions,
    timeline: timelineOf(notification),
    details: detailsOf({
      message: ownMessage(state, current),
      current,
      problem: trouble,
      byHand: sendsAgain,
    }),
  });
}

const hasAttemptLeft = ({ key }: Notification): boolean => key.attempt < maxAttempts;

/** After the last attempt the agent can mend nothing; what an admin can mend stands in the way of other messages too. */
const problemLeft = (shown: ProblemShown, notification: Notification): ProblemShown =>
  hasAttemptLeft(notification) || shown.owner === 'admin'
    ? shown
    : { ...shown, text: lastAttempt(notification), owner: 'nobody', ownerWords: say('owner.nobody') };

const lastAttempt = ({ key }: Notification): Phrase => say('note.last_attempt', { attempt: key.attempt });

function actionsFor(
  state: State,
  notification: Notification,
  code: ProblemCode | undefined,
  overdue: boolean,
  { checkAgain }: Basics,
): readonly Action[] {
  // Also of a message that was read: what this browser knows of it may be older than another agent's attempt.
  const quietCheck = [checkAgain('quiet')];
  if (!hasAttemptLeft(notification)) return quietCheck;
  const again = sendAction('action.send_again', notification.key.attempt);
  if (code === undefined ? overdue : sends(code)) return [again, ...quietCheck];
  if (code === undefined) return quietCheck;
  const profile = openProfile(state, code);
  if (profile.length === 0) return quietCheck;
  switch (numberNow(state, notification)) {
    case 'another':
      return [again];
    case 'the_same':
      return [...profile, checkAgain('quiet')];
    case 'not_read':
      return [...profile, { ...again, weight: 'quiet' }];
  }
}

/** A number that failed deserves no second try; another one does. */
function numberNow(state: State, { phoneEnding }: Notification): 'another' | 'the_same' | 'not_read' {
  const number = chosenNumber(state);
  if (number === undefined) return 'not_read';
  return phoneEndingOf(number.digits) === phoneEnding ? 'the_same' : 'another';
}

function notesOn(
  state: State,
  notification: Notification,
  code: ProblemCode | undefined,
  remembered: boolean,
): readonly Phrase[] {
  const notes: Phrase[] = [];
  if (remembered) notes.push(say('note.remembered'));
  if (notification.status === 'unknown') notes.push(say(`evidence.${state.evidence ?? 'looking'}`));
  if (code !== undefined && problems[code].owner === 'admin' && !hasAttemptLeft(notification))
    notes.push(lastAttempt(notification));
  if (state.tagging?.phase === 'lost' && notification.status === 'failed') {
    notes.push(say('note.not_tagged', { tag: state.tagging.tag }));
  }
  const { obstacle, troubled, statusProblem } = state;
  const mayMove = notification.status !== 'read' || remembered;
  const unheard = (obstacle === undefined ? troubled.by : undefined) ?? (mayMove ? statusProblem : undefined);
  if (obstacle !== undefined) notes.push(reasoned('note.stopped', obstacle));
  if (state.writes.some(({ tries }) => tries > 0)) notes.push(say('note.not_stored'));
  else if (unheard !== undefined) notes.push(reasoned('note.status_unavailable', unheard));
  return [...notes, ...triesAgain(state)];
}

const reasoned = (key: WordKey, { code }: Problem): Phrase =>
  say(key, { reason: { key: `problem.${code}.title` } });

/** What was sent, word for word: only the page that sent it knows. */
const ownMessage = ({ sent }: State, { recordId }: Current): Message | undefined =>
  sent !== undefined && sent.recordId === recordId ? sent.message : undefined;
