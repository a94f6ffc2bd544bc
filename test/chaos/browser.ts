/** Agents' browsers: tabs with the app in them, put together as `src/sidebar.tsx` does it. */
import { type Alert, alertBetween } from '../../src/core/alert';
import { externalIdOf } from '../../src/core/claim';
import type { Hint } from '../../src/core/events';
import { readPhones } from '../../src/core/phone';
import { initialState, type State } from '../../src/core/state';
import { decideAmongTabs } from '../../src/core/tabs';
import { createEngine, type Engine } from '../../src/engine/engine';
import { lazyChannel } from '../../src/engine/lazy-channel';
import type { Clock, Ports } from '../../src/engine/ports';
import { seek } from '../../src/engine/seek';
import { createChannel } from '../../src/onemsg/channel';
import { createDesk } from '../../src/zendesk/desk';
import { createHost, readSession, subscribeHints } from '../../src/zendesk/host';
import { createLimit } from '../../src/zendesk/limit';
import { createMemory } from '../../src/zendesk/memory';
import { recordForm } from '../../src/zendesk/record-text';
import { createRecords } from '../../src/zendesk/records';
import { createTabs } from '../../src/zendesk/tabs';
import { createTransport } from '../../src/zendesk/transport';
import { connectZaf, type ZafClient } from '../../src/zendesk/zaf';
import type { Browser } from '../support/browser';
import type { Creation, History } from './history';
import type { Caller, Network } from './network';
import { type Dice, type Due, diceFor, type VirtualTime } from './time';
import { customers, publicName, type Zendesk } from './zendesk';

/** Makes a broken app of the right one. `state` is what the page's engine knows. */
export type Twist = (ports: Ports, state: () => State, page: string) => Ports;

export interface Surroundings {
  readonly time: VirtualTime;
  readonly zendesk: Zendesk;
  readonly network: Pick<Network, 'request'>;
  readonly history: Pick<History, 'dice' | 'automatic' | 'firstOnly' | 'catchUpMinutes' | 'tagging'>;
  /** Settings beside those of the history. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly twist: Twist | undefined;
  /** Called after every change in what a page knows. */
  readonly onChange: (page: Page) => void;
  /** What a page tells its agent beside the card; the app's own judgement, or a broken one. */
  readonly alertOf?: typeof alertBetween;
  readonly onAlert?: (page: Page, alert: Alert) => void;
}

/** An agent: their clock, what their browser keeps, and what its tabs share. */
export interface Agent {
  readonly id: number;
  readonly ahead: number;
  readonly storage: Storage;
  readonly browser: Browser;
}

export function createStorage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    getItem: (key) => items.get(key) ?? null,
    key: (index) => [...items.keys()][index] ?? null,
    removeItem: (key) => void items.delete(key),
    setItem: (key, value) => void items.set(key, value),
  };
}

/** One load of the app. */
export class Page implements Caller {
  engine: Engine | undefined;
  asleep = false;
  gone = false;
  stranded = false;
  /** Submits that have begun and not ended: nothing else may be written to the ticket. */
  submits = 0;
  /** The external id of the attempt that was sent for last. */
  private sendingFor = 'none';
  private readonly waiting: (() => void)[] = [];
  private readonly handlers = new Map<string, ((payload: unknown) => void)[]>();
  private readonly dice: Dice;
  private readonly shared: ReturnType<Browser['open']>;

  constructor(
    private readonly around: Surroundings,
    readonly tab: Tab,
    readonly name: string,
  ) {
    this.dice = diceFor(around.history.dice, name);
    const among = diceFor(around.history.dice, `${name} among tabs`);
    this.shared = tab.agent.browser.open((run) => around.time.after(among() * 60, () => this.hear(run)));
    this.start().catch((fault: unknown) => {
      throw fault;
    });
  }

  get state(): State | undefined {
    return this.engine?.state();
  }

  hear(run: () => void): void {
    if (this.gone) return;
    if (this.asleep) this.waiting.push(run);
    else run();
  }

  emit(event: string, payload?: unknown): void {
    this.hear(() => {
      for (const handler of [...(this.handlers.get(event) ?? [])]) handler(payload);
    });
  }

  close(): void {
    this.gone = true;
    this.engine?.stop();
    this.shared.die();
  }

  reload(): void {
    if (this.tab.page === this) this.tab.reload();
  }

  sleepFor(ms: number): void {
    this.asleep = true;
    this.around.time.after(ms, () => this.wake());
  }

  /** What came meanwhile is heard now: timers and answers in either order. */
  wake(): void {
    if (!this.asleep) return;
    this.asleep = false;
    const all = this.waiting.splice(0);
    if (this.dice() < 0.5) all.reverse();
    for (const run of all) this.around.time.after(0, () => this.hear(run));
  }

  private readonly clock: Clock = (() => {
    const timers = new Map<number, Due>();
    let last = 0;
    return {
      now: () => this.around.time.now + this.tab.agent.ahead,
      setTimer: (run, ms) => {
        last += 1;
        const id = last;
        const due = this.around.time.after(ms, () =>
          this.hear(() => {
            if (!timers.delete(id)) return;
            run();
          }),
        );
        timers.set(id, due);
        return id;
      },
      clearTimer: (id) => {
        const due = timers.get(id);
        if (due !== undefined) due.run = undefined;
        timers.delete(id);
      },
    };
  })();

  private client(): ZafClient {
    const { network } = this.around;
    const registered = new Promise<void>((resolve) => {
      this.around.time.after(Math.floor(this.dice() * 300), () =>
        this.hear(() => {
          resolve();
          this.emit('app.registered', {});
        }),
      );
    });
    return {
      on: (event, handler) => {
        this.handlers.set(event, [...(this.handlers.get(event) ?? []), handler]);
      },
      off: (event, handler) => {
        const known = this.handlers.get(event) ?? [];
        this.handlers.set(
          event,
          known.filter((one) => one !== handler),
        );
      },
      get: async (paths) => {
        const values = this.tab.values();
        return { errors: {}, ...Object.fromEntries(paths.map((path) => [path, values[path] ?? null])) };
      },
      invoke: async () => undefined,
      request: (options) => network.request(options, this, this.sendingFor),
      metadata: async () => {
        await registered;
        const { automatic, firstOnly, catchUpMinutes, tagging } = this.around.history;
        return {
          installationId: 1,
          settings: {
            channel_id: '371267300',
            template_name: 'agent_assigned',
            template_namespace: 'sandbox_0a1b_2c3d',
            template_language: 'en',
            automatic_sending: automatic,
            first_assignment_only: firstOnly,
            catch_up_minutes: catchUpMinutes,
            ...(tagging ? { failure_tag: 'whatsapp_failed' } : {}),
            ...this.around.settings,
          },
        };
      },
    };
  }

  private async start(): Promise<void> {
    const connection = connectZaf(this.clock, { init: () => this.client() });
    if (!connection.ok) throw new Error('The client is always there.');
    const { zaf } = connection;
    const early: Hint[] = [];
    subscribeHints(zaf, (hint) => {
      if (this.engine === undefined) early.push(hint);
      else this.engine.dispatch(hint);
    });
    const session = await readSession(zaf);
    if (this.gone) return;
    if (!session.ok) {
      // The page slept through its own beginning: it says so, and the agent reloads it.
      this.stranded = true;
      return;
    }
    if (!session.value.settings.ok) throw new Error('The settings are complete.');
    const { settings, userId, installationId } = session.value;
    const storage = () => this.tab.agent.storage;
    const call = createTransport(zaf.send, this.clock, this.dice, createLimit(storage, '1'));
    const straight = createChannel({ settings: settings.settings, sendHttp: zaf.send });
    const ports: Ports = {
      clock: this.clock,
      random: this.dice,
      host: createHost(zaf),
      desk: createDesk(call),
      records: createRecords(call),
      channel: lazyChannel(async () => ({
        ...straight,
        send: (message) => {
          const step = this.engine?.state().step;
          this.sendingFor = step?.kind === 'sending' ? externalIdOf(step.draft.plan.key) : 'none';
          return straight.send(message);
        },
      })),
      memory: createMemory(storage, installationId),
      tabs: createTabs(installationId, this.shared, recordForm),
      readPhones: (entries, country) => Promise.resolve(readPhones(entries, country)),
      seek,
    };
    const initial = initialState({ settings, agentId: userId, instance: `${this.name}!` });
    const known = () => this.engine?.state() ?? initial;
    const engine = createEngine(
      this.around.twist?.(ports, known, this.name) ?? ports,
      initial,
      Promise.resolve(decideAmongTabs),
    );
    this.engine = engine;
    const { alertOf = alertBetween, onAlert, onChange } = this.around;
    let before = engine.state();
    engine.subscribe(() => {
      onChange(this);
      const after = engine.state();
      const alert = alertOf(before, after);
      before = after;
      if (alert !== undefined) onAlert?.(this, alert);
    });
    for (const hint of early) engine.dispatch(hint);
  }
}

/** What a form holds beside the assignee. */
export interface FormEdits {
  readonly status?: string;
  readonly tags?: readonly string[];
  readonly requester?: number;
}

/** A browser tab with the ticket: its form lives as long as the page around the app. */
export class Tab {
  page: Page;
  closed = false;
  clicked = 0;
  /** The form of a ticket that is about to be made has no number; what becomes of it once it is submitted. */
  creating: Creation['afterwards'] | undefined;
  private form: number | undefined;
  private edits: FormEdits = {};
  private dirty = false;
  private loads = 1;

  constructor(
    private readonly around: Surroundings,
    readonly agent: Agent,
    readonly name: string,
    private readonly others: () => readonly Tab[],
  ) {
    this.form = around.zendesk.assignee;
    this.page = new Page(around, this, `${name}.1`);
  }

  /** What the host page shows. */
  values(): Readonly<Record<string, unknown>> {
    const { zendesk } = this.around;
    const name = publicName(this.form);
    const form = { status: zendesk.status, tags: zendesk.tags, requester: zendesk.requester, ...this.edits };
    const customer = customers.find(({ id }) => id === form.requester);
    return {
      'ticket.id': this.creating === undefined ? zendesk.id : 'new',
      'ticket.isNew': this.creating !== undefined,
      'ticket.status': form.status,
      'ticket.tags': form.tags,
      'ticket.requester': {
        id: form.requester,
        name: customer?.name,
        identities: [{ id: 1, type: 'phone_number', value: customer?.number }],
      },
      'ticket.assignee': {
        group: { id: zendesk.groupId, name: 'Support' },
        ...(name === undefined ? {} : { user: { id: this.form, name } }),
      },
      'currentUser.id': this.agent.id,
      'currentUser.locale': 'en-US',
      'currentUser.role': 'agent',
    };
  }

  pick(specialistId: number | undefined): void {
    this.form = specialistId;
    this.dirty = true;
    this.page.emit('ticket.assignee.user.id.changed', specialistId === undefined ? '' : String(specialistId));
  }

  /** The agent changes something beside the assignee. */
  edit(edits: FormEdits): void {
    this.edits = { ...this.edits, ...edits };
    this.dirty = true;
    if (edits.status !== undefined) this.page.emit('ticket.status.changed', edits.status);
    if (edits.tags !== undefined) this.page.emit('ticket.tags.changed', edits.tags);
    if (edits.requester !== undefined) this.page.emit('ticket.requester.id.changed', edits.requester);
  }

  /** The agent submits what the form shows; `then` is what a trigger makes of it within the same save. */
  submit(then?: number | 'nobody'): void {
    const { time, zendesk } = this.around;
    const { form, page, edits } = this;
    // A form is submitted once at a time.
    if (page.submits > 0) return;
    this.dirty = false;
    const roll = diceFor(this.around.history.dice, `submit ${time.now}`);
    page.submits += 1;
    page.emit('ticket.submit.start');
    time.after(20 + roll() * 800, () => {
      Object.assign(zendesk, edits);
      this.edits = {};
      const changed = form === zendesk.assignee ? [] : [form];
      const last = then === 'nobody' ? [undefined] : then === undefined ? [] : [then];
      zendesk.save(this.agent.id, [...changed, ...last], this.creating === undefined ? 'Change' : 'Create');
      time.after(10 + roll() * 500, () => {
        if (this.creating === 'closes') {
          this.close();
          return;
        }
        if (this.creating === 'learns the number') this.creating = undefined;
        if (!this.dirty) this.form = zendesk.assignee;
        page.submits -= 1;
        page.emit('ticket.submit.done');
        if (roll() < 0.1) page.emit('ticket.submit.done');
      });
      this.announce(roll);
    });
  }

  failSubmit(): void {
    this.page.emit('ticket.submit.start');
    this.page.emit('ticket.submit.fail');
  }

  /** Everybody who has the ticket open hears of a save, sooner or later, some twice and some never. */
  announce(roll: Dice): void {
    for (const other of this.others()) {
      if (other === this && roll() < 0.5) continue;
      other.hearOfUpdate(roll);
    }
  }

  hearOfUpdate(roll: Dice): void {
    const { time, zendesk } = this.around;
    if (roll() < 0.08 || this.creating !== undefined) return;
    const hear = () => {
      if (this.closed) return;
      if (!this.dirty) this.form = zendesk.assignee;
      this.page.emit('ticket.updated', { id: 1 });
    };
    time.after(roll() * 1_500, hear);
    if (roll() < 0.1) time.after(roll() * 5_000, hear);
  }

  reload(): void {
    if (this.closed) return;
    // The form of a new ticket would come back as that of yet another one.
    if (this.creating !== undefined) {
      this.close();
      return;
    }
    this.page.close();
    this.loads += 1;
    this.form = this.around.zendesk.assignee;
    this.edits = {};
    this.dirty = false;
    this.page = new Page(this.around, this, `${this.name}.${this.loads}`);
  }

  close(): void {
    this.closed = true;
    this.page.close();
  }

  /** Leaves the form as it is saved. */
  discard(): void {
    if (!this.dirty) return;
    this.dirty = false;
    this.edits = {};
    this.form = this.around.zendesk.assignee;
    this.page.emit('ticket.assignee.user.id.changed', this.form === undefined ? '' : String(this.form));
  }

  clickSend(): void {
    const { engine } = this.page;
    if (engine === undefined || this.page.asleep || this.page.gone) return;
    this.clicked += 1;
    engine.dispatch({ kind: 'send_clicked', after: engine.state().current?.notification.key.attempt ?? 0 });
  }

  clickCheck(): void {
    if (this.page.asleep || this.page.gone) return;
    this.page.engine?.dispatch({ kind: 'check_clicked' });
  }
}
