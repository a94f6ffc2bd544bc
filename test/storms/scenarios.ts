/** The busy hours that are judged by the tests and measured by the benchmark. */
import type { Budget } from './account';
import { type Outcome, Storm } from './storm';

const minute = 60_000;

export interface Conditions {
  readonly budget: Budget;
  readonly seed: number;
  /** Of the sends, the share that 1MSG turns away at first. */
  readonly busy?: number;
  readonly unique?: boolean;
}

/**
 * 200 assignments within a minute over 20 browsers: 120 by the agents' own submits, 80 by one bulk edit. Each ticket
 * is open in up to three other browsers as well, and every one of them listens as if its ticket was in front.
 */
export async function shiftChange(
  { budget, seed, busy = 0, unique = false }: Conditions,
  { submits = 120, bulk = 80, minutes = 20 } = {},
): Promise<Outcome> {
  const storm = new Storm(budget, seed, { browsers: 20, busy, unique });
  const all = Array.from({ length: submits + bulk }, (_, index) => index);
  const owners = all.map((index) => {
    const owner = storm.open(index, index % 20);
    const others = Math.floor(storm.roll() * 4);
    for (let more = 1; more <= others; more += 1) storm.open(index, (index + more * 3) % 20);
    return owner;
  });
  await storm.time.advance(2_000);
  for (const index of all.slice(0, submits)) {
    const owner = owners[index];
    if (owner !== undefined) storm.time.after(storm.roll() * minute, () => storm.submit(owner, index));
  }
  storm.time.after(minute / 2, () => storm.assignAtOnce(all.slice(submits)));
  await storm.time.advance(minutes * minute);
  return storm.outcome();
}

/** Ten tickets that routing assigned a minute ago, opened at once in one browser that nobody else is beside. */
export async function tenTickets({ budget, seed, busy = 0, unique = false }: Conditions): Promise<Outcome> {
  const storm = new Storm(budget, seed, { browsers: 1, busy, unique });
  const all = Array.from({ length: 10 }, (_, index) => index);
  storm.assignAtOnce(all);
  await storm.time.advance(minute);
  const tabs = all.map((index) => storm.open(index, 0));
  await storm.time.advance(1_000);
  for (const { page } of tabs) {
    page.emit('app.activated');
    page.emit('ticket.updated', { id: 1 });
  }
  await storm.time.advance(15 * minute);
  return storm.outcome();
}

/** 20 agents who submit one assignment each while Zendesk refuses everything for a whole minute. */
export async function closedMinute({ budget, seed, busy = 0, unique = false }: Conditions): Promise<Outcome> {
  const closed = { from: 5_000, until: 5_000 + minute };
  return shiftChange({ budget: { ...budget, closed }, seed, busy, unique }, { submits: 20, bulk: 0 });
}

/** How many requests an agent causes who opens 300 tickets an hour, two of three with a message on record. */
export async function busyAgent({ budget, seed }: Conditions): Promise<Outcome> {
  const storm = new Storm(budget, seed, { browsers: 2 });
  const all = Array.from({ length: 30 }, (_, index) => index);
  for (const index of all) {
    const tab = storm.open(index, 0);
    if (index % 3 === 0) continue;
    await storm.time.advance(1_000);
    storm.submit(tab, index);
    await storm.time.advance(30_000);
    tab.close();
  }
  await storm.time.advance(minute);
  storm.account.asked.length = 0;
  for (let opened = 0; opened < 300; opened += 1) {
    const tab = storm.open(opened % all.length, 1);
    await storm.time.advance(8_000);
    tab.close();
    await storm.time.advance(4_000);
  }
  return storm.outcome();
}
