import { Button } from '@zendeskgarden/react-buttons';
import { Progress } from '@zendeskgarden/react-loaders';
import type { ReactNode } from 'react';
import type { Task } from '../../engine/task';
import { Say } from '../Say';
import { say, type WordKey, wordsAt } from '../words';
import { useTask } from './use-task';

interface WorkingProps {
  readonly task: Pick<Task<unknown>, 'state' | 'subscribe' | 'cancel'>;
  /** What the bar counts. */
  readonly label: WordKey;
  /** How far it is: a sentence with `done` and `total`. */
  readonly count?: WordKey;
  /** False once it was cancelled and something is still brought to its end. */
  readonly canCancel?: boolean;
}

/** How far a running task is, with a way to stop it; nothing where it does not run. */
export function Working(props: WorkingProps): ReactNode {
  const { task, label, count = 'console.progress', canCancel = true } = props;
  const { kind, done, total } = useTask(task);
  if (kind !== 'running') return null;
  return (
    <div className="working">
      <Progress
        aria-label={wordsAt(label)}
        value={total === 0 ? 0 : Math.round((100 * done) / total)}
        size="small"
      />
      <span className="working-count">
        <Say what={say(count, { done, total: Math.max(total, done) })} />
      </span>
      {canCancel && (
        <Button size="small" onClick={() => task.cancel()}>
          {wordsAt('console.cancel')}
        </Button>
      )}
    </div>
  );
}
