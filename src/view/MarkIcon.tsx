import type { ReactNode } from 'react';
import type { Mark } from './card';

const drawings: Record<Mark, ReactNode> = {
  person: (
    <>
      <circle cx="8" cy="5.5" r="2.5" />
      <path d="M3 13.5c.6-2.6 2.5-4 5-4s4.4 1.4 5 4" />
    </>
  ),
  plan: <path d="M13.5 2.5 7 9m6.5-6.5-4 11L7 9 2.5 6.5z" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 5v3l2 1.5" />
    </>
  ),
  check: <path d="m3.5 8.5 3 3 6-7" />,
  checks: <path d="m1.5 8.5 3 3 6-7M8 11l.5.5 6-7" />,
  dash: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M5.5 8h5" />
    </>
  ),
  cross: <path d="m4.5 4.5 7 7m0-7-7 7" />,
  question: <path d="M5.5 6c0-1.7 1.1-2.7 2.6-2.7s2.5.9 2.5 2.3c0 1.9-2.6 2-2.6 4M8 12.7v.1" />,
  warning: <path d="M8 3.2v6M8 12.5v.1" />,
};

/** The sign beside a headline. The headline says the same in words. */
export function MarkIcon({ mark }: { readonly mark: Mark }): ReactNode {
  return (
    <svg className="mark-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {drawings[mark]}
    </svg>
  );
}
