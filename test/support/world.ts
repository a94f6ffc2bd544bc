import { type Alert, alertBetween } from '../../src/core/alert';
import type { Audit } from '../../src/core/assignment';
import { type AttemptKey, externalIdOf, parseClaim } from '../../src/core/claim';
import type { AuditsRead, Created, Found, Hint, Saved, SendAnswer, Stored } from '../../src/core/events';
import type { ListedMessage } from '../../src/core/evidence';
import type { Message } from '../../src/core/message';
import {
  isFinal,
  messageIdOf,
  type Notification,
  type Report,
  type Status,
} from '../../src/core/notification';
import { readPhones } from '../../src/core/phone';
import { failed, got, type ProblemCode, problem, type Reading } from '../../src/core/problem';
import type { Settings, SettingsReading } from '../../src/core/settings';
import { initialState, type State } from '../../src/core/state';
import { decideAmongTabs } from '../../src/core/tabs';
import type { Template } from '../../src/core/template';
import type { Requester, SavedTicket, Specialist, Ticket, TicketStatus } from '../../src/core/ticket';
import { createEngine, type Engine } from '../../src/engine/engine';
import type { Memory, PeopleRead, Ports } from '../../src/engine/ports';
import { seek } from '../../src/engine/seek';
import { recordForm } from '../../src/zendesk/record-text';
import { createTabs } from '../../src/zendesk/tabs';
import { Browser } from './browser';
import { chen, ivan, maria, priya, requesterWith, settingsWith, templateWith } from './facts';
import { createManualClock } from './manual-clock';

/** One request that left a browser; `at` is when it left. */
export interface RequestMade {
  readonly to: 'zendesk' | '1msg';
  readonly name: RequestName;
  readonly by: string;
  readonly at: number;
}

export type RequestName =
  | 'search'
  | 'audits'
  | 'look up'
  | 'linked'
  | 'people'
  | 'saved ticket'
  | 'create'
  | 'save'
  | 'remove'
  | 'send'
  | 'reports'
  | 'templates'
  | 'messages'
  | 'tag';

/**
 * How a request goes wrong. `lost after` is carried out, and only its answer never comes; `late` is carried out
 * when the browser has given up; `repeated` by something on the way, and the answer is the one to the repetition.
 */
export interface Fault {
  readonly how: 'lost before' | 'lost after' | 'late' | 'refused' | 'repeated';
  readonly code: ProblemCode;
  /** The one browser that is concerned; every one where it is not given. */
  readonly only?: Page;
  /** ms until the browser gives up. */
  readonly wait?: number;
}

/** What 1MSG does with a send. */
export type SendScript =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'queued'; readonly arrives: boolean }
  | {
      readonly kind: 'refused';
      readonly code: ProblemCode;
      readonly retryAfter?: number;
    }
  /** `arrives`: the message goes out all the same. */
  | { readonly kind: 'lost'; readonly arrives: boolean; readonly wait?: number };

export interface Sent {
  readonly at: number;
  readonly by: string;
  readonly message: Message;
  /** The external id of the attempt that it was sent for. */
  readonly attempt: string;
  readonly script: SendScript['kind'];
}

/** A record as the store holds it, with every version it had. */
export interface Row {
  readonly id: string;
  readonly claim: string;
  readonly createdAt: number;
  removedAt: number | undefined;
  readonly versions: { readonly at: number; readonly notification: Notification }[];
}

/** ms on the way there and back. */
export interface Trip {
  readonly out: number;
  readonly back: number;
}

const ticketId = 4711;

/**
 * Zendesk with one ticket, 1MSG, and the browsers that have the ticket open. Everything is in memory and takes
 * its time by the manual clock; the engines in the browsers are the real ones. What Zendesk does not promise
 * (unique external ids, reads that show the last write) is a switch.
 */
export class World {
  readonly clock = createManualClock();
  readonly requests: RequestMade[] = [];
  readonly sends: Sent[] = [];
  readonly rows: Row[] = [];
  readonly audits: (Audit & { readonly visibleAt: number })[] = [];
  readonly pages: Page[] = [];
  readonly messages: ListedMessage[] = [];

  /** The saved ticket. */
  saved: { specialistId: number | undefined; groupId: number | undefined; requesterId: number | undefined } =
    {
      specialistId: undefined,
      groupId: 7,
      requesterId: 501,
    };
  status: TicketStatus = 'open';
  tags: readonly string[] = [];
  requester: Requester = requesterWith();
  /** Customers whom the ticket may get as its requester in place of the present one. */
  readonly otherRequesters = new Map<number, Requester>();
  readonly specialists = new Map<number, Specialist>([maria, ivan, chen].map((one) => [one.id, one]));
  templates: readonly Template[] = [templateWith()];

  /** Whether Zendesk refuses a second record with the same external id. */
  unique = true;
  /** How far behind the exact look-up is, ms. */
  lag: () => number = () => 0;
  /** How far behind search is, ms. */
  searchLag: () => number = () => 0;
  /** How long a save takes to show in the audits, ms. */
  auditLag = 0;
  trip: (name: RequestName, by: string) => Trip = () => ({ out: 50, back: 50 });

  /** Chance: what goes wrong with this request beside the faults that a test asked for. */
  mishap: (name: RequestName, page: Page) => Fault | undefined = () => undefined;

  private readonly faults = new Map<RequestName, { fault: Fault; times: number }[]>();
  private readonly scripts: SendScript[] = [];
  /** What becomes of a send that no test has a script for. */
  script: () => SendScript = () => ({ kind: 'accepted' });
  private readonly reports: Report[] = [];
  private lastAudit = 900;

  /** Opens the ticket in a browser of this agent. */
  open(agentId: number, options: PageOptions = {}): Page {
    const page = new Page(this, agentId, options);
    this.pages.push(page);
    return page;
  }

  advance(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  /** The next `times` requests of this name go wrong. */
  fail(name: RequestName, fault: Fault, times = 1): void {
    this.faults.set(name, [...(this.faults.get(name) ?? []), { fault, times }]);
  }

  heal(): void {
    this.mishap = () => undefined;
    this.faults.clear();
  }

  /** What becomes of the next sends, in order; without a script a send is accepted. */
  answerSends(...scripts: readonly SendScript[]): void {
    this.scripts.push(...scripts);
  }

  /** WhatsApp reports on the newest message. */
  report(status: 'accepted' | 'sent' | 'delivered' | 'read' | 'failed', code: ProblemCode = 'expired'): void {
    const messageId = this.messages[0]?.messageId;
    if (messageId === undefined) throw new Error('No message has left yet.');
    const at = this.clock.now();
    this.reports.push(
      status === 'failed'
        ? { kind: 'reported', messageId, status, problem: problem(code), at }
        : { kind: 'reported', messageId, status, at },
    );
  }

  /** A save of the ticket's assignee, with what a trigger made of it within the same save. */
  save(authorId: number, ...assignees: readonly (number | undefined)[]): void {
    this.lastAudit += 1;
    const createdAt = this.clock.now();
    this.audits.push({
      id: this.lastAudit,
      ticketId,
      authorId,
      createdAt: Math.floor(createdAt / 1_000) * 1_000,
      assignees,
      visibleAt: createdAt + this.auditLag,
    });
    this.saved = { ...this.saved, specialistId: assignees.at(-1) };
  }

  /** Somebody without the app, or routing, assigns the ticket; open browsers hear of it. */
  assign(specialistId: number | undefined, authorId = -1): void {
    this.save(authorId, specialistId);
    this.announce();
  }

  /** Forms that nobody edits follow the saved ticket, and every open browser is told. */
  announce(): void {
    for (const page of this.pages) page.hearOfUpdate();
  }

  count(to: RequestMade['to'], by?: Page): number {
    return this.requestsOf(to, by).length;
  }

  names(to: RequestMade['to'], by?: Page): readonly RequestName[] {
    return this.requestsOf(to, by).map(({ name }) => name);
  }

  /** The records that exist, as they are now. */
  stored(): readonly Notification[] {
    return this.rows.flatMap((row) =>
      row.removedAt === undefined ? (row.versions.at(-1)?.notification ?? []) : [],
    );
  }

  /** Every status that was written to a record, in order. */
  written(row = this.rows[0]): readonly Status[] {
    return row?.versions.map(({ notification }) => notification.status) ?? [];
  }

  /** Puts a record into the store, as if some browser had done it. */
  put(notification: Notification, claim = 'seen:elsewhere'): Row {
    const at = this.clock.now();
    const row: Row = {
      id: `r${String(this.rows.length + 1).padStart(3, '0')}`,
      claim,
      createdAt: at,
      removedAt: undefined,
      versions: [{ at, notification }],
    };
    this.rows.push(row);
    return row;
  }

  private requestsOf(to: RequestMade['to'], by?: Page): readonly RequestMade[] {
    return this.requests.filter((one) => one.to === to && (by === undefined || one.by === by.name));
  }

  private takeFault(name: RequestName, page: Page): Fault | undefined {
    const due = this.faults
      .get(name)
      ?.find(({ fault, times }) => times > 0 && (fault.only === undefined || fault.only === page));
    if (due === undefined) return this.mishap(name, page);
    due.times -= 1;
    return due.fault;
  }

  /** One request: it travels, the other side acts or not, and the answer travels back to a page that is awake. */
  private async request<T>(
    page: Page,
    to: RequestMade['to'],
    name: RequestName,
    act: () => T,
    onFault: (fault: Fault) => T,
  ): Promise<T> {
    this.requests.push({ to, name, by: page.name, at: this.clock.now() });
    const { out, back } = this.trip(name, page.name);
    await this.pause(out);
    const fault = this.takeFault(name, page);
    if (fault === undefined || fault.how === 'repeated') {
      if (fault?.how === 'repeated') act();
      const answer = act();
      await this.pause(back);
      await page.awake();
      return answer;
    }
    if (fault.how === 'lost after') act();
    await this.pause(fault.wait ?? back);
    if (fault.how === 'late') this.clock.setTimer(() => act(), out + back);
    await page.awake();
    return onFault(fault);
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.clock.setTimer(resolve, ms);
    });
  }

  /** A page's ways out. */
  portsFor(page: Page): Omit<Ports, 'clock' | 'random' | 'memory' | 'tabs'> {
    const unread = (fault: Fault) => failed(problem(fault.code));
    const unsaved = (fault: Fault): Saved => ({
      kind: fault.how === 'refused' ? 'refused' : 'lost',
      problem: problem(fault.code),
    });
    return {
      host: {
        readTicket: () =>
          Promise.resolve(
            got({
              id: page.hasNumber ? ticketId : undefined,
              status: this.status,
              tags: this.tags,
              requesterId: this.saved.requesterId,
              requesterName: this.requesterOf({ ...this.saved, ...page.edits }.requesterId)?.name,
              requesterEndings: [],
              specialist: page.form === undefined ? undefined : this.specialists.get(page.form),
              groupId: this.saved.groupId,
              ...page.edits,
            }),
          ),
        openProfile: () => undefined,
      },
      desk: {
        readAudits: () =>
          this.request<Reading<AuditsRead>>(page, 'zendesk', 'audits', () => got(this.readAudits()), unread),
        readSaved: () =>
          this.request<Reading<SavedTicket>>(
            page,
            'zendesk',
            'saved ticket',
            () => got(this.savedTicket()),
            unread,
          ),
        readPeople: (requesterId, specialistId) =>
          this.request<Reading<PeopleRead>>(
            page,
            'zendesk',
            'people',
            () => {
              const requester = this.requesterOf(requesterId);
              if (requester === undefined) return failed(problem('requester_deleted'));
              const specialist = specialistId === undefined ? undefined : this.specialists.get(specialistId);
              return got({ requester, specialist });
            },
            unread,
          ),
        addTag: (_ticketId, tag) =>
          this.request<Saved>(
            page,
            'zendesk',
            'tag',
            () => {
              this.tags = [...new Set([...this.tags, tag])];
              return { kind: 'saved' };
            },
            ({ code }) => ({ kind: 'lost', problem: problem(code) }),
          ),
      },
      records: {
        search: () =>
          this.request<Reading<Found>>(
            page,
            'zendesk',
            'search',
            () =>
              got({ records: this.visible(this.searchLag()), unreadable: 0, serverTime: this.clock.now() }),
            unread,
          ),
        lookUp: (keys) =>
          this.request<Reading<Found>>(page, 'zendesk', 'look up', () => got(this.lookUp(keys)), unread),
        linked: (messageIds) =>
          this.request<Reading<ReadonlySet<string>>>(
            page,
            'zendesk',
            'linked',
            () => {
              const known = this.stored().map(messageIdOf);
              return got(new Set(messageIds.filter((id) => known.includes(id))));
            },
            unread,
          ),
        claimedFor: (phoneEnding, { from, until }) =>
          this.request<Reading<Found>>(
            page,
            'zendesk',
            'linked',
            () => {
              const records = this.visible(this.searchLag()).filter(({ notification, claim }) => {
                const createdAt = claim?.createdAt ?? this.clock.now();
                return notification.phoneEnding === phoneEnding && createdAt >= from && createdAt < until;
              });
              return got({ records, unreadable: 0, serverTime: this.clock.now() });
            },
            unread,
          ),
        create: (notification, claim) =>
          this.request<Created>(
            page,
            'zendesk',
            'create',
            () => this.create(notification, claim),
            (fault) => ({
              kind: fault.how === 'refused' ? 'refused' : 'lost',
              problem: problem(fault.code),
            }),
          ),
        save: (recordId, notification) =>
          this.request<Saved>(
            page,
            'zendesk',
            'save',
            () => {
              this.rowOf(recordId)?.versions.push({ at: this.clock.now(), notification });
              return { kind: 'saved' };
            },
            unsaved,
          ),
        remove: (recordId) =>
          this.request<Saved>(
            page,
            'zendesk',
            'remove',
            () => {
              const row = this.rowOf(recordId);
              if (row !== undefined) row.removedAt ??= this.clock.now();
              return { kind: 'saved' };
            },
            unsaved,
          ),
      },
      channel: {
        send: (message) => this.send(page, message),
        readReports: (messageId) =>
          this.request<Reading<readonly Report[]>>(
            page,
            '1msg',
            'reports',
            () => got(this.reports.filter((report) => report.messageId === messageId)),
            unread,
          ),
        readTemplates: () =>
          this.request<Reading<readonly Template[]>>(
            page,
            '1msg',
            'templates',
            () => got(this.templates),
            unread,
          ),
        readMessages: (from) =>
          this.request<Reading<readonly ListedMessage[]>>(
            page,
            '1msg',
            'messages',
            () => got(this.messages.filter(({ at }) => at >= from)),
            unread,
          ),
        readStatus: () => Promise.resolve(got('connected' as const)),
      },
      readPhones: (entries, country) => Promise.resolve(readPhones(entries, country)),
      seek,
    };
  }

  private requesterOf(id: number | undefined): Requester | undefined {
    if (id === undefined) return undefined;
    return id === this.requester.id ? this.requester : this.otherRequesters.get(id);
  }

  private readAudits(): AuditsRead {
    const now = this.clock.now();
    // Newest first, as the app asks for them; nothing may rest on it.
    return { audits: this.audits.filter(({ visibleAt }) => visibleAt <= now).reverse(), serverTime: now };
  }

  private create(notification: Notification, claim: string): Created {
    const externalId = externalIdOf(notification.key);
    const taken = this.stored().some(({ key }) => externalIdOf(key) === externalId);
    if (this.unique && taken) return { kind: 'duplicate' };
    const row = this.put(notification, claim);
    return { kind: 'created', recordId: row.id, createdAt: stampOf(row) };
  }

  private lookUp(keys: readonly AttemptKey[]): Found {
    const wanted = new Set(keys.map(externalIdOf));
    const records = this.visible(this.lag()).filter(({ notification }) =>
      wanted.has(externalIdOf(notification.key)),
    );
    return { records, unreadable: 0, serverTime: this.clock.now() };
  }

  private savedTicket(): SavedTicket {
    const { specialistId, requesterId } = this.saved;
    return { specialistId, requesterId, tags: this.tags, status: this.status };
  }

  /** The store as it was `lag` ms ago. */
  private visible(lag: number): readonly Stored[] {
    const at = this.clock.now() - lag;
    return this.rows.flatMap((row): readonly Stored[] => {
      if (row.createdAt > at || (row.removedAt !== undefined && row.removedAt <= at)) return [];
      const version = row.versions.filter((one) => one.at <= at).at(-1) ?? row.versions[0];
      const claim = parseClaim(row.claim);
      if (version === undefined) return [];
      return [
        {
          recordId: row.id,
          notification: version.notification,
          claim: claim === undefined ? undefined : { recordId: row.id, createdAt: stampOf(row), ...claim },
        },
      ];
    });
  }

  private rowOf(recordId: string): Row | undefined {
    return this.rows.find(({ id, removedAt }) => id === recordId && removedAt === undefined);
  }

  private async send(page: Page, message: Message): Promise<SendAnswer> {
    const script = this.scripts.shift() ?? this.script();
    const { out, back } = this.trip('send', page.name);
    this.requests.push({ to: '1msg', name: 'send', by: page.name, at: this.clock.now() });
    const { step } = page.state();
    const attempt = step.kind === 'sending' ? externalIdOf(step.draft.plan.key) : 'none of this page';
    this.sends.push({ at: this.clock.now(), by: page.name, message, attempt, script: script.kind });
    await this.pause(out);
    const messageId = `wamid.${this.sends.length}`;
    const arrives = script.kind === 'accepted' || (script.kind !== 'refused' && script.arrives);
    if (arrives) this.list(messageId, message.phone.digits);
    await this.pause(script.kind === 'lost' ? (script.wait ?? 30_000 - out) : back);
    await page.awake();
    switch (script.kind) {
      case 'accepted':
        return { kind: 'accepted', messageId };
      case 'queued':
        return { kind: 'queued', jobId: `job.${this.sends.length}` };
      case 'refused':
        return {
          kind: 'refused',
          problem: problem(script.code),
          retryAfter: script.retryAfter,
        };
      case 'lost':
        return { kind: 'lost', problem: problem('no_answer') };
    }
  }

  /** A message that left the channel, whoever sent it. */
  list(messageId: string, digits: string, text?: string): void {
    this.messages.unshift({ messageId, numbers: [digits], at: this.clock.now(), text });
  }
}

/** Zendesk's stamps show whole seconds. */
const stampOf = (row: Row): number => Math.floor(row.createdAt / 1_000) * 1_000;

export interface PageOptions {
  readonly settings?: Partial<Settings> | Extract<SettingsReading, { ok: false }>;
  /** How far this browser's clock is ahead of Zendesk's, ms. */
  readonly ahead?: number;
  readonly random?: () => number;
  /** The browser that the tab is in; one of its own where it is not given. */
  readonly browser?: Browser;
  /** The ticket is made in this page: it has no number before its submit, or is never told it. */
  readonly creates?: 'told' | 'never told';
}

/** What an agent changed in the form beside the assignee. */
export type FormEdits = Partial<Pick<Ticket, 'requesterId' | 'tags' | 'status'>>;

/** One browser with the ticket open. */
export class Page {
  readonly name: string;
  /** The assignee that the form shows. */
  form: number | undefined;
  /** What else its agent changed in the form and has not saved. */
  edits: FormEdits = {};
  /** What its agent was told beside the card, over all its loads. */
  readonly alerts: Alert[] = [];
  /** Whether the page around the app tells the ticket's number. */
  hasNumber: boolean;
  private engine: Engine;
  private loads = 0;
  private dirty = false;
  private gone = false;
  private asleep = false;
  private readonly whenAwake: (() => void)[] = [];
  private readonly memory: Memory = createMemory();
  private readonly browser: Browser;
  private shared: ReturnType<Browser['open']> | undefined;

  constructor(
    private readonly world: World,
    private readonly agentId: number,
    private readonly options: PageOptions,
  ) {
    this.name = `page ${world.pages.length + 1}`;
    this.browser = options.browser ?? new Browser();
    this.hasNumber = options.creates === undefined;
    this.resetForm();
    this.engine = this.load();
  }

  state(): State {
    return this.engine.state();
  }

  dispatch(event: Parameters<Engine['dispatch']>[0]): void {
    this.engine.dispatch(event);
  }

  /** What the card is about, in one word or two. */
  get card(): string {
    const { current, obstacle, step } = this.state();
    if (current !== undefined) {
      const { notification } = current;
      const reason = 'problem' in notification ? ` ${notification.problem.code}` : '';
      return `${notification.status}${reason}`;
    }
    if (step.kind !== 'idle') return step.kind;
    return obstacle?.code ?? 'nothing';
  }

  /** The agent chooses somebody in the form. */
  pick(specialist: Specialist | undefined): void {
    this.form = specialist?.id;
    this.dirty = true;
    this.dispatch({ kind: 'assignee_picked', userId: this.form });
  }

  /** The agent changes something beside the assignee in the form. */
  edit(edits: FormEdits): void {
    this.edits = { ...this.edits, ...edits };
    if ('requesterId' in edits) this.dispatch({ kind: 'requester_picked' });
    if ('tags' in edits || 'status' in edits) this.dispatch({ kind: 'form_edited' });
  }

  /** The agent takes back what they changed beside the assignee. */
  undoEdits(): void {
    this.edits = {};
  }

  /** The agent submits; `after` is what a trigger makes of the assignee within the same save. */
  submit(...after: readonly (number | undefined)[]): void {
    this.submitUnannounced(...after);
    this.world.announce();
  }

  /** A submit whose news reaches no browser: only this one knows that there was one. */
  submitUnannounced(...after: readonly (number | undefined)[]): void {
    this.dirty = false;
    this.saveEdits();
    const { saved } = this.world;
    if (this.form !== saved.specialistId || after.length > 0) {
      this.world.save(this.agentId, this.form, ...after);
      this.form = this.world.saved.specialistId;
    }
    this.hasNumber ||= this.options.creates === 'told';
    this.dispatch({ kind: 'submit_done' });
  }

  /** The agent's submit has begun; its end is `submit` or `failSubmit`. */
  startSubmit(): void {
    this.dispatch({ kind: 'submit_started' });
  }

  failSubmit(): void {
    this.dispatch({ kind: 'submit_failed' });
  }

  clickSend(): void {
    this.dispatch({ kind: 'send_clicked', after: this.state().current?.notification.key.attempt ?? 0 });
  }

  get closed(): boolean {
    return this.gone;
  }

  hearOfUpdate(): void {
    if (this.gone) return;
    const { specialistId } = this.world.saved;
    if (!this.dirty && this.form !== specialistId) {
      // Zendesk tells of a form that follows a save as it tells of an agent's choice.
      this.form = specialistId;
      this.hint({ kind: 'assignee_picked', userId: specialistId });
    }
    this.hint({ kind: 'ticket_updated' });
  }

  /** The form shows the saved assignee, and no event tells of it. */
  followQuietly(): void {
    this.form = this.world.saved.specialistId;
    this.dirty = false;
  }

  /** The page loads anew: only what the browser remembers is left, and the form where the app alone reloads. */
  reload(how: 'whole' | 'with its form' = 'whole'): void {
    if (this.gone) return;
    this.engine.stop();
    this.shared?.die();
    if (how === 'whole') this.resetForm();
    this.engine = this.load();
  }

  /** The browser is gone; what it has sent off may still arrive. */
  close(): void {
    this.gone = true;
    this.engine.stop();
    this.shared?.die();
  }

  /** The computer sleeps: no timer runs and no answer is read until it wakes. */
  sleep(): void {
    this.asleep = true;
  }

  wake(): void {
    this.asleep = false;
    for (const run of this.whenAwake.splice(0)) run();
  }

  awake(): Promise<void> {
    return this.asleep ? new Promise((resolve) => this.whenAwake.push(resolve)) : Promise.resolve();
  }

  private hint(hint: Hint): void {
    if (this.asleep) this.whenAwake.push(() => this.dispatch(hint));
    else this.dispatch(hint);
  }

  private resetForm(): void {
    this.followQuietly();
    this.edits = {};
  }

  private saveEdits(): void {
    const { world, edits } = this;
    if ('requesterId' in edits) world.saved = { ...world.saved, requesterId: edits.requesterId };
    world.tags = edits.tags ?? world.tags;
    world.status = edits.status ?? world.status;
    this.edits = {};
  }

  private load(): Engine {
    const { world, options, agentId } = this;
    this.loads += 1;
    this.shared = this.browser.open((run) => {
      world.clock.setTimer(() => {
        if (this.asleep) this.whenAwake.push(run);
        else run();
      }, 0);
    });
    const engine = createEngine(
      {
        ...world.portsFor(this),
        memory: this.memory,
        tabs: createTabs('installation', this.shared, recordForm),
        random: options.random ?? (() => 0.5),
        clock: {
          now: () => world.clock.now() + (options.ahead ?? 0),
          setTimer: (run, ms) =>
            world.clock.setTimer(() => {
              if (this.asleep) this.whenAwake.push(run);
              else run();
            }, ms),
          clearTimer: (id) => world.clock.clearTimer(id),
        },
      },
      initialState({
        settings: settingsReading(options.settings),
        agentId,
        instance: `${this.name}.${this.loads}`,
      }),
      Promise.resolve(decideAmongTabs),
    );
    let before = engine.state();
    engine.subscribe(() => {
      const state = engine.state();
      this.alerts.push(...[alertBetween(before, state) ?? []].flat());
      before = state;
    });
    engine.dispatch({ kind: 'registered' });
    return engine;
  }
}

function settingsReading(given: PageOptions['settings']): SettingsReading {
  if (given !== undefined && 'ok' in given) return given;
  return { ok: true, settings: settingsWith(given) };
}

function createMemory(): Memory {
  const finals = new Map<string, { readonly notification: Notification; readonly at: number }>();
  let templates: { readonly list: readonly Template[]; readonly at: number } | undefined;
  const endings = new Map<number, string>();
  return {
    async recall(ticket, specialist, now) {
      const kept = finals.get(`${ticket}/${specialist}`);
      return kept !== undefined && now - kept.at < 24 * 60 * 60_000 ? kept.notification : undefined;
    },
    remember(notification, now) {
      const ticket = `${notification.key.ticketId}/`;
      if (isFinal(notification.status))
        finals.set(ticket + notification.specialist.id, { notification, at: now });
      else for (const kept of [...finals.keys()]) if (kept.startsWith(ticket)) finals.delete(kept);
    },
    recallTemplates: async (now) =>
      templates !== undefined && now - templates.at < 10 * 60_000 ? templates.list : undefined,
    rememberTemplates(list, now) {
      templates = { list, at: now };
    },
    recallNumber: async (requesterId) => endings.get(requesterId),
    rememberNumber: (requesterId, ending) => void endings.set(requesterId, ending),
  };
}

/** A ticket that Priya has open and unassigned, read to the end. */
export async function openTicket(options: PageOptions = {}): Promise<{ world: World; page: Page }> {
  const world = new World();
  const page = world.open(priya, options);
  await world.advance(1_000);
  return { world, page };
}
