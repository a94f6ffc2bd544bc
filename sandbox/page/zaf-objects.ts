import type { SandboxTicket, SandboxUser, World } from '../contract';
import { isObject, type JsonObject } from './json';
import type { FormValues } from './ticket-form';
import type { Answer } from './zaf-host';

export type ColorScheme = 'light' | 'dark';

/** Everything that the objects of one instance are made from. */
export interface Scene {
  readonly world: World;
  readonly agent: SandboxUser;
  readonly locale: string;
  readonly colorScheme: ColorScheme;
  /** The ticket that the instance belongs to; null in places that belong to none. */
  readonly ticket: {
    readonly saved: SandboxTicket;
    /** The unsaved form: this is what ZAF's `ticket` follows. */
    readonly values: FormValues;
    /** What the ticket tells for its number. */
    readonly id: number | 'new' | undefined;
    readonly isNew: boolean;
    readonly postSaveAction: 'stay_on_ticket' | 'close_tab';
  } | null;
  /** The contexts of all instances in this window, by guid. */
  readonly instances: JsonObject;
  /** What `requirement:KEY` answers, by key. */
  readonly requirements: ReadonlyMap<string, JsonObject>;
  readonly viewport: { readonly width: number; readonly height: number };
}

/** A property of the form that changed, with its new value; no value means that it is empty now. */
export interface PropertyChange {
  readonly propertyName: string;
  readonly newValue: unknown;
}

const NAMES_OF_CHANGES = [
  'ticket.subject',
  'ticket.status',
  'ticket.tags',
  'ticket.requester.id',
  'ticket.requester.name',
  'ticket.requester.email',
  'ticket.assignee.group.id',
  'ticket.assignee.group.name',
  'ticket.assignee.user.id',
  'ticket.assignee.user.name',
  'ticket.assignee.user.email',
  'comment.text',
] as const;

/**
 * The value at a path such as `ticket.assignee.user.id`. Below something that is empty everything is empty;
 * a name that does not exist is an error.
 */
export function readObject(scene: Scene, path: string): Answer {
  const requirement = /^requirement:(.+)$/.exec(path)?.[1];
  if (requirement !== undefined) {
    const value = scene.requirements.get(requirement);
    return value ? { ok: true, value } : unknownPath;
  }
  let value: unknown = objectsOf(scene);
  for (const name of path.split('.')) {
    if (value === undefined || value === null) return { ok: true, value: undefined };
    if (Array.isArray(value)) value = Object.entries(value).find(([index]) => index === name)?.[1];
    else if (isObject(value) && Object.hasOwn(value, name)) value = value[name];
    else return unknownPath;
  }
  return { ok: true, value };
}

/** What ZAF tells the app when the form went from one scene to another. */
export function changesBetween(before: Scene, after: Scene): readonly PropertyChange[] {
  return NAMES_OF_CHANGES.flatMap((propertyName) => {
    const [was, is] = [readObject(before, propertyName), readObject(after, propertyName)];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ propertyName, newValue: is.ok ? is.value : undefined }];
  });
}

/** ZAF's User: it carries identities, but has no `phone`. */
export function userObject(user: SandboxUser, timeZone: string, locale = user.locale): JsonObject {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    role: user.role,
    externalId: null,
    locale,
    details: '',
    notes: '',
    alias: user.alias ?? '',
    signature: '',
    avatarUrl: '',
    groups: [],
    organizations: [],
    tags: user.tags,
    timeZone: timeZoneObject(timeZone),
    identities: user.identities.map((identity) => ({
      ...identity,
      userId: user.id,
      undeliverableCount: 0,
      deliverableState: 'deliverable',
    })),
  };
}

const unknownPath: Answer = { ok: false, message: 'does not exist' };

function objectsOf(scene: Scene): JsonObject {
  const { world, agent } = scene;
  const { subdomain, timeZone } = world.account;
  return {
    ...(scene.ticket && ticketObjects(world, scene.ticket)),
    currentUser: {
      ...userObject(agent, timeZone, scene.locale),
      colorScheme: scene.colorScheme,
    },
    currentAccount: { subdomain, planName: 'Sandbox', timeZone: timeZoneObject(timeZone) },
    colorScheme: scene.colorScheme,
    instances: scene.instances,
    viewport: scene.viewport,
    appsTray: { isVisible: true },
  };
}

function ticketObjects(world: World, ticket: NonNullable<Scene['ticket']>): JsonObject {
  const { saved, values, id, isNew, postSaveAction } = ticket;
  const { subdomain, timeZone } = world.account;
  const userById = (id: number | null): JsonObject | undefined => {
    const user = world.users.find((candidate) => candidate.id === id);
    return user && userObject(user, timeZone);
  };
  const group = world.groups.find((candidate) => candidate.id === values.groupId);
  return {
    ticket: {
      id,
      isNew,
      subject: values.subject,
      description: saved.comments[0]?.body ?? '',
      status: values.status,
      tags: values.tags,
      type: 'question',
      priority: 'normal',
      requester: userById(values.requesterId),
      assignee: {
        user: userById(values.assigneeId),
        group: group && { id: group.id, name: group.name },
      },
      createdAt: saved.createdAt,
      updatedAt: saved.updatedAt,
      brand: { id: 1, name: subdomain, isDefault: true, isActive: true, hasHelpCenter: false },
      form: { id: 1 },
      organization: undefined,
      externalId: undefined,
      collaborators: [],
      viewers: [],
      postSaveAction,
    },
    comment: { text: values.comment, type: 'publicReply' },
  };
}

function timeZoneObject(ianaName: string): JsonObject {
  const zone = new Intl.DateTimeFormat('en', { timeZone: ianaName, timeZoneName: 'longOffset' });
  const offset = zone.formatToParts().find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(offset) ?? [];
  const total = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return {
    name: ianaName,
    translatedName: ianaName,
    ianaName,
    offset: sign === '-' ? -total : total,
    formattedOffset: `GMT${sign ?? '+'}${hours ?? '00'}:${minutes ?? '00'}`,
  };
}
