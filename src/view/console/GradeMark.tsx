import type { ReactNode } from 'react';
import type { Grade } from '../../core/set-up';
import type { Mark, Tone } from '../card';
import { MarkIcon } from '../MarkIcon';
import { wordsAt } from '../words';

const signs: Record<Grade, { readonly mark: Mark; readonly tone: Tone }> = {
  green: { mark: 'check', tone: 'good' },
  amber: { mark: 'warning', tone: 'warn' },
  red: { mark: 'cross', tone: 'bad' },
  waiting: { mark: 'clock', tone: 'plain' },
};

/** A grade by its sign and colour, and in words for those who see neither. */
export function GradeMark({ grade }: { readonly grade: Grade }): ReactNode {
  const { mark, tone } = signs[grade];
  return (
    <span data-tone={tone} className="grade">
      <span className="mark">
        <MarkIcon mark={mark} />
      </span>
      <span className="unseen">{wordsAt(`console.grade.${grade}`)}. </span>
    </span>
  );
}
