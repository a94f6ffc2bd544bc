import type { ZafClient, ZafRequest, ZafSdk } from '../../src/zendesk/zaf';

/** A host that answers what a test tells it to, through a client of the SDK's form. */
export interface FakeZaf {
  readonly sdk: ZafSdk;
  /** Values that `get` knows, by path; any other path is an error, as in ZAF. */
  values: Record<string, unknown>;
  /** How `request` ends. */
  onRequest: (options: ZafRequest) => Promise<unknown>;
  /** How `get` ends, instead of by `values`. */
  onGet: ((paths: readonly string[]) => Promise<unknown>) | undefined;
  readonly requests: readonly ZafRequest[];
  readonly invoked: readonly (readonly unknown[])[];
  readonly initialised: number;
  /** Tells the app of an event. */
  emit(event: string, payload?: unknown): void;
  /** Registers the app: from here on `metadata` has an answer. */
  register(metadata?: unknown): void;
  /** How many handlers listen to the event. */
  listeners(event: string): number;
}

/** A host inside Zendesk. */
export function createFakeZaf(values: Record<string, unknown> = {}): FakeZaf {
  const handlers = new Map<string, ((payload: unknown) => void)[]>();
  const requests: ZafRequest[] = [];
  const invoked: (readonly unknown[])[] = [];
  let initialised = 0;
  let resolveMetadata: (metadata: unknown) => void = () => undefined;
  const registered = new Promise<unknown>((resolve) => {
    resolveMetadata = resolve;
  });

  const client: ZafClient = {
    on: (event, handler) => {
      handlers.set(event, [...(handlers.get(event) ?? []), handler]);
    },
    off: (event, handler) => {
      handlers.set(
        event,
        (handlers.get(event) ?? []).filter((known) => known !== handler),
      );
    },
    get: async (paths) => {
      if (fake.onGet) return fake.onGet(paths);
      const errors: Record<string, unknown> = {};
      const answer: Record<string, unknown> = { errors };
      for (const path of paths) {
        if (path in fake.values) answer[path] = fake.values[path];
        else errors[path] = { name: 'Error', message: 'does not exist', path };
      }
      return answer;
    },
    invoke: async (...call) => {
      invoked.push(call);
    },
    request: async (options) => {
      requests.push(options);
      return fake.onRequest(options);
    },
    metadata: () => registered,
  };

  const fake: FakeZaf = {
    sdk: {
      init: () => {
        initialised += 1;
        return client;
      },
    },
    values,
    onRequest: async () => ({}),
    onGet: undefined,
    requests,
    invoked,
    get initialised() {
      return initialised;
    },
    emit: (event, payload) => {
      for (const handler of handlers.get(event) ?? []) handler(payload);
    },
    register: (metadata = {}) => {
      resolveMetadata(metadata);
      fake.emit('app.registered', { context: {}, metadata });
    },
    listeners: (event) => handlers.get(event)?.length ?? 0,
  };
  return fake;
}
