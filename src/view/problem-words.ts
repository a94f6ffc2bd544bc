import { maxAttempts } from '../core/claim';
import { type Problem, type ProblemCode, problems } from '../core/problem';
import type { SettingFault } from '../core/settings';
import type { State } from '../core/state';
import type { ProblemShown } from './card';
import { type Phrase, say, type Value, type WordKey } from './words';

/** What a problem's subjects are called in its sentence, in their order. */
const subjectNames: { readonly [Code in ProblemCode]?: readonly SubjectName[] } = {
  opted_out: ['tag'],
  not_opted_in: ['tag'],
  template_not_found: ['template', 'language'],
  template_not_approved: ['template', 'language'],
  template_variables: ['template', 'language'],
};

type SubjectName = 'tag' | 'template' | 'language';

/** A problem in words: what happened, what to do, who can. */
export function problemShown(problem: Problem, state: State, customer: Value): ProblemShown {
  const { code } = problem;
  const { owner } = problems[code];
  const isForOthers = code === 'settings_incomplete' && !state.isAdmin;
  return {
    code,
    title: say(`problem.${code}.title`),
    text: isForOthers
      ? say('obstacle.set_up_for_admin')
      : say(`problem.${code}.text`, { customer, most: maxAttempts, ...subjectWords(problem) }),
    items: itemsOf(problem, state),
    owner,
    ownerWords: say(owner === 'admin' && state.isAdmin ? 'owner.admin_self' : `owner.${owner}`),
  };
}

/** A stored problem has lost its subjects: then a general word stands in their place. */
export function subjectWords({ code, subjects }: Problem): Phrase['values'] {
  const names = subjectNames[code] ?? [];
  return Object.fromEntries(
    names.map((name, index): [string, Value] => [name, subjects[index] ?? { key: `subject.${name}` }]),
  );
}

function itemsOf({ code }: Problem, state: State): ProblemShown['items'] {
  switch (code) {
    case 'settings_incomplete':
      return state.settings.ok ? [] : state.settings.faults.map(faultWords);
    case 'phone_unreadable':
    case 'phone_national':
    case 'phone_ambiguous':
      return refusedNumbers(state, code);
    default:
      return [];
  }
}

/** A setting that is missing or wrong, by its name. */
export function faultWords({ name, fault, given }: SettingFault): Phrase {
  const key: WordKey =
    fault === 'missing'
      ? 'setting.missing'
      : given === undefined
        ? 'setting.invalid'
        : 'setting.invalid_given';
  return say(key, { setting: { key: `setting.${name}` }, given: given ?? '' });
}

/** The customer's numbers that have no certain reading, each with the reason if it is not the one that is `said`. */
export const refusedNumbers = (state: State, said?: ProblemCode): readonly (Phrase | Value)[] =>
  state.people.kind === 'known'
    ? state.people.phones.refused.map(({ written, fault }) =>
        fault === said
          ? written
          : say('numbers.refused_item', { number: written, reason: { key: `problem.${fault}.title` } }),
      )
    : [];
