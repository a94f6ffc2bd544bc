import type { ReactNode } from 'react';
import type { Fact } from './card';
import { Say } from './Say';
import { wordsAt } from './words';

/** Names and values in two columns. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }): ReactNode {
  if (facts.length === 0) return null;
  return (
    <dl className="facts">
      {facts.map(({ label, value, more }) => (
        <div className="fact" key={label}>
          <dt>{wordsAt(label)}</dt>
          <dd>
            <Say what={value} />
            {more !== undefined && (
              <span className="more">
                <Say what={more} />
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
