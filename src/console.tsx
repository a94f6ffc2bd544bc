/** The admin's console in Zendesk's navigation bar: puts the parts together and starts them. */

import type { Place } from './core/set-up';
import type { Settings } from './core/settings';
import type { ConsolePorts, PhoneBook, Visitor } from './engine/console-ports';
import { createOffice, type Office } from './engine/office';
import { createConsoleChannel } from './onemsg/console-channel';
import { createAccount } from './zendesk/account';
import { createBrowserClock } from './zendesk/clock';
import { createDesk } from './zendesk/desk';
import { createHistory } from './zendesk/history';
import { type Installed, openTicket, readInstalled, readSession } from './zendesk/host';
import { createLimit } from './zendesk/limit';
import { createLogBook } from './zendesk/log-book';
import { followLook } from './zendesk/look';
import { createMemory } from './zendesk/memory';
import { createRecords } from './zendesk/records';
import { createTransport, inPerson } from './zendesk/transport';
import { connectZaf, type Zaf } from './zendesk/zaf';

const clock = createBrowserClock();

/** The tables for all the world's numbers are large, and needed late or never. */
const phoneBook: PhoneBook = {
  readPhones: async (entries, country) => (await import('./core/phone')).readPhones(entries, country),
  async countriesOf(entries) {
    const { writtenCountry } = await import('./core/phone');
    return entries.flatMap(({ written }) => writtenCountry(written) ?? []);
  },
};

async function start(root: HTMLElement): Promise<void> {
  const connection = connectZaf(clock);
  const view = import('./view/console/mount');
  if (!connection.ok) return (await view).mountNotice(root, connection.reason);
  const { zaf } = connection;
  const [session, installed] = await Promise.all([readSession(zaf), readInstalled(zaf)]);
  if (!session.ok || !installed.ok) return (await view).mountNotice(root, 'no_session');
  const { userId, role, locale } = session.value;
  const visitor: Visitor = { userId, isAdmin: role === 'admin', locale };
  const look = followLook(zaf);
  const office = officeFor(zaf, visitor, session.value.installationId, installed.value);
  // Whoever comes back to the page hears of what went wrong meanwhile.
  zaf.on('app.activated', () => office.log.list.lookOut());
  (await view).mountConsole(root, {
    office,
    subscribe: look.subscribe,
    openTicket: (id) => openTicket(zaf, id),
    now: () => clock.now(),
    locale: locale ?? 'en',
    get colorScheme() {
      return look.colorScheme();
    },
  });
}

function officeFor(zaf: Zaf, visitor: Visitor, installationId: string, installed: Installed): Office {
  const limit = createLimit(
    () => window.localStorage,
    `${installationId}.${installed.settings.settings.channelId}`,
  );
  const inTurn = createTransport(zaf.send, clock, Math.random, limit);
  const call = inPerson(inTurn);
  const ports: ConsolePorts = {
    clock,
    random: Math.random,
    desk: createDesk(call),
    records: createRecords(call),
    account: createAccount(call, installationId),
    history: createHistory(inTurn),
    logBook: createLogBook(call),
    memory: createMemory(() => window.localStorage, installationId),
    phoneBook,
    dayOf,
    channelOf: (settings: Pick<Settings, 'apiBaseUrl' | 'channelId'>) =>
      createConsoleChannel({ settings, sendHttp: zaf.send }),
    addressOf: (place) => addressOf(place, installed.subdomain),
  };
  return createOffice(ports, visitor, installed.settings, () => crypto.randomUUID());
}

const dayOf = (at: number): string => {
  const date = new Date(at);
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
};

/** Places in Admin Center, below the account's own address. */
const adminPlaces: Readonly<Record<Exclude<Place, 'onemsg' | 'templates'>, string>> = {
  app_settings: 'apps-integrations/apps/support-apps',
  apps: 'apps-integrations/apps/support-apps',
  object_permissions: 'objects-rules/custom-objects/objects/onemsg_notification/permissions',
  object_fields: 'objects-rules/custom-objects/objects/onemsg_notification',
  limits: 'apps-integrations/apis/api-usage-dashboard',
};

function addressOf(place: Place, subdomain: string | undefined): string | undefined {
  if (place === 'templates') return undefined;
  if (place === 'onemsg') return 'https://1msg.io';
  return subdomain === undefined ? undefined : `https://${subdomain}.zendesk.com/admin/${adminPlaces[place]}`;
}

const root = document.getElementById('root');
if (root !== null) void start(root);
