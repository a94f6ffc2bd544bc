import { useEffect, useReducer, useSyncExternalStore } from 'react';
import { agoChangesIn } from './words';

/** Whether the page can be seen, and a function that draws its user once more. */
export function useVisible(): readonly [isVisible: boolean, tick: () => void] {
  const [, tick] = useReducer((ticks: number) => ticks + 1, 0);
  return [useSyncExternalStore(onVisibility, () => document.visibilityState === 'visible'), tick];
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

/** Ticks when the age of `at` reads otherwise: once a minute, and never for what is older than an hour. */
export function useTick(at: number | undefined, now: number, onTick: (() => void) | undefined): void {
  useEffect(() => {
    const wait = at === undefined ? undefined : agoChangesIn(at, now);
    if (wait === undefined || onTick === undefined) return undefined;
    const timer = window.setTimeout(onTick, wait);
    return () => window.clearTimeout(timer);
  }, [at, now, onTick]);
}
