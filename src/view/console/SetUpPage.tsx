import { Button } from '@zendeskgarden/react-buttons';
import { type ReactNode, useMemo } from 'react';
import { type Grade, gradeOf, judgeSetUp, type LineId, type SetUpLine } from '../../core/set-up';
import { useAnnouncement } from '../announcement';
import { Say } from '../Say';
import { type Phrase, wordsAt } from '../words';
import { describeLine, lineParts } from './describe-line';
import { GradeMark } from './GradeMark';
import type { PageProps } from './pages';
import { useStarted } from './use-task';
import { Working } from './Working';

/** Everything that must be right before a customer gets a message, line by line. */
export function SetUpPage({ office, goTo }: PageProps): ReactNode {
  const { kind, value } = useStarted(office.setUp);
  const lines = useMemo(() => (value === undefined ? [] : judgeSetUp(value)), [value]);
  const isRunning = kind === 'running';
  const summary = summaryOf(lines, isRunning);
  const headline = wordsAt(`console.set_up.${summary}`);
  const { text: announcement } = useAnnouncement(isRunning ? undefined : headline);
  return (
    <div className="page">
      <header className="summary">
        <GradeMark grade={summary === 'stopped' ? 'amber' : summary} />
        <div>
          <h2 className="headline">{headline}</h2>
          <p>{wordsAt(`console.set_up.${summary}_text`)}</p>
        </div>
        {!isRunning && (
          <Button size="small" onClick={() => office.setUp.start()}>
            {wordsAt('console.set_up.again')}
          </Button>
        )}
      </header>
      <Working task={office.setUp} label="console.set_up.progress_label" />
      <p className="unseen" role="status">
        {announcement}
      </p>
      {lines.length > 0 && (
        <div className="parts">
          {lineParts.map(({ part, lines: ids }) => (
            <section key={part} className="part" aria-label={wordsAt(`console.part.${part}`)}>
              <h3 className="small-title">{wordsAt(`console.part.${part}`)}</h3>
              <ul className="lines">
                {ids.flatMap((id) => {
                  const line = lines.find((one) => one.id === id);
                  return line === undefined
                    ? []
                    : [<Line key={id} id={id} line={line} isOver={!isRunning} office={office} goTo={goTo} />];
                })}
              </ul>
            </section>
          ))}
        </div>
      )}
    </div>
  );
}

/** The worst that was found; `stopped` where not everything was looked at. */
function summaryOf(lines: readonly SetUpLine[], isRunning: boolean): Grade | 'stopped' {
  const grade = gradeOf(lines);
  if (isRunning || lines.length === 0) return 'waiting';
  return grade === 'waiting' ? 'stopped' : grade;
}

interface LineProps extends Pick<PageProps, 'office' | 'goTo'> {
  readonly id: LineId;
  readonly line: SetUpLine;
  readonly isOver: boolean;
}

function Line({ id, line, isOver, office, goTo }: LineProps): ReactNode {
  const { text, items, todo, code, said } = describeLine(line, isOver);
  return (
    <li className="line" data-line={id} data-grade={line.grade} data-code={code}>
      <GradeMark grade={line.told.kind === 'blocked' ? 'waiting' : line.grade} />
      <h4 className="line-title">{wordsAt(`console.line.${id}`)}</h4>
      <div className="line-text">
        <p>
          <Say what={text} />
        </p>
        {items.length > 0 && (
          <ul className="items">
            {items.map((item) => (
              <li key={JSON.stringify(item.values)}>
                <Say what={item} />
              </li>
            ))}
          </ul>
        )}
        {todo !== undefined && <Todo todo={todo} line={line} office={office} goTo={goTo} />}
        {said !== undefined && <p className="note">{said}</p>}
      </div>
    </li>
  );
}

interface TodoProps extends Pick<PageProps, 'office' | 'goTo'> {
  readonly todo: Phrase;
  readonly line: SetUpLine;
}

/** What to do, and the way to where it is done. */
function Todo({ todo, line: { place }, office, goTo }: TodoProps): ReactNode {
  const address = place === undefined ? undefined : office.ports.addressOf(place);
  return (
    <p className="todo">
      <Say what={todo} />{' '}
      {place === 'templates' && (
        <button type="button" className="link" onClick={() => goTo('templates')}>
          {wordsAt('console.place.templates')}
        </button>
      )}
      {place !== undefined && address !== undefined && (
        <a className="link" href={address} target="_blank" rel="noreferrer">
          {wordsAt(`console.place.${place}`)}
        </a>
      )}
    </p>
  );
}
