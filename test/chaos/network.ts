/** What lies between a page and the two services: every request may be slow, lost, repeated or garbled. */
import type { ZafRequest } from '../../src/zendesk/zaf';
import type { History, Mishap, Route } from './history';
import type { Arrival, OneMsg } from './onemsg';
import { askOneMsg, askZendesk, bodyOf, lastOf, routeOf } from './routes';
import type { Dice, VirtualTime } from './time';
import type { WireAnswer } from './wire';
import type { Zendesk } from './zendesk';

/** Whoever makes a request: a page that may be asleep or gone when the answer comes. */
export interface Caller {
  readonly name: string;
  /** Does it as soon as the page is awake, and never where it is gone. */
  hear(run: () => void): void;
  close(): void;
  reload(): void;
  sleepFor(ms: number): void;
}

/** One send that left a page. */
export interface Departure {
  readonly by: string;
  readonly attempt: string;
  readonly at: number;
  arrivedAt: number | undefined;
  arrival: Arrival | undefined;
  /** Turned away on the way by the rate limit, before 1MSG. */
  turnedAway: boolean;
}

interface Trip {
  readonly out: number;
  readonly back: number;
}

/** Longer than any page waits for an answer, ms. */
const beyondDeadlines = 31_000;

export class Network {
  readonly departures: Departure[] = [];
  readonly log: string[] = [];
  /** False once the trouble is over. */
  troubled = true;
  requests = 0;
  /** Called as the page of this name asks for a tag on the ticket. */
  onTagging: (by: string) => void = () => undefined;
  private readonly counts = new Map<Route, number>();
  private readonly mishaps = new Map<string, Mishap>();

  constructor(
    private readonly time: VirtualTime,
    private readonly zendesk: Zendesk,
    private readonly onemsg: OneMsg,
    private readonly dice: Dice,
    history: Pick<History, 'mishaps'>,
  ) {
    for (const mishap of history.mishaps) this.mishaps.set(`${mishap.route} ${mishap.nth}`, mishap);
  }

  /** `attempt` is the external id of the attempt that the page sends for, where it sends. */
  request(options: ZafRequest, caller: Caller, attempt: string): Promise<unknown> {
    const route = routeOf(options);
    const nth = this.counts.get(route) ?? 0;
    this.counts.set(route, nth + 1);
    this.requests += 1;
    const mishap = this.troubled ? this.mishaps.get(`${route} ${nth}`) : undefined;
    const trip = this.trip();
    this.note(`${caller.name} → ${route}${mishap === undefined ? '' : ` [${mishap.how} ${mishap.ms}]`}`);
    const departure: Departure | undefined =
      route === 'send'
        ? {
            by: caller.name,
            attempt,
            at: this.time.now,
            arrivedAt: undefined,
            arrival: undefined,
            turnedAway: false,
          }
        : undefined;
    if (departure !== undefined) this.departures.push(departure);
    if (route === 'tag') this.onTagging(caller.name);

    return new Promise((resolve, reject) => {
      const arrive = (): WireAnswer => this.serve(route, options, departure);
      const answer = (given: WireAnswer, back: number, onHeard?: () => void) => {
        this.time.after(back, () =>
          caller.hear(() => {
            onHeard?.();
            const { status, text, headers } = given;
            const envelope = {
              status,
              statusText: '',
              responseText: text,
              headers: { ...headers, date: new Date(this.time.now - back).toUTCString() },
            };
            if (status >= 200 && status < 300) resolve(envelope);
            else reject(envelope);
          }),
        );
      };
      const never = (back: number) => {
        // The framework says nothing, or that there was no answer.
        if (back % 2 === 0)
          this.time.after(back, () => caller.hear(() => reject({ status: 0, statusText: 'error' })));
      };
      const normally = (out = trip.out, back = trip.back) => {
        this.time.after(out, () => answer(arrive(), back));
      };
      const refused = (status: number, text: string, headers: Readonly<Record<string, string>> = {}) => {
        if (departure !== undefined) departure.turnedAway = status === 429;
        answer({ status, text, headers }, trip.out + trip.back);
      };
      const ms = mishap?.ms ?? 0;
      switch (mishap?.how) {
        case undefined:
          return normally();
        case 'slow':
          return ms % 2 === 0 ? normally(trip.out + ms) : normally(trip.out, trip.back + ms);
        case 'lost before':
          return never(ms);
        case 'lost after':
          this.time.after(trip.out, arrive);
          return never(trip.out + ms);
        case 'straggles':
          this.time.after(beyondDeadlines + ms, arrive);
          return never(ms);
        case 'busy':
          return refused(429, '{"error":"Too many requests"}', { 'retry-after': String(1 + (ms % 4)) });
        case 'busy for long':
          return refused(429, '{"error":"Too many requests"}', { 'Retry-After': String(30 + (ms % 60)) });
        case 'broken before':
          return refused(503, '<html><body>Service unavailable</body></html>');
        case 'broken after':
          this.time.after(trip.out, () => {
            arrive();
            answer({ status: ms % 2 === 0 ? 502 : 504, text: '<html>Bad gateway</html>' }, trip.back);
          });
          return;
        case 'garbled':
          this.time.after(trip.out, () => {
            arrive();
            answer(
              { status: 200, text: ms % 2 === 0 ? '{"custom_object_re' : '<html>Sign in</html>' },
              trip.back,
            );
          });
          return;
        case 'repeated':
          // Nothing between the page and 1MSG repeats a POST; if it did, nobody could help it.
          if (route === 'send') return normally();
          this.time.after(trip.out, arrive);
          this.time.after(trip.out + (ms % 3_000), () => answer(arrive(), trip.back));
          return;
        case 'page closes when it leaves':
          caller.close();
          return normally();
        case 'page closes when the answer comes':
          this.time.after(trip.out, () => answer(arrive(), trip.back, () => caller.close()));
          return;
        case 'page reloads when it leaves':
          // Not within the page's own call: a page does not go while its code runs.
          this.time.after(0, () => caller.reload());
          return normally();
        case 'page sleeps when it leaves':
          caller.sleepFor(ms * 3);
          return normally();
      }
    });
  }

  note(line: string): void {
    this.log.push(`${((this.time.now - Date.UTC(2026, 0, 12, 10, 30)) / 1000).toFixed(3)} ${line}`);
  }

  private trip(): Trip {
    if (!this.troubled) return { out: 30, back: 30 };
    const long = this.dice() > 0.9 ? 2_500 : 250;
    return { out: 10 + Math.floor(this.dice() * long), back: 10 + Math.floor(this.dice() * long) };
  }

  private serve(route: Route, options: ZafRequest, departure: Departure | undefined): WireAnswer {
    const { zendesk, onemsg } = this;
    const { url, data } = options;
    switch (route) {
      case 'create':
        return this.noted(askZendesk(zendesk, route, options), `created by ${options.type}`);
      case 'save':
        return this.noted(
          askZendesk(zendesk, route, options),
          `${lastOf(url)} saved: ${data?.slice(0, 90) ?? ''}`,
        );
      case 'remove':
        return this.noted(askZendesk(zendesk, route, options), `${lastOf(url)} removed`);
      case 'send': {
        const arrival = onemsg.send(bodyOf(options));
        if (departure !== undefined) {
          departure.arrivedAt = this.time.now;
          departure.arrival = arrival;
        }
        return this.noted(arrival.answer, `1MSG: ${departure?.attempt} ${arrival.outcome}`);
      }
      case 'reports':
      case 'messages':
      case 'templates':
        return askOneMsg(onemsg, route, url);
      default:
        return askZendesk(zendesk, route, options);
    }
  }

  private noted(answer: WireAnswer, line: string): WireAnswer {
    this.note(`  ${line} (${answer.status})`);
    return answer;
  }
}
