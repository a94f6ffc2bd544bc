import type { SandboxEvent } from '../contract';

/** Tells every open helpdesk page what happened. */
export interface Broadcast {
  send(event: SandboxEvent): void;
  /** Calls the listener for each event from now on; the answer stops it. */
  subscribe(listener: (event: SandboxEvent) => void): () => void;
}

/** A broadcast without listeners. */
export function createBroadcast(): Broadcast {
  const listeners = new Set<(event: SandboxEvent) => void>();
  return {
    send(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
