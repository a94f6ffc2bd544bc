/** The Zendesk account as an admin's console reads it: settings, custom object, roles, recent tickets, limits. */
import { failed, got, problem, type Reading } from '../core/problem';
import type { RoleAccess, StoreShape } from '../core/set-up';
import type { SettingName } from '../core/settings';
import type { Requester } from '../core/ticket';
import type { Account, RecentTicket, SavedSettings } from '../engine/console-ports';
import { isObject } from '../engine/http';
import { parseRequester } from './people';
import { objectKey } from './record-fields';
import { parseEachSetting } from './settings';
import {
  type Answer,
  type Area,
  type CallZendesk,
  isRefusal,
  isSuccess,
  readAnswer,
  readListAt,
  refusalOf,
} from './transport';
import { readId, readList, readTags, readText } from './wire';

type Fields = Readonly<Record<string, unknown>>;

/** The settings that browsers may read. The token is none of them: what is not here is never written. */
const plainSettings: readonly SettingName[] = [
  'channel_id',
  'template_name',
  'template_namespace',
  'template_language',
  'match_customer_language',
  'automatic_sending',
  'first_assignment_only',
  'default_country',
  'greet_by_first_name',
  'opt_in_tag',
  'opt_out_tag',
  'catch_up_minutes',
  'failure_tag',
  'api_base_url',
];

/** Zendesk's largest page. */
const pageSize = 100;

const object = `/api/v2/custom_objects/${objectKey}`;

/** The account, asked with the visitor's own session and permissions. */
export function createAccount(call: CallZendesk, installationId: string): Account {
  const read = async (path: string, area: Area = 'desk'): Promise<Reading<Answer>> =>
    readAnswer(await call({ method: 'GET', path, turn: 'claim' }), area);

  const readItems = async <T>(
    path: string,
    key: string,
    readOne: (item: unknown, answer: Answer) => T | undefined,
    area: Area = 'desk',
  ): Promise<Reading<readonly T[]>> => {
    const answer = await read(path, area);
    if (!answer.ok) return answer;
    const list = readListAt(answer.value, key);
    return list.ok ? got(list.value.flatMap((item) => readOne(item, answer.value) ?? [])) : list;
  };

  const installation = `/api/v2/apps/installations/${encodeURIComponent(installationId)}.json`;

  const readPlain = async (): Promise<Reading<Fields>> => {
    const answer = await read(installation);
    if (!answer.ok) return answer;
    const { json } = answer.value;
    const { settings } = isObject(json.installation) ? json.installation : json;
    return isObject(settings)
      ? got(settings)
      : failed(problem('zendesk_unreachable', 'The installation has no settings.'));
  };

  return {
    async readSettings() {
      const plain = await readPlain();
      return plain.ok ? got(settingsOf(plain.value)) : plain;
    },

    async saveSettings(changes, seen) {
      const plain = await readPlain();
      if (!plain.ok) return { kind: 'refused', problem: plain.problem };
      const isOvertaken = [...changes.keys()].some(
        (name) => writtenOf(plain.value[name]) !== (seen.get(name) ?? ''),
      );
      if (isOvertaken) return { kind: 'overtaken' };
      // Whether Zendesk merges or replaces is not documented, so all plain ones are written as they stand.
      const settings: Record<string, unknown> = {};
      for (const name of plainSettings) {
        const value = changes.get(name) ?? plain.value[name];
        if (value !== undefined) settings[name] = value;
      }
      const reply = await call({ method: 'PUT', path: installation, body: { settings }, turn: 'claim' });
      if (reply.kind === 'answered' && isSuccess(reply)) return { kind: 'saved' };
      const isNo = reply.kind === 'answered' && isRefusal(reply.status);
      return { kind: isNo ? 'refused' : 'lost', problem: refusalOf(reply, 'desk') };
    },

    readRecent(most) {
      const query = `sort=-updated_at&page[size]=${Math.min(most, pageSize)}`;
      return readItems(`/api/v2/tickets.json?${query}`, 'tickets', ticketOf);
    },

    readRequesters(ids) {
      const query = `ids=${ids.slice(0, pageSize).join()}&include=identities`;
      return readItems(`/api/v2/users/show_many.json?${query}`, 'users', (user, { json }) =>
        requesterOf(user, readList(json.identities)),
      );
    },

    async readStore() {
      const shown = await read(object, 'store');
      if (!shown.ok) return shown;
      const query = `page[size]=${pageSize}`;
      const fields = await readItems(`${object}/fields?${query}`, 'custom_object_fields', itself, 'store');
      return fields.ok ? got(shapeOf(fields.value)) : fields;
    },

    readRoles: () => readItems(`${object}/permission_policies`, 'policies', accessOf),

    async readBudget() {
      // A short limit is what this is to find out, so it waits for none.
      const reply = await call({ method: 'GET', path: '/api/v2/users/me.json', turn: 'finish' });
      const answer = readAnswer(reply, 'desk');
      if (!answer.ok) return answer;
      return got(reply.kind === 'answered' ? reply.allowance?.left : undefined);
    },
  };
}

const itself = (item: unknown): unknown => item;

function settingsOf(settings: Fields): SavedSettings {
  const plain = plainSettings.map((name): [SettingName, string] => [name, writtenOf(settings[name])]);
  return { parsed: parseEachSetting(settings), plain: new Map(plain) };
}

const writtenOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

function ticketOf(ticket: unknown): RecentTicket | undefined {
  if (!isObject(ticket)) return undefined;
  const id = readId(ticket.id);
  if (id === undefined) return undefined;
  return {
    id,
    requesterId: readId(ticket.requester_id),
    specialistId: readId(ticket.assignee_id),
    tags: readTags(ticket.tags),
  };
}

/** People who are gone say nothing about today's customers. */
function requesterOf(user: unknown, identities: readonly unknown[]): Requester | undefined {
  const id = isObject(user) ? readId(user.id) : undefined;
  if (!isObject(user) || id === undefined || user.active === false) return undefined;
  const own = identities.filter((identity) => isObject(identity) && readId(identity.user_id) === id);
  return parseRequester(user, id, own);
}

function shapeOf(fields: readonly unknown[]): StoreShape {
  const active = fields.filter(isObject).filter((field) => field.active !== false);
  const types = active.flatMap((field): [string, string][] => {
    const key = readText(field.key);
    return key === undefined ? [] : [[key, readText(field.type)?.toLowerCase() ?? '']];
  });
  const options = active.find(({ key }) => key === 'status')?.custom_field_options;
  return {
    fields: new Map(types),
    statusOptions: Array.isArray(options)
      ? options.flatMap((option: unknown) => (isObject(option) ? (readText(option.value) ?? []) : []))
      : undefined,
  };
}

const actions = ['create', 'read', 'update', 'delete'] as const;

/**
 * A role's policy: `{role_name, records: {create: {allowed, rule_id}, …}}`. Customers are none of the roles that
 * matter here. Restricted by a rule, an action does not reach all records.
 */
function accessOf(policy: unknown): RoleAccess | undefined {
  if (!isObject(policy) || readText(policy.id) === 'end-user') return undefined;
  const { records } = policy;
  const isFull = (action: string): boolean => {
    const rule = isObject(records) ? records[action] : undefined;
    return isObject(rule) && rule.allowed === true && (rule.rule_id ?? null) === null;
  };
  return { name: readText(policy.role_name) ?? String(policy.id), full: actions.every(isFull) };
}
