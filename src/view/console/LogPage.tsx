import { Button } from '@zendeskgarden/react-buttons';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { isEmpty, type LogState } from '../../engine/log';
import { Say } from '../Say';
import { say, wordsAt } from '../words';
import { ExportButton, ExportProgress } from './ExportButton';
import { LogFilters } from './LogFilters';
import { LogTable } from './LogTable';
import { LogTotals } from './LogTotals';
import type { PageProps } from './pages';
import { SendAgain } from './SendAgain';

/** Every message that was sent or tried, newest first. */
export function LogPage({ office, openTicket }: PageProps): ReactNode {
  const { log, visitor } = office;
  const state = useSyncExternalStore(log.list.subscribe, log.list.state);
  const [isSending, openSending] = useState(false);
  return (
    <div className="page">
      <header className="log-head">
        <div>
          <h2 className="headline">{wordsAt('console.log.title')}</h2>
          <p className="note" role="status">
            <Say what={foundWords(state)} />
          </p>
        </div>
        <div className="actions">
          <Button size="small" onClick={() => log.list.open(state.filter)}>
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
      <LogFilters filter={state.filter} now={() => office.ports.clock.now()} onChange={log.list.open} />
      <ExportProgress log={log} />
      <LogTotals log={log} filter={state.filter} />
      {state.filter.problem !== undefined && <p className="note">{wordsAt('console.log.problem_note')}</p>}
      <LogTable log={log.list} state={state} openTicket={openTicket} />
      <p className="note">{wordsAt('console.log.status_note')}</p>
      {isSending && <SendAgain log={log} onClose={() => openSending(false)} />}
    </div>
  );
}

function foundWords({ total, kind, count, filter }: LogState) {
  if (kind === 'loading' && count === 0) return say('console.loading');
  if (count === 0 && kind === 'resting') {
    return say(isEmpty(filter) ? 'console.log.empty' : 'console.log.nothing_found');
  }
  return total === undefined ? say('console.log.found_unknown') : say('console.log.found', { count: total });
}
