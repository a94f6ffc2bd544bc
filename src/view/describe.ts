import { phoneEndingOf } from '../core/phone-ending';
import { lastTold } from '../core/policy';
import { chosenNumber, type Draftable, draftFor, previewOf } from '../core/preview';
import { type Problem, type ProblemCode, problem, problems } from '../core/problem';
import type { Draft, State } from '../core/state';
import { unreachable } from '../core/unreachable';
import type { Card } from './card';
import {
  basicsOf,
  card,
  customerFact,
  customerOf,
  detailsOf,
  languageFact,
  nameOf,
  openProfile,
  plainFact,
  sendAction,
  sends,
  specialistFact,
  specialistName,
  triesAgain,
} from './card-parts';
import { describeNotification } from './describe-notification';
import { roadAhead, statusKey } from './notification-words';
import { problemShown } from './problem-words';
import { type Phrase, say, type Value } from './words';

/**
 * What the card shows of a state. It answers three questions at a glance: was the customer told, did it
 * arrive, what is there to do. `now` is this browser's clock, ms.
 */
export function describeState(state: State, now: number): Card {
  const underWay = describeStep(state);
  if (underWay !== undefined) return underWay;
  if (state.submitted) return describeSubmitted(state);
  const preview = describePending(state, now);
  if (preview !== undefined) return preview;
  if (state.current !== undefined) return describeNotification(state, state.current, now);
  if (!state.settings.ok) return describeObstacle(state, problem('settings_incomplete'));
  const trouble = state.obstacle ?? state.storeProblem;
  if (trouble !== undefined && trouble.code !== 'group_only') return describeObstacle(state, trouble);
  if (state.step.kind !== 'idle')
    return card({ mark: 'clock', headline: say('loading.title'), waiting: true });
  return describeRest(state);
}

/** A send of this browser that is under way outranks everything else the card could show. */
function describeStep(state: State): Card | undefined {
  const { step } = state;
  const { customer } = basicsOf(state);
  const preparing = say('sending.preparing', { customer });
  switch (step.kind) {
    case 'idle':
    case 'handing_over':
    case 'searching':
      return undefined;
    case 'reading_ticket':
      if (step.wake.kind === 'send') return sending(state, preparing, undefined);
      return step.wake.kind === 'submit' && step.wake.picked !== undefined ? saved(state) : undefined;
    case 'reading_audits':
      if (step.click !== undefined) return sending(state, preparing, undefined);
      return step.picked === undefined ? undefined : saved(state);
    case 'looking_up':
      return step.send.kind === 'click' ? sending(state, preparing, undefined) : undefined;
    case 'reading_saved':
    case 'preparing':
      return sending(state, preparing, undefined);
    case 'claiming':
    case 'settling':
    case 'verifying':
      return sending(state, say('sending.claiming'), step.draft);
    case 'sending':
      return sending(
        state,
        step.waiting === undefined
          ? say('sending.sending', { customer })
          : say('sending.waiting', {
              reason: { key: `problem.${step.waiting.problem.code}.title` },
              seconds: Math.ceil(step.waiting.ms / 1_000),
            }),
        step.draft,
      );
    default:
      return unreachable(step);
  }
}

/** Promises nothing: what was saved is not known yet. */
const saved = (state: State): Card =>
  card({
    mark: 'clock',
    headline: say('loading.saved'),
    text: say('loading.saved_text'),
    facts: [customerFact(customerOf(state), undefined)],
    waiting: true,
  });

function sending(state: State, text: Phrase, draft: Draft | undefined): Card {
  const { customer } = basicsOf(state);
  const specialist = draft?.plan.specialistId ?? state.savedSpecialistId;
  const number = draft?.message.phone ?? chosenNumber(state);
  return card({
    mark: 'clock',
    headline: say('sending.title'),
    text,
    facts: [
      customerFact(customer, number === undefined ? undefined : phoneEndingOf(number.digits)),
      ...(specialist === undefined ? [] : [specialistFact(specialistName(state, specialist))]),
    ],
    timeline: roadAhead,
    details: draft === undefined ? undefined : detailsOf({ message: draft.message }),
  });
}

/** The ticket was created, and its number is not known here: its own card tells more. */
const describeSubmitted = ({ step }: State): Card =>
  card({
    mark: 'clock',
    headline: say('new_ticket.submitted'),
    text: say(`new_ticket.${step.kind === 'idle' ? 'no_number' : 'waiting'}`),
  });

/** The form names somebody else than what is saved: what submitting it will do. */
function describePending(state: State, now: number): Card | undefined {
  const preview = previewOf(state, now);
  if (preview === undefined) return undefined;
  const { customer, numbers, checkAgain } = basicsOf(state);
  const specialist = preview.specialist;
  const facts = specialist?.name === undefined ? [] : [specialistFact(specialistName(state, specialist.id))];
  const refused = state.picked?.refused === true ? [say('pending.refused')] : [];
  const notes = [...refused, ...toldBefore(state)];
  const { outcome } = preview;
  switch (outcome.kind) {
    case 'reading':
      return card({
        mark: 'plan',
        headline: say('pending.reading'),
        text: say('pending.reading_text'),
        facts,
        notes,
      });
    case 'message':
      return card({
        mark: 'plan',
        headline: say('pending.will', { customer }),
        // Values alone are not the message as it will be sent, and neither is one without its number.
        text: outcome.message.look && say('pending.will_text'),
        facts: [
          ...((numbers?.numbers.length ?? 1) < 2
            ? [plainFact('card.number', outcome.message.phone.shown)]
            : []),
          languageFact(outcome.message),
        ],
        notes,
        numbers,
        preview: { message: outcome.message, customer },
      });
    case 'problem': {
      const { code } = outcome.problem;
      const { remedy } = problems[code];
      return card({
        mark: 'dash',
        headline: say('pending.will_not', { customer }),
        facts,
        problem: problemShown(outcome.problem, state, customer),
        notes: remedy === 'send_now' ? [say('pending.after'), ...notes] : notes,
        actions: [
          ...openProfile(state, code),
          ...(remedy === 'check_again' ? [checkAgain('main')] : []),
          ...(remedy === 'open_profile' || code === 'not_opted_in' ? [checkAgain('quiet')] : []),
        ],
      });
    }
    default:
      return unreachable(outcome);
  }
}

/** What the customer heard last, beside a card that is not about it. */
function toldBefore({ current, records }: State): readonly Phrase[] {
  const told = current?.notification ?? lastTold(notificationsIn(records));
  const at = told?.timeline[told.status] ?? told?.timeline.claimed ?? current?.claimedAt;
  if (told === undefined || at === undefined) return [];
  // Nobody watches a claim that the card is not about: it may be an interrupted one.
  const watched = told.status !== 'claimed' || current !== undefined;
  return [
    say('card.earlier_told', {
      specialist: nameOf(told.specialist),
      status: { key: watched ? statusKey(told) : 'status.unknown' },
      time: { at },
    }),
  ];
}

const notificationsIn = (records: State['records']) => records.map(({ notification }) => notification);

/** Problems for which it is not even known whether the customer was told. */
const unclear: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'zendesk_unreachable',
  'zendesk_busy',
  'zendesk_forbidden',
  'store_forbidden',
  'record_unreadable',
]);

/** An assignment without a notification, and why. */
function describeObstacle(state: State, trouble: Problem): Card {
  const { code } = trouble;
  const id = state.savedSpecialistId;
  const draft: Draftable | undefined =
    id !== undefined && sends(code) ? draftFor(state, id, { byHand: true }) : undefined;
  // The button would lead to this problem: it is the one to solve first.
  if (draft?.kind === 'problem' && draft.problem.code !== code) return describeObstacle(state, draft.problem);
  const sendable = sends(code) && draft?.kind !== 'problem';

  const { customer, numbers, checkAgain } = basicsOf(state);
  const specialist: Value = id === undefined ? { key: 'card.the_specialist' } : specialistName(state, id);
  const setUp = code === 'settings_incomplete';
  const doubt = unclear.has(code);
  const again =
    lastTold(notificationsIn(state.records).filter((one) => one.specialist.id === id)) !== undefined;
  const key = setUp ? 'set_up' : doubt ? 'unclear' : again ? 'not_again' : 'not_notified';
  return card({
    mark: setUp ? 'warning' : doubt ? 'question' : 'dash',
    tone: problems[code].owner === 'admin' || doubt ? 'warn' : 'plain',
    headline: say(`obstacle.${key}`),
    text: setUp || id !== undefined ? say(`obstacle.${key}_text`, { customer, specialist }) : undefined,
    problem: problemShown(trouble, state, customer),
    notes: [...triesAgain(state), ...toldBefore(state)],
    numbers: sendable ? numbers : undefined,
    actions: [
      ...(sendable ? [sendAction('action.send_now', 0)] : []),
      ...openProfile(state, code),
      ...(sendable || setUp
        ? []
        : [checkAgain(problems[code].remedy === 'check_again' || sends(code) ? 'main' : 'quiet')]),
    ],
    details: detailsOf({ problem: trouble, byHand: sends(code) }),
  });
}

/** Nothing is known, and nothing is the matter. */
function describeRest(state: State): Card {
  const { customer, checkAgain } = basicsOf(state);
  if (state.savedSpecialistId === undefined) {
    const notes = toldBefore(state);
    const key = state.ticket?.id === undefined ? 'unsaved' : notes.length === 0 ? 'nobody' : 'nobody_now';
    return card({
      mark: 'person',
      headline: say(`empty.${key}`),
      text: say(`empty.${key}_text`, { customer }),
      notes,
    });
  }
  return card({
    mark: 'dash',
    headline: say('obstacle.not_notified'),
    text: say('obstacle.nothing_known'),
    actions: [checkAgain('main')],
  });
}
