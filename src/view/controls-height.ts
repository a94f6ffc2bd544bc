import type { Card } from './card';

/** Heights in px that the controls have once they are there. */
const stepHeight = 28;
const buttonHeight = 32;
const legendHeight = 20;
const optionHeight = 24;
const refusedHeight = 20;
const gap = 12;

/** Whether the card has anything that Garden draws. */
export const hasControls = ({ numbers, actions, timeline }: Card): boolean =>
  numbers !== undefined || actions.length > 0 || timeline.length > 0;

/** The space to keep free until the controls are loaded, so that nothing below them moves. */
export function controlsHeight({ numbers, actions, timeline }: Card): number {
  const parts = [
    ...(numbers === undefined
      ? []
      : [legendHeight + optionHeight * numbers.options.length + refusedHeight * numbers.refused.length]),
    ...(actions.length === 0 ? [] : [buttonHeight]),
    ...(timeline.length === 0 ? [] : [stepHeight * timeline.length]),
  ];
  return parts.reduce((sum, height) => sum + height, 0) + gap * Math.max(0, parts.length - 1);
}
