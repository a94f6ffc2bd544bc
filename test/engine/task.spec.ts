import { expect, it } from 'vitest';
import { createTask, type Job } from '../../src/engine/task';

/** A task whose runs end when the test says so. */
function task() {
  const runs: { readonly job: Job<string>; end(): void; fail(): void }[] = [];
  const made = createTask<string>(
    (job) =>
      new Promise((resolve, reject) => {
        runs.push({ job, end: resolve, fail: () => reject(new Error('a bug')) });
      }),
  );
  return { made, runs };
}

/** Lets what was resolved be heard. */
const heard = () => new Promise((resolve) => setImmediate(resolve));

it('tells what it has so far, and how far it is', async () => {
  const { made, runs } = task();
  made.start();
  runs[0]?.job.report('half', 1, 2);
  expect(made.state()).toEqual({ kind: 'running', value: 'half', done: 1, total: 2 });
  runs[0]?.end();
  await heard();
  expect(made.state()).toEqual({ kind: 'done', value: 'half', done: 1, total: 2 });
});

it('keeps what it has when it is cancelled, and hears no more of that run', async () => {
  const { made, runs } = task();
  made.start();
  runs[0]?.job.report('half', 1, 2);
  made.cancel();
  expect(runs[0]?.job.isCancelled()).toBe(true);
  runs[0]?.job.report('late', 2, 2);
  runs[0]?.end();
  await heard();
  expect(made.state()).toMatchObject({ kind: 'cancelled', value: 'half' });
});

it('lets a new run replace the one before', async () => {
  const { made, runs } = task();
  made.start();
  made.start();
  runs[1]?.job.report('new', 1, 1);
  runs[0]?.job.report('old', 1, 1);
  runs[0]?.end();
  await heard();
  expect(made.state()).toMatchObject({ kind: 'running', value: 'new' });
});

it('says that it broke where the work has a bug', async () => {
  const { made, runs } = task();
  made.start();
  runs[0]?.job.report('half', 1, 2);
  runs[0]?.fail();
  await heard();
  expect(made.state()).toMatchObject({ kind: 'broken', value: 'half' });
});

it('is not cancelled when it does not run', () => {
  const { made } = task();
  made.cancel();
  expect(made.state().kind).toBe('idle');
});
