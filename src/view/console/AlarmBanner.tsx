import { type ReactNode, useSyncExternalStore } from 'react';
import type { Alarm } from '../../core/alarm';
import type { Log } from '../../engine/log';
import { MarkIcon } from '../MarkIcon';
import { Say } from '../Say';
import { type Phrase, say, type Value, wordsAt } from '../words';

interface AlarmBannerProps {
  readonly log: Log;
  readonly onSee: (alarm: Alarm) => void;
}

/** Failures that are no matter of single customers, above every page. */
export function AlarmBanner({ log, onSee }: AlarmBannerProps): ReactNode {
  const { alarm } = useSyncExternalStore(log.subscribe, log.state);
  return (
    <div role="alert">
      {alarm !== undefined && (
        <section
          className="alarm"
          data-tone="bad"
          data-code={alarm.problem ?? 'mixed'}
          data-alarm={alarm.kind}
        >
          <span className="mark">
            <MarkIcon mark="warning" />
          </span>
          <div>
            <h2 className="small-title">
              <Say what={titleOf(alarm)} />
            </h2>
            <p>
              <Say what={textOf(alarm)} />
            </p>
          </div>
          <button type="button" className="link" onClick={() => onSee(alarm)}>
            {wordsAt('console.alarm.see')}
          </button>
        </section>
      )}
    </div>
  );
}

function titleOf({ kind, problem: code }: Alarm): Phrase {
  if (code === undefined) return say('console.alarm.title_mixed');
  const problem: Value = { key: `problem.${code}.title` };
  return say(kind === 'all_fail' ? 'console.alarm.title_all' : 'console.alarm.title_cause', { problem });
}

const textOf = (alarm: Alarm): Phrase =>
  alarm.kind === 'all_fail'
    ? say('console.alarm.all_fail', { count: alarm.count })
    : say('console.alarm.more_fail', { failed: alarm.failed, count: alarm.count });
