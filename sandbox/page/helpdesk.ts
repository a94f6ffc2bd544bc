import type {
  NewTicket,
  PhoneMessage,
  RequestEntry,
  SandboxEvent,
  SandboxTicket,
  SandboxUser,
  World,
} from '../contract';
import type { JsonObject } from './json';
import type { SandboxServer } from './sandbox-server';
import { createStore, type Store } from './store';
import { changesOf, type Edits, edit, rebase, type TicketForm, valuesOf } from './ticket-form';
import type { ZafHost } from './zaf-host';
import { type ColorScheme, changesBetween, type Scene, userObject } from './zaf-objects';

/** A ticket that is open in a tab. */
export interface OpenTicket {
  readonly form: TicketForm;
  readonly isSubmitting: boolean;
}

/** Where an instance of the app lives: beside a ticket, by its id, or on its own page. */
export type Place = number | 'nav_bar';

/** One iframe of the app. It lives as long as its ticket's tab, whichever tab is in front; that of the app's own page, once opened, for good. */
export interface AppFrame {
  readonly guid: string;
  readonly place: Place;
  readonly src: string;
  /** The height the app asked for. */
  readonly height: string | null;
  /** It has been told that it goes, and gets a moment to say its last words. */
  readonly isLeaving: boolean;
}

export type TrayWidth = '280' | '320' | '400' | 'wide';

/** Zendesk's three kinds of what it shows for a moment. */
export type NoticeKind = 'notice' | 'alert' | 'error';

export interface Notice {
  readonly id: number;
  readonly kind: NoticeKind;
  readonly text: string;
}

/** Everything that the page shows. */
export interface HelpdeskState {
  readonly world: World;
  readonly agent: SandboxUser;
  readonly locale: string;
  readonly colorScheme: ColorScheme;
  readonly open: readonly OpenTicket[];
  /** What the navigation bar shows: the tickets, or the app's own page. */
  readonly page: 'tickets' | 'app';
  /** The tab in front, among the tickets. */
  readonly active: number | 'new' | null;
  readonly frames: readonly AppFrame[];
  readonly tray: { readonly isOpen: boolean; readonly isExpanded: boolean; readonly width: TrayWidth };
  /** Whether the app hears `ticket.updated` after this agent's own saves too; Zendesk does not say. */
  readonly tellsOwnSaves: boolean;
  readonly requests: readonly RequestEntry[];
  readonly notices: readonly Notice[];
}

/** What an agent can do in the helpdesk, and what the app can make it do. */
export interface Helpdesk {
  readonly store: Store<HelpdeskState>;
  openTicket(ticketId: number): void;
  openNewTicket(): void;
  /** Goes to the tickets, as they were left. */
  openTickets(): void;
  /** Goes to the app's own page; nothing happens when the app has none. */
  openApp(): void;
  closeTicket(ticketId: number): void;
  edit(ticketId: number, edits: Edits): void;
  cancel(ticketId: number): void;
  submit(ticketId: number): Promise<void>;
  create(ticket: NewTicket): Promise<void>;
  reloadApps(): void;
  setTrayOpen(isOpen: boolean): void;
  setTrayExpanded(isExpanded: boolean): void;
  setTrayWidth(width: TrayWidth): void;
  setTellsOwnSaves(tells: boolean): void;
  setLocale(locale: string): void;
  setColorScheme(colorScheme: ColorScheme): void;
  /** `ms` is how long it stands; a failure stands until it is dismissed where nothing is said. */
  notify(kind: NoticeKind, text: string, ms?: number): void;
  dismiss(noticeId: number): void;
  clearRequests(): void;
  setFrameHeight(guid: string, height: string): void;
  /** What the instance at a place sees now; `undefined` when its ticket is not open. */
  scene(place: Place): Scene | undefined;
}

export interface HelpdeskOptions {
  readonly host: ZafHost;
  readonly server: SandboxServer;
  readonly initial: HelpdeskState;
  readonly requirements: ReadonlyMap<string, JsonObject>;
  /** The URL of a new iframe for one of the app's pages. */
  frameUrl(page: string, guid: string, colorScheme: ColorScheme): string;
  viewport(): { readonly width: number; readonly height: number };
}

const FAREWELL_MS = 100;
const NOTICE_MS = 8_000;
const REQUESTS_SHOWN = 300;

/** The helpdesk of one browser window: it keeps the forms and tells the app what happens to them. */
export function createHelpdesk(options: HelpdeskOptions): Helpdesk {
  const { host, server } = options;
  const store = createStore(options.initial);
  const submits = new Map<number, Promise<void>>();
  let savesHere = 0;
  let lastNotice = 0;
  let refreshing = Promise.resolve();

  const patch = (changes: Partial<HelpdeskState>): void => store.set((state) => ({ ...state, ...changes }));

  function openTicketWith(ticketId: number): OpenTicket | undefined {
    return store.get().open.find(({ form }) => form.saved.id === ticketId);
  }

  function framesAt(place: Place): readonly AppFrame[] {
    return store.get().frames.filter((frame) => frame.place === place && !frame.isLeaving);
  }

  function emit(place: Place, event: string, message?: unknown): void {
    for (const { guid } of framesAt(place)) host.emit(guid, event, message);
  }

  function scene(place: Place): Scene | undefined {
    const { world, agent, locale, colorScheme, frames } = store.get();
    const ticket = place === 'nav_bar' ? null : openTicketWith(place);
    if (ticket === undefined) return undefined;
    return {
      world,
      agent,
      locale,
      colorScheme,
      ticket: ticket && { saved: ticket.form.saved, values: valuesOf(ticket.form) },
      instances: Object.fromEntries(
        frames.map(({ guid, place: at }) => [guid, { instanceGuid: guid, ...locationOf(at) }]),
      ),
      requirements: options.requirements,
      viewport: options.viewport(),
    };
  }

  /** Every change of an open ticket goes through here, so that the app hears of each one. */
  function updateTicket(ticketId: number, update: (ticket: OpenTicket) => OpenTicket): void {
    const before = scene(ticketId);
    store.set((state) => ({
      ...state,
      open: state.open.map((ticket) => (ticket.form.saved.id === ticketId ? update(ticket) : ticket)),
    }));
    const after = scene(ticketId);
    if (!before || !after) return;
    for (const change of changesBetween(before, after)) {
      emit(ticketId, `${change.propertyName}.changed`, change.newValue);
      emit(ticketId, '*.changed', change);
    }
  }

  function replaceSaved(saved: SandboxTicket, form: (ticket: OpenTicket) => TicketForm): void {
    store.set((state) => ({ ...state, world: withTicket(state.world, saved) }));
    updateTicket(saved.id, (ticket) => ({ ...ticket, form: form(ticket) }));
  }

  function addFrame(place: Place): void {
    const { world, colorScheme, frames } = store.get();
    const page = place === 'nav_bar' ? world.pages.navBar : world.pages.ticketSidebar;
    if (page === null) return;
    const guid = crypto.randomUUID();
    const src = options.frameUrl(page, guid, colorScheme);
    patch({ frames: [...frames, { guid, place, src, height: null, isLeaving: false }] });
  }

  function removeFrames(leaving: readonly AppFrame[]): void {
    const guids = new Set(leaving.map(({ guid }) => guid));
    for (const guid of guids) host.emit(guid, 'app.willDestroy');
    store.set((state) => ({
      ...state,
      frames: state.frames.map((frame) => (guids.has(frame.guid) ? { ...frame, isLeaving: true } : frame)),
    }));
    setTimeout(() => {
      store.set((state) => ({ ...state, frames: state.frames.filter(({ guid }) => !guids.has(guid)) }));
    }, FAREWELL_MS);
  }

  function reloadFrames(): void {
    const { frames, open, tray } = store.get();
    const hadOwnPage = framesAt('nav_bar').length > 0;
    removeFrames(frames.filter(({ isLeaving }) => !isLeaving));
    if (tray.isOpen) for (const { form } of open) addFrame(form.saved.id);
    if (hadOwnPage) addFrame('nav_bar');
  }

  /** Brings a page or a tab to the front, and tells the instances that leave and take the agent's eyes. */
  function go(to: Partial<Pick<HelpdeskState, 'page' | 'active'>>): void {
    const before = inFront(store.get());
    const after = inFront({ ...store.get(), ...to });
    if (before !== null && before !== after) tellActive(before, 'deactivated');
    patch(to);
    if (after !== null && before !== after) tellActive(after, 'activated');
  }

  /** Apps of the navigation bar hear of their pane as well; the list of core events does not name it. */
  function tellActive(place: Place, what: 'activated' | 'deactivated'): void {
    emit(place, `app.${what}`);
    if (place === 'nav_bar') emit(place, `pane.${what}`);
  }

  function openApp(): void {
    if (store.get().world.pages.navBar === null) return;
    if (framesAt('nav_bar').length === 0) addFrame('nav_bar');
    go({ page: 'app' });
  }

  function openTicket(ticketId: number): void {
    const { open, world, tray } = store.get();
    if (!openTicketWith(ticketId)) {
      const saved = world.tickets.find(({ id }) => id === ticketId);
      if (!saved) {
        notify('error', `There is no ticket #${ticketId}.`);
        return;
      }
      patch({ open: [...open, { form: { saved, edits: {} }, isSubmitting: false }] });
      if (tray.isOpen) addFrame(ticketId);
    }
    go({ page: 'tickets', active: ticketId });
  }

  function notify(
    kind: NoticeKind,
    text: string,
    ms: number | undefined = kind === 'notice' ? NOTICE_MS : undefined,
  ): void {
    const id = ++lastNotice;
    store.set((state) => ({ ...state, notices: [...state.notices.slice(-2), { id, kind, text }] }));
    if (ms !== undefined) setTimeout(() => dismiss(id), ms);
  }

  function dismiss(noticeId: number): void {
    store.set((state) => ({ ...state, notices: state.notices.filter(({ id }) => id !== noticeId) }));
  }

  async function consentOfApps(ticketId: number): Promise<string | null> {
    for (const { guid } of framesAt(ticketId)) {
      const answer = await host.ask(guid, 'ticket.save');
      if (!answer.ok) return answer.message || 'An app prevented the ticket from being saved.';
    }
    return null;
  }

  /** Zendesk does not say whether `ticket.save` comes before or after `ticket.submit.start`; here it is after. */
  async function submitOnce(ticketId: number): Promise<void> {
    patch({ notices: [] });
    emit(ticketId, 'ticket.submit.start');
    const failure = (await consentOfApps(ticketId)) ?? (await saveTicket(ticketId));
    updateTicket(ticketId, (ticket) => ({ ...ticket, isSubmitting: false }));
    if (failure === null) {
      notify('notice', `Ticket #${ticketId} saved`);
      emit(ticketId, 'ticket.submit.done');
    } else {
      notify('error', `Ticket #${ticketId} was not saved. ${failure}`);
      emit(ticketId, 'ticket.submit.fail');
    }
    emit(ticketId, 'ticket.submit.always');
    if (failure === null && store.get().tellsOwnSaves) tellUpdated(ticketId, store.get().agent.id);
  }

  /** Answers what went wrong, or `null`. */
  async function saveTicket(ticketId: number): Promise<string | null> {
    const ticket = openTicketWith(ticketId);
    if (!ticket) return 'It is not open any more.';
    const answer = await server.submit(ticketId, { changes: changesOf(ticket.form) });
    if (!answer.ok) return answer.message;
    savesHere++;
    replaceSaved(answer.ticket, () => ({ saved: answer.ticket, edits: {} }));
    return null;
  }

  function tellUpdated(ticketId: number, byUserId: number): void {
    const { world } = store.get();
    const by = world.users.find(({ id }) => id === byUserId);
    emit(ticketId, 'ticket.updated', by && userObject(by, world.account.timeZone));
  }

  /** The world as it is now. One that was asked for before a save of this window would be out of date. */
  async function freshWorld(): Promise<World> {
    for (;;) {
      const savesBefore = savesHere;
      const world = await server.world();
      if (savesBefore === savesHere) return world;
    }
  }

  async function refresh(): Promise<void> {
    await Promise.all(submits.values());
    const world = await freshWorld();
    patch({ world });
    for (const { form } of store.get().open) {
      const saved = world.tickets.find(({ id }) => id === form.saved.id);
      if (saved) updateTicket(saved.id, (ticket) => ({ ...ticket, form: rebase(ticket.form, saved) }));
    }
  }

  /** What is saved of an open ticket, in a form that can be compared; nothing when it is not open. */
  function savedText(ticketId: number): string | undefined {
    const saved = openTicketWith(ticketId)?.form.saved;
    return saved && JSON.stringify(saved);
  }

  async function hearUpdate(ticketId: number, byUserId: number): Promise<void> {
    await submits.get(ticketId);
    const before = savedText(ticketId);
    await refresh();
    const { agent, world } = store.get();
    if (before === undefined || !openTicketWith(ticketId)) return;
    const isEchoOfOwnSave = byUserId === agent.id && before === savedText(ticketId);
    if (isEchoOfOwnSave) return;
    const by = world.users.find(({ id }) => id === byUserId);
    notify('notice', `Ticket #${ticketId} was updated by ${by?.name ?? 'somebody else'}`);
    tellUpdated(ticketId, byUserId);
  }

  /** One refresh after the other, so that an older world never replaces a newer one. */
  function afterRefreshes(work: () => Promise<void>): void {
    refreshing = refreshing
      .then(work)
      .catch((error: unknown) => notify('error', `This page may be out of date. ${String(error)}`));
  }

  function hear(event: SandboxEvent): void {
    switch (event.type) {
      case 'ticket-updated':
        afterRefreshes(() => hearUpdate(event.ticketId, event.byUserId));
        return;
      case 'phone':
        store.set((state) => ({ ...state, world: withMessage(state.world, event.message) }));
        return;
      case 'request':
        store.set((state) => ({ ...state, requests: withRequest(state.requests, event.entry) }));
        return;
      case 'reset':
        // Nothing that this window remembers is true any more.
        location.reload();
        return;
      default:
        event satisfies never;
    }
  }

  server.listen(hear, () => afterRefreshes(refresh));

  return {
    store,
    openTicket,
    openNewTicket: () => go({ page: 'tickets', active: 'new' }),
    openTickets: () => go({ page: 'tickets' }),
    openApp,

    closeTicket(ticketId) {
      const { open, active } = store.get();
      const index = open.findIndex(({ form }) => form.saved.id === ticketId);
      const rest = open.filter(({ form }) => form.saved.id !== ticketId);
      if (active === ticketId) go({ active: rest[Math.min(index, rest.length - 1)]?.form.saved.id ?? null });
      removeFrames(framesAt(ticketId));
      patch({ open: rest });
    },

    edit(ticketId, edits) {
      updateTicket(ticketId, (ticket) => ({ ...ticket, form: edit(ticket.form, edits) }));
    },

    cancel(ticketId) {
      updateTicket(ticketId, (ticket) => ({ ...ticket, form: { saved: ticket.form.saved, edits: {} } }));
    },

    async submit(ticketId) {
      if (submits.has(ticketId) || !openTicketWith(ticketId)) return;
      updateTicket(ticketId, (ticket) => ({ ...ticket, isSubmitting: true }));
      const submit = submitOnce(ticketId).finally(() => submits.delete(ticketId));
      submits.set(ticketId, submit);
      await submit;
    },

    async create(ticket) {
      const answer = await server.create(ticket);
      if (!answer.ok) {
        notify('error', `The ticket was not created. ${answer.message}`);
        return;
      }
      savesHere++;
      store.set((state) => ({ ...state, world: withTicket(state.world, answer.ticket) }));
      notify('notice', `Ticket #${answer.ticket.id} created`);
      openTicket(answer.ticket.id);
    },

    reloadApps() {
      afterRefreshes(async () => {
        // The admin may have changed the app's settings since.
        await refresh();
        reloadFrames();
      });
    },

    setTrayOpen(isOpen) {
      patch({ tray: { ...store.get().tray, isOpen } });
      reloadFrames();
    },

    setTrayExpanded(isExpanded) {
      const { tray, open } = store.get();
      patch({ tray: { ...tray, isExpanded } });
      for (const { form } of open) emit(form.saved.id, isExpanded ? 'app.expanded' : 'app.collapsed');
    },

    setTrayWidth: (width) => patch({ tray: { ...store.get().tray, width } }),
    setTellsOwnSaves: (tellsOwnSaves) => patch({ tellsOwnSaves }),

    setLocale(locale) {
      patch({ locale });
      reloadFrames();
    },

    setColorScheme(colorScheme) {
      patch({ colorScheme });
      for (const { guid } of store.get().frames) host.emit(guid, 'colorScheme.changed', colorScheme);
    },

    notify,
    dismiss,
    clearRequests: () => patch({ requests: [] }),

    setFrameHeight(guid, height) {
      store.set((state) => ({
        ...state,
        frames: state.frames.map((frame) => (frame.guid === guid ? { ...frame, height } : frame)),
      }));
    },

    scene,
  };
}

/** The place that the agent looks at. */
function inFront({ page, active }: HelpdeskState): Place | null {
  if (page === 'app') return 'nav_bar';
  return typeof active === 'number' ? active : null;
}

/** A place as an instance's context names it. */
export function locationOf(place: Place): JsonObject {
  return place === 'nav_bar' ? { location: place } : { location: 'ticket_sidebar', ticketId: place };
}

function withTicket(world: World, ticket: SandboxTicket): World {
  const isKnown = world.tickets.some(({ id }) => id === ticket.id);
  return {
    ...world,
    tickets: isKnown
      ? world.tickets.map((known) => (known.id === ticket.id ? ticket : known))
      : [...world.tickets, ticket],
  };
}

function withMessage(world: World, message: PhoneMessage): World {
  const isKnown = world.messages.some(({ id }) => id === message.id);
  return {
    ...world,
    messages: isKnown
      ? world.messages.map((known) => (known.id === message.id ? message : known))
      : [...world.messages, message],
  };
}

function withRequest(entries: readonly RequestEntry[], entry: RequestEntry): readonly RequestEntry[] {
  return [...entries.filter(({ id }) => id !== entry.id), entry].slice(-REQUESTS_SHOWN);
}
