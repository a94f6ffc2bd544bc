import { useVirtualizer } from '@tanstack/react-virtual';
import { Button } from '@zendeskgarden/react-buttons';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { LogRow } from '../../core/log';
import { isEmpty, type Log, type LogState } from '../../engine/log';
import { Say } from '../Say';
import { say, wordsAt } from '../words';
import { Empty, ProblemEmpty } from './Empty';
import { LogLine } from './LogLine';

interface LogTableProps {
  readonly log: Log;
  readonly state: LogState;
  readonly openTicket: (ticketId: number) => void;
}

/** Height of a row before it is measured, px. */
const usualHeight = 53;

const columns = ['status', 'ticket', 'specialist', 'time', 'attempt', 'sent_by'] as const;

/** The rows as far as they were fetched; only those in sight are in the page. */
export function LogTable({ log, state, openTicket }: LogTableProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const rows = useVirtualizer({
    count: state.count,
    getScrollElement: () => frame.current,
    estimateSize: () => usualHeight,
    overscan: 8,
  });
  const items = rows.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => log.show(first, last), [log, first, last]);
  const { filter } = state;
  useEffect(() => {
    // Another filter begins at its top.
    if (filter !== undefined) frame.current?.scrollTo({ top: 0 });
  }, [filter]);

  if (state.count === 0 && state.kind === 'resting' && state.isWhole) {
    return isEmpty(filter) ? (
      <Empty title="console.log.empty" text="console.log.empty_text" />
    ) : (
      <Empty title="console.log.nothing_found" text="console.log.nothing_found_text" />
    );
  }
  if (state.count === 0 && state.problem !== undefined) {
    return (
      <ProblemEmpty problem={state.problem}>
        <TryAgain log={log} />
      </ProblemEmpty>
    );
  }
  const isFirst = state.count === 0;
  const toggle = (id: string): void => {
    const next = new Set(opened);
    if (!next.delete(id)) next.add(id);
    setOpened(next);
  };
  return (
    <div className="log-frame">
      <div className="log-row log-columns" aria-hidden="true">
        {columns.map((column) => (
          <span key={column}>{wordsAt(`console.log.${column}`)}</span>
        ))}
      </div>
      <div className="log-scroll" ref={frame} aria-busy={state.kind === 'loading'}>
        {isFirst && <p className="log-row log-waiting">{wordsAt('console.log.loading_row')}</p>}
        <ol
          className="log-items"
          style={{ height: rows.getTotalSize() }}
          aria-label={wordsAt('console.log.title')}
        >
          {items.map(({ index, start, key }) => {
            const row: LogRow | undefined = log.rowAt(index);
            return (
              <li
                key={key}
                ref={rows.measureElement}
                data-index={index}
                data-record={row?.recordId}
                className="log-item"
                aria-setsize={sizeOf(state)}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                {row === undefined ? (
                  <p className="log-row log-waiting">{wordsAt('console.log.loading_row')}</p>
                ) : (
                  <LogLine
                    row={row}
                    names={state.names}
                    isOpen={opened.has(row.recordId)}
                    onToggle={() => toggle(row.recordId)}
                    openTicket={openTicket}
                  />
                )}
              </li>
            );
          })}
        </ol>
      </div>
      {state.kind === 'loading' && !isFirst && (
        <p className="note log-foot">{wordsAt('console.log.loading_row')}</p>
      )}
      {state.problem !== undefined && (
        <div className="log-foot warning" role="alert" data-code={state.problem.code}>
          <p>
            {wordsAt('console.log.failed_more')} <Say what={say(`problem.${state.problem.code}.title`)} />
          </p>
          <TryAgain log={log} />
        </div>
      )}
    </div>
  );
}

const TryAgain = ({ log }: Pick<LogTableProps, 'log'>): ReactNode => (
  <Button size="small" onClick={() => log.again()}>
    {wordsAt('console.log.try_again')}
  </Button>
);

/** -1 where nobody knows, as ARIA has it. */
const sizeOf = ({ isWhole, count, total }: LogState): number => (isWhole ? count : (total ?? -1));
