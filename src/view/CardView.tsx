import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import type { Click } from '../core/events';
import type { State } from '../core/state';
import { useKeptFocus } from './attention';
import type { Action, Card } from './card';
import { controlsHeight, heightBelow } from './controls-height';
import { FactList } from './FactList';
import { Guard } from './Guard';
import { MarkIcon } from './MarkIcon';
import { ProblemBox } from './ProblemBox';
import { Ago, Say } from './Say';
import { wordsAt } from './words';

/** Garden weighs more than all the rest of the card: it comes when the status stands on the screen. */
const Controls = lazy(async () => ({ default: (await import('./Controls')).Controls }));
const BelowStatus = lazy(async () => ({ default: (await import('./BelowStatus')).BelowStatus }));
const MessageBubble = lazy(async () => ({ default: (await import('./MessageBubble')).MessageBubble }));

export interface CardViewProps {
  readonly card: Card;
  /** What the card was described from; undefined for a card that is about no ticket. */
  readonly state: State | undefined;
  readonly onClick: (click: Click) => void;
  readonly onOpenProfile: (userId: number) => void;
  /** True where the card is a part of a larger page. */
  readonly inPage?: boolean;
}

/** The card: the status first and at once, then what can be done about it. */
export function CardView({ card, state, onClick, onOpenProfile, inPage }: CardViewProps): ReactNode {
  const { headline, mark, tone, at, text, facts, problem, notes, warning, preview, waiting } = card;
  const { numbers, actions } = card;
  const footAction = actions.find(canWait);
  const buttons = actions.filter((action) => action !== footAction);
  const height = controlsHeight(numbers, buttons);
  const wantsNews = useRef(false);
  const press = (action: Action) => {
    if (action.kind === 'open_profile') onOpenProfile(action.userId);
    else if (!action.busy) {
      wantsNews.current = action.click.kind === 'check_clicked';
      onClick(action.click);
    }
  };
  const { cardRef, headlineRef, onFocus, onBlur } = useKeptFocus();
  const isPainted = usePainted();
  // A card that waits is as high as what it takes the place of: the tray must not shrink for half a second.
  const minHeight = waiting ? cardRef.current?.offsetHeight : undefined;
  const missing = <p className="note">{wordsAt('card.part_missing')}</p>;

  const [Frame, Headline] = inPage === true ? (['section', 'h2'] as const) : (['main', 'h1'] as const);
  return (
    <Frame
      className="card"
      style={{ minHeight }}
      aria-busy={waiting}
      ref={cardRef}
      onFocus={onFocus}
      onBlur={onBlur}
    >
      <header className="head" data-tone={tone}>
        <span className="mark">
          <MarkIcon mark={mark} />
        </span>
        <Headline className="headline" tabIndex={-1} ref={headlineRef}>
          <Say what={headline} />
        </Headline>
        {at !== undefined && (
          <span className="when">
            <Ago at={at} />
          </span>
        )}
      </header>
      {text !== undefined && (
        <p className="text">
          <Say what={text} />
        </p>
      )}
      {waiting && text === undefined && <Bones />}
      {preview !== undefined && (
        <Guard fallback={missing}>
          <Suspense fallback={<div className="space bubble-space" />}>
            <MessageBubble shown={preview} />
          </Suspense>
        </Guard>
      )}
      <FactList facts={facts} />
      {problem !== undefined && <ProblemBox problem={problem} tone={tone} />}
      {notes.map((note) => (
        <p className="note" key={note.key}>
          <Say what={note} />
        </p>
      ))}
      {warning !== undefined && (
        <p className="warning">
          <Say what={warning} />
        </p>
      )}
      {height > 0 && (
        <div style={{ minHeight: height }}>
          {isPainted ? (
            <Guard fallback={missing}>
              <Suspense fallback={<div className="space" />}>
                <Controls card={card} state={state} actions={buttons} onPress={press} onClick={onClick} />
              </Suspense>
            </Guard>
          ) : (
            <div className="space" />
          )}
        </div>
      )}
      <Guard fallback={missing}>
        <Suspense fallback={<div className="space" style={{ minHeight: heightBelow(card) }} />}>
          <BelowStatus
            card={card}
            state={state}
            action={footAction}
            wantsNews={wantsNews}
            onPress={press}
            onClick={onClick}
            missing={missing}
          />
        </Suspense>
      </Guard>
    </Frame>
  );
}

/** Looking again is never what a card is about: its button stands in the footer, unless it is the only remedy. */
const canWait = (action: Action): boolean =>
  action.weight === 'quiet' && action.kind === 'click' && action.click.kind === 'check_clicked';

/** The card before anything can be said, as the page's own HTML has it. */
export function Placeholder(): ReactNode {
  return (
    <main className="card" aria-busy={true}>
      <div className="bone bone-title" />
      <Bones />
    </main>
  );
}

/** Where text will stand. */
function Bones(): ReactNode {
  return (
    <>
      <div className="bone" />
      <div className="bone bone-short" />
    </>
  );
}

/** False until the browser has drawn the first frame: what can wait is not even asked for before. */
function usePainted(): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    let timer = 0;
    const frame = requestAnimationFrame(() => {
      timer = window.setTimeout(() => setPainted(true));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
  return isPainted;
}
