/** The page around the app: what its ticket form shows, who uses it, and what it tells of. */
import type { Hint } from '../core/events';
import { phoneEndingOf } from '../core/phone-ending';
import { failed, got, problem, type Reading } from '../core/problem';
import type { SettingsParsed, SettingsReading } from '../core/settings';
import { isObject } from '../engine/http';
import type { Host } from '../engine/ports';
import { parseEachSetting, parseSettings } from './settings';
import { readId, readList, readSpecialist, readStatus, readTags, readText } from './wire';
import type { Zaf } from './zaf';

/** The ticket form over ZAF. */
export function createHost(zaf: Zaf): Host {
  return {
    async readTicket() {
      const reading = await zaf.get([
        'ticket.id',
        'ticket.isNew',
        'ticket.status',
        'ticket.tags',
        'ticket.requester',
        'ticket.assignee',
      ]);
      if (!reading.ok) return reading;
      const values = reading.value;
      const id = readId(values['ticket.id']);
      const isNew = values['ticket.isNew'];
      if (id === undefined && isNew === false) return failed(problem('zendesk_unreachable'));
      const requester = objectAt(values, 'ticket.requester');
      const assignee = objectAt(values, 'ticket.assignee');
      return got({
        // A ticket that was never saved has no id, or the word "new" for one.
        id: isNew === true ? undefined : id,
        status: readStatus(values['ticket.status']),
        tags: readTags(values['ticket.tags']),
        requesterId: readId(requester.id),
        requesterName: readText(requester.name),
        requesterEndings: readList(requester.identities)
          .filter(isObject)
          .filter(({ type }) => type === 'phone_number')
          .flatMap(({ value }) => phoneEndingOf((readText(value) ?? '').replace(/\D/g, '')) || []),
        specialist: readSpecialist(assignee.user),
        groupId: readId(objectAt(assignee, 'group').id),
      });
    },
    openProfile(userId) {
      void zaf.invoke('routeTo', 'user', userId);
    },
  };
}

/** The agent and the installation that this page runs for; none of it changes while the page lives. */
export interface Session {
  readonly userId: number;
  /** Zendesk locale of the agent, such as `pt-BR`. */
  readonly locale: string | undefined;
  readonly role: string | undefined;
  readonly settings: SettingsReading;
  /** Tells installations apart; `local` where the app runs from a developer's machine. */
  readonly installationId: string;
}

/** Reads the session. It waits until the host has registered the app. */
export async function readSession(zaf: Zaf): Promise<Reading<Session>> {
  const [metadata, user] = await Promise.all([
    zaf.metadata(),
    zaf.get(['currentUser.id', 'currentUser.locale', 'currentUser.role']),
  ]);
  if (!metadata.ok) return metadata;
  if (!user.ok) return user;
  const userId = readId(user.value['currentUser.id']);
  if (userId === undefined) return failed(problem('zendesk_unreachable', 'The current user has no id.'));
  const { installationId } = metadata.value;
  return got({
    userId,
    locale: readText(user.value['currentUser.locale']),
    role: readText(user.value['currentUser.role']),
    settings: parseSettings(metadata.value.settings),
    installationId: String(readId(installationId) ?? readText(installationId) ?? 'local'),
  });
}

/** What a page beside the tickets was given when Zendesk registered the app. */
export interface Installed {
  /** The settings one by one; they may have been changed since. */
  readonly settings: SettingsParsed;
  /** The account's name in its addresses. */
  readonly subdomain: string | undefined;
}

/** Reads what the host told when it registered the app. */
export async function readInstalled(zaf: Zaf): Promise<Reading<Installed>> {
  const [metadata, account] = await Promise.all([zaf.metadata(), zaf.get(['currentAccount.subdomain'])]);
  if (!metadata.ok) return metadata;
  return got({
    settings: parseEachSetting(metadata.value.settings),
    subdomain: account.ok ? readText(account.value['currentAccount.subdomain']) : undefined,
  });
}

/** Opens a ticket in the helpdesk's own tab for it. */
export const openTicket = (zaf: Zaf, ticketId: number): void =>
  void zaf.invoke('routeTo', 'ticket', ticketId);

/** What each event of ZAF comes to. Those without a payload worth reading are hints by themselves. */
const hints: Readonly<Record<string, (payload: unknown) => Hint>> = {
  'app.registered': () => ({ kind: 'registered' }),
  'ticket.assignee.user.id.changed': (id) => ({ kind: 'assignee_picked', userId: readId(id) }),
  'ticket.requester.id.changed': () => ({ kind: 'requester_picked' }),
  'ticket.status.changed': () => ({ kind: 'form_edited' }),
  // Accounts with statuses of their own.
  'ticket.statusCategory.changed': () => ({ kind: 'form_edited' }),
  'ticket.tags.changed': () => ({ kind: 'form_edited' }),
  'ticket.submit.start': () => ({ kind: 'submit_started' }),
  'ticket.submit.done': () => ({ kind: 'submit_done' }),
  'ticket.submit.fail': () => ({ kind: 'submit_failed' }),
  'ticket.updated': () => ({ kind: 'ticket_updated' }),
  'app.activated': () => ({ kind: 'activated' }),
  'app.deactivated': () => ({ kind: 'deactivated' }),
};

/**
 * Hands every hint to the handler until the function it returns is called. `registered` comes also where the
 * host registered the app before this call.
 */
export function subscribeHints(zaf: Zaf, handler: (hint: Hint) => void): () => void {
  const subscriptions = Object.entries(hints).map(([event, read]) =>
    zaf.on(event, (payload) => handler(read(payload))),
  );
  return () => {
    for (const unsubscribe of subscriptions) unsubscribe();
  };
}

const objectAt = (
  values: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, unknown>> => {
  const value = values[name];
  return isObject(value) ? value : {};
};
