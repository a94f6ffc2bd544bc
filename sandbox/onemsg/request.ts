import { isObject } from './send-request';

/** Something a request asked for in a way that cannot be read. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** Parses a request's body, JSON or a form; no body at all is an empty object. */
export function parseBody(raw: string, contentType: string | undefined): unknown {
  if (raw.trim() === '') {
    return {};
  }
  if (contentType?.startsWith('application/x-www-form-urlencoded') === true) {
    return Object.fromEntries([...new URLSearchParams(raw)].map(([key, value]) => [key, nested(value)]));
  }
  try {
    return JSON.parse(raw);
  } catch (error) {
    throw new Unreadable(error instanceof Error ? error.message : String(error));
  }
}

/** A form has only strings: what looks like an object or a list in one is JSON. */
function nested(value: string): unknown {
  if (!/^[[{]/.test(value)) {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch {
    // It only looked like JSON.
    return value;
  }
}

/**
 * The token of a request. One in the query beats one in the body, and both beat the header: 1MSG lets a stale token
 * elsewhere override a good header.
 */
export function tokenOf(header: string | undefined, query: string | undefined, body: unknown): string {
  if (query !== undefined) {
    return query;
  }
  if (isObject(body) && typeof body.token === 'string') {
    return body.token;
  }
  return (header ?? '').replace(/^Bearer\s+/i, '').trim();
}

/** Path and query, with the value of `token` blotted out. */
export function redactedPath(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search.replace(/([?&]token=)[^&]*/g, '$1***');
}
