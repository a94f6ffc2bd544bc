import type { Clock } from './clock';
import { iso } from './views';

/** One request to a vendor's route. It holds no header and no body, and a token in the query is blotted out. */
export interface RequestView {
  readonly number: number;
  /** ISO time of arrival. */
  readonly at: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Null while there is no answer, and for ever when the connection was dropped. */
  readonly status: number | null;
  /** Milliseconds until the answer, or until the connection was dropped. */
  readonly ms: number | null;
}

/** One arrival at sendTemplate, whatever came of it. */
export interface SendView extends RequestView {
  readonly phone: string | null;
  readonly template: string | null;
  readonly language: string | null;
  /** The mode or trouble that answered; null when the request was turned away before (token, channel). */
  readonly behaviour: string | null;
  /** The message that reached the provider; null when none did. */
  readonly messageId: string | null;
}

/** A request on its way: the routes fill in what they learn. */
export interface OpenRequest {
  /** Says what a send asks for and what answered it. */
  describeSend(changes: Partial<SendPart>): void;
  /** Ends the request with the answer's status, or with null when it got none. */
  close(status: number | null): void;
}

/** Every request that arrived since the last reset. */
export interface RequestLog {
  open(method: string, path: string, isSend: boolean): OpenRequest;
  all(): readonly RequestView[];
  sends(): readonly SendView[];
  clear(): void;
}

type SendPart = Omit<SendView, keyof RequestView>;

interface Entry {
  readonly number: number;
  readonly startedAt: number;
  readonly method: string;
  readonly path: string;
  status: number | null;
  endedAt: number | null;
  /** Null for requests that are no sends. */
  send: SendPart | null;
}

/** Enough for an afternoon of clicking; the oldest go first. */
const LIMIT = 2000;

const NOTHING_KNOWN: SendPart = {
  phone: null,
  template: null,
  language: null,
  behaviour: null,
  messageId: null,
};

/** An empty log. `onClose` hears of each request when it is answered or dropped. */
export function createRequestLog(clock: Clock, onClose: (request: RequestView) => void): RequestLog {
  let entries: Entry[] = [];
  let lastNumber = 0;
  return {
    open(method, path, isSend) {
      lastNumber += 1;
      const entry: Entry = {
        number: lastNumber,
        startedAt: clock.now(),
        method,
        path,
        status: null,
        endedAt: null,
        send: isSend ? NOTHING_KNOWN : null,
      };
      entries.push(entry);
      entries.splice(0, entries.length - LIMIT);
      return {
        describeSend(changes) {
          if (entry.send !== null) {
            entry.send = { ...entry.send, ...changes };
          }
        },
        close(status) {
          entry.status = status;
          entry.endedAt = clock.now();
          onClose(viewOf(entry));
        },
      };
    },
    all: () => entries.map(viewOf),
    sends: () =>
      entries.flatMap((entry) => (entry.send === null ? [] : [{ ...viewOf(entry), ...entry.send }])),
    clear() {
      entries = [];
      lastNumber = 0;
    },
  };
}

function viewOf({ number, startedAt, method, path, status, endedAt }: Entry): RequestView {
  return {
    number,
    at: iso(startedAt),
    method,
    path,
    status,
    ms: endedAt === null ? null : endedAt - startedAt,
  };
}
