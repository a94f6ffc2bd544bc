import type { Action, NumberChoice } from './card';

/** Heights in px that the controls have once they are there. */
const buttonHeight = 32;
const legendHeight = 20;
const optionHeight = 24;
const refusedHeight = 20;
const gap = 12;

/** The space to keep free until the controls are loaded, so that nothing below them moves; 0 where there are none. */
export function controlsHeight(numbers: NumberChoice | undefined, actions: readonly Action[]): number {
  const parts = [
    ...(numbers === undefined
      ? []
      : [legendHeight + optionHeight * numbers.options.length + refusedHeight * numbers.refused.length]),
    ...(actions.length === 0 ? [] : [buttonHeight]),
  ];
  return parts.reduce((sum, height) => sum + height, 0) + gap * Math.max(0, parts.length - 1);
}
