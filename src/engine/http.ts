/**
 * One request through the host page, which is the only way out of the app: Zendesk's own API by relative
 * path, everything else through Zendesk's proxy.
 */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  /** Header values may hold `{{setting.NAME}}` when `secure`; the proxy fills it in, the browser never can. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body: string | undefined;
  readonly secure: boolean;
  /** ms after which the answer counts as lost; the host itself never gives up. */
  readonly deadline: number;
}

export type HttpReply =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly text: string;
      /** ms that the other side asked to wait (`Retry-After`). */
      readonly retryAfter: number | undefined;
      /** The other side's clock (`Date`), ms since the epoch. */
      readonly serverTime: number | undefined;
      /** What is left of the other side's request limit, where it says so. */
      readonly allowance?: Allowance | undefined;
    }
  /** The request may have arrived and been carried out. */
  | { readonly kind: 'unanswered'; readonly reason: 'deadline' | 'network' };

export interface Allowance {
  /** The share that is left, 0 to 1. */
  readonly left: number;
  /** ms until the limit is full again. */
  readonly renewedIn: number | undefined;
}

/** Sends one request, once: nothing below it repeats anything. */
export type SendHttp = (request: HttpRequest) => Promise<HttpReply>;

/** The text as JSON; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Plain text and HTML are ordinary answers of proxies and gateways.
    return undefined;
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
