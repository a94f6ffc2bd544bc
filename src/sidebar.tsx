/**
 * The ticket sidebar: puts the parts together and starts them. It listens before anything is drawn, because
 * the host's events do not wait; React and the words come after that.
 */
import type { Hint } from './core/events';
import type { Settings } from './core/settings';
import { initialState } from './core/state';
import { createEngine, type Engine } from './engine/engine';
import { lazyChannel } from './engine/lazy-channel';
import { lazyStore } from './engine/lazy-store';
import { lazyTabs } from './engine/lazy-tabs';
import type { ReadPhones, Seek } from './engine/ports';
import { createBrowserClock } from './zendesk/clock';
import { createHost, readSession, subscribeHints } from './zendesk/host';
import { followLook } from './zendesk/look';
import type { Store } from './zendesk/store';
import { connectZaf, type Zaf } from './zendesk/zaf';

const clock = createBrowserClock();

/** The tables for all the world's numbers are many times larger than the rest of the app's logic. */
const readPhones: ReadPhones = async (entries, country) =>
  (await inTime(import('./core/phone'))).readPhones(entries, country);

/** Few messages are ever lost. */
const seek: Seek = async (ports, send) => (await inTime(import('./engine/seek'))).seek(ports, send);

/** What several tabs of one browser need comes after the first status. */
const amongTabs = async () => (await inTime(import('./core/tabs'))).decideAmongTabs;

/** Code that a network swallows must not keep a step waiting for ever, ms. */
const longestLoad = 10_000;

const inTime = <T,>(code: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = clock.setTimer(() => reject(new Error('A part of the app did not come.')), longestLoad);
    code.then(resolve, reject).finally(() => clock.clearTimer(timer));
  });

async function start(root: HTMLElement): Promise<void> {
  const connection = connectZaf(clock);
  const view = import('./view/mount');
  if (!connection.ok) return (await view).mountNotice(root, connection.reason);

  const { zaf } = connection;
  let engine: Engine | undefined;
  const early: Hint[] = [];
  subscribeHints(zaf, (hint) => {
    if (engine === undefined) early.push(hint);
    else engine.dispatch(hint);
  });

  const session = await readSession(zaf);
  if (!session.ok) return (await view).mountNotice(root, 'no_session');
  const { settings, userId, role, locale, installationId } = session.value;
  const initial = initialState({
    settings,
    agentId: userId,
    isAdmin: role === 'admin',
    instance: crypto.randomUUID(),
  });
  const host = createHost(zaf);
  if (settings.ok) {
    const tellHeld = (until: number) => engine?.dispatch({ kind: 'held', until });
    const ports = portsFor(zaf, settings.settings, installationId, tellHeld);
    engine = createEngine(ports, initial, amongTabs());
    for (const hint of early) engine.dispatch(hint);
    speakUp(engine, zaf);
  }

  const look = followLook(zaf);
  (await view).mountCard(root, {
    getState: () => engine?.state() ?? initial,
    subscribe: (listener) => {
      const ends = [engine?.subscribe(listener), look.subscribe(listener)];
      return () => {
        for (const end of ends) end?.();
      };
    },
    click: (click) => engine?.dispatch(click),
    openProfile: (id) => host.openProfile(id),
    now: () => clock.now(),
    locale: locale ?? 'en',
    get colorScheme() {
      return look.colorScheme();
    },
  });
  fitTray(zaf, root);
}

function portsFor(zaf: Zaf, settings: Settings, installationId: string, onWait: (until: number) => void) {
  const scope = `${installationId}.${settings.channelId}`;
  let store: Store | undefined;
  const look = async (): Promise<Store> => {
    const { createStore } = await inTime(import('./zendesk/store'));
    store ??= createStore({
      send: zaf.send,
      clock,
      random: Math.random,
      storage: () => window.localStorage,
      scope,
      onWait,
    });
    return store;
  };
  const act = async () => {
    const [there, { createActing }] = await Promise.all([look(), inTime(import('./zendesk/acting'))]);
    return createActing(there);
  };
  return {
    ...lazyStore({ look, act }),
    tabs: lazyTabs(async () => {
      const [{ createTabs, sharedInBrowser }, { recordForm }] = await inTime(
        Promise.all([import('./zendesk/tabs'), import('./zendesk/record-text')]),
      );
      return createTabs(scope, sharedInBrowser(), recordForm);
    }),
    clock,
    random: Math.random,
    host: createHost(zaf),
    channel: lazyChannel(async () => {
      const { createChannel } = await inTime(import('./onemsg/channel'));
      return createChannel({ settings, sendHttp: zaf.send });
    }),
    readPhones,
    seek,
  };
}

/** Of a message that leaves this page and fails, the agent hears wherever they are by then. */
function speakUp(engine: Engine, zaf: Zaf): void {
  const end = engine.subscribe(() => {
    const state = engine.state();
    if (state.sent === undefined) return;
    end();
    inTime(import('./alerts')).then(
      ({ tellAlerts }) => tellAlerts(engine, zaf, state),
      // The card says it all the same.
      () => undefined,
    );
  });
}

/** The tray is as high as the card: a card that is cut off hides what there is to do. */
function fitTray(zaf: Zaf, root: HTMLElement): void {
  let height = 0;
  new ResizeObserver(() => {
    const needed = Math.ceil(root.getBoundingClientRect().height);
    if (needed === height || needed === 0) return;
    height = needed;
    void zaf.invoke('resize', { width: '100%', height: `${needed}px` });
  }).observe(root);
}

const root = document.getElementById('root');
if (root !== null) void start(root);
