import { Button } from '@zendeskgarden/react-buttons';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { isEmpty, type LogState } from '../../engine/log';
import type { LogOffice } from '../../engine/log-office';
import { Say } from '../Say';
import { type Phrase, say, wordsAt } from '../words';
import { AgainRunView } from './AgainRunView';
import { ExportButton, ExportProgress } from './ExportButton';
import { LogFilters } from './LogFilters';
import { LogTable } from './LogTable';
import { LogTotals } from './LogTotals';
import type { PageProps } from './pages';
import { SendAgain } from './SendAgain';
import { useTask } from './use-task';

/** Every message that was sent or tried, newest first. */
export function LogPage({ office, openTicket }: PageProps): ReactNode {
  const { log, visitor } = office;
  const state = useSyncExternalStore(log.list.subscribe, log.list.state);
  const [isSending, openSending] = useState(false);
  const [cleared, clear] = useState(0);
  const found = foundWords(state);
  return (
    <div className="page">
      <header className="log-head">
        <div>
          <h2 className="headline">{wordsAt('console.log.title')}</h2>
          <div className="log-found">
            <p className="note" role="status">
              {found !== undefined && <Say what={found} />}
            </p>
            {!isEmpty(state.filter) && (
              <button
                type="button"
                className="link"
                onClick={() => {
                  clear(cleared + 1);
                  log.list.open({});
                }}
              >
                {wordsAt('console.log.clear')}
              </button>
            )}
          </div>
        </div>
        <div className="actions">
          <Button size="small" onClick={() => log.list.refresh()}>
            {wordsAt('console.log.reload')}
          </Button>
          <ExportButton log={log} />
          {visitor.isAdmin && (
            <Button
              size="small"
              onClick={() => {
                if (log.sending.state().kind !== 'running') log.planAgain();
                openSending(true);
              }}
            >
              {wordsAt('console.log.again')}
            </Button>
          )}
        </div>
      </header>
      <LogFilters
        key={cleared}
        filter={state.filter}
        now={() => office.ports.clock.now()}
        dayOf={office.ports.dayOf}
        onChange={log.list.open}
      />
      {!isSending && <Run log={log} />}
      <ExportProgress log={log} />
      <LogTotals log={log} filter={state.filter} />
      {state.filter.problem !== undefined && <p className="note">{wordsAt('console.log.problem_note')}</p>}
      <LogTable log={log.list} state={state} openTicket={openTicket} />
      <p className="note">{wordsAt('console.log.status_note')}</p>
      {isSending && <SendAgain log={log} onClose={() => openSending(false)} />}
    </div>
  );
}

/** What the list that was confirmed comes to, also for somebody who closed it meanwhile. */
function Run({ log }: { readonly log: LogOffice }): ReactNode {
  const { kind } = useTask(log.sending);
  if (kind === 'idle') return null;
  return (
    <section className="part log-totals" aria-label={wordsAt('console.log.plan_title')}>
      <h3 className="small-title">{wordsAt('console.log.plan_title')}</h3>
      <AgainRunView log={log} />
    </section>
  );
}

/** Nothing where nothing could be read: the table says why. */
function foundWords({ total, kind, count, filter }: LogState): Phrase | undefined {
  if (kind === 'failed' && count === 0) return undefined;
  if (kind === 'loading' && count === 0) return say('console.loading');
  if (count === 0 && kind === 'resting') {
    return say(isEmpty(filter) ? 'console.log.empty' : 'console.log.nothing_found');
  }
  return total === undefined ? say('console.log.found_unknown') : say('console.log.found', { count: total });
}
