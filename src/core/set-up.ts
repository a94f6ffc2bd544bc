/**
 * The judgement of a set-up: from what could be read of Zendesk and 1MSG to one line for each thing that must be
 * right before a customer gets a message. Nothing is read here, so that every fault can be put to it in a test.
 */
import type { Followed } from './log';
import { statuses } from './notification';
import { countSample, type SampledPerson } from './phone-sample';
import type { Problem, Reading } from './problem';
import type { SettingFault, SettingName, Settings, SettingsParsed } from './settings';
import {
  daysLate,
  type ListedTemplate,
  misfitsOf,
  type TemplateCategory,
  type WantingPart,
} from './template-fit';

/** `waiting`: not looked at yet. */
export type Grade = 'green' | 'amber' | 'red' | 'waiting';

/** Where something is put right. */
export type Place =
  | 'app_settings'
  | 'object_permissions'
  | 'object_fields'
  | 'apps'
  | 'limits'
  | 'onemsg'
  /** The console's own page of templates. */
  | 'templates';

interface Meaning {
  readonly grade: Exclude<Grade, 'waiting'>;
  readonly place: Place | undefined;
}

const green = { grade: 'green', place: undefined } as const;
const amber = (place?: Place) => ({ grade: 'amber', place }) as const;
const red = (place?: Place) => ({ grade: 'red', place }) as const;

/**
 * Everything that a check can find. A code is stable: it is translated under `console.finding.<code>`, and says
 * what is so; under `console.todo.<code>` stands what to do about it, for all that are not green.
 */
export const findings = {
  settings_complete: green,
  settings_faulty: red('app_settings'),

  automatic_on: green,
  automatic_off: amber('app_settings'),
  catch_up_none: amber('app_settings'),

  channel_connected: green,
  channel_slow: amber('onemsg'),
  channel_disconnected: red('onemsg'),
  channel_sandbox: amber('app_settings'),
  channel_unset: red('templates'),

  token_accepted: green,
  token_untested: amber('app_settings'),

  template_fits: green,
  template_unset: red('templates'),
  template_none: red('onemsg'),
  template_unknown: red('templates'),
  template_language_missing: red('templates'),
  template_status: red('onemsg'),
  template_variables: red('templates'),
  template_named: red('templates'),
  template_header: red('templates'),
  template_button: red('templates'),
  template_part: red('templates'),
  template_body_unlisted: amber('onemsg'),

  category_utility: green,
  category_marketing: amber('templates'),
  category_authentication: red('templates'),
  category_unlisted: amber('onemsg'),

  lifetime_short: green,
  lifetime_usual: green,
  lifetime_long: amber('templates'),

  namespace_equal: green,
  namespace_differs: red('templates'),
  namespace_unset: red('templates'),
  namespace_unlisted: amber('onemsg'),

  languages_listed: green,
  languages_fixed: green,
  languages_unusable: amber('onemsg'),

  reports_on: green,
  reports_seen: green,
  reports_silent: amber('onemsg'),
  reports_off: red('onemsg'),
  reports_untold: amber('onemsg'),

  store_installed: green,
  store_fields_missing: red('object_fields'),
  store_fields_changed: red('object_fields'),
  store_untold: amber('object_fields'),

  records_writable: green,
  records_left: amber('object_fields'),

  agents_allowed: green,
  agents_kept_out: red('object_permissions'),
  agents_untold: amber('object_permissions'),

  duplicates_refused: green,
  duplicates_accepted: amber(),
  duplicates_untold: amber(),

  phones_readable: green,
  phones_some: amber(),
  phones_none: red(),
  phones_no_sample: amber(),

  country_unneeded: green,
  country_plausible: green,
  country_missing: amber('app_settings'),
  country_odd: amber('app_settings'),

  consent_open: green,
  consent_given: green,
  consent_nobody: amber('app_settings'),

  budget_enough: green,
  budget_low: amber('limits'),
  budget_untold: amber(),
} as const satisfies Record<string, Meaning>;

export type FindingCode = keyof typeof findings;

/** The lines of a set-up, in the order in which an admin puts them right. */
export const lineIds = [
  'settings',
  'channel',
  'token',
  'template',
  'category',
  'lifetime',
  'namespace',
  'languages',
  'reports',
  'store',
  'records',
  'agents',
  'duplicates',
  'phones',
  'country',
  'consent',
  'automatic',
  'budget',
] as const;

export type LineId = (typeof lineIds)[number];

export interface SetUpLine {
  readonly id: LineId;
  readonly grade: Grade;
  readonly place: Place | undefined;
  readonly told: Told;
}

/** What a line says. */
export type Told =
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'finding';
      readonly code: FindingCode;
      /** Fills the sentence. */
      readonly values: Readonly<Record<string, string | number>>;
      readonly faults: readonly SettingFault[];
    }
  /** It could not be looked at, or the outside said no. */
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** Another line comes first. */
  | { readonly kind: 'blocked'; readonly by: LineId };

/** What was read; what is undefined was not read yet. */
export interface SetUpFacts {
  readonly settings: SettingsParsed;
  readonly connection: Reading<Connection> | undefined;
  readonly templates: Reading<readonly ListedTemplate[]> | undefined;
  readonly reports: Reading<boolean | undefined> | undefined;
  /** What came for the newest messages in the records; read with the reports' switch. */
  readonly followed: Reading<Followed> | undefined;
  readonly store: Reading<StoreShape> | undefined;
  readonly trial: Trial | undefined;
  /** Roles beside the admins' own; none on plans without custom roles. */
  readonly roles: Reading<readonly RoleAccess[]> | undefined;
  readonly sample: Reading<readonly SampledPerson[]> | undefined;
  /** The part of the account's requests a minute that is left, 0 to 1; undefined where Zendesk does not tell. */
  readonly budget: Reading<number | undefined> | undefined;
}

export interface Connection {
  readonly status: 'connected' | 'disconnected';
  /** How long the answer took, ms. */
  readonly took: number;
}

/** The custom object's fields by their keys, as far as they are active. */
export interface StoreShape {
  readonly fields: ReadonlyMap<string, string>;
  /** Option values of the field `status`; undefined where Zendesk does not list them. */
  readonly statusOptions: readonly string[] | undefined;
}

/** What came of the throw-away records. */
export type Trial =
  | { readonly kind: 'refused'; readonly problem: Problem }
  | {
      readonly kind: 'tried';
      /** Whether a second record with the same external id was refused; undefined where nobody can tell. */
      readonly unique: boolean | undefined;
      /** Records that could not be removed again. */
      readonly left: number;
    };

export interface RoleAccess {
  readonly name: string;
  /** Whether people of this role may view, add, edit and delete the records. */
  readonly full: boolean;
}

export const nothingRead = (settings: SettingsParsed): SetUpFacts => ({
  settings,
  connection: undefined,
  templates: undefined,
  reports: undefined,
  followed: undefined,
  store: undefined,
  trial: undefined,
  roles: undefined,
  sample: undefined,
  budget: undefined,
});

/** All lines, in their order. */
export const judgeSetUp = (facts: SetUpFacts): readonly SetUpLine[] =>
  lineIds.map((id) => lineOf(id, judges[id](facts)));

/** The worst of the lines, `waiting` while one of them is. */
export function gradeOf(lines: readonly SetUpLine[]): Grade {
  const grades = lines.map(({ grade }) => grade);
  return (['waiting', 'red', 'amber'] as const).find((grade) => grades.includes(grade)) ?? 'green';
}

/** Answers slower than this are felt in the ticket, ms. */
const slowAnswer = 3_000;

/** The part of the account's requests that must be left over. */
const scarce = 0.2;

/** So many messages without any report are no coincidence. */
const silentMessages = 5;

/** A sample of fewer people proves little. */
const fewPeople = 5;

const waiting: Told = { kind: 'waiting' };
const blocked = (by: LineId): Told => ({ kind: 'blocked', by });
const failedTo = (problem: Problem): Told => ({ kind: 'problem', problem });
const found = (code: FindingCode, values: Readonly<Record<string, string | number>> = {}): Told => ({
  kind: 'finding',
  code,
  values,
  faults: [],
});

function lineOf(id: LineId, told: Told): SetUpLine {
  switch (told.kind) {
    case 'waiting':
      return { id, grade: 'waiting', place: undefined, told };
    case 'finding':
      return { id, told, ...findings[told.code] };
    case 'blocked':
      return { id, grade: 'amber', place: undefined, told };
    case 'problem':
      return { id, grade: passing.has(told.problem.code) ? 'amber' : 'red', place: placeOf(id, told), told };
  }
}

/** What may be gone at the next check, or only keeps this console from looking. */
const passing: ReadonlySet<string> = new Set([
  'zendesk_unreachable',
  'zendesk_busy',
  'zendesk_forbidden',
  'rate_limited',
]);

const placeByProblem: Readonly<Record<string, Place>> = {
  store_missing: 'apps',
  store_forbidden: 'object_permissions',
  store_refused: 'object_fields',
  token_refused: 'app_settings',
  proxy_refused: 'app_settings',
  channel_not_found: 'app_settings',
  channel_blocked: 'onemsg',
  channel_disconnected: 'onemsg',
  payment: 'onemsg',
};

const placeOf = (id: LineId, { problem }: Extract<Told, { kind: 'problem' }>): Place | undefined =>
  placeByProblem[problem.code] ?? (id === 'reports' ? 'onemsg' : undefined);

const isFaulty = ({ settings: { faults } }: SetUpFacts, ...names: readonly SettingName[]): boolean =>
  faults.some(({ name }) => names.includes(name));

const judges: Record<LineId, (facts: SetUpFacts) => Told> = {
  settings: ({ settings: { faults } }) =>
    faults.length === 0
      ? found('settings_complete')
      : { kind: 'finding', code: 'settings_faulty', values: { count: faults.length }, faults },

  channel(facts) {
    if (isFaulty(facts, 'channel_id', 'api_base_url')) return found('channel_unset');
    const { connection, settings } = facts;
    if (connection === undefined) return waiting;
    if (!connection.ok) {
      // A refused token says nothing about the channel.
      return connection.problem.code === 'token_refused' ? blocked('token') : failedTo(connection.problem);
    }
    const { status, took } = connection.value;
    if (status === 'disconnected') return found('channel_disconnected');
    if (took > slowAnswer) return found('channel_slow', { seconds: Math.round(took / 1000) });
    return isSandbox(settings.settings) ? found('channel_sandbox') : found('channel_connected');
  },

  token(facts) {
    if (isFaulty(facts, 'channel_id', 'api_base_url')) return blocked('channel');
    const { connection, templates } = facts;
    if (connection === undefined || templates === undefined) return waiting;
    const refused = [connection, templates].find((one) => !one.ok && one.problem.code === 'token_refused');
    if (refused !== undefined && !refused.ok) return failedTo(refused.problem);
    return connection.ok || templates.ok ? found('token_accepted') : found('token_untested');
  },

  template(facts) {
    const { templates, settings } = facts;
    if (isFaulty(facts, 'channel_id', 'api_base_url')) return blocked('channel');
    if (templates === undefined) return waiting;
    if (!templates.ok) return readFrom(facts, templates.problem);
    if (templates.value.length === 0) return found('template_none');
    if (isFaulty(facts, 'template_name', 'template_language')) return found('template_unset');
    const { templateName: template, templateLanguage: language } = settings.settings;
    const values = { template, language };
    const variants = templates.value.filter(({ name }) => name === template);
    if (variants.length === 0) return found('template_unknown', values);
    const variant = variants.find((one) => one.language === language);
    if (variant === undefined) {
      return found('template_language_missing', { ...values, languages: languagesOf(variants) });
    }
    const [misfit] = misfitsOf(variant);
    if (misfit === undefined || misfit.kind === 'authentication') {
      return variant.body === undefined
        ? found('template_body_unlisted', values)
        : found('template_fits', values);
    }
    switch (misfit.kind) {
      case 'not_approved':
        return found('template_status', { ...values, status: misfit.status });
      case 'variables':
        return found('template_variables', { ...values, count: misfit.found.length });
      case 'named':
        return found('template_named', { ...values, names: misfit.found.join(', ') });
      case 'wanting':
        return found(wantingCodes[misfit.part], values);
    }
  },

  category: (facts) =>
    ofVariant(facts, ({ category }) =>
      category === undefined ? found('category_unlisted') : found(categoryCodes[category]),
    ),

  lifetime: (facts) =>
    ofVariant(facts, (variant) => {
      const days = daysLate(variant);
      if (variant.lastsSeconds === undefined) return found('lifetime_usual', { days });
      return days > 0 ? found('lifetime_long', { days }) : found('lifetime_short');
    }),

  namespace: (facts) =>
    ofVariant(facts, ({ namespace }) => {
      if (namespace === undefined) return found('namespace_unlisted');
      const given = facts.settings.settings.templateNamespace;
      if (isFaulty(facts, 'template_namespace')) return found('namespace_unset', { wanted: namespace });
      return namespace === given
        ? found('namespace_equal')
        : found('namespace_differs', { wanted: namespace, given });
    }),

  languages(facts) {
    const { settings, templates } = facts;
    return ofVariant(facts, () => {
      const variants = templates?.ok === true ? templates.value : [];
      const ours = variants.filter(({ name }) => name === settings.settings.templateName);
      const usable = ours.filter((one) => misfitsOf(one).length === 0);
      const languages = languagesOf(usable);
      if (!settings.settings.matchCustomerLanguage) {
        return found('languages_fixed', { language: settings.settings.templateLanguage });
      }
      const unusable = ours.filter((one) => !usable.includes(one));
      return unusable.length === 0
        ? found('languages_listed', { languages })
        : found('languages_unusable', { languages, unusable: languagesOf(unusable) });
    });
  },

  reports(facts) {
    if (isFaulty(facts, 'channel_id', 'api_base_url')) return blocked('channel');
    const { reports, followed } = facts;
    if (reports === undefined) return waiting;
    if (!reports.ok) return readFrom(facts, reports.problem);
    const { told, silent } = followed?.ok === true ? followed.value : { told: 0, silent: 0 };
    const values = { told, count: told + silent };
    if (reports.value === undefined) return found(told > 0 ? 'reports_seen' : 'reports_untold', values);
    if (!reports.value) return found('reports_off');
    return told === 0 && silent >= silentMessages ? found('reports_silent', values) : found('reports_on');
  },

  store({ store }) {
    if (store === undefined) return waiting;
    // Somebody who may not see what the object is like may still be allowed to write its records.
    if (!store.ok) {
      return store.problem.code === 'store_forbidden' ? found('store_untold') : failedTo(store.problem);
    }
    const { fields, statusOptions } = store.value;
    const keys = Object.keys(recordFields);
    const missing = keys.filter((key) => !fields.has(key));
    if (missing.length > 0) {
      return found('store_fields_missing', { fields: missing.join(', '), count: missing.length });
    }
    const changed = Object.entries(recordFields).filter(([key, type]) => fields.get(key) !== type);
    const lacksOption = statusOptions !== undefined && statusOptions.length < statuses.length;
    const names = [...changed.map(([key]) => key), ...(lacksOption ? ['status'] : [])];
    return names.length === 0
      ? found('store_installed')
      : found('store_fields_changed', { fields: names.join(', ') });
  },

  records({ trial }) {
    if (trial === undefined) return waiting;
    if (trial.kind === 'refused') return failedTo(trial.problem);
    return trial.left === 0 ? found('records_writable') : found('records_left', { count: trial.left });
  },

  agents({ roles }) {
    if (roles === undefined) return waiting;
    if (!roles.ok || roles.value.length === 0) return found('agents_untold');
    const lacking = roles.value.filter(({ full }) => !full).map(({ name }) => name);
    return lacking.length === 0
      ? found('agents_allowed', { count: roles.value.length })
      : found('agents_kept_out', { roles: lacking.join(', ') });
  },

  duplicates({ trial }) {
    if (trial === undefined) return waiting;
    if (trial.kind === 'refused') return blocked('records');
    if (trial.unique === undefined) return found('duplicates_untold');
    return found(trial.unique ? 'duplicates_refused' : 'duplicates_accepted');
  },

  phones({ sample, settings }) {
    if (sample === undefined) return waiting;
    if (!sample.ok) return failedTo(sample.problem);
    const counts = countSample(sample.value, settings.settings.defaultCountry);
    const { people, readable, national, ambiguous, unreadable, missing } = counts;
    if (people === 0) return found('phones_no_sample');
    const values = { people, readable, national, missing, unreadable: unreadable + ambiguous };
    if (readable === 0 && people >= fewPeople) return found('phones_none', values);
    return found(readable === people ? 'phones_readable' : 'phones_some', values);
  },

  country(facts) {
    if (isFaulty(facts, 'default_country')) return blocked('settings');
    const { sample, settings } = facts;
    if (sample === undefined) return waiting;
    if (!sample.ok) return blocked('phones');
    const { defaultCountry } = settings.settings;
    const { national, usualCountry, withCode, inDefaultCountry } = countSample(sample.value, defaultCountry);
    const usual = usualCountry ?? '';
    if (defaultCountry === undefined) {
      return national === 0
        ? found('country_unneeded')
        : found('country_missing', { count: national, usual });
    }
    return withCode >= fewPeople && inDefaultCountry === 0
      ? found('country_odd', { country: defaultCountry, usual })
      : found('country_plausible', { country: defaultCountry });
  },

  consent(facts) {
    if (isFaulty(facts, 'opt_in_tag')) return blocked('settings');
    const { sample, settings } = facts;
    const tag = settings.settings.optInTag;
    if (tag === undefined) return found('consent_open');
    if (sample === undefined) return waiting;
    if (!sample.ok) return blocked('phones');
    const count = sample.value.filter(({ tags }) => tags.includes(tag)).length;
    return count === 0 ? found('consent_nobody', { tag }) : found('consent_given', { tag, count });
  },

  automatic(facts) {
    if (isFaulty(facts, 'automatic_sending', 'catch_up_minutes')) return blocked('settings');
    const { automaticSending, catchUpMinutes } = facts.settings.settings;
    if (!automaticSending) return found('automatic_off');
    return catchUpMinutes === 0 ? found('catch_up_none') : found('automatic_on');
  },

  budget({ budget }) {
    if (budget === undefined) return waiting;
    if (!budget.ok) return failedTo(budget.problem);
    if (budget.value === undefined) return found('budget_untold');
    const percent = Math.floor(budget.value * 100);
    return found(budget.value < scarce ? 'budget_low' : 'budget_enough', { percent });
  },
};

/** A judgement that needs the template which the settings name, in the language that they name. */
function ofVariant(facts: SetUpFacts, judge: (variant: ListedTemplate) => Told): Told {
  const { templates, settings } = facts;
  if (isFaulty(facts, 'channel_id', 'api_base_url')) return blocked('channel');
  if (templates === undefined) return waiting;
  const { templateName, templateLanguage } = settings.settings;
  const variants = templates.ok ? templates.value.filter(({ name }) => name === templateName) : [];
  const variant = variants.find(({ language }) => language === templateLanguage);
  const isNamed = !isFaulty(facts, 'template_name', 'template_language');
  return variant === undefined || !isNamed ? blocked('template') : judge(variant);
}

/** A refused token, or a 1MSG that is silent altogether, is told once, in its own line. */
function readFrom({ connection }: SetUpFacts, problem: Problem): Told {
  if (problem.code === 'token_refused') return blocked('token');
  const isSilent = connection?.ok === false && connection.problem.code === problem.code;
  return isSilent ? blocked('channel') : failedTo(problem);
}

const categoryCodes = {
  utility: 'category_utility',
  marketing: 'category_marketing',
  authentication: 'category_authentication',
} as const satisfies Record<TemplateCategory, FindingCode>;

const wantingCodes = {
  header: 'template_header',
  button: 'template_button',
  other: 'template_part',
} as const satisfies Record<WantingPart, FindingCode>;

const languagesOf = (templates: readonly ListedTemplate[]): string =>
  templates.map(({ language }) => language).join(', ');

const isSandbox = ({ apiBaseUrl }: Settings): boolean => apiBaseUrl.includes('sandbox');

/** The fields that the app's requirements install, with their types. */
export const recordFields = {
  ticket_id: 'integer',
  assignment_id: 'text',
  attempt: 'integer',
  claim: 'text',
  status: 'dropdown',
  message_id: 'text',
  phone: 'text',
  specialist_id: 'text',
  specialist_name: 'text',
  template: 'text',
  language: 'text',
  problem: 'text',
  problem_detail: 'textarea',
  timeline: 'textarea',
  sent_by: 'text',
  version: 'integer',
} as const;
