import { createRoot } from 'react-dom/client';
import type { ProxyCall, RequestEntry, SandboxUser, World } from '../contract';
import type { AttachFrame } from './Frame';
import { createHelpdesk, type HelpdeskState } from './helpdesk';
import { instanceOf } from './instances';
import { isObject, type JsonObject, parseJson } from './json';
import { Page } from './Page';
import { parseRequirements } from './requirements';
import { connectServer } from './sandbox-server';
import { createZafHost } from './zaf-host';
import type { ColorScheme } from './zaf-objects';
import { request } from './zaf-request';

/** Zendesk's own limit is not documented; 30 s is what people report. */
const HOOK_TIMEOUT_MS = 30_000;

async function start(element: HTMLElement): Promise<void> {
  const parameters = new URLSearchParams(location.search);
  const world = await connectServer(null, () => null).world();
  const agent = agentOf(world, parameters.get('agent'));
  if (!agent) throw new Error('The sandbox has no agents.');

  const server = connectServer(agent.id, world.channel === 'live' ? confirmSend : () => null);
  const [requests, requirements] = await Promise.all([server.requests(), installedRequirements()]);
  const appOrigin = originOfApp(world, parameters);

  const host = createZafHost({
    metadata: () => metadataOf(helpdesk.store.get().world),
    request: (options) => request(options, { send: server.send, wait }),
    hookTimeoutMs: HOOK_TIMEOUT_MS,
  });
  addEventListener('message', host.receive);

  const helpdesk = createHelpdesk({
    host,
    server,
    requirements,
    initial: initialState(world, agent, requests, parameters),
    frameUrl: (page, guid, colorScheme) => frameUrl(`${appOrigin}/app/${page}`, guid, colorScheme),
    viewport: () => ({ width: innerWidth, height: innerHeight }),
  });
  const ticketId = Number(parameters.get('ticket') ?? Number.NaN);
  if (Number.isInteger(ticketId)) helpdesk.openTicket(ticketId);
  if (parameters.get('page') === 'app') helpdesk.openApp();
  helpdesk.store.subscribe(() => rememberInUrl(helpdesk.store.get()));
  rememberInUrl(helpdesk.store.get());

  const attach: AttachFrame = (frame, window) => {
    host.attach(frame.guid, window, appOrigin, instanceOf(helpdesk, frame));
    return () => host.detach(frame.guid);
  };
  createRoot(element).render(<Page helpdesk={helpdesk} attach={attach} />);
}

function agentOf(world: World, id: string | null): SandboxUser | undefined {
  const agents = world.users.filter(({ role, active }) => role !== 'end-user' && active);
  return agents.find((user) => String(user.id) === id) ?? agents[0];
}

function metadataOf({ installation, settings }: World): JsonObject {
  return { ...installation, plan: { name: null }, settings };
}

function initialState(
  world: World,
  agent: SandboxUser,
  requests: readonly RequestEntry[],
  parameters: URLSearchParams,
): HelpdeskState {
  return {
    world,
    agent,
    requests,
    locale: parameters.get('lang') ?? agent.locale,
    colorScheme: parameters.get('scheme') === 'dark' ? 'dark' : 'light',
    open: [],
    draft: null,
    creating: { idBefore: 'absent', appAfter: 'gone', postSaveAction: 'stay_on_ticket' },
    page: 'tickets',
    active: null,
    frames: [],
    tray: { isOpen: parameters.get('tray') !== 'closed', isExpanded: true, width: '320' },
    tellsOwnSaves: false,
    notices: [],
  };
}

/** Keeps the address such that loading it again shows the same agent, ticket and looks. */
function rememberInUrl({ agent, page, active, locale, colorScheme, tray }: HelpdeskState): void {
  const parameters = new URLSearchParams({ agent: String(agent.id) });
  if (typeof active === 'number') parameters.set('ticket', String(active));
  if (page === 'app') parameters.set('page', page);
  if (locale !== agent.locale) parameters.set('lang', locale);
  if (colorScheme === 'dark') parameters.set('scheme', 'dark');
  if (!tray.isOpen) parameters.set('tray', 'closed');
  const storage = new URLSearchParams(location.search).get('storage');
  if (storage !== null) parameters.set('storage', storage);
  const search = `?${parameters}`;
  if (search !== location.search) history.replaceState(null, '', search);
}

/**
 * Where the app comes from: another origin of the same site, so that it may store things as it may in a browser
 * that does not block them. `?storage=blocked` takes another site, to which browsers may refuse their storage.
 */
function originOfApp({ appPort }: World, parameters: URLSearchParams): string {
  const other = location.hostname === '127.0.0.1' ? 'localhost' : '127.0.0.1';
  const hostname = parameters.get('storage') === 'blocked' ? other : location.hostname;
  return `${location.protocol}//${hostname}:${appPort}`;
}

function frameUrl(page: string, guid: string, colorScheme: ColorScheme): string {
  const parameters = new URLSearchParams({ origin: location.origin, app_guid: guid, colorScheme });
  return `${page}?${parameters}`;
}

async function installedRequirements(): Promise<ReadonlyMap<string, JsonObject>> {
  const response = await fetch('/app/requirements.json');
  return parseRequirements(response.ok ? parseJson(await response.text()) : undefined);
}

/** With a real channel a real person gets the message, so a person here says yes to each one. */
function confirmSend(call: ProxyCall): string | null {
  const isSend = /\/send[^/]*$/.test(new URL(call.url).pathname);
  if (call.type !== 'POST' || !isSend) return null;
  const body = parseJson(call.data ?? '');
  const phone = isObject(body) ? String(body.phone) : 'a number that cannot be read';
  const isAllowed = confirm(`This sends a REAL WhatsApp message to +${phone}.\n\nSend it?`);
  return isAllowed ? null : 'Refused in the sandbox: nothing was sent';
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const page = document.getElementById('page');
if (page) {
  start(page).catch((error: unknown) => {
    page.setAttribute('role', 'alert');
    page.textContent = `The helpdesk could not start. ${String(error)}`;
  });
}
