import { maxAttempts } from '../core/claim';
import { messageIdOf, type Notification, type Status } from '../core/notification';
import { phoneEndingOf } from '../core/phone-ending';
import { chosenNumber } from '../core/preview';
import { type Problem, type ProblemCode, problems } from '../core/problem';
import type { Current, State } from '../core/state';
import type { Action, Card, Fact } from './card';
import {
  type Basics,
  basicsOf,
  card,
  customerFact,
  detailsOf,
  openProfile,
  plainFact,
  sendAction,
  sends,
  specialistFact,
} from './card-parts';
import { looks, statusKey, statusTextKey, timelineOf } from './notification-words';
import { problemShown } from './problem-words';
import { type Phrase, say } from './words';

/** Statuses that news may still change: only there is it worth asking. */
const askable: Record<Status, boolean> = {
  claimed: true,
  queued: true,
  accepted: true,
  sent: true,
  delivered: true,
  read: false,
  failed: false,
  unknown: true,
};

/** The card about an attempt that was made. */
export function describeNotification(state: State, current: Current): Card {
  const basics = basicsOf(state);
  const { notification, claimedAt } = current;
  const { status, specialist, phoneEnding, timeline } = notification;
  const { customer } = basics;
  const trouble = 'problem' in notification ? notification.problem : undefined;
  const actions = actionsFor(state, notification, trouble?.code, basics);
  const sendsAgain = actions.some((action) => action.label === 'action.send_again');
  return card({
    ...looks[status],
    headline: say(statusKey(notification)),
    at: timeline[status] ?? claimedAt,
    text: say(statusTextKey(notification), { customer }),
    facts: [customerFact(customer, phoneEnding), specialistFact(specialist.name)],
    problem: trouble === undefined ? undefined : problemShown(trouble, state, customer),
    notes: notesOn(state, notification, trouble?.code),
    warning: status === 'unknown' && sendsAgain ? say('warning.second_message') : undefined,
    numbers: status === 'failed' && mayTryAgain(notification, trouble?.code) ? basics.numbers : undefined,
    actions,
    timeline: timelineOf(notification),
    details: notificationDetails(state, current, trouble),
  });
}

const hasAttemptLeft = ({ key }: Notification): boolean => key.attempt < maxAttempts;

const mayTryAgain = (notification: Notification, code: ProblemCode | undefined): boolean =>
  code !== undefined &&
  hasAttemptLeft(notification) &&
  (sends(code) || problems[code].remedy === 'open_profile');

function actionsFor(
  state: State,
  notification: Notification,
  code: ProblemCode | undefined,
  { checkAgain }: Basics,
): readonly Action[] {
  const quietCheck = askable[notification.status] ? [checkAgain('quiet')] : [];
  if (code === undefined || !hasAttemptLeft(notification)) return quietCheck;
  const again = sendAction('action.send_again', notification.key.attempt);
  if (sends(code)) return [again, ...quietCheck];
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

function notesOn(state: State, notification: Notification, code: ProblemCode | undefined): readonly Phrase[] {
  const notes: Phrase[] = [];
  const { attempt } = notification.key;
  if (notification.status === 'unknown') notes.push(say(`evidence.${state.evidence ?? 'looking'}`));
  if (code !== undefined && !hasAttemptLeft(notification)) notes.push(say('note.last_attempt', { attempt }));
  if (state.obstacle !== undefined) {
    notes.push(say('note.stopped', { reason: { key: `problem.${state.obstacle.code}.title` } }));
  }
  if (state.writes.some(({ tries }) => tries > 0)) notes.push(say('note.not_stored'));
  else if (state.statusProblem !== undefined && askable[notification.status]) {
    notes.push(
      say('note.status_unavailable', { reason: { key: `problem.${state.statusProblem.code}.title` } }),
    );
  }
  return notes;
}

function notificationDetails(
  state: State,
  { recordId, notification }: Current,
  trouble: Problem | undefined,
) {
  const { key, template, language, sentBy } = notification;
  const messageId = messageIdOf(notification);
  const message = state.sent?.recordId === recordId ? state.sent?.message : undefined;
  const own: readonly Fact[] =
    message === undefined
      ? [plainFact('details.language', { language }), plainFact('details.template', template)]
      : [];
  const by = sentBy === 'auto' ? 'auto' : sentBy === state.agentId ? 'you' : 'agent';
  return detailsOf(state, {
    message,
    messageNote: message === undefined ? say('details.message_elsewhere') : undefined,
    facts: [
      ...own,
      plainFact('details.attempt', say('details.attempt_of', { attempt: key.attempt, most: maxAttempts })),
      plainFact('details.sent_by', { key: `details.by_${by}` }),
      ...(messageId === undefined ? [] : [plainFact('details.message_id', messageId)]),
      ...(notification.status === 'queued' ? [plainFact('details.job_id', notification.jobId)] : []),
    ],
    ...(trouble === undefined ? {} : { problem: trouble }),
  });
}
