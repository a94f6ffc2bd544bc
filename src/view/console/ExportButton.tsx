import { Button } from '@zendeskgarden/react-buttons';
import { type ReactNode, useEffect, useRef } from 'react';
import type { LogOffice } from '../../engine/log-office';
import { Say } from '../Say';
import { say, wordsAt } from '../words';
import { useTask } from './use-task';
import { Working } from './Working';

interface ExportProps {
  readonly log: LogOffice;
}

/** Exports everything that the filters find, as a file for spreadsheets. */
export function ExportButton({ log }: ExportProps): ReactNode {
  const { kind } = useTask(log.exported);
  const start = async (): Promise<void> => {
    const { csvOf } = await import('./csv');
    log.exportRows(csvOf);
  };
  return (
    <Button
      size="small"
      aria-disabled={kind === 'running'}
      onClick={() => kind !== 'running' && void start()}
    >
      {wordsAt('console.log.export')}
    </Button>
  );
}

/** How far the export is, and what came of it. The file is saved as soon as it is whole. */
export function ExportProgress({ log }: ExportProps): ReactNode {
  const { kind, value } = useTask(log.exported);
  const running = useRef(false);
  useEffect(() => {
    // Only what this page saw begin: an export that ended before is saved already.
    if (running.current && kind === 'done' && value?.isWhole === true) save(value.parts);
    running.current = kind === 'running';
  }, [kind, value]);
  return (
    <>
      <Working task={log.exported} label="console.log.exporting" />
      {kind !== 'idle' && kind !== 'running' && (
        <p className="note" role="status">
          <Say
            what={
              value?.problem !== undefined
                ? say('console.log.export_failed', {
                    problem: { key: `problem.${value.problem.code}.title` },
                  })
                : value?.isWhole === true
                  ? say('console.log.exported', { count: value.rows })
                  : say('console.log.export_stopped')
            }
          />
        </p>
      )}
    </>
  );
}

/** By the mark at its beginning Excel knows the file for UTF-8. */
const byteOrderMark = '\uFEFF';

function save(parts: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([byteOrderMark, ...parts], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = '1msg-notifications.csv';
  link.click();
  URL.revokeObjectURL(url);
}
