import type { ReactNode } from 'react';
import type { State } from '../core/state';
import type { DetailsSubject } from './card';
import { describeDetails, type Earlier } from './describe-details';
import css from './details.css?inline';
import { FactList } from './FactList';
import { MessageBubble } from './MessageBubble';
import { Say } from './Say';
import { wordsAt } from './words';

interface DetailsPanelProps {
  readonly subject: DetailsSubject;
  readonly state: State;
}

/** What is one click away: the message, what support asks for, and the ticket's other messages. */
export function DetailsPanel({ subject, state }: DetailsPanelProps): ReactNode {
  const { message, messageNote, facts, earlier } = describeDetails(subject, state);
  return (
    <div className="details-body">
      <style>{css}</style>
      {message !== undefined && <MessageBubble shown={message} />}
      {messageNote !== undefined && (
        <p className="note">
          <Say what={messageNote} />
        </p>
      )}
      <FactList facts={facts} />
      {earlier.length > 0 && (
        <section>
          <h2 className="small-title">{wordsAt('details.earlier')}</h2>
          <ul className="earlier">
            {earlier.map((one) => (
              <EarlierLine key={one.id} earlier={one} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function EarlierLine({ earlier: { specialist, status, at } }: { readonly earlier: Earlier }): ReactNode {
  return (
    <li>
      <Say what={specialist} />
      <span className="more">
        {wordsAt(status)}
        {at !== undefined && (
          <>
            {' · '}
            <Say what={{ at }} />
          </>
        )}
      </span>
    </li>
  );
}
