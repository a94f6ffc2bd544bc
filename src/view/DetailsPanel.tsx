import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import type { Click } from '../core/events';
import type { State } from '../core/state';
import { CopyDetails } from './CopyDetails';
import type { DetailsSubject } from './card';
import { describeDetails, type NextMessage } from './describe-details';
import css from './details.css?inline';
import { FactList } from './FactList';
import { HistoryList } from './HistoryList';
import { MessageBubble } from './MessageBubble';
import { Say, useTelling } from './Say';
import { supportText } from './support-text';
import { wordsAt } from './words';

const LanguageField = lazy(async () => ({ default: (await import('./LanguageField')).LanguageField }));

interface DetailsPanelProps {
  readonly subject: DetailsSubject;
  readonly state: State;
  readonly onClick: (click: Click) => void;
}

/** What is one click away: the messages, what support asks for, and the ticket's other messages. */
export function DetailsPanel({ subject, state, onClick }: DetailsPanelProps): ReactNode {
  const { now } = useTelling();
  const { message, messageNote, facts, next, history } = describeDetails(subject, state);
  const wish = useRef(onClick);
  useEffect(() => wish.current({ kind: 'details_opened' }), []);
  return (
    <div className="details-body">
      <style>{css}</style>
      {message !== undefined && <MessageBubble shown={message} isExplained={messageNote !== undefined} />}
      {messageNote !== undefined && (
        <p className="note">
          <Say what={messageNote} />
        </p>
      )}
      {/* What is told of an attempt stands with its message, not under the next one. */}
      {message !== undefined && <FactList facts={facts} />}
      {next !== undefined && <Next next={next} onClick={onClick} />}
      {message === undefined && <FactList facts={facts} />}
      <HistoryList history={history} />
      <CopyDetails text={() => supportText(state, now)} />
    </div>
  );
}

interface NextProps {
  readonly next: NextMessage;
  readonly onClick: (click: Click) => void;
}

function Next({ next: { title, message, note, languages }, onClick }: NextProps): ReactNode {
  return (
    <section className="next">
      <h2 className="small-title">{wordsAt(title)}</h2>
      {note !== undefined && (
        <p className="note">
          <Say what={note} />
        </p>
      )}
      {message !== undefined && <MessageBubble shown={message} />}
      {languages !== undefined && (
        <Suspense fallback={<div className="space language-space" />}>
          <LanguageField
            choice={languages}
            onChoose={(language) => onClick({ kind: 'language_chosen', language })}
          />
        </Suspense>
      )}
    </section>
  );
}
