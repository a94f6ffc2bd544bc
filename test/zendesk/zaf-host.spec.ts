// @vitest-environment happy-dom

import { beforeEach, describe, expect, test, vi } from 'vitest';

const helpdeskOrigin = 'http://localhost:4570';
const appOrigin = 'http://127.0.0.1:4570';

/** The part of the SDK's client that these tests use; the SDK has no types. */
interface Client {
  on(event: string, handler: (message: unknown) => unknown): void;
  off(event: string, handler: (message: unknown) => unknown): void;
  trigger(event: string, message: unknown): void;
  get(paths: string | readonly string[]): Promise<unknown>;
  set(path: string, value: unknown): Promise<unknown>;
  invoke(name: string, ...args: unknown[]): Promise<unknown>;
  request(options: unknown): Promise<unknown>;
  context(): Promise<unknown>;
  metadata(): Promise<unknown>;
}

type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string };

interface RequestEnd {
  readonly outcome: 'done' | 'fail';
  readonly responseArgs: readonly unknown[];
}

interface Instance {
  context(): unknown;
  get(path: string): Answer;
  set(path: string, value: unknown): Answer;
  invoke(name: string, args: readonly unknown[]): Answer;
}

interface HostOptions {
  metadata(): unknown;
  request(options: unknown): Promise<RequestEnd>;
  readonly hookTimeoutMs: number;
}

interface Host {
  attach(guid: string, window: object, origin: string, instance: Instance): void;
  detach(guid: string): void;
  receive(incoming: { readonly origin: string; readonly source: unknown; readonly data: unknown }): void;
  emit(guid: string, event: string, message?: unknown): void;
  ask(guid: string, hook: string): Promise<unknown>;
}

// The page is a project of its own for the compiler, so it is loaded by name and typed here.
const { createZafHost } = await vi.importActual<{ createZafHost(options: HostOptions): Host }>(
  '../../sandbox/page/zaf-host',
);

const { default: sdk } = await vi.importActual<{ default: { init(): Client } }>('zendesk_app_framework_sdk');

const ticket: Instance = {
  context: () => ({ location: 'ticket_sidebar', ticketId: 12345 }),
  get: (path) =>
    path === 'ticket.id' ? { ok: true, value: 12345 } : { ok: false, message: 'does not exist' },
  set: (_path, value) => ({ ok: true, value }),
  invoke: (name, args) => ({ ok: true, value: [name, ...args] }),
};

let host: Host;
let answerRequest: (options: unknown) => Promise<RequestEnd>;
let lastGuid = 0;

function startHost(options: Partial<HostOptions> = {}): void {
  host = createZafHost({
    metadata: () => ({ settings: { channel_id: '371267300' } }),
    request: (requested) => answerRequest(requested),
    hookTimeoutMs: 30_000,
    ...options,
  });
}

beforeEach(() => {
  answerRequest = () => Promise.resolve({ outcome: 'done', responseArgs: ['body', 'success'] });
  startHost();
});

/**
 * An app with the real SDK, whose iframe's window and the helpdesk's are joined by a wire. The messages
 * cross it later, as posted ones do.
 */
function openApp(instance: Instance = ticket): { guid: string; client: Client; heard: unknown[] } {
  const guid = `guid-${++lastGuid}`;
  const heard: unknown[] = [];
  const appWindow = {
    postMessage(data: string, targetOrigin: string) {
      expect(targetOrigin).toBe(appOrigin);
      heard.push(JSON.parse(data));
      queueMicrotask(() => {
        const event = new MessageEvent('message', { data, origin: helpdeskOrigin });
        Object.defineProperty(event, 'source', { value: helpdeskWindow });
        window.dispatchEvent(event);
      });
    },
  };
  const helpdeskWindow = {
    postMessage(data: unknown, targetOrigin: string) {
      expect(targetOrigin).toBe(helpdeskOrigin);
      queueMicrotask(() =>
        host.receive({ data: structuredClone(data), origin: appOrigin, source: appWindow }),
      );
    },
  };
  host.attach(guid, appWindow, appOrigin, instance);
  vi.spyOn(window, 'parent', 'get').mockReturnValue(helpdeskWindow as unknown as Window & typeof globalThis);
  history.replaceState(null, '', `?origin=${encodeURIComponent(helpdeskOrigin)}&app_guid=${guid}`);
  return { guid, client: sdk.init(), heard };
}

/** An answered question means that everything the app said before it has arrived. */
async function settled(client: Client): Promise<void> {
  await client.get(['ticket.id']);
}

describe('the handshake', () => {
  test('gives the app its context and metadata', async () => {
    const { client } = openApp();
    expect(await client.context()).toEqual({ location: 'ticket_sidebar', ticketId: 12345 });
    expect(await client.metadata()).toEqual({ settings: { channel_id: '371267300' } });
  });

  test('is not answered to a window or an origin that is not attached', () => {
    const postMessage = vi.fn();
    const frame = { postMessage };
    host.attach('guid', frame, appOrigin, ticket);
    const data = JSON.stringify({ key: 'iframe.handshake' });
    host.receive({ data, origin: 'http://elsewhere.example', source: frame });
    host.receive({ data, origin: appOrigin, source: { postMessage } });
    expect(postMessage).not.toHaveBeenCalled();
    host.receive({ data, origin: appOrigin, source: frame });
    expect(postMessage).toHaveBeenCalledOnce();
  });

  test('a second one forgets what the page before it subscribed to', () => {
    const frame = { postMessage: vi.fn() };
    host.attach('guid', frame, appOrigin, ticket);
    const say = (key: string): void =>
      host.receive({ data: JSON.stringify({ key }), origin: appOrigin, source: frame });
    say('iframe.handshake');
    say('iframe.on:ticket.updated');
    say('iframe.handshake');
    frame.postMessage.mockClear();
    host.emit('guid', 'ticket.updated');
    expect(frame.postMessage).not.toHaveBeenCalled();
  });

  test.each([['not json'], ['null'], [42], [{ key: 7 }], [{ id: 1, request: 'get', params: [7] }]])(
    'what is no message is passed over: %j',
    (data) => {
      const frame = { postMessage: vi.fn() };
      host.attach('guid', frame, appOrigin, ticket);
      host.receive({ data, origin: appOrigin, source: frame });
      expect(frame.postMessage).not.toHaveBeenCalled();
    },
  );
});

describe('events', () => {
  test('reach who subscribed, until the last handler is taken off', async () => {
    const { client, guid } = openApp();
    const handler = vi.fn();
    client.on('ticket.assignee.user.id.changed', handler);
    await settled(client);
    host.emit(guid, 'ticket.assignee.user.id.changed', 42);
    host.emit(guid, 'ticket.status.changed', 'open');
    await settled(client);
    client.off('ticket.assignee.user.id.changed', handler);
    await settled(client);
    host.emit(guid, 'ticket.assignee.user.id.changed', 43);
    await settled(client);
    expect(handler.mock.calls).toEqual([[42]]);
  });

  test('of one iframe stay out of the other', async () => {
    const first = openApp();
    const second = openApp();
    first.client.on('app.activated', () => undefined);
    second.client.on('app.activated', () => undefined);
    await settled(second.client);
    host.emit(first.guid, 'app.activated');
    expect(first.heard).toContainEqual(expect.objectContaining({ key: 'zaf.app.activated' }));
    expect(second.heard).not.toContainEqual(expect.objectContaining({ key: 'zaf.app.activated' }));
  });

  test('of the app’s own reach all its iframes', async () => {
    const first = openApp();
    const second = openApp();
    const handler = vi.fn();
    second.client.on('sent', handler);
    await settled(second.client);
    first.client.trigger('sent', { ticket: 12345 });
    await settled(first.client);
    await settled(second.client);
    expect(handler.mock.calls).toEqual([[{ ticket: 12345 }]]);
  });
});

describe('get, set and invoke', () => {
  test('a list of paths answers what there is and names what there is not', async () => {
    const { client } = openApp();
    expect(await client.get(['ticket.id', 'ticket.nope'])).toEqual({
      'ticket.id': 12345,
      errors: { 'ticket.nope': { name: 'Error', message: 'does not exist', path: 'ticket.nope' } },
    });
  });

  test('a single path that does not exist rejects', async () => {
    const { client } = openApp();
    await expect(client.get('ticket.nope')).rejects.toThrow('"ticket.nope" does not exist');
  });

  test('set and invoke hand over what they were given', async () => {
    const { client } = openApp();
    expect(await client.set('comment.text', 'Hello')).toEqual({ 'comment.text': 'Hello', errors: {} });
    expect(await client.invoke('notify', 'Saved', 'notice')).toEqual({
      notify: ['notify', 'Saved', 'notice'],
      errors: {},
    });
  });
});

describe('requests', () => {
  test('resolve with the first argument of done', async () => {
    const { client } = openApp();
    const asked = vi.fn(answerRequest);
    answerRequest = asked;
    expect(await client.request({ url: '/api/v2/users/me.json' })).toBe('body');
    expect(asked).toHaveBeenCalledWith({ url: '/api/v2/users/me.json' });
  });

  test('reject with the first argument of fail', async () => {
    const { client } = openApp();
    answerRequest = () => Promise.resolve({ outcome: 'fail', responseArgs: [{ status: 0 }, 'error'] });
    await expect(client.request({ url: '/api/v2/users/me.json' })).rejects.toEqual({ status: 0 });
  });

  test('that end after the iframe is gone are told to nobody', async () => {
    const { client, guid, heard } = openApp();
    let end: (outcome: RequestEnd) => void = () => undefined;
    answerRequest = () => new Promise((resolve) => (end = resolve));
    void client.request({ url: '/slow' });
    await settled(client);
    host.detach(guid);
    const before = heard.length;
    end({ outcome: 'done', responseArgs: ['late'] });
    await Promise.resolve();
    expect(heard).toHaveLength(before);
  });
});

describe('the save hook', () => {
  test('an app without a handler consents', async () => {
    const { guid, client } = openApp();
    await settled(client);
    expect(await host.ask(guid, 'ticket.save')).toEqual({ ok: true });
  });

  test.each([
    ['nothing', () => undefined, { ok: true }],
    ['a text', () => 'Not yet', { ok: false, message: 'Not yet' }],
    ['false', () => false, { ok: false, message: '' }],
    ['a promise that rejects', () => Promise.reject(new Error('No')), { ok: false, message: 'No' }],
    ['a promise of a text, which does not block', () => Promise.resolve('Not yet'), { ok: true }],
  ])('a handler that returns %s', async (_what, handler, answer) => {
    const { guid, client } = openApp();
    client.on('ticket.save', handler);
    await settled(client);
    expect(await host.ask(guid, 'ticket.save')).toEqual(answer);
  });

  test('no answer in time refuses, and a closed iframe holds nothing up', async () => {
    startHost({ hookTimeoutMs: 20 });
    const silent = openApp();
    silent.client.on('ticket.save', () => new Promise(() => undefined));
    await settled(silent.client);
    expect(await host.ask(silent.guid, 'ticket.save')).toMatchObject({ ok: false });
    const asked = host.ask(silent.guid, 'ticket.save');
    host.detach(silent.guid);
    expect(await asked).toEqual({ ok: true });
  });
});
