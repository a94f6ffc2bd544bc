import { useEffect, useSyncExternalStore } from 'react';
import type { Task, TaskState } from '../../engine/task';

/** A task's state, kept up to date. */
export const useTask = <T>(task: Pick<Task<T>, 'state' | 'subscribe'>): TaskState<T> =>
  useSyncExternalStore(task.subscribe, task.state);

/** Starts the task with the first page that shows it; what ran already is left alone. */
export function useStarted<T>(task: Task<T>): TaskState<T> {
  useEffect(() => {
    if (task.state().kind === 'idle') task.start();
  }, [task]);
  return useTask(task);
}
