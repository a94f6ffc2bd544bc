/** Busy hours on virtual time: the real app in many browsers at once, over one account's request budget. */
import { type Agent, createStorage, type Surroundings, Tab } from '../chaos/browser';
import { type Dice, diceFor, VirtualTime } from '../chaos/time';
import { specialists, type Zendesk } from '../chaos/zendesk';
import { Browser } from '../support/browser';
import { Account, type Asked, type Budget } from './account';

/** What each plan's account may ask a minute; all its apps share it. */
export const plans = [
  { name: 'Suite Team', perMinute: 200 },
  { name: 'Growth, Professional', perMinute: 400 },
  { name: 'Enterprise', perMinute: 700 },
  { name: 'Enterprise Plus', perMinute: 2_500 },
] as const;

export type Plan = (typeof plans)[number];

/** What came of the assignments of a run. */
export interface Outcome {
  readonly assignments: number;
  readonly announced: number;
  /** Neither announced nor shown as anything that a person could act on. */
  readonly lost: readonly string[];
  /** Not announced, and some card says why and offers to do it. */
  readonly told: readonly string[];
  readonly doubled: readonly string[];
  /** From the save to the moment in which 1MSG took the message, ms. */
  readonly waits: readonly number[];
  /** Requests of the pages that saved an assignment, of those that announced another's, and of all others. */
  readonly bySavers: number;
  readonly byWatchers: number;
  readonly savers: number;
  readonly watchers: number;
  /** The most requests that were answered within one minute of the budget, other apps' included. */
  readonly worstMinute: number;
  /** The most requests within one second. */
  readonly worstSecond: number;
  readonly refused: number;
  readonly impatient: readonly Asked[];
  readonly othersRefused: number;
  readonly turnedAway: number;
  /** Requests by kind. */
  readonly kinds: Readonly<Record<string, number>>;
  /** ms until the last request. */
  readonly lasted: number;
}

const minute = 60_000;
const firstTicket = 5_000;

/** Everything is as the settings have it by default, and there is no other mishap than the budget's. */
const calm = { automatic: true, firstOnly: false, catchUpMinutes: 10, tagging: false };

/** One account, its agents' browsers, and the tickets that they have open. */
export class Storm {
  readonly time = new VirtualTime();
  readonly account: Account;
  readonly roll: Dice;
  readonly tabs: Tab[] = [];
  private readonly around = new Map<number, Surroundings>();
  private readonly agents: readonly Agent[];
  private readonly savers = new Set<string>();
  private readonly assignments = new Map<string, number>();

  constructor(
    budget: Budget,
    private readonly seed: number,
    { browsers = 20, busy = 0, unique = false } = {},
  ) {
    this.account = new Account(this.time, budget, seed, busy);
    this.roll = diceFor(seed, 'storm');
    this.agents = Array.from({ length: browsers }, (_, index) => ({
      id: 11_000 + index,
      ahead: Math.round((this.roll() - 0.5) * 4 * minute),
      storage: createStorage(),
      browser: new Browser(),
    }));
    this.unique = unique;
  }

  private readonly unique: boolean;

  ticket(index: number): Zendesk {
    const id = firstTicket + index;
    const known = this.account.tickets.get(id);
    if (known !== undefined) return known;
    const zendesk = this.account.open(id, this.unique);
    this.around.set(id, {
      time: this.time,
      zendesk,
      network: this.account,
      history: { ...calm, dice: this.seed + index },
      twist: undefined,
      onChange: () => undefined,
    });
    return zendesk;
  }

  /** Opens a ticket in a browser. */
  open(index: number, browser: number): Tab {
    const { id } = this.ticket(index);
    const around = this.around.get(id);
    const agent = this.agents[browser % this.agents.length];
    if (around === undefined || agent === undefined) throw new Error('Every ticket and browser is known.');
    const ofTicket = this.tabs.filter((tab) => tab.name.startsWith(`ticket ${id} `));
    const name = `ticket ${id} in browser ${browser} (${ofTicket.length})`;
    const tab = new Tab(around, agent, name, () =>
      this.tabs.filter((one) => one.name.startsWith(`ticket ${id} `)),
    );
    this.tabs.push(tab);
    return tab;
  }

  /** The agent of this tab picks a specialist, and submits when the preview stands. */
  submit(tab: Tab, index: number): void {
    const zendesk = this.ticket(index);
    this.savers.add(tab.name);
    tab.pick(specialistFor(index));
    this.time.after(1_500 + this.roll() * 1_500, () => {
      tab.submit();
      this.time.after(1_000, () => this.note(zendesk));
    });
  }

  /** A bulk edit or a trigger assigns the tickets; every browser hears of it in the same moment. */
  assignAtOnce(indexes: readonly number[]): void {
    for (const index of indexes) {
      const zendesk = this.ticket(index);
      zendesk.save(-1, [specialistFor(index)]);
      this.note(zendesk);
    }
    const ids = new Set(indexes.map((index) => this.ticket(index).id));
    for (const tab of this.tabs) {
      if ([...ids].some((id) => tab.name.startsWith(`ticket ${id} `))) tab.hearOfUpdate(() => 0.08);
    }
  }

  private note(zendesk: Zendesk): void {
    const audit = zendesk.audits.at(-1);
    if (audit === undefined) throw new Error('The save is on record.');
    this.assignments.set(`t${zendesk.id}-a${audit.id}`, audit.at);
  }

  outcome(): Outcome {
    const { account, time } = this;
    const begin = Date.UTC(2026, 0, 12, 10, 30);
    const lost: string[] = [];
    const told: string[] = [];
    const doubled: string[] = [];
    const waits: number[] = [];
    for (const [assignment, savedAt] of this.assignments) {
      const sends = account.announcements.filter(({ attempt }) => attempt.startsWith(`${assignment}-n`));
      const [first] = sends;
      if (sends.length > 1) doubled.push(assignment);
      if (first !== undefined) waits.push(first.at - savedAt);
      else (this.isTold(assignment) ? told : lost).push(`${assignment}: ${this.viewsOf(assignment)}`);
    }
    const pages = this.tabs.map(({ name }) => name);
    const saver = (by: string) => [...this.savers].some((name) => by.startsWith(`${name}.`));
    const bySavers = account.asked.filter(({ by }) => saver(by)).length;
    const perMinute = count(account.passed, (at) => Math.floor((at - begin) / minute));
    const perSecond = count(
      account.asked.map(({ at }) => at),
      (at) => Math.floor((at - begin) / 1_000),
    );
    return {
      assignments: this.assignments.size,
      announced: waits.length,
      lost,
      told,
      doubled,
      waits: waits.sort((a, b) => a - b),
      bySavers,
      byWatchers: account.asked.length - bySavers,
      savers: this.savers.size,
      watchers: pages.length - this.savers.size,
      worstMinute: Math.max(0, ...perMinute.values()),
      worstSecond: Math.max(0, ...perSecond.values()),
      refused: account.asked.filter(({ refused }) => refused).length,
      impatient: account.impatient,
      othersRefused: account.othersRefused,
      turnedAway: account.turnedAway,
      kinds: Object.fromEntries(countKinds(account.asked)),
      lasted: (account.asked.at(-1)?.at ?? time.now) - begin,
    };
  }

  private tabsOf(assignment: string): readonly Tab[] {
    return this.tabs.filter(({ name }) => assignment.startsWith(`t${name.split(' ')[1]}-`));
  }

  /** Whether a card of the ticket says why there was no message, and lets a person do something about it. */
  private isTold(assignment: string): boolean {
    return this.tabsOf(assignment).some(({ page }) => {
      const status = page.state?.current?.notification.status;
      return page.state?.obstacle !== undefined || status === 'failed' || status === 'unknown';
    });
  }

  private viewsOf(assignment: string): string {
    const views = this.tabsOf(assignment).map(({ page: { state } }) =>
      [
        state?.step.kind,
        state?.obstacle?.code,
        state?.current?.notification.status,
        state?.savedSpecialistId,
        state?.next?.kind,
      ].join(' '),
    );
    return views.join(', ');
  }
}

const specialistFor = (index: number): number => specialists[index % specialists.length]?.id ?? 21;

function count(times: readonly number[], place: (at: number) => number): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const at of times) counts.set(place(at), (counts.get(place(at)) ?? 0) + 1);
  return counts;
}

function countKinds(asked: readonly Asked[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { route, refused } of asked) {
    const kind = refused ? 'refused' : route;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
