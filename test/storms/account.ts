/**
 * Zendesk's account as all its browsers share it: many tickets, one request budget a minute, and 1MSG behind the
 * proxy. A request beyond the budget is answered 429 with the whole seconds until the next minute, as Zendesk does.
 */
import type { ZafRequest } from '../../src/zendesk/zaf';
import type { Caller } from '../chaos/network';
import { OneMsg } from '../chaos/onemsg';
import {
  askOneMsg,
  askZendesk,
  bodyOf,
  externalIdsIn,
  isZendesk,
  lastOf,
  routeOf,
  type ZendeskRoute,
} from '../chaos/routes';
import { type Dice, diceFor, type VirtualTime } from '../chaos/time';
import type { WireAnswer } from '../chaos/wire';
import { type Row, Zendesk } from '../chaos/zendesk';

export interface Budget {
  /** Requests a minute, of all apps of the account together. */
  readonly perMinute: number;
  /** How many of them other apps make, evenly over the minute. */
  readonly others: number;
  /** A time in which every request is refused, ms since the beginning. */
  readonly closed?: { readonly from: number; readonly until: number };
  /** Whether answers tell what is left of the budget. */
  readonly tells: boolean;
}

/** One request that reached Zendesk. */
export interface Asked {
  readonly at: number;
  readonly by: string;
  readonly route: ZendeskRoute;
  readonly ticketId: number;
  readonly refused: boolean;
}

/** One send that 1MSG took. */
export interface Announcement {
  readonly attempt: string;
  readonly at: number;
}

const minute = 60_000;

export class Account {
  readonly tickets = new Map<number, Zendesk>();
  readonly asked: Asked[] = [];
  /** When requests were let through, other apps' included. */
  readonly passed: number[] = [];
  readonly announcements: Announcement[] = [];
  /** Sends that 1MSG turned away before it took them. */
  turnedAway = 0;
  /** Requests of other apps that found the budget used up. */
  othersRefused = 0;
  /** Requests that came before the time that the same page had been asked to wait for. */
  readonly impatient: Asked[] = [];
  private readonly begin: number;
  private readonly onemsg: OneMsg;
  private readonly dice: Dice;
  private readonly waits = new Map<string, number>();
  private window = 0;
  private used = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly budget: Budget,
    private readonly seed: number,
    /** Of all sends, the share that 1MSG turns away at first. */
    private readonly busy: number,
  ) {
    this.begin = time.now;
    this.dice = diceFor(seed, 'account');
    this.onemsg = new OneMsg(time, diceFor(seed, '1msg'), true, []);
    if (budget.others > 0) this.letOthersAsk();
  }

  open(id: number, unique: boolean): Zendesk {
    const zendesk = new Zendesk(
      this.time,
      diceFor(this.seed, `ticket ${id}`),
      unique,
      { readLag: 1_000, searchLag: 4_000, auditLag: 500 },
      id,
    );
    this.tickets.set(id, zendesk);
    return zendesk;
  }

  get rows(): readonly Row[] {
    return [...this.tickets.values()].flatMap(({ rows }) =>
      rows.filter((row) => row.removedAt === undefined),
    );
  }

  request(options: ZafRequest, caller: Caller, attempt: string): Promise<unknown> {
    const route = routeOf(options);
    const out = this.delay();
    const back = this.delay();
    return new Promise((resolve, reject) => {
      this.time.after(out, () => {
        const { status, text, headers } = isZendesk(route)
          ? this.serve(route, options, caller)
          : route === 'send'
            ? this.take(options, attempt)
            : askOneMsg(this.onemsg, route, options.url);
        this.time.after(back, () =>
          caller.hear(() => {
            const date = new Date(this.time.now - back).toUTCString();
            const envelope = { status, statusText: '', responseText: text, headers: { ...headers, date } };
            if (status >= 200 && status < 300) resolve(envelope);
            else reject(envelope);
          }),
        );
      });
    });
  }

  private delay(): number {
    return Math.floor(40 + this.dice() * 120);
  }

  private serve(route: ZendeskRoute, options: ZafRequest, { name }: Caller): WireAnswer {
    const refused = !this.pass();
    const zendesk = this.ticketOf(route, options, name);
    const asked: Asked = { at: this.time.now, by: name, route, ticketId: zendesk.id, refused };
    this.asked.push(asked);
    if (asked.at < (this.waits.get(name) ?? 0)) this.impatient.push(asked);
    if (!refused) {
      const answer = askZendesk(zendesk, route, options);
      return { ...answer, headers: this.headers() };
    }
    const seconds = this.untilOpen();
    // The page hears of it on its way back; what left meanwhile could not know.
    this.time.after(160, () => this.waits.set(name, asked.at + seconds * 1_000));
    const headers = { ...this.headers(), 'Retry-After': String(seconds) };
    return { status: 429, text: '{"error":"TooManyRequests"}', headers };
  }

  /** A page belongs to one ticket, which most requests do not name. */
  private ticketOf(route: ZendeskRoute, options: ZafRequest, page: string): Zendesk {
    const [, named] =
      /\/tickets\/(\d+)/.exec(options.url) ??
      /^01R(\d+)R/.exec(lastOf(options.url)) ??
      (route === 'look up' ? /^t(\d+)-/.exec(externalIdsIn(options.url)[0] ?? '') : null) ??
      /^ticket (\d+) /.exec(page) ??
      [];
    const zendesk = this.tickets.get(Number(named));
    if (zendesk === undefined) throw new Error(`No ticket for ${route} of ${page}`);
    return zendesk;
  }

  private take(options: ZafRequest, attempt: string): WireAnswer {
    if (this.dice() < this.busy) {
      this.turnedAway += 1;
      const how = this.dice();
      if (how < 0.4)
        return { status: 429, text: '{"error":"Too many requests"}', headers: { 'Retry-After': '3' } };
      const error =
        how < 0.7
          ? { code: 131056, message: '(#131056) (Business Account, Consumer Account) pair rate limit hit' }
          : { code: 130429, message: '(#130429) Rate limit hit: too many sends' };
      return { status: 200, text: JSON.stringify({ sent: false, error }) };
    }
    const arrival = this.onemsg.send(bodyOf(options));
    this.announcements.push({ attempt, at: this.time.now });
    return arrival.answer;
  }

  /** Whether the budget has room for one request more, which then is used. */
  private pass(): boolean {
    this.turn();
    const since = this.time.now - this.begin;
    const { closed, perMinute } = this.budget;
    if (closed !== undefined && since >= closed.from && since < closed.until) return false;
    if (this.used >= perMinute) return false;
    this.used += 1;
    this.passed.push(this.time.now);
    return true;
  }

  private turn(): void {
    const window = Math.floor((this.time.now - this.begin) / minute);
    if (window === this.window) return;
    this.window = window;
    this.used = 0;
  }

  private untilOpen(): number {
    const since = this.time.now - this.begin;
    const { closed } = this.budget;
    const isClosed = closed !== undefined && since >= closed.from && since < closed.until;
    return Math.ceil(((isClosed ? closed.until : (this.window + 1) * minute) - since) / 1_000);
  }

  private headers(): Readonly<Record<string, string>> {
    const { perMinute, tells } = this.budget;
    if (!tells) return {};
    this.turn();
    return {
      'X-Rate-Limit': String(perMinute),
      'X-Rate-Limit-Remaining': String(perMinute - this.used),
      'ratelimit-limit': String(perMinute),
      'ratelimit-remaining': String(perMinute - this.used),
      'ratelimit-reset': String(this.untilOpen()),
    };
  }

  private letOthersAsk(): void {
    this.time.after(minute / this.budget.others, () => {
      if (!this.pass()) this.othersRefused += 1;
      this.letOthersAsk();
    });
  }
}
