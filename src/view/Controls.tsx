import { Button } from '@zendeskgarden/react-buttons';
import { lazy, type ReactNode, Suspense } from 'react';
import type { Click } from '../core/events';
import type { Action, NumberChoice } from './card';
import css from './controls.css?inline';
import { Themed } from './Themed';
import { wordsAt } from './words';

const NumberField = lazy(async () => ({ default: (await import('./NumberField')).NumberField }));

interface ControlsProps {
  readonly numbers: NumberChoice | undefined;
  readonly actions: readonly Action[];
  readonly onPress: (action: Action) => void;
  readonly onClick: (click: Click) => void;
}

/** Everything of the card that Garden draws: the choice of a number, and the buttons. */
export function Controls({ numbers, actions, onPress, onClick }: ControlsProps): ReactNode {
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
        {actions.length > 0 && (
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
          </div>
        )}
      </div>
    </Themed>
  );
}
