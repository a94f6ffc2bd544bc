import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { State } from '../core/state';
import type { Action, DetailsSubject } from './card';
import { Guard } from './Guard';
import { wordsAt } from './words';

const DetailsPanel = lazy(async () => ({ default: (await import('./DetailsPanel')).DetailsPanel }));

interface FooterProps {
  readonly details: DetailsSubject | undefined;
  readonly state: State | undefined;
  /** What can wait. */
  readonly action: Action | undefined;
  readonly onPress: (action: Action) => void;
  /** Stands where the details cannot be loaded. */
  readonly missing: ReactNode;
}

/**
 * The card's last line: the details, and the button that can wait. It is at the same place in every card, and
 * plain HTML, so that most cards need no more than the first paint.
 */
export function Footer({ details, state, action, onPress, missing }: FooterProps): ReactNode {
  const hasDetails = details !== undefined && state !== undefined;
  if (!hasDetails && action === undefined) return null;
  return (
    <footer className="foot">
      {hasDetails && (
        <Disclosure>
          <Guard fallback={missing}>
            <Suspense fallback={null}>
              <DetailsPanel subject={details} state={state} />
            </Suspense>
          </Guard>
        </Disclosure>
      )}
      {action !== undefined && (
        <button
          type="button"
          className="link"
          aria-disabled={action.kind === 'click' && action.busy}
          onClick={() => onPress(action)}
        >
          {wordsAt(action.label)}
        </button>
      )}
    </footer>
  );
}

/** Its content is made when it is opened for the first time. */
function Disclosure({ children }: { readonly children: ReactNode }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="details" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{wordsAt('card.details')}</summary>
      {isOpen && children}
    </details>
  );
}
