import type { ReactNode } from 'react';
import type { History, PastAttempt } from './describe-history';
import { MarkIcon } from './MarkIcon';
import { Say } from './Say';
import { wordsAt } from './words';

/** What became of the ticket's other messages. */
export function HistoryList({ history: { attempts, unreadable } }: { readonly history: History }): ReactNode {
  if (attempts.length === 0 && unreadable === undefined) return null;
  return (
    <section>
      <h2 className="small-title">{wordsAt('details.earlier')}</h2>
      {attempts.length > 0 && (
        <ul className="earlier">
          {attempts.map((attempt) => (
            <Attempt key={attempt.id} attempt={attempt} />
          ))}
        </ul>
      )}
      {unreadable !== undefined && (
        <p className="note below">
          <Say what={unreadable} />
        </p>
      )}
    </section>
  );
}

function Attempt({ attempt }: { readonly attempt: PastAttempt }): ReactNode {
  const { mark, tone, specialist, status, at, problem, by } = attempt;
  return (
    <li className="past" data-tone={tone}>
      <span className="mark">
        <MarkIcon mark={mark} />
      </span>
      <div>
        <p>
          <Say what={specialist} />
        </p>
        <p className="more">
          {wordsAt(status)}
          {at !== undefined && (
            <>
              {' · '}
              <Say what={{ at }} />
            </>
          )}
        </p>
        {problem !== undefined && <p className="more">{wordsAt(problem)}</p>}
        <p className="more">
          <Say what={by} />
        </p>
      </div>
    </li>
  );
}
