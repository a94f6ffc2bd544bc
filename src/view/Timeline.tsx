import type { ReactNode } from 'react';
import type { Mark, TimelineStep } from './card';
import { MarkIcon } from './MarkIcon';
import { Say } from './Say';
import { wordsAt } from './words';

/** What happened to the message, and what would come next. */
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
  const mark = stepMarks[state];
  return (
    <li className="step" data-state={state} aria-current={isLatest[state] ? 'step' : undefined}>
      <span className="dot">{mark !== undefined && <MarkIcon mark={mark} />}</span>
      <span className="label">{wordsAt(label)}</span>
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

const stepMarks: Record<TimelineStep['state'], Mark | undefined> = {
  done: 'check',
  current: 'check',
  ahead: undefined,
  broken: 'cross',
  doubtful: 'question',
};
