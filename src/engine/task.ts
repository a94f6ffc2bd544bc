/** Work that takes a while: it tells how far it is, what it has so far, and it can be cancelled. */
export interface Task<T> {
  state(): TaskState<T>;
  /** Calls the listener after every change; the answer ends that. */
  subscribe(listener: () => void): () => void;
  /** Starts anew, whatever ran before is cancelled. What was found stays until the first report of the new run. */
  start(): void;
  cancel(): void;
  /** As before the first start; what ran is cancelled. */
  clear(): void;
}

export interface TaskState<T> {
  readonly kind: 'idle' | 'running' | 'done' | 'cancelled' | 'broken';
  /** What there is so far. */
  readonly value: T | undefined;
  readonly done: number;
  /** 0 where nobody knows how much there is to do. */
  readonly total: number;
}

/** A run of the work. */
export interface Job<T> {
  /** True once nobody wants the rest: what is begun is put in order, nothing else is started. */
  isCancelled(): boolean;
  report(value: T, done: number, total: number): void;
}

/** Work that rejects is a bug: the task says `broken` and keeps what it had. */
export function createTask<T>(work: (job: Job<T>) => Promise<void>): Task<T> {
  let state: TaskState<T> = { kind: 'idle', value: undefined, done: 0, total: 0 };
  let run = 0;
  const listeners = new Set<() => void>();
  const set = (next: TaskState<T>): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      run += 1;
      const mine = run;
      set({ kind: 'running', value: state.value, done: 0, total: 0 });
      const end = (kind: 'done' | 'broken') => {
        if (mine === run) set({ ...state, kind });
      };
      work({
        isCancelled: () => mine !== run,
        report(value, done, total) {
          if (mine === run) set({ kind: 'running', value, done, total });
        },
      }).then(
        () => end('done'),
        () => end('broken'),
      );
    },
    clear() {
      run += 1;
      set({ kind: 'idle', value: undefined, done: 0, total: 0 });
    },
    cancel() {
      if (state.kind !== 'running') return;
      run += 1;
      set({ ...state, kind: 'cancelled' });
    },
  };
}
