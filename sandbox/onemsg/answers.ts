/** An HTTP answer as the simulator decides on it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request that gets no answer: `hang` keeps the connection open, `reset` breaks it. */
export interface Silence {
  readonly silence: 'hang' | 'reset';
}

/** What a vendor's route comes to. */
export type Outcome = Answer | Silence;

/** A JSON answer. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** A plain text answer, also for statuses at which a client expects JSON. */
export function text(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

/** An HTML answer, as gateways give. */
export function html(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
