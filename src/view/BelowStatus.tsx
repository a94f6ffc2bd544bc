import { lazy, type MutableRefObject, type ReactNode, Suspense, useState } from 'react';
import type { Click } from '../core/events';
import type { State } from '../core/state';
import { useAnnouncement } from './announcement';
import css from './below-status.css?inline';
import type { Action, Card } from './card';
import { Guard } from './Guard';
import { heldNote } from './held-note';
import { Say, useTelling } from './Say';
import { Timeline } from './Timeline';
import { textOf, wordsAt } from './words';

const DetailsPanel = lazy(async () => ({ default: (await import('./DetailsPanel')).DetailsPanel }));

interface BelowStatusProps {
  readonly card: Card;
  readonly state: State | undefined;
  /** What can wait. */
  readonly action: Action | undefined;
  /** True once a person asked for news, until they are told. */
  readonly wantsNews: MutableRefObject<boolean>;
  readonly onPress: (action: Action) => void;
  readonly onClick: (click: Click) => void;
  /** Stands where the details cannot be loaded. */
  readonly missing: ReactNode;
}

/**
 * For what the card waits, the timeline, and the card's last line, at the same place in every card: the details, and
 * the button that can wait. Unseen, what a screen reader is told of a change. Plain HTML, which loads without Garden,
 * behind the first status.
 */
export function BelowStatus(props: BelowStatusProps): ReactNode {
  const { card, state, action, wantsNews, onPress, onClick, missing } = props;
  const nothingNew = wordsAt('action.nothing_new');
  const { text, turn, isSame } = useAnnouncement(useSpoken(card), {
    wanted: wantsNews,
    // A lost message is looked for by its customer's number, which may have to be read first.
    isBusy: state?.step.kind !== 'idle' || state.asking > 0 || state.people.kind === 'reading',
    same: useUnheard(card) ?? nothingNew,
  });
  const [isOpen, setOpen] = useState(false);
  const { details } = card;
  const { now } = useTelling();
  const held = state && heldNote(state, now);
  return (
    <>
      <style>{css}</style>
      {held !== undefined && (
        <p className="note">
          <Say what={held} />
        </p>
      )}
      <Timeline steps={card.timeline} />
      {(details !== undefined || action !== undefined) && (
        <footer className="foot">
          {details !== undefined && (
            <button type="button" className="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {wordsAt('card.details')}
            </button>
          )}
          {action !== undefined && (
            <button
              type="button"
              className="link"
              aria-disabled={action.kind === 'click' && action.busy}
              onClick={() => onPress(action)}
            >
              {isSame && text === nothingNew ? nothingNew : wordsAt(action.label)}
            </button>
          )}
          {isOpen && details !== undefined && state !== undefined && (
            <Guard fallback={missing}>
              <Suspense fallback={null}>
                <DetailsPanel subject={details} state={state} onClick={onClick} />
              </Suspense>
            </Guard>
          )}
        </footer>
      )}
      <p className="unseen" role="status">
        <span key={turn}>{text}</span>
      </p>
    </>
  );
}

/** What a change of the card sounds like; undefined while there is nothing to say. */
function useSpoken({ waiting, headline, problem }: Card): string | undefined {
  const telling = useTelling();
  if (waiting) return undefined;
  const title = problem === undefined ? '' : `. ${textOf(problem.title, telling)}`;
  return `${textOf(headline, telling)}${title}`;
}

/** Why nobody could tell whether there is anything new. */
function useUnheard({ notes }: Card): string | undefined {
  const telling = useTelling();
  const note = notes.find(({ key }) => key === 'note.status_unavailable');
  return note && textOf(note, telling);
}
