import { expect, it } from 'vitest';
import { createManualClock } from './manual-clock';

it('runs timers at their time, in order, also those set on the way', async () => {
  const clock = createManualClock(1_000);
  const seen: string[] = [];
  const note = (name: string) => seen.push(`${name} ${clock.now()}`);
  clock.setTimer(() => note('third'), 30);
  clock.setTimer(() => {
    note('first');
    clock.setTimer(() => note('second'), 5);
  }, 10);
  clock.setTimer(() => note('never'), 101);
  await clock.advance(100);
  expect(seen).toEqual(['first 1010', 'second 1015', 'third 1030']);
  expect([clock.now(), clock.pending]).toEqual([1_100, 1]);
});

it('lets promises go as far as they can before the next timer', async () => {
  const clock = createManualClock(0);
  const pause = (ms: number) => new Promise<void>((resolve) => clock.setTimer(resolve, ms));
  let ended: number | undefined;
  const walk = async () => {
    for (let step = 0; step < 3; step += 1) await pause(10);
    ended = clock.now();
  };
  const walking = walk();
  await clock.advance(30);
  await walking;
  expect(ended).toBe(30);
});

it('forgets a timer that is cleared', async () => {
  const clock = createManualClock(0);
  let ran = false;
  clock.clearTimer(
    clock.setTimer(() => {
      ran = true;
    }, 1),
  );
  await clock.advance(10);
  expect(ran).toBe(false);
});

it('runs timers of one time in the order they were set', async () => {
  const clock = createManualClock(0);
  const seen: number[] = [];
  for (const number of [1, 2, 3]) clock.setTimer(() => seen.push(number), 5);
  await clock.advance(5);
  expect(seen).toEqual([1, 2, 3]);
});

it('does not run backwards', async () => {
  await expect(createManualClock().advance(-1)).rejects.toThrow('backwards');
});
