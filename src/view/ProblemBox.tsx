import type { ReactNode } from 'react';
import type { ProblemShown, Tone } from './card';
import { Say } from './Say';

interface ProblemBoxProps {
  readonly problem: ProblemShown;
  readonly tone: Tone;
}

/** What stands in the way, what to do about it, and who can. */
export function ProblemBox({ problem, tone }: ProblemBoxProps): ReactNode {
  const { title, text, items, ownerWords } = problem;
  return (
    <section className="problem" data-tone={tone}>
      <h2 className="problem-title">
        <Say what={title} />
      </h2>
      <p>
        <Say what={text} />
      </p>
      {items.length > 0 && (
        <ul className="items">
          {items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole, and two numbers can be unreadable in the same way.
            <li key={index}>
              <Say what={item} />
            </li>
          ))}
        </ul>
      )}
      <p className="owner">
        <Say what={ownerWords} />
      </p>
    </section>
  );
}
