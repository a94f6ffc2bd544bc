import { Button } from '@zendeskgarden/react-buttons';
import { lazy, type ReactNode, Suspense } from 'react';
import type { Click } from '../core/events';
import type { State } from '../core/state';
import type { Action, Card } from './card';
import css from './controls.css?inline';
import { describeNumbers, suggestionsOn } from './describe-numbers';
import { Say } from './Say';
import { Themed } from './Themed';
import { wordsAt } from './words';

const NumberField = lazy(async () => ({ default: (await import('./NumberField')).NumberField }));

interface ControlsProps {
  readonly card: Card;
  /** What the card was described from; undefined for a card that is about no ticket. */
  readonly state: State | undefined;
  /** Those of the card's actions that stand here. */
  readonly actions: readonly Action[];
  readonly onPress: (action: Action) => void;
  readonly onClick: (click: Click) => void;
}

/** Everything of the card that Garden draws: the choice of a number, and the buttons. */
export function Controls({ card, state, actions, onPress, onClick }: ControlsProps): ReactNode {
  const numbers = state && describeNumbers(card, state);
  const suggestions = state === undefined ? [] : suggestionsOn(card, state);
  const userId = numbers?.userId;
  return (
    <Themed>
      <style>{css}</style>
      <div className="controls">
        {numbers !== undefined && (
          <Suspense fallback={<div className="space" />}>
            <NumberField
              numbers={numbers}
              onChoose={(digits) => onClick({ kind: 'number_chosen', digits })}
            />
          </Suspense>
        )}
        {suggestions.map((suggestion, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole, and two numbers can be meant in the same way.
          <p className="note suggestion" key={index}>
            <Say what={suggestion} />
          </p>
        ))}
        {(actions.length > 0 || userId !== undefined) && (
          <div className="actions">
            {actions.map((action) => (
              <Button
                key={action.kind === 'click' ? action.click.kind : action.kind}
                size="small"
                isBasic={action.weight === 'quiet'}
                aria-disabled={action.kind === 'click' && action.busy}
                onClick={() => onPress(action)}
              >
                {wordsAt(action.label)}
              </Button>
            ))}
            {userId !== undefined && (
              <Button isLink size="small" onClick={() => onPress({ ...openProfile, userId })}>
                {wordsAt(openProfile.label)}
              </Button>
            )}
          </div>
        )}
      </div>
    </Themed>
  );
}

/** The way to mend a number, where it is not what the card is about. */
const openProfile = { kind: 'open_profile', label: 'action.open_profile', weight: 'quiet' } as const;
