import type {
  PhoneMessage,
  RequestEntry,
  SandboxEvent,
  SandboxTicket,
  SandboxUser,
  SubmitAnswer,
  World,
} from '../contract';
import type { JsonObject } from './json';
import type { SandboxServer } from './sandbox-server';
import { createStore, type Store } from './store';
import { blankForm, changesOf, type Edits, edit, rebase, type TicketForm, valuesOf } from './ticket-form';
import type { ZafHost } from './zaf-host';
import { type ColorScheme, changesBetween, type Scene, userObject } from './zaf-objects';

/** A ticket that is open in a tab. */
export interface OpenTicket {
  readonly form: TicketForm;
  readonly isSubmitting: boolean;
}

/** A ticket by its id, or the form of one that is about to be made. */
export type TicketPlace = number | 'new';

/** Where an instance of the app lives: beside a ticket, or on its own page. */
export type Place = TicketPlace | 'nav_bar';

/** What Zendesk does where it does not say, or leaves it to the agent, when a ticket is made. */
export interface Creating {
  /** What the form of a new ticket tells for its number. */
  readonly idBefore: 'absent' | 'new';
  /** Whether the app beside that form goes with it; if not, it lives for a minute, and is told the number or never. */
  readonly appAfter: 'gone' | 'told' | 'untold';
  readonly postSaveAction: 'stay_on_ticket' | 'close_tab';
}

/** One iframe of the app. It lives as long as its ticket's tab, whichever tab is in front; that of the app's own page, once opened, for good. */
export interface AppFrame {
  readonly guid: string;
  readonly place: Place;
  readonly src: string;
  /** The height the app asked for. */
  readonly height: string | null;
  /** It has been told that it goes, and gets a moment to say its last words. */
  readonly isLeaving: boolean;
  /** The form it was beside is gone, and it is not. */
  readonly isOutliving: boolean;
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
  /** The ticket that is about to be made, or was made last as far as an instance of its form is left. */
  readonly draft: OpenTicket | null;
  readonly creating: Creating;
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
  edit(place: TicketPlace, edits: Edits): void;
  cancel(place: TicketPlace): void;
  submit(place: TicketPlace): Promise<void>;
  setCreating(changes: Partial<Creating>): void;
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
const OUTLIVES_MS = 60_000;
const NOTICE_MS = 8_000;
const REQUESTS_SHOWN = 300;

/** The helpdesk of one browser window: it keeps the forms and tells the app what happens to them. */
export function createHelpdesk(options: HelpdeskOptions): Helpdesk {
  const { host, server } = options;
  const store = createStore(options.initial);
  const submits = new Map<TicketPlace, Promise<void>>();
  let savesHere = 0;
  let lastNotice = 0;
  let refreshing = Promise.resolve();

  const patch = (changes: Partial<HelpdeskState>): void => store.set((state) => ({ ...state, ...changes }));

  function openTicketWith(place: TicketPlace): OpenTicket | undefined {
    const { open, draft } = store.get();
    return place === 'new' ? (draft ?? undefined) : open.find(({ form }) => form.saved.id === place);
  }

  function framesAt(place: Place): readonly AppFrame[] {
    return store.get().frames.filter((frame) => frame.place === place && !frame.isLeaving);
  }

  function emit(place: Place, event: string, message?: unknown): void {
    for (const { guid } of framesAt(place)) host.emit(guid, event, message);
  }

  function scene(place: Place): Scene | undefined {
    const { world, agent, locale, colorScheme, frames, creating } = store.get();
    const form = place === 'nav_bar' ? null : formAt(place);
    if (form === undefined) return undefined;
    const isNew = place === 'new';
    return {
      world,
      agent,
      locale,
      colorScheme,
      ticket: form && {
        saved: form.saved,
        values: valuesOf(form),
        id: !isNew ? form.saved.id : creating.idBefore === 'new' ? 'new' : undefined,
        isNew,
        postSaveAction: creating.postSaveAction,
      },
      instances: Object.fromEntries(
        frames.map(({ guid, place: at }) => [guid, { instanceGuid: guid, ...locationOf(at) }]),
      ),
      requirements: options.requirements,
      viewport: options.viewport(),
    };
  }

  /** What the ticket's form shows; of one that is open nowhere, what is saved, as long as an instance is left beside it. */
  function formAt(place: TicketPlace): TicketForm | undefined {
    const { world, frames } = store.get();
    const isLeft = frames.some((frame) => frame.place === place && frame.isOutliving);
    const saved = isLeft ? world.tickets.find(({ id }) => id === place) : undefined;
    return openTicketWith(place)?.form ?? (saved && { saved, edits: {} });
  }

  /** Every change of an open ticket goes through here, so that the app hears of each one. */
  function updateTicket(place: TicketPlace, update: (ticket: OpenTicket) => OpenTicket): void {
    const before = scene(place);
    store.set((state) =>
      place === 'new'
        ? { ...state, draft: state.draft && update(state.draft) }
        : {
            ...state,
            open: state.open.map((ticket) => (ticket.form.saved.id === place ? update(ticket) : ticket)),
          },
    );
    const after = scene(place);
    if (!before || !after) return;
    for (const change of changesBetween(before, after)) {
      emit(place, `${change.propertyName}.changed`, change.newValue);
      emit(place, '*.changed', change);
    }
  }

  function replaceSaved(saved: SandboxTicket, form: (ticket: OpenTicket) => TicketForm): void {
    store.set((state) => ({ ...state, world: withTicket(state.world, saved) }));
    updateTicket(saved.id, (ticket) => ({ ...ticket, form: form(ticket) }));
  }

  function addFrame(place: Place): void {
    const { world, colorScheme, frames } = store.get();
    const { navBar, ticketSidebar, newTicketSidebar } = world.pages;
    const page = place === 'nav_bar' ? navBar : place === 'new' ? newTicketSidebar : ticketSidebar;
    if (page === null) return;
    const guid = crypto.randomUUID();
    const src = options.frameUrl(page, guid, colorScheme);
    const frame = { guid, place, src, height: null, isLeaving: false, isOutliving: false };
    patch({ frames: [...frames, frame] });
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
    if (tray.isOpen && isDrafting()) addFrame('new');
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

  /** Whether there is a form of a new ticket that nobody submitted yet. */
  function isDrafting(): boolean {
    const { draft, frames } = store.get();
    return draft !== null && !frames.some(({ place, isOutliving }) => place === 'new' && isOutliving);
  }

  function openNewTicket(): void {
    if (!isDrafting()) {
      removeFrames(framesAt('new'));
      patch({ draft: { form: blankForm(), isSubmitting: false } });
      if (store.get().tray.isOpen) addFrame('new');
    }
    go({ page: 'tickets', active: 'new' });
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

  async function consentOfApps(place: TicketPlace): Promise<string | null> {
    for (const { guid } of framesAt(place)) {
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

  async function createOnce(): Promise<void> {
    patch({ notices: [] });
    emit('new', 'ticket.submit.start');
    const answer = await createTicket();
    updateTicket('new', (ticket) => ({ ...ticket, isSubmitting: false }));
    const beside = framesAt('new');
    if (answer.ok) {
      notify('notice', `Ticket #${answer.ticket.id} created`);
      replaceForm(answer.ticket, beside);
    } else {
      notify('error', `The ticket was not created. ${answer.message}`);
    }
    for (const { guid } of beside) {
      host.emit(guid, answer.ok ? 'ticket.submit.done' : 'ticket.submit.fail');
      host.emit(guid, 'ticket.submit.always');
    }
  }

  async function createTicket(): Promise<SubmitAnswer> {
    const refusal = await consentOfApps('new');
    const form = openTicketWith('new')?.form ?? blankForm();
    const { subject, requesterId } = valuesOf(form);
    if (refusal !== null) return { ok: false, message: refusal };
    if (requesterId === null) return { ok: false, message: 'Requester: cannot be blank' };
    const answer = await server.create({ subject, requesterId, changes: changesOf(form) });
    if (!answer.ok) return answer;
    savesHere++;
    store.set((state) => ({ ...state, world: withTicket(state.world, answer.ticket) }));
    return answer;
  }

  /** The saved ticket comes in the place of its form; what becomes of the app beside that is a switch. */
  function replaceForm({ id }: SandboxTicket, beside: readonly AppFrame[]): void {
    const { appAfter, postSaveAction } = store.get().creating;
    const guids = new Set(beside.map(({ guid }) => guid));
    if (appAfter === 'gone') {
      // Its last words may be about the submit, whose end it still hears.
      removeFrames(beside);
    } else {
      store.set((state) => ({
        ...state,
        frames: state.frames.map((frame) =>
          guids.has(frame.guid)
            ? { ...frame, isOutliving: true, place: appAfter === 'told' ? id : frame.place }
            : frame,
        ),
      }));
      setTimeout(() => {
        removeFrames(store.get().frames.filter((frame) => guids.has(frame.guid) && !frame.isLeaving));
      }, OUTLIVES_MS);
    }
    if (appAfter !== 'untold') patch({ draft: null });
    if (postSaveAction === 'stay_on_ticket') openTicket(id);
    else go({ active: store.get().open.at(-1)?.form.saved.id ?? null });
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
    openNewTicket,
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

    edit(place, edits) {
      updateTicket(place, (ticket) => ({ ...ticket, form: edit(ticket.form, edits) }));
    },

    cancel(place) {
      updateTicket(place, (ticket) => ({ ...ticket, form: { saved: ticket.form.saved, edits: {} } }));
    },

    async submit(place) {
      if (submits.has(place) || !openTicketWith(place)) return;
      updateTicket(place, (ticket) => ({ ...ticket, isSubmitting: true }));
      const work = place === 'new' ? createOnce() : submitOnce(place);
      const submit = work.finally(() => submits.delete(place));
      submits.set(place, submit);
      await submit;
    },

    setCreating: (changes) => patch({ creating: { ...store.get().creating, ...changes } }),

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
      const places = [...open.map(({ form }) => form.saved.id), 'new' as const];
      for (const place of places) emit(place, isExpanded ? 'app.expanded' : 'app.collapsed');
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
  return page === 'app' ? 'nav_bar' : active;
}

/** A place as an instance's context names it. */
export function locationOf(place: Place): JsonObject {
  if (place === 'nav_bar') return { location: place };
  return place === 'new'
    ? { location: 'new_ticket_sidebar' }
    : { location: 'ticket_sidebar', ticketId: place };
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
