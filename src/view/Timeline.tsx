import type { ReactNode } from 'react';
import type { TimelineStep } from './card';
import { Say } from './Say';
import { wordsAt } from './words';

/** What happened to the message, and what would come next. It is in the first paint, so nothing moves after it. */
export function Timeline({ steps }: { readonly steps: readonly TimelineStep[] }): ReactNode {
  if (steps.length === 0) return null;
  return (
    <ol className="timeline" aria-label={wordsAt('card.timeline')}>
      {steps.map((step) => (
        <Step key={step.label} step={step} />
      ))}
    </ol>
  );
}

function Step({ step: { label, at, state } }: { readonly step: TimelineStep }): ReactNode {
  return (
    <li className="step" data-state={state} aria-current={isLatest[state] ? 'step' : undefined}>
      <svg className="dot" viewBox="0 0 12 12" aria-hidden="true">
        <circle cx="6" cy="6" r="5" />
        <path d={stepSigns[state]} />
      </svg>
      <span>{wordsAt(label)}</span>
      {at === undefined ? (
        state === 'ahead' && <span className="unseen">{wordsAt('step.not_yet')}</span>
      ) : (
        <span className="when">
          <Say what={{ at }} />
        </span>
      )}
    </li>
  );
}

const isLatest: Record<TimelineStep['state'], boolean> = {
  done: false,
  current: true,
  ahead: false,
  broken: true,
  doubtful: true,
};

const tick = 'm3.5 6.3 1.7 1.7 3.3-3.6';

const stepSigns: Record<TimelineStep['state'], string> = {
  done: tick,
  current: tick,
  ahead: '',
  broken: 'm4.2 4.2 3.6 3.6m0-3.6-3.6 3.6',
  doubtful: 'M4.5 4.7c0-.9.7-1.5 1.5-1.5s1.5.6 1.5 1.4c0 1-1.5 1.1-1.5 2.1m0 1.6v.1',
};
