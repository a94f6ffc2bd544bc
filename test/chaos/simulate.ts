/** One run: a history is lived through, then there is peace, and everything is judged. */
import type { alertBetween } from '../../src/core/alert';
import { messageIdOf } from '../../src/core/notification';
import { Browser } from '../support/browser';
import { type Agent, createStorage, type Page, type Surroundings, Tab, type Twist } from './browser';
import type { Act, Creation, History } from './history';
import { type Departure, Network } from './network';
import { OneMsg } from './onemsg';
import { diceFor, VirtualTime } from './time';
import { type Limits, publicName, type Row, type SavedAudit, specialists, Zendesk } from './zendesk';

export const invariants = [
  'one send per attempt',
  'one send per assignment without a click',
  'only saved assignments',
  'only fresh assignments',
  'only what policy allows',
  'what was sent is never shown as failed',
  'what was sent is on record',
  'a status never goes backwards',
  'all views agree',
  'nobody waits for ever',
  'one tab of a browser leads',
  'a tag only for what failed for certain',
  'no tag while the agent submits',
  'nobody gets another attempt’s message',
  'an alert once, for what the page sent by itself',
] as const;

export type Invariant = (typeof invariants)[number];

export interface Violation {
  readonly invariant: Invariant;
  readonly detail: string;
}

export interface Verdict {
  readonly violations: readonly Violation[];
  readonly log: readonly string[];
  readonly requests: number;
  readonly sends: number;
}

/** What the protocol tolerates: reads up to 1 s behind, audits up to 2 s. */
export const tolerated: Limits = { readLag: 1_000, searchLag: 6_000, auditLag: 2_000 };

export interface Conditions {
  readonly twist?: Twist;
  readonly limits?: Limits;
  readonly alertOf?: typeof alertBetween;
}

const minute = 60_000;

/**
 * What may lie between what a page acts on and its send, ms: the look lasts 60 s, the claim 25 s, and Zendesk knows
 * whole seconds.
 */
const underWay = 88_000;

/** The longest time that Zendesk takes for a submit, ms. */
const saveTakes = 1_400;

const rank = ['claimed', 'unknown', 'queued', 'accepted', 'sent', 'failed', 'delivered', 'read'];

export async function simulate(
  history: History,
  { twist, limits = tolerated, alertOf }: Conditions = {},
): Promise<Verdict> {
  const time = new VirtualTime();
  const zendesk = new Zendesk(time, diceFor(history.dice, 'zendesk'), history.unique, limits);
  const onemsg = new OneMsg(
    time,
    diceFor(history.dice, '1msg'),
    history.listed,
    history.sends,
    history.texts,
  );
  const network = new Network(time, zendesk, onemsg, diceFor(history.dice, 'network'), history);
  const roll = diceFor(history.dice, 'hints');
  const violations: Violation[] = [];
  const violate = (invariant: Invariant, detail: string) => {
    network.note(`  !! ${invariant}: ${detail}`);
    if (!violations.some((one) => one.invariant === invariant)) violations.push({ invariant, detail });
  };

  const taken = (attempt: string): readonly Departure[] =>
    network.departures.filter((one) => one.attempt === attempt && one.arrival?.outcome === 'taken');
  const isOwn = (attempt: string, messageId: unknown): boolean =>
    network.departures.some((one) => one.attempt === attempt && one.arrival?.taken?.id === messageId);
  const judgeId = (attempt: string, messageId: unknown, who: string) => {
    if (typeof messageId === 'string' && !isOwn(attempt, messageId))
      violate('nobody gets another attempt’s message', `${who} has one for ${attempt} that it did not send`);
  };
  /** `messageId` is what the failure is said of. */
  const wronglyFailed = (attempt: string, messageId: unknown): boolean =>
    taken(attempt).length > 0 &&
    !onemsg.messages.some(
      ({ id, reports }) => id === messageId && reports.some(({ status }) => status === 'failed'),
    );
  zendesk.onWrite = ({ externalId, id }, { status, message_id }) => {
    judgeId(externalId, message_id, id);
    network.note(`  ${id} ${externalId} is ${String(status)}`);
    if (status === 'onemsg_failed' && wronglyFailed(externalId, message_id))
      violate('what was sent is never shown as failed', `${externalId} is stored as failed`);
  };

  const heights = new Map<string, { readonly status: string; readonly page: string }>();
  const onChange = (page: Page) => {
    const current = page.state?.current;
    if (current === undefined) return;
    const { key, status } = current.notification;
    const attempt = `t${key.ticketId}-a${key.auditId}-n${key.attempt}`;
    judgeId(attempt, messageIdOf(current.notification), page.name);
    // Of one record: an owner who overslept takes back a claim for which nothing was sent, and claims anew.
    const seenAs = `${page.name} ${attempt} ${current.recordId ?? 'remembered'}`;
    const before = heights.get(seenAs);
    if (before?.status === status) return;
    network.note(`  ${page.name} shows ${attempt} ${status}`);
    if (before !== undefined && rank.indexOf(before.status) > rank.indexOf(status))
      violate(
        'a status never goes backwards',
        `${page.name} showed ${attempt} ${before.status}, then ${status}`,
      );
    heights.set(seenAs, { status, page: page.name });
    if (status === 'failed' && wronglyFailed(attempt, messageIdOf(current.notification)))
      violate('what was sent is never shown as failed', `${page.name} shows ${attempt} as failed`);
  };

  const alerted = new Set<string>();
  const onAlert: Surroundings['onAlert'] = (page, { outcome }) => {
    const current = page.state?.current;
    if (current === undefined) return;
    const { key, status } = current.notification;
    const attempt = `t${key.ticketId}-a${key.auditId}-n${key.attempt}`;
    network.note(`  ${page.name} alerts of ${attempt} ${outcome}`);
    const isByHand = zendesk.rows.some(
      ({ id, versions }) => id === current.recordId && versions.at(-1)?.fields.sent_by !== 'auto',
    );
    const isOwnSend = network.departures.some((one) => one.by === page.name && one.attempt === attempt);
    if (alerted.has(attempt) || isByHand || !isOwnSend || status !== outcome) {
      violate(
        'an alert once, for what the page sent by itself',
        `${page.name} alerts of ${attempt} ${outcome}`,
      );
    }
    alerted.add(attempt);
  };

  const around: Surroundings = {
    time,
    zendesk,
    network,
    history,
    twist,
    onChange,
    onAlert,
    ...(alertOf === undefined ? {} : { alertOf }),
  };
  const lost = diceFor(history.dice, 'lost between tabs');
  const loses = () => network.troubled && lost() < 0.1;
  const agents: readonly Agent[] = history.clocks.map((ahead, index) => ({
    id: 11 + index,
    ahead,
    storage: createStorage(),
    browser: new Browser(loses),
  }));
  const tabs: Tab[] = [];
  const open = (agent: Agent): Tab => {
    const tab = new Tab(around, agent, `tab ${tabs.length + 1}`, () => tabs);
    tabs.push(tab);
    return tab;
  };
  const taggings = new Map<string, number>();
  network.onTagging = (by) => {
    const tab = tabs.find(({ page }) => page.name === by);
    const current = tab?.page.state?.current;
    const { ticketId, auditId, attempt } = current?.notification.key ?? {};
    const externalId = `t${ticketId}-a${auditId}-n${attempt}`;
    const isCertain =
      current?.notification.status === 'failed' &&
      !wronglyFailed(externalId, messageIdOf(current.notification));
    if (!isCertain) violate('a tag only for what failed for certain', `${by} tags and shows ${externalId}`);
    if (tab !== undefined && tab.page.submits > 0)
      violate('no tag while the agent submits', `${by} tags in the middle of a submit`);
    const times = (taggings.get(`${by} ${externalId}`) ?? 0) + 1;
    taggings.set(`${by} ${externalId}`, times);
    if (times > 4)
      violate('a tag only for what failed for certain', `${by} tags ${externalId} ${times} times`);
  };
  const agentAt = (index: number): Agent | undefined => agents[index % agents.length];
  const forbidden: { since: number | undefined; opened: number } = { since: undefined, opened: 0 };
  const perform = ({ does, who, specialist }: Act): void => {
    const living = tabs.filter(({ closed, page }) => !closed && !page.gone);
    const tab = living[who % Math.max(1, living.length)];
    const id = specialists[specialist % specialists.length]?.id ?? 21;
    switch (does) {
      case 'opens the ticket': {
        const agent = agentAt(who);
        if (agent !== undefined && living.length < 5) open(agent);
        return;
      }
      case 'routing assigns':
        if (zendesk.assignee === id) return;
        zendesk.save(-1, [id]);
        for (const one of tabs) one.hearOfUpdate(roll);
        return;
      case 'opts out':
        zendesk.tags = ['whatsapp_opt_out'];
        forbidden.since ??= time.now;
        return;
      case 'solves':
        zendesk.status = 'solved';
        forbidden.since ??= time.now;
        return;
      default:
    }
    if (tab === undefined) return;
    const { page } = tab;
    // What an agent does in the form of a ticket that was made already is about yet another one.
    if (tab.creating !== undefined && /save|picks/.test(does)) return;
    switch (does) {
      case 'saves':
      case 'saves through a trigger': {
        if (page.asleep) return;
        tab.pick(id);
        const other = specialists[(specialist + 1) % specialists.length]?.id;
        time.after(200 + roll() * 3_000, () => {
          if (!tab.closed) tab.submit(does === 'saves' ? undefined : other);
        });
        return;
      }
      case 'saves in two tabs':
        for (const one of living.filter(({ agent }) => agent === tab.agent).slice(0, 2)) {
          if (one.page.asleep) continue;
          one.pick(id);
          time.after(200 + roll() * 1_000, () => {
            if (!one.closed) one.submit();
          });
        }
        return;
      case 'picks without saving':
        if (!page.asleep) tab.pick(id);
        return;
      case 'fails to save':
        if (page.asleep) return;
        tab.pick(id);
        time.after(500, () => tab.failSubmit());
        return;
      case 'reloads':
        tab.reload();
        return;
      case 'closes':
        tab.close();
        return;
      case 'sleeps':
        page.asleep = true;
        return;
      case 'wakes':
        page.wake();
        return;
      case 'leaves':
        page.emit('app.deactivated');
        return;
      case 'returns':
        page.emit('app.activated');
        return;
      case 'clicks send':
        tab.clickSend();
        return;
      case 'clicks check':
        tab.clickCheck();
        return;
    }
  };

  if (history.creation !== undefined) await create(history.creation);
  for (const index of history.present) {
    const agent = agentAt(index);
    if (agent !== undefined) open(agent);
  }
  await time.advance(500);
  for (const act of history.acts) {
    await time.advance(act.pause);
    network.note(`# ${act.does} (${act.who})`);
    perform(act);
  }
  await time.advance(35_000);

  // Peace: nothing fails any more, everybody is awake and looks at the ticket.
  network.note('# peace');
  network.troubled = false;
  zendesk.limits = { readLag: 0, searchLag: 0, auditLag: 0 };
  await time.advance(35_000);
  for (const tab of tabs) tab.page.wake();
  const living = tabs.filter(({ closed, page }) => !closed && !page.gone);
  await time.advance(0);
  for (const tab of living) {
    if (tab.page.stranded) tab.reload();
    tab.discard();
    tab.hearOfUpdate(() => 0.5);
    tab.page.emit('app.activated');
  }
  const visitor = open({ id: 10, ahead: 0, storage: createStorage(), browser: new Browser() });
  await time.advance(5 * minute);
  for (const { page } of [...living, visitor]) page.emit('app.activated');
  await time.advance(minute);
  // By intention neither a final answer nor a rule that said no is looked up again for nothing: what another
  // browser did since, or WhatsApp after a failure, is seen when a person presses Check again. Zendesk compares
  // nothing when it saves a record, so a page may have overwritten another one's outcome as it judged a claim
  // interrupted; whoever knows better then writes it down again.
  // Without the ticket's number a page can say no more than that it was submitted.
  const numbered = living.filter(({ creating }) => creating === undefined);
  for (const tab of numbered) {
    // An answer that is still to come is looked up without being asked.
    const waits = /^(claimed|queued)/.test(viewOf(tab)) && attemptShown(tab) === attemptShown(visitor);
    if (waits && viewOf(tab) !== viewOf(visitor)) {
      violate(
        'all views agree',
        `${tab.page.name}: ${viewOf(tab)}; ${visitor.page.name}: ${viewOf(visitor)}`,
      );
    }
  }
  if (new Set([...numbered, visitor].map(viewOf)).size > 1) {
    for (const tab of [...living, visitor]) tab.clickCheck();
    await time.advance(minute);
    for (const { page } of [...living, visitor]) page.emit('app.activated');
    await time.advance(minute);
  }

  judgeSends();
  judgeRecords();
  judgeViews();
  judgeLeads();
  return { violations, log: network.log, requests: network.requests, sends: network.departures.length };

  async function create({ who, specialist, pause, afterwards, opensAfter }: Creation): Promise<void> {
    const agent = agentAt(who);
    if (agent === undefined) return;
    const tab = open(agent);
    tab.creating = afterwards;
    await time.advance(500);
    tab.pick(specialists[specialist % specialists.length]?.id);
    await time.advance(pause);
    if (tab.closed) return;
    tab.submit();
    if (opensAfter !== undefined) time.after(saveTakes + opensAfter, () => open(agent));
    await time.advance(saveTakes);
  }

  function judgeSends(): void {
    const byAttempt = new Map<string, Departure[]>();
    for (const one of network.departures) {
      byAttempt.set(one.attempt, [...(byAttempt.get(one.attempt) ?? []), one]);
    }
    for (const [attempt, sends] of byAttempt) {
      const dangerous = sends.filter((one) => !one.turnedAway && one.arrival?.outcome !== 'turned away');
      if (dangerous.length > 1) {
        violate(
          'one send per attempt',
          `${attempt} was sent by ${dangerous.map(({ by, at }) => `${by} at ${offset(at)}`).join(' and by ')}`,
        );
      }
      for (const one of sends) judgeSend(one);
    }
  }

  function judgeSend({ attempt, at, by, arrival }: Departure): void {
    const [, auditId, nth] = /-a(\d+)-n(\d+)$/.exec(attempt) ?? [];
    const byHand = tabs.some((tab) => tab.clicked > 0 && by.startsWith(`${tab.name}.`));
    if (nth !== '1' && !byHand) {
      violate('one send per assignment without a click', `${by} sent ${attempt} and nobody had clicked`);
    }
    const audit = zendesk.audits.find(({ id, assignees }) => id === Number(auditId) && assignees.length > 0);
    if (audit === undefined || audit.at > at) {
      violate('only saved assignments', `${by} sent ${attempt}, which was never saved`);
      return;
    }
    const named = publicName(audit.assignees.at(-1));
    if (arrival !== undefined && arrival.values[2] !== named) {
      violate(
        'only saved assignments',
        `${attempt} is about ${named} and its message names ${arrival.values[2]}`,
      );
    }
    if (forbidden.since !== undefined && at - forbidden.since > underWay) {
      violate(
        'only what policy allows',
        `${by} sent ${attempt} ${(at - forbidden.since) / 1000} s after it was forbidden`,
      );
    }
    if (byHand) return;
    if (!history.automatic) violate('only what policy allows', `${by} sent ${attempt} though sending is off`);
    if (at - audit.at > history.catchUpMinutes * minute + underWay) {
      violate(
        'only fresh assignments',
        `${by} sent ${attempt} ${(at - audit.at) / 1000} s after it was saved`,
      );
    }
    const newer = zendesk.audits.find((one) => one.id > audit.id && one.assignees.length > 0);
    if (newer !== undefined && at - newer.at > underWay) {
      violate('only fresh assignments', `${by} sent ${attempt} though ${newer.id} had taken its place`);
    }
    judgeEarlier(by, attempt, at, audit);
  }

  function judgeEarlier(by: string, attempt: string, at: number, audit: SavedAudit): void {
    for (const earlier of network.departures) {
      const isEarlier = earlier.arrival?.outcome === 'taken' && (earlier.arrivedAt ?? at) < at - underWay;
      const [, other] = /-a(\d+)-/.exec(earlier.attempt) ?? [];
      if (!isEarlier || Number(other) === audit.id) continue;
      const hasFailed = zendesk.rows.some(
        (row) =>
          row.externalId === earlier.attempt &&
          row.versions.some(({ fields }) => fields.status === 'onemsg_failed'),
      );
      if (hasFailed) continue;
      const same =
        zendesk.audits.find(({ id }) => id === Number(other))?.assignees.at(-1) === audit.assignees.at(-1);
      if (same || history.firstOnly) {
        violate('only what policy allows', `${by} sent ${attempt} though ${earlier.attempt} was sent before`);
      }
    }
  }

  function judgeRecords(): void {
    const newest = newestAssignment();
    for (const attempt of new Set(network.departures.map((one) => one.attempt))) {
      if (taken(attempt).length === 0) continue;
      const rows = zendesk.rows.filter((row) => row.externalId === attempt && row.removedAt === undefined);
      const statuses = rows.map(storedStatus);
      const told = rows.filter((row) => {
        const status = storedStatus(row);
        const messageId = row.versions.at(-1)?.fields.message_id;
        return status !== 'claimed' && !(status === 'failed' && wronglyFailed(attempt, messageId));
      });
      if (told.length > 0) continue;
      // Nobody looks after the interrupted claim of an assignment that another one has replaced.
      const superseded = newest !== undefined && !attempt.includes(`-a${newest.id}-`);
      if (superseded && statuses.includes('claimed')) continue;
      violate(
        'what was sent is on record',
        `${attempt} was sent and its records are: ${statuses.join(', ') || 'none'}`,
      );
    }
  }

  function judgeViews(): void {
    const all = [...living.filter(({ page }) => !page.gone), visitor];
    for (const tab of all) {
      const { state } = tab.page;
      if (state === undefined) {
        violate('nobody waits for ever', `${tab.page.name} has not started`);
        continue;
      }
      const { step, current, obstacle } = state;
      const waits =
        step.kind !== 'idle' ||
        current?.notification.status === 'claimed' ||
        (tab.creating === undefined &&
          zendesk.assignee !== undefined &&
          current === undefined &&
          obstacle === undefined);
      if (waits)
        violate('nobody waits for ever', `${tab.page.name} shows ${viewOf(tab)} and does ${step.kind}`);
    }
    const told = all.filter(({ creating }) => creating === undefined);
    const views = new Set(told.filter((tab) => !showsEarlier(tab)).map(viewOf));
    const strangers = told.filter(({ page }) => {
      const shown = page.state?.current?.notification.specialist.id;
      return shown !== undefined && shown !== zendesk.assignee;
    });
    if (views.size > 1 || strangers.length > 0) {
      violate('all views agree', all.map((tab) => `${tab.page.name}: ${viewOf(tab)}`).join('; '));
    }
  }

  function judgeLeads(): void {
    for (const { browser } of agents) {
      const tabs = living.filter(
        ({ agent, creating, page }) =>
          agent.browser === browser && creating === undefined && page.state !== undefined && !page.gone,
      );
      const leaders = tabs.filter(({ page }) => page.state?.leads === true);
      if (tabs.length > 0 && leaders.length !== 1) {
        violate(
          'one tab of a browser leads',
          `${tabs.map(({ page }) => `${page.name} leads: ${page.state?.leads}`).join(', ')}`,
        );
      }
    }
  }

  /** What the card says: how far the message about the present assignment got. */
  function viewOf(tab: Tab): string {
    const current = tab.page.state?.current;
    return current === undefined
      ? 'no message'
      : `${statusOf(tab)} (audit ${current.notification.key.auditId}, attempt ${current.notification.key.attempt})`;
  }

  function attemptShown(tab: Tab): string {
    const key = tab.page.state?.current?.notification.key;
    return key === undefined ? 'none' : `${key.auditId} ${key.attempt}`;
  }

  /** Tolerated: that the same specialist was announced by an earlier assignment is as good an answer. */
  function showsEarlier(tab: Tab): boolean {
    const current = tab.page.state?.current;
    return current !== undefined && current.notification.key.auditId !== newestAssignment()?.id;
  }

  function newestAssignment(): SavedAudit | undefined {
    return zendesk.audits.filter(({ assignees }) => assignees.length > 0).at(-1);
  }

  function offset(at: number): string {
    return `${((at - Date.UTC(2026, 0, 12, 10, 30)) / 1000).toFixed(3)} s`;
  }
}

const storedStatus = (row: Row): string => String(row.versions.at(-1)?.fields.status).replace('onemsg_', '');

const statusOf = ({ page }: Tab): string => page.state?.current?.notification.status ?? '';
