import { Button } from '@zendeskgarden/react-buttons';
import { Modal } from '@zendeskgarden/react-modals';
import type { ReactNode } from 'react';
import { pairSpacingMs } from '../../core/send-again';
import type { LogOffice } from '../../engine/log-office';
import { type AgainPlan, mostAtOnce } from '../../engine/send-again';
import { Say } from '../Say';
import { say, wordsAt } from '../words';
import { AgainRunView, Reasons } from './AgainRunView';
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
            <AgainRunView log={log} />
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
