import type { PhonesRead } from '../core/phone';
import type { Action, Card } from './card';

/** What the controls are high once they are there, px: of a legend, a number, a refused number and the buttons. */
const legend = 20;
const option = 24;
const refusedLine = 20;
const buttons = 32;
const gap = 12;

/** The space to keep free until the controls are loaded, so that nothing below them moves; 0 where there are none. */
export function controlsHeight(phones: PhonesRead | undefined, actions: readonly Action[]): number {
  if (phones === undefined) return actions.length > 0 ? buttons : 0;
  const { numbers, refused } = phones;
  // Beside the buttons, or alone, is the way to the profile.
  return (
    (numbers.length > 1 ? legend + option * numbers.length : 0) + refusedLine * refused.length + gap + buttons
  );
}

const step = 24;
const footer = 37;

/** As much as the timeline and the footer will need. */
export const heightBelow = ({ timeline, actions, details }: Card): number =>
  step * timeline.length + (actions.length > 0 || details !== undefined ? gap + footer : 0);
