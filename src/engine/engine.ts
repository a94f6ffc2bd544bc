/**
 * The loop: an event comes, `decide` makes the next state and the effects, the effects run, and what comes of
 * each is the next event. Events are taken one at a time; nothing else changes the state.
 */
import { decide } from '../core/decide';
import type { Judge } from '../core/decision';
import type { Effect } from '../core/effects';
import type { Event, TimerName } from '../core/events';
import type { State } from '../core/state';
import type { Ports, TimerId } from './ports';
import { createRunner } from './run';

export interface Engine {
  state(): State;
  /** Calls the listener after every change; the answer ends that. */
  subscribe(listener: () => void): () => void;
  dispatch(event: Event): void;
  /** Ends all timers. Answers that are still under way are dropped. */
  stop(): void;
}

/** `later` takes the place of `decide` when its code has come; where it does not, this tab is alone. */
export function createEngine(ports: Ports, initial: State, later?: Promise<Judge>): Engine {
  let judge: Judge = decide;
  later?.then(
    (loaded) => {
      judge = loaded;
      // As if another tab had asked: this one joins them, and tells what it has learnt by now.
      dispatch({ kind: 'asked' });
    },
    () => undefined,
  );
  let state = initial;
  let running = false;
  let stopped = false;
  const queue: Event[] = [];
  const listeners = new Set<() => void>();
  const timers = new Map<TimerName, TimerId>();
  const run = createRunner(ports);

  function dispatch(event: Event): void {
    if (stopped) return;
    queue.push(event);
    if (running) return;
    running = true;
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) take(next);
    } finally {
      running = false;
    }
  }

  function take(event: Event): void {
    const decision = judge(state, event, ports.clock.now());
    const changed = decision.state !== state;
    state = decision.state;
    for (const effect of decision.effects) start(effect);
    if (changed) for (const listener of listeners) listener();
  }

  function start(effect: Effect): void {
    switch (effect.kind) {
      case 'wait': {
        clear(effect.timer);
        const ms = effect.ms + Math.floor(ports.random() * effect.spread);
        const { timer } = effect;
        timers.set(
          timer,
          ports.clock.setTimer(() => {
            timers.delete(timer);
            dispatch({ kind: 'timer', timer });
          }, ms),
        );
        return;
      }
      case 'cancel':
        clear(effect.timer);
        return;
      default:
        run(effect, dispatch);
    }
  }

  function clear(timer: TimerName): void {
    const id = timers.get(timer);
    if (id === undefined) return;
    ports.clock.clearTimer(id);
    timers.delete(timer);
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch,
    stop() {
      stopped = true;
      for (const timer of [...timers.keys()]) clear(timer);
    },
  };
}
