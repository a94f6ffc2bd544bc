import { isObject, type JsonObject, parseJson } from './json';

/** What an app may say to its host, after reading. `instance` is whom it is about; its own when absent. */
export type AppMessage =
  | { readonly kind: 'handshake' }
  | { readonly kind: 'on'; readonly event: string; readonly instance: string | undefined }
  | {
      readonly kind: 'off';
      readonly event: string;
      readonly left: number;
      readonly instance: string | undefined;
    }
  | { readonly kind: 'trigger'; readonly event: string; readonly message: unknown }
  | { readonly kind: 'reply'; readonly event: string; readonly refusal: string | undefined }
  | { readonly kind: 'request'; readonly key: string; readonly options: unknown }
  | {
      readonly kind: 'get';
      readonly id: number;
      readonly paths: readonly string[];
      readonly instance: string | undefined;
    }
  | {
      readonly kind: 'set' | 'invoke';
      readonly id: number;
      readonly params: JsonObject;
      readonly instance: string | undefined;
    };

/**
 * Reads one message of an app; `null` for anything that is none. The SDK sends JSON strings, with one
 * exception: replies to hooks are posted as plain objects.
 */
export function parseAppMessage(posted: unknown): AppMessage | null {
  const data = typeof posted === 'string' ? parseJson(posted) : posted;
  if (!isObject(data)) return null;
  const instance = typeof data.instanceGuid === 'string' ? data.instanceGuid : undefined;
  if (typeof data.key === 'string') return parseKeyed(data.key, data, instance);
  if (typeof data.id === 'number') return parseCall(data.id, data, instance);
  return null;
}

function parseKeyed(key: string, data: JsonObject, instance: string | undefined): AppMessage | null {
  if (key === 'iframe.handshake') return { kind: 'handshake' };
  if (/^request:\d+$/.test(key)) return { kind: 'request', key, options: data.message };
  const [, verb, event] = /^iframe\.(on|off|trigger|reply):(.+)$/.exec(key) ?? [];
  if (event === undefined) return null;
  switch (verb) {
    case 'on':
      return { kind: 'on', event, instance };
    case 'off':
      return { kind: 'off', event, left: subscriberCount(data.message), instance };
    case 'trigger':
      return { kind: 'trigger', event, message: data.message };
    default:
      return { kind: 'reply', event, refusal: refusalOf(data.error) };
  }
}

function parseCall(id: number, data: JsonObject, instance: string | undefined): AppMessage | null {
  const { request, params } = data;
  if (request === 'get' && Array.isArray(params) && params.every((path) => typeof path === 'string')) {
    return { kind: 'get', id, paths: params, instance };
  }
  if ((request === 'set' || request === 'invoke') && isObject(params)) {
    return { kind: request, id, params, instance };
  }
  return null;
}

function subscriberCount(message: unknown): number {
  return isObject(message) && typeof message.subscriberCount === 'number' ? message.subscriberCount : 0;
}

/** A hook may refuse with a text, with `false` or with nothing readable: all of them refuse. */
function refusalOf(error: unknown): string | undefined {
  if (error === undefined || error === null) return undefined;
  return isObject(error) && typeof error.msg === 'string' ? error.msg : '';
}
