import { BadInput, type JsonObject } from './json';

/** What this Zendesk does where Zendesk's documents leave it open, or where accounts differ. */
export interface Switches {
  /** Time that every request of the app takes, at least. */
  latencyMs: number;
  /** Up to so much more, at random. */
  latencyJitterMs: number;
  auditOrder: 'asc' | 'desc' | 'shuffled';
  auditSortOrder: 'ignored' | 'honoured';
  /** How long a saved audit stays invisible. */
  auditLagMs: number;
  /** How old the answer of a list of records is. Reading one record by its id is always up to date. */
  recordListLagMs: number;
  /** How old the answer of a search for records is. */
  searchLagMs: number;
  uniqueExternalIds: boolean;
  /** What agents who are no admins may do with records. */
  agentRecords: 'full' | 'read' | 'none';
  customObjects: 'available' | 'missing' | 'forbidden' | 'read-only';
  /** What the proxy does with a placeholder that it must not fill in. */
  placeholders: 'refused' | 'literal';
  proxyTimeoutMs: number;
  /** The message with which every Submit fails. */
  submitFails: string | null;
  /** What becomes of plain settings that a save of the installation does not name. */
  installationPut: 'merged' | 'replaced';
  /** Requests a minute that the account may make. */
  apiLimit: number;
  /** How many of them others make. */
  apiUsedElsewhere: number;
  /** Whether one too many is refused (429), or only counted. */
  apiLimitEnforced: boolean;
  /** The person to whom a trigger gives each newly assigned ticket, within the same save. */
  triggerAssigneeId: number | null;
}

interface SwitchRule<T> {
  readonly about: string;
  readonly initial: T;
  readonly allowed: string;
  /** The value, or undefined when it is not allowed. */
  readonly parse: (value: unknown) => T | undefined;
}

const milliseconds = (initial: number, about: string): SwitchRule<number> => ({
  about,
  initial,
  allowed: 'a number of milliseconds, 0 or more',
  parse: (value) => (typeof value === 'number' && value >= 0 ? value : undefined),
});

const word = <T extends string>(words: readonly [T, ...T[]], about: string): SwitchRule<T> => ({
  about,
  initial: words[0],
  allowed: words.join(' | '),
  parse: (value) => words.find((known) => known === value),
});

const flag = (initial: boolean, about: string): SwitchRule<boolean> => ({
  about,
  initial,
  allowed: 'true | false',
  parse: (value) => (typeof value === 'boolean' ? value : undefined),
});

const amount = (initial: number, about: string): SwitchRule<number> => ({
  about,
  initial,
  allowed: 'a whole number, 0 or more',
  parse: (value) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined,
});

const rules: { readonly [K in keyof Switches]: SwitchRule<Switches[K]> } = {
  latencyMs: milliseconds(120, 'time that each request of the app takes, at least'),
  latencyJitterMs: milliseconds(80, 'and up to so much more, at random'),
  auditOrder: word(['asc', 'desc', 'shuffled'], 'order of the audits of a ticket'),
  auditSortOrder: word(['ignored', 'honoured'], 'whether sort_order=desc turns the audits around'),
  auditLagMs: milliseconds(0, 'how long a saved audit stays invisible'),
  recordListLagMs: milliseconds(0, 'how old the answer of a list of records is'),
  searchLagMs: milliseconds(0, 'how old the answer of a search for records is'),
  uniqueExternalIds: flag(true, 'whether a second record with the same external id is refused (422)'),
  customObjects: word(
    ['available', 'missing', 'forbidden', 'read-only'],
    'custom objects: there, 404, 403 for all, 403 for writing',
  ),
  agentRecords: word(['full', 'read', 'none'], 'what agents who are no admins may do with records'),
  placeholders: word(
    ['refused', 'literal'],
    'a placeholder the proxy must not fill in: refuse, or send as it is',
  ),
  proxyTimeoutMs: milliseconds(60_000, 'the proxy answers 504 after'),
  submitFails: {
    about: 'every Submit fails with this message',
    initial: null,
    allowed: 'a string | null',
    parse: (value) => (value === null || typeof value === 'string' ? value : undefined),
  },
  installationPut: word(
    ['merged', 'replaced'],
    'settings that a save of the installation leaves out: kept, or emptied',
  ),
  apiLimit: amount(700, 'requests a minute that the account may make'),
  apiUsedElsewhere: amount(0, 'how many of them others make'),
  apiLimitEnforced: flag(false, 'whether one too many is refused (429), or only counted'),
  triggerAssigneeId: {
    about: 'a trigger gives every newly assigned ticket to this agent, within the same save',
    initial: null,
    allowed: 'an agent id | null',
    parse: (value) => (value === null || typeof value === 'number' ? value : undefined),
  },
};

/** The switches as a fresh sandbox has them. */
export function initialSwitches(): Switches {
  return {
    latencyMs: rules.latencyMs.initial,
    latencyJitterMs: rules.latencyJitterMs.initial,
    auditOrder: rules.auditOrder.initial,
    auditSortOrder: rules.auditSortOrder.initial,
    auditLagMs: rules.auditLagMs.initial,
    recordListLagMs: rules.recordListLagMs.initial,
    searchLagMs: rules.searchLagMs.initial,
    uniqueExternalIds: rules.uniqueExternalIds.initial,
    agentRecords: rules.agentRecords.initial,
    customObjects: rules.customObjects.initial,
    placeholders: rules.placeholders.initial,
    proxyTimeoutMs: rules.proxyTimeoutMs.initial,
    submitFails: rules.submitFails.initial,
    installationPut: rules.installationPut.initial,
    apiLimit: rules.apiLimit.initial,
    apiUsedElsewhere: rules.apiUsedElsewhere.initial,
    apiLimitEnforced: rules.apiLimitEnforced.initial,
    triggerAssigneeId: rules.triggerAssigneeId.initial,
  };
}

/** The switches after a request to change some of them; all of it is right, or nothing changes. */
export function changeSwitches(switches: Switches, changes: JsonObject): Switches {
  const changed = { ...switches };
  for (const [name, value] of Object.entries(changes)) {
    if (!isSwitch(name)) {
      throw new BadInput(`there is no switch "${name}"; there are ${Object.keys(rules).join(', ')}`);
    }
    set(changed, name, value);
  }
  return changed;
}

/** Each switch in a line of its own: name, value, what it does, what it can be. */
export function describeSwitches(switches: Switches): readonly string[] {
  return Object.entries(rules).map(([name, { about, allowed }]) => {
    const value = isSwitch(name) ? JSON.stringify(switches[name]) : '';
    return `${`${name} = ${value}`.padEnd(32)} ${about} (${allowed})`;
  });
}

function isSwitch(name: string): name is keyof Switches {
  return Object.hasOwn(rules, name);
}

function set<K extends keyof Switches>(switches: Switches, name: K, value: unknown): void {
  const parsed = rules[name].parse(value);
  if (parsed === undefined) {
    throw new BadInput(`"${name}" must be ${rules[name].allowed}, got ${JSON.stringify(value)}`);
  }
  switches[name] = parsed;
}
