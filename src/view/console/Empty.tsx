import type { ReactNode } from 'react';
import { maxAttempts } from '../../core/claim';
import type { Problem } from '../../core/problem';
import { subjectWords } from '../problem-words';
import { Say } from '../Say';
import { say, type WordKey, wordsAt } from '../words';

interface EmptyProps {
  readonly title: WordKey;
  readonly text: WordKey;
  readonly children?: ReactNode;
}

/** What stands where there is nothing to show: why, and what to do. */
export function Empty({ title, text, children }: EmptyProps): ReactNode {
  return (
    <div className="empty">
      <h2 className="headline">{wordsAt(title)}</h2>
      <p>{wordsAt(text)}</p>
      {children}
    </div>
  );
}

interface ProblemEmptyProps {
  readonly problem: Problem;
  readonly children?: ReactNode;
}

/** What stands where something could not be read. */
export function ProblemEmpty({ problem, children }: ProblemEmptyProps): ReactNode {
  const values = {
    customer: { key: 'console.a_customer' },
    most: maxAttempts,
    ...subjectWords(problem),
  } as const;
  return (
    <div className="empty" role="alert" data-code={problem.code}>
      <h2 className="headline">
        <Say what={say(`problem.${problem.code}.title`)} />
      </h2>
      <p>
        <Say what={say(`problem.${problem.code}.text`, values)} />
      </p>
      {problem.detail !== undefined && <p className="note">{problem.detail}</p>}
      {children}
    </div>
  );
}
