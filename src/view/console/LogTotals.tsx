import { Button } from '@zendeskgarden/react-buttons';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { type LogFilter, outcomes, type Totals } from '../../core/log';
import type { LogOffice, PeriodTotals } from '../../engine/log-office';
import { Guard } from '../Guard';
import { Say, useTelling } from '../Say';
import { type Phrase, say, type Telling, wordsAt, wordsLanguage } from '../words';
import { dayText, momentText } from './moment';
import { useTask } from './use-task';
import { Working } from './Working';

interface LogTotalsProps {
  readonly log: LogOffice;
  readonly filter: LogFilter;
}

const OutcomesChart = lazy(async () => ({ default: (await import('./OutcomesChart')).OutcomesChart }));

/** What the messages came to: counted when somebody asks, because it takes a request for each hundred records. */
export function LogTotals({ log, filter }: LogTotalsProps): ReactNode {
  const { kind, value } = useTask(log.totals);
  const isRunning = kind === 'running';
  return (
    <section className="part log-totals" aria-label={wordsAt('console.log.totals')}>
      <div className="log-totals-head">
        <div>
          <h3 className="small-title">{wordsAt('console.log.totals')}</h3>
          <p className="note">{wordsAt('console.log.totals_text')}</p>
        </div>
        {!isRunning && (
          <Button size="small" onClick={() => log.countTotals()}>
            {wordsAt(value === undefined ? 'console.log.totals_count' : 'console.log.totals_again')}
          </Button>
        )}
      </div>
      <Working task={log.totals} label="console.log.totals_progress" />
      {value !== undefined && (
        <Counted counted={value} isRunning={isRunning} isStale={value.filter !== filter} />
      )}
    </section>
  );
}

interface CountedProps {
  readonly counted: PeriodTotals;
  readonly isRunning: boolean;
  readonly isStale: boolean;
}

function Counted({ counted, isRunning, isStale }: CountedProps): ReactNode {
  const { totals } = counted;
  const [isTable, showTable] = useState(false);
  const telling = useTelling();
  return (
    <>
      <p>
        <Say what={overWords(totals, telling)} />
      </p>
      {!isRunning && (counted.problem !== undefined || !counted.isWhole) && (
        <p className="warning">
          <Say
            what={
              counted.problem === undefined
                ? say('console.log.totals_part')
                : say('console.log.totals_failed', {
                    problem: { key: `problem.${counted.problem.code}.title` },
                  })
            }
          />
        </p>
      )}
      {isStale && <p className="warning">{wordsAt('console.log.totals_stale')}</p>}
      {totals.trials + totals.unreadable > 0 && (
        <p className="note">
          <Say
            what={say('console.log.totals_left_out', {
              trials: totals.trials,
              unreadable: totals.unreadable,
            })}
          />
        </p>
      )}
      {totals.counted > 0 && (
        <>
          <dl className="log-numbers">
            {outcomes.map((outcome) => (
              <div key={outcome} data-outcome={outcome}>
                <dt>{wordsAt(`console.log.outcome.${outcome}`)}</dt>
                <dd>
                  {numberText(totals.outcomes[outcome])}{' '}
                  <span className="note">{partText(totals.outcomes[outcome] / totals.counted)}</span>
                </dd>
              </div>
            ))}
            <div title={wordsAt('console.log.median_text')}>
              <dt>{wordsAt('console.log.median')}</dt>
              <dd>
                <Say what={durationWords(totals.medianToDelivered)} />
              </dd>
            </div>
          </dl>
          {!isTable && (
            <Guard fallback={null}>
              <Suspense fallback={<div className="log-chart" aria-busy="true" />}>
                <OutcomesChart days={totals.days} />
              </Suspense>
            </Guard>
          )}
          <div className={isTable ? undefined : 'unseen'}>
            <DaysTable days={totals.days} />
          </div>
          <button
            type="button"
            className="link log-as-table"
            aria-pressed={isTable}
            onClick={() => showTable(!isTable)}
          >
            {wordsAt('console.log.table')}
          </button>
        </>
      )}
    </>
  );
}

function overWords({ counted, span }: Totals, telling: Telling): Phrase {
  if (counted === 0 || span === undefined) return say('console.log.totals_none');
  return say('console.log.totals_over', {
    count: counted,
    from: momentText(span.from, telling),
    until: momentText(span.until, telling),
  });
}

const numberText = (value: number): string => value.toLocaleString(wordsLanguage());

const partText = (value: number): string => value.toLocaleString(wordsLanguage(), { style: 'percent' });

const minute = 60_000;
const hour = 60 * minute;

/** A length of time in its one fitting unit. */
function durationWords(ms: number | undefined): Phrase {
  if (ms === undefined) return say('console.log.none');
  if (ms < 2 * minute) return say('console.log.seconds', { count: Math.round(ms / 1_000) });
  if (ms < 2 * hour) return say('console.log.minutes', { count: Math.round(ms / minute) });
  return say('console.log.hours', { count: Math.round(ms / hour) });
}

function DaysTable({ days }: Pick<Totals, 'days'>): ReactNode {
  const { locale } = useTelling();
  return (
    <table className="log-days">
      <caption>{wordsAt('console.log.by_day')}</caption>
      <thead>
        <tr>
          <th scope="col">{wordsAt('console.log.day')}</th>
          {outcomes.map((outcome) => (
            <th key={outcome} scope="col">
              {wordsAt(`console.log.outcome.${outcome}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map((one) => (
          <tr key={one.day}>
            <th scope="row">{dayText(one.day, locale, 'whole')}</th>
            {outcomes.map((outcome) => (
              <td key={outcome}>{numberText(one.outcomes[outcome])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
