/**
 * The life of a ticket, told step by step: the app as it ships over Zendesk and 1MSG in memory, below the adapters,
 * with nothing left to chance. What is told is what people and Zendesk do; what comes of it is which messages left
 * and what the card says.
 */
import type { State } from '../../src/core/state';
import type { Card } from '../../src/view/card';
import { describeState } from '../../src/view/describe';
import type { Phrase, Value, WordKey } from '../../src/view/words';
import english from '../../translations/en.json';
import { type Agent, createStorage, type FormEdits, type Surroundings, Tab } from '../chaos/browser';
import type { Mishap, SendScript } from '../chaos/history';
import { Network } from '../chaos/network';
import { OneMsg } from '../chaos/onemsg';
import { VirtualTime } from '../chaos/time';
import { customers, type SavedAudit, specialists, Zendesk } from '../chaos/zendesk';
import { Browser } from '../support/browser';

/** Something that happens, or how long nothing does: `'90 s'`, `'3 min'`, `'25 h'`. */
export type Step = string | ((life: Life) => void | Promise<void>);

/** What a save makes of the ticket. Several assignees: what a trigger made of the first within the same save. */
interface Save extends FormEdits {
  readonly assignee?: Person | 'nobody' | readonly (Person | 'nobody')[];
}

interface Person {
  readonly id: number;
  readonly name: string;
}

const [maria, ivan, chen] = specialists;
const [anna, bruno] = customers;

export { anna, bruno, chen, ivan, maria };

/** What is not as usual. */
export interface Conditions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What becomes of the first messages; those after them are delivered. */
  readonly sends?: readonly SendScript[];
  readonly mishaps?: readonly Mishap[];
}

/** How it went: who got messages about whom, in order, and what each card says. */
export interface Ending {
  readonly messages: readonly string[];
  readonly says: Readonly<Record<string, readonly string[]>>;
}

/** Whoever opens the ticket after all that, in a browser that never saw it. */
export const newcomer = 'newcomer';

/** Lives the steps through, lets things calm down, and has somebody else open the ticket then. */
export async function live(steps: readonly Step[], conditions: Conditions = {}): Promise<Ending> {
  const life = new Life(conditions);
  for (const step of steps) {
    if (typeof step === 'string') await life.pass(step);
    else await step(life);
  }
  await life.pass('1 min');
  const says = life.cards();
  life.open(newcomer, 30);
  await life.pass('30 s');
  return { messages: life.messages(), says: { ...says, [newcomer]: life.says(newcomer) } };
}

export class Life {
  readonly time = new VirtualTime();
  readonly zendesk: Zendesk;
  private readonly network: Network;
  private readonly around: Surroundings;
  private readonly agents = new Map<number, Agent>();
  private readonly tabs = new Map<string, Tab>();

  constructor({ settings = {}, sends = [], mishaps = [] }: Conditions) {
    const sure = () => 1;
    const even = () => 0.3;
    this.zendesk = new Zendesk(this.time, sure, false, { readLag: 0, searchLag: 0, auditLag: 0 });
    const onemsg = new OneMsg(this.time, even, true, sends);
    this.network = new Network(this.time, this.zendesk, onemsg, even, { mishaps });
    this.around = {
      time: this.time,
      zendesk: this.zendesk,
      network: this.network,
      history: {
        dice: 0,
        automatic: true,
        firstOnly: false,
        catchUpMinutes: 10,
        tagging: false,
      },
      settings,
      twist: undefined,
      onChange: () => undefined,
    };
  }

  pass(howLong: string): Promise<void> {
    return this.time.advance(ms(howLong));
  }

  /** Opens the ticket in the agent's browser, which remembers what it saw before. */
  open(name: string, id: number): void {
    const agent = this.agents.get(id) ?? { id, ahead: 0, storage: createStorage(), browser: new Browser() };
    this.agents.set(id, agent);
    this.tabs.set(name, new Tab(this.around, agent, name, () => [...this.tabs.values()]));
  }

  /** Opens the form of the ticket before there is one. */
  openForm(name: string, id: number): void {
    this.open(name, id);
    this.tab(name).creating = 'learns the number';
  }

  tab(name: string): Tab {
    const tab = this.tabs.get(name);
    if (tab === undefined) throw new Error(`${name} does not have the ticket open.`);
    return tab;
  }

  /** Somebody who is not among those with the app open saves the ticket. */
  save(authorId: number, { assignee = [], ...edits }: Save, type: SavedAudit['type'] = 'Change'): void {
    const assignees = [assignee].flat().map((one) => (one === 'nobody' ? undefined : one.id));
    Object.assign(this.zendesk, edits);
    this.zendesk.save(authorId, assignees, type);
    for (const tab of this.tabs.values()) tab.hearOfUpdate(() => 0.5);
  }

  close(name: string): void {
    this.tab(name).close();
    this.tabs.delete(name);
  }

  press(name: string, button: string): void {
    const { engine } = this.tab(name).page;
    const action = this.card(name).actions.find(({ label }) => words({ key: label, values: {} }) === button);
    if (action?.kind !== 'click') throw new Error(`No button “${button}”: ${this.says(name).join(' | ')}`);
    engine?.dispatch(action.click);
  }

  messages(): readonly string[] {
    return this.network.departures.map(({ arrival }) => {
      const [customer = '', , specialist = ''] = arrival?.values ?? [];
      return `${customer} ← ${specialist}`;
    });
  }

  cards(): Readonly<Record<string, readonly string[]>> {
    const open = [...this.tabs].filter(([, { page }]) => !page.gone);
    return Object.fromEntries(open.map(([name]) => [name, this.says(name)]));
  }

  /** What there is to read in the card, from top to bottom; main buttons in brackets. */
  says(name: string): readonly string[] {
    const card = this.card(name);
    const { headline, text, facts, problem, notes, warning, actions } = card;
    const specialist = facts.find(({ label }) => label === 'card.specialist')?.value;
    return [
      words(headline),
      ...(specialist === undefined ? [] : [`Specialist: ${valueWords(specialist)}`]),
      ...(text === undefined ? [] : [words(text)]),
      ...(problem === undefined ? [] : [words(problem.title), words(problem.text)]),
      ...notes.map(words),
      ...(warning === undefined ? [] : [words(warning)]),
      ...actions.filter(({ weight }) => weight === 'main').map(({ label }) => `[${wordsAt(label)}]`),
    ];
  }

  private card(name: string): Card {
    const state: State | undefined = this.tab(name).page.state;
    if (state === undefined) throw new Error(`The app of ${name} has not started.`);
    return describeState(state, this.time.now);
  }
}

/** An agent with the app. What they do takes the time that a person needs. */
export function agent(name: string, id: number) {
  const step = (act: (tab: Tab, life: Life) => void | Promise<void>) => (life: Life) =>
    act(life.tab(name), life);
  const assigns = (whom: Person | undefined, then?: Person | 'nobody') =>
    step(async (tab, life) => {
      tab.pick(whom?.id);
      await life.pass('2 s');
      tab.submit(then === 'nobody' ? then : then?.id);
      await life.pass('1 s');
    });
  return {
    opens: async (life: Life) => {
      life.open(name, id);
      await life.pass('3 s');
    },
    opensForm: async (life: Life) => {
      life.openForm(name, id);
      await life.pass('3 s');
    },
    closes: (life: Life) => life.close(name),
    reloads: step((tab) => tab.reload()),
    picks: (whom: Person | undefined) => step((tab) => tab.pick(whom?.id)),
    edits: (edits: FormEdits) => step((tab) => tab.edit(edits)),
    submits: step((tab) => tab.submit()),
    /** The form as it stands is refused, by a required field or by a collision. */
    failsToSubmit: step((tab) => tab.failSubmit()),
    /** Chooses and submits; `then` is what a trigger makes of it within the same save. */
    assigns,
    /** Leaves the ticket to its group. */
    unassigns: assigns(undefined),
    looksAgain: step((tab) => tab.page.emit('app.activated')),
    presses: (button: string) => (life: Life) => life.press(name, button),
  };
}

/** Somebody or something that saves tickets and is not a browser with the app. */
export function saver(authorId: number) {
  const saves = (save: Save) => (life: Life) => life.save(authorId, save);
  return {
    saves,
    assigns: (assignee: Save['assignee'] & object) => saves({ assignee }),
    unassigns: saves({ assignee: 'nobody' }),
    creates: (save: Save) => (life: Life) => life.save(authorId, save, 'Create'),
  };
}

const units = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 } as const;

function ms(howLong: string): number {
  const [, count, unit] = /^(\d+) (ms|s|min|h)$/.exec(howLong) ?? [];
  const length = Object.entries(units).find(([name]) => name === unit)?.[1];
  if (length === undefined) throw new Error(`No time: ${howLong}`);
  return Number(count) * length;
}

/** The sentence as an agent reads it in English, with times of day in UTC. */
function words({ key, values }: Phrase): string {
  return wordsAt(key).replace(/\{(\w+)\}/g, (_, name: string) => valueWords(values[name] ?? ''));
}

function valueWords(value: Value | Phrase): string {
  if (typeof value !== 'object') return String(value);
  if ('values' in value) return words(value);
  if ('at' in value) return new Date(value.at).toISOString().slice(11, 16);
  return 'language' in value ? value.language : wordsAt(value.key);
}

function wordsAt(key: WordKey): string {
  let found: unknown = english;
  for (const name of key.split('.')) found = Object.getOwnPropertyDescriptor(found, name)?.value;
  if (typeof found !== 'string') throw new Error(`No words: ${key}`);
  return found;
}
