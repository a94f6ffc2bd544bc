/** A value that changes, and those who want to know. */
export interface Store<State> {
  get(): State;
  set(update: (state: State) => State): void;
  subscribe(listener: () => void): () => void;
}

/** Makes a store. Setting the very same value tells nobody. */
export function createStore<State>(initial: State): Store<State> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set(update) {
      const next = update(state);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
