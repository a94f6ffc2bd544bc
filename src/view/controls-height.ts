import type { Action, Card, NumberChoice } from './card';

/** What the controls are high once they are there, px: of a legend, a number, a refused number and the buttons. */
const legend = 20;
const option = 24;
const refused = 20;
const buttons = 32;
const gap = 12;

/** The space to keep free until the controls are loaded, so that nothing below them moves; 0 where there are none. */
export function controlsHeight(numbers: NumberChoice | undefined, actions: readonly Action[]): number {
  const row = actions.length > 0 ? buttons : 0;
  if (numbers === undefined) return row;
  const choice = legend + option * numbers.options.length + refused * numbers.refused.length;
  return choice + (row > 0 ? gap + row : 0);
}

const step = 24;
const footer = 37;

/** As much as the timeline and the footer will need. */
export const heightBelow = ({ timeline, actions, details }: Card): number =>
  step * timeline.length + (actions.length > 0 || details !== undefined ? gap + footer : 0);
