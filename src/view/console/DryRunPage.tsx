import { Button } from '@zendeskgarden/react-buttons';
import { Field, Fieldset, Radio } from '@zendeskgarden/react-forms';
import { Table } from '@zendeskgarden/react-tables';
import { type ReactNode, useMemo, useState } from 'react';
import { maxAttempts } from '../../core/claim';
import { type Counted, countDryRun, type DryRunLine } from '../../core/dry-run';
import type { Problem } from '../../core/problem';
import {
  type DryRunDays,
  type DryRunFound,
  dryRunDays,
  mostRequests,
  mostTickets,
} from '../../engine/dry-run';
import { useAnnouncement } from '../announcement';
import { subjectWords } from '../problem-words';
import { Say, useTelling } from '../Say';
import { type Phrase, say, textOf, type Value, type WordKey, wordsAt, wordsLanguage } from '../words';
import type { PageProps } from './pages';
import { useTask } from './use-task';
import { Working } from './Working';

/** What the app would have done about past assignments; nothing is sent for it. */
export function DryRunPage({ office: { dryRun }, openTicket }: PageProps): ReactNode {
  const { kind, value, total } = useTask(dryRun);
  const [days, chooseDays] = useState<DryRunDays>(value?.days ?? 7);
  const telling = useTelling();
  const isRunning = kind === 'running';
  const isOver = !isRunning && kind !== 'idle';
  const counts = useMemo(() => countDryRun(value?.lines ?? []), [value]);
  const told =
    isOver && value !== undefined
      ? `${counts.sent} ${wordsAt('console.dry_run.sent')}, ${counts.blocked} ${wordsAt('console.dry_run.blocked')}`
      : undefined;
  const { text: announcement } = useAnnouncement(told);
  return (
    <div className="page">
      <header className="dry-run-head">
        <h2 className="headline">{wordsAt('console.dry_run.title')}</h2>
        <p>{wordsAt('console.dry_run.text')}</p>
        <p>{wordsAt('console.dry_run.assumed')}</p>
      </header>
      <Fieldset className="dry-run-period">
        <Fieldset.Legend>{wordsAt('console.dry_run.period')}</Fieldset.Legend>
        <div className="dry-run-days">
          {dryRunDays.map((one) => (
            <Field key={one}>
              <Radio
                name="days"
                value={one}
                checked={one === days}
                disabled={isRunning}
                onChange={() => chooseDays(one)}
              >
                <Field.Label isRegular>
                  {textOf(say('console.dry_run.days', { days: one }), telling)}
                </Field.Label>
              </Radio>
            </Field>
          ))}
        </div>
        <p className="note">
          <Say what={say('console.dry_run.cost', { tickets: mostTickets, requests: mostRequests })} />
        </p>
        {!isRunning && (
          <Button isPrimary size="small" onClick={() => dryRun.startWith(days)}>
            {wordsAt(kind === 'idle' ? 'console.dry_run.start' : 'console.dry_run.again')}
          </Button>
        )}
      </Fieldset>
      <Working
        task={dryRun}
        label="console.dry_run.progress_label"
        count={total === 0 ? 'console.dry_run.beginning' : 'console.dry_run.progress'}
      />
      <p className="unseen" role="status">
        {announcement}
      </p>
      {kind === 'cancelled' && <p>{wordsAt('console.dry_run.cancelled')}</p>}
      {kind === 'broken' && <p role="alert">{wordsAt('console.dry_run.broken')}</p>}
      {value !== undefined && (isOver || value.lines.length > 0) && (
        <Found found={value} isOver={kind === 'done'} openTicket={openTicket} />
      )}
    </div>
  );
}

interface FoundProps extends Pick<PageProps, 'openTicket'> {
  readonly found: DryRunFound;
  readonly isOver: boolean;
}

function Found({ found, isOver, openTicket }: FoundProps): ReactNode {
  const { obstacle, lines } = found;
  const { sent, blocked, problems, countries, languages } = useMemo(() => countDryRun(lines), [lines]);
  if (obstacle !== undefined) {
    return (
      <div className="empty" role="alert" data-code={obstacle.code}>
        <h3 className="headline">{wordsAt(`problem.${obstacle.code}.title`)}</h3>
        <p>
          <Say what={textFor(obstacle)} />
        </p>
      </div>
    );
  }
  return (
    <>
      <Notes found={found} />
      {lines.length === 0 && isOver && (
        <div className="empty">
          <h3 className="headline">{wordsAt('console.dry_run.none')}</h3>
          <p>{wordsAt('console.dry_run.none_text')}</p>
        </div>
      )}
      {lines.length > 0 && (
        <>
          <ul className="dry-run-figures">
            <Figure count={sent} label="console.dry_run.sent" tone="good" />
            <Figure count={blocked} label="console.dry_run.blocked" tone="plain" />
          </ul>
          <div className="dry-run-counts">
            <Counts
              title="console.dry_run.reasons"
              column="console.dry_run.column.reason"
              counts={problems}
              say={(reason) => <Reason problem={reason} />}
            />
            <Counts
              title="console.dry_run.countries"
              column="console.dry_run.column.country"
              counts={countries}
              say={(country) =>
                country === undefined ? wordsAt('console.dry_run.no_country') : countryName(country)
              }
            />
            <Counts
              title="console.dry_run.languages"
              column="console.dry_run.column.language"
              counts={languages}
              say={(language) => <Say what={{ language }} />}
            />
          </div>
          <Lines lines={lines} openTicket={openTicket} />
        </>
      )}
    </>
  );
}

/** What the figures leave out or take for granted. */
function Notes({ found }: Pick<FoundProps, 'found'>): ReactNode {
  const { tickets, hasMore, unread, isAutomatic, templatesRead } = found;
  const notes: readonly Phrase[] = [
    say('console.dry_run.seen', { tickets }),
    ...(hasMore ? [say('console.dry_run.has_more', { tickets: mostTickets })] : []),
    ...(unread > 0 ? [say('console.dry_run.unread', { count: unread })] : []),
    ...(isAutomatic ? [] : [say('console.dry_run.automatic_off')]),
    ...(templatesRead ? [] : [say('console.dry_run.templates_unread')]),
  ];
  return (
    <ul className="dry-run-notes">
      {notes.map((note) => (
        <li key={note.key}>
          <Say what={note} />
        </li>
      ))}
    </ul>
  );
}

interface FigureProps {
  readonly count: number;
  readonly label: WordKey;
  readonly tone: 'good' | 'plain';
}

const Figure = ({ count, label, tone }: FigureProps): ReactNode => (
  <li className="dry-run-figure" data-tone={tone}>
    <strong>{count}</strong> <span>{wordsAt(label)}</span>
  </li>
);

interface CountsProps<T> {
  readonly title: WordKey;
  readonly column: WordKey;
  readonly counts: readonly Counted<T>[];
  readonly say: (what: T) => ReactNode;
}

function Counts<T>({ title, column, counts, say: words }: CountsProps<T>): ReactNode {
  if (counts.length === 0) return null;
  return (
    <section className="dry-run-part">
      <h3 className="small-title">{wordsAt(title)}</h3>
      <div className="dry-run-frame">
        <Table size="small" aria-label={wordsAt(title)}>
          <Table.Head>
            <Table.HeaderRow>
              <Table.HeaderCell>{wordsAt(column)}</Table.HeaderCell>
              <Table.HeaderCell className="dry-run-number">
                {wordsAt('console.dry_run.column.count')}
              </Table.HeaderCell>
            </Table.HeaderRow>
          </Table.Head>
          <Table.Body>
            {counts.map(({ what, count }) => (
              <Table.Row key={JSON.stringify(what) ?? ''}>
                <Table.Cell>{words(what)}</Table.Cell>
                <Table.Cell className="dry-run-number">{count}</Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
    </section>
  );
}

/** A problem by its title, with the whole sentence below. */
const Reason = ({ problem }: { readonly problem: Problem }): ReactNode => (
  <div data-code={problem.code}>
    <strong className="dry-run-reason">{wordsAt(`problem.${problem.code}.title`)}</strong>
    <p className="note">
      <Say what={textFor(problem)} />
    </p>
  </div>
);

const textFor = (problem: Problem): Phrase =>
  say(`problem.${problem.code}.text`, {
    customer: { key: 'console.a_customer' },
    most: maxAttempts,
    ...subjectWords(problem),
  });

const columns = ['ticket', 'saved', 'specialist', 'outcome'] as const;

interface LinesProps extends Pick<PageProps, 'openTicket'> {
  readonly lines: readonly DryRunLine[];
}

/** Each assignment, the newest first. */
function Lines({ lines, openTicket }: LinesProps): ReactNode {
  const sorted = useMemo(() => [...lines].sort((a, b) => b.savedAt - a.savedAt), [lines]);
  return (
    <section className="dry-run-part">
      <h3 className="small-title">{wordsAt('console.dry_run.list')}</h3>
      <div className="dry-run-frame">
        <Table size="small" aria-label={wordsAt('console.dry_run.list')}>
          <Table.Head>
            <Table.HeaderRow>
              {columns.map((column) => (
                <Table.HeaderCell key={column} className={`dry-run-${column}`}>
                  {wordsAt(`console.dry_run.column.${column}`)}
                </Table.HeaderCell>
              ))}
            </Table.HeaderRow>
          </Table.Head>
          <Table.Body>
            {sorted.map(({ ticketId, auditId, savedAt, specialist, outcome }) => (
              <Table.Row key={auditId} data-outcome={outcome.kind}>
                <Table.Cell>
                  <button type="button" className="link" onClick={() => openTicket(ticketId)}>
                    <bdi>#{ticketId}</bdi>
                  </button>
                </Table.Cell>
                <Table.Cell>
                  <Say what={{ at: savedAt }} />
                </Table.Cell>
                <Table.Cell>
                  {specialist.name === '' ? wordsAt('console.dry_run.unnamed') : <bdi>{specialist.name}</bdi>}
                </Table.Cell>
                <Table.Cell>
                  <Outcome outcome={outcome} />
                </Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
    </section>
  );
}

function Outcome({ outcome }: Pick<DryRunLine, 'outcome'>): ReactNode {
  if (outcome.kind === 'blocked') return wordsAt(`problem.${outcome.problem.code}.title`);
  const { language, country, phoneEnding } = outcome;
  const values = { language: { language }, ending: phoneEnding } satisfies Record<string, Value>;
  return (
    <Say
      what={
        country === undefined
          ? say('console.dry_run.would_send_somewhere', values)
          : say('console.dry_run.would_send', { ...values, country: countryName(country) })
      }
    />
  );
}

/** A country by name; its code where nothing knows it. */
const countryName = (code: string): string =>
  new Intl.DisplayNames(wordsLanguage(), { type: 'region' }).of(code) ?? code;
