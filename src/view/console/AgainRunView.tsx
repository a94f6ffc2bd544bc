import { type ReactNode, useState } from 'react';
import type { Exclusion } from '../../core/send-again';
import type { LogOffice } from '../../engine/log-office';
import type { AgainRun } from '../../engine/send-again';
import { Say } from '../Say';
import { say, type Value, type WordKey, wordsAt } from '../words';
import { useTask } from './use-task';
import { Working } from './Working';

/** A run that sends again: how far it is, a way to stop it, and what came of each message; nothing before the first. */
export function AgainRunView({ log }: { readonly log: LogOffice }): ReactNode {
  const { kind, value, total } = useTask(log.sending);
  const [isStopping, setStopping] = useState(false);
  if (kind === 'idle') return null;
  const isRunning = kind === 'running';
  const stop = (): void => {
    setStopping(true);
    log.stopSending();
  };
  return (
    <div className="again">
      <Working task={{ ...log.sending, cancel: stop }} label="console.log.sending" canCancel={!isStopping} />
      {isRunning && isStopping && <p className="note">{wordsAt('console.log.stop_note')}</p>}
      {value !== undefined && <Summary run={value} isOver={!isRunning} total={total} />}
    </div>
  );
}

/** Each reason once, with how many it is about. */
export function Reasons({ whys }: { readonly whys: readonly Exclusion[] }): ReactNode {
  const counts = new Map<WordKey, number>();
  for (const why of whys) counts.set(reasonKey(why), (counts.get(reasonKey(why)) ?? 0) + 1);
  return (
    <ul className="items">
      {[...counts].map(([key, count]) => (
        <li key={key}>
          <Say what={say('console.log.plan_reason', { reason: { key } satisfies Value, count })} />
        </li>
      ))}
    </ul>
  );
}

const reasonKey = (why: Exclusion): WordKey =>
  why.kind === 'problem' ? `problem.${why.problem}.title` : `console.log.why.${why.kind}`;

interface SummaryProps {
  readonly run: AgainRun;
  readonly isOver: boolean;
  readonly total: number;
}

/** What came of each message so far. */
function Summary({ run, isOver, total }: SummaryProps): ReactNode {
  const results = run.results.map(({ result }) => result);
  const sent = results.filter((one) => one.kind === 'sent');
  const failed = sent.filter(({ status }) => status === 'failed').length;
  const unclear = sent.filter(({ status }) => status === 'unknown' || status === 'claimed').length;
  const notSent = results.flatMap((one) => (one.kind === 'not_sent' ? one.why : []));
  const left = total - results.length;
  return (
    <div role="status" className="again">
      <p className="again-who">
        <Say what={say('console.log.done_title', { sent: sent.length - failed - unclear, count: total })} />
      </p>
      {run.stoppedFor !== undefined && (
        <p className="warning">
          <Say
            what={say('console.log.done_stopped', { problem: { key: `problem.${run.stoppedFor}.title` } })}
          />
        </p>
      )}
      {failed > 0 && <Line label="console.log.done_failed" count={failed} />}
      {unclear > 0 && <Line label="console.log.done_unclear" count={unclear} />}
      {notSent.length > 0 && (
        <>
          <Line label="console.log.done_not_sent" count={notSent.length} />
          <Reasons whys={notSent} />
        </>
      )}
      {isOver && left > 0 && <Line label="console.log.done_left" count={left} />}
    </div>
  );
}

const Line = ({ label, count }: { readonly label: WordKey; readonly count: number }): ReactNode => (
  <p>
    <Say what={say(label, { count })} />
  </p>
);
