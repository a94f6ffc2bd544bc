import { expect, it } from 'vitest';
import { nextPollIn } from '../../src/core/schedule';
import { noonish } from '../support/facts';

/** Seconds after acceptance at which the status is asked for, by somebody who always asks when it is due. */
function polls(from = 0): readonly number[] {
  const asked: number[] = [];
  let age = from;
  for (;;) {
    const wait = nextPollIn(noonish, noonish + age);
    if (wait === undefined) return asked;
    age += wait;
    asked.push(age / 1_000);
  }
}

it('is asked for soon and often, then every two minutes until fifteen are over', () => {
  expect(polls()).toEqual([2, 5, 10, 20, 45, 90, 210, 330, 450, 570, 690, 810]);
});

it.each([
  [1_999, 2],
  [2_000, 5],
  [44_000, 45],
  [90_000, 210],
  [209_999, 210],
  [809_999, 810],
])('from %i ms on it goes on with %i s', (age, first) => {
  expect(polls(age)[0]).toBe(first);
});

it.each([810_000, 899_999, 900_000, 86_400_000])('after %i ms nobody asks', (age) => {
  expect(nextPollIn(noonish, noonish + age)).toBeUndefined();
});

it('is asked for as if it were new where a clock says that it comes from the future', () => {
  expect(nextPollIn(noonish, noonish - 3_600_000)).toBe(2_000);
});

it('never asks twice at the same moment', () => {
  for (let age = 0; age < 900_000; age += 250) {
    expect(nextPollIn(noonish, noonish + age) ?? 1).toBeGreaterThan(0);
  }
});
