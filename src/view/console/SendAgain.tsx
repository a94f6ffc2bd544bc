import { Button } from '@zendeskgarden/react-buttons';
import { Modal } from '@zendeskgarden/react-modals';
import type { ReactNode } from 'react';
import { type Exclusion, pairSpacingMs } from '../../core/send-again';
import type { LogOffice } from '../../engine/log-office';
import { type AgainPlan, type AgainRun, mostAtOnce } from '../../engine/send-again';
import { Say } from '../Say';
import { say, type Value, type WordKey, wordsAt } from '../words';
import { useTask } from './use-task';
import { Working } from './Working';

interface SendAgainProps {
  readonly log: LogOffice;
  readonly onClose: () => void;
}

/** Says who would get a message again and who would not; sends only when the admin says so, and tells what came of it. */
export function SendAgain({ log, onClose }: SendAgainProps): ReactNode {
  const plan = useTask(log.plan);
  const run = useTask(log.sending);
  const isSending = run.kind === 'running';
  // What was sent before this list was made is no news.
  const isAfter = isSending || (run.kind !== 'idle' && plan.kind === 'idle');
  const close = (): void => {
    log.plan.cancel();
    onClose();
  };
  const hasPlan = plan.kind === 'done' && plan.value !== undefined;
  return (
    <Modal onClose={close} focusOnMount isLarge>
      <Modal.Header>{wordsAt('console.log.plan_title')}</Modal.Header>
      <Modal.Body>
        <div className="again">
          {isAfter ? (
            <>
              <Working
                task={{ ...log.sending, cancel: () => log.stopSending() }}
                label="console.log.sending"
              />
              {isSending && <p className="note">{wordsAt('console.log.stop_note')}</p>}
              {run.value !== undefined && <Summary run={run.value} isOver={!isSending} total={run.total} />}
            </>
          ) : (
            <>
              <Working task={log.plan} label="console.log.planning" />
              {hasPlan && plan.value !== undefined && <Plan plan={plan.value} />}
            </>
          )}
        </div>
      </Modal.Body>
      <Modal.Footer>
        <Modal.FooterItem>
          <Button isBasic onClick={close}>
            {wordsAt(isAfter ? 'console.log.close' : 'console.cancel')}
          </Button>
        </Modal.FooterItem>
        {!isAfter && hasPlan && plan.value !== undefined && plan.value.chosen.length > 0 && (
          <Modal.FooterItem>
            <Button isPrimary onClick={() => log.sendAgain()}>
              <Say what={say('console.log.plan_send', { count: plan.value.chosen.length })} />
            </Button>
          </Modal.FooterItem>
        )}
      </Modal.Footer>
      <Modal.Close aria-label={wordsAt('console.log.close')} />
    </Modal>
  );
}

function Plan({ plan }: { readonly plan: AgainPlan }): ReactNode {
  const { chosen, excluded, problem, isCut } = plan;
  if (problem !== undefined) {
    return (
      <p className="warning" role="alert">
        <Say what={say('console.log.plan_failed', { problem: { key: `problem.${problem.code}.title` } })} />
      </p>
    );
  }
  const people = new Set(chosen.map(({ requesterId }) => requesterId)).size;
  const minutes = Math.max(1, Math.ceil((chosen.length * (pairSpacingMs + 1_000)) / 60_000));
  return (
    <>
      <p className="again-who">
        <Say
          what={
            chosen.length === 0
              ? say('console.log.plan_none')
              : say('console.log.plan_people', { people, messages: chosen.length })
          }
        />
      </p>
      {chosen.length > 0 && (
        <p>
          <Say what={say('console.log.plan_pace', { minutes })} />
        </p>
      )}
      {isCut && (
        <p className="warning">
          <Say what={say('console.log.plan_cut', { count: mostAtOnce })} />
        </p>
      )}
      {excluded.length > 0 && (
        <>
          <p>
            <Say what={say('console.log.plan_excluded', { count: excluded.length })} />
          </p>
          <Reasons whys={excluded.map(({ why }) => why)} />
        </>
      )}
      <p className="note">{wordsAt('console.log.plan_unclear')}</p>
    </>
  );
}

/** Each reason once, with how many it is about. */
function Reasons({ whys }: { readonly whys: readonly Exclusion[] }): ReactNode {
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
