import type { ReactNode } from 'react';
import { type LogRow, readable } from '../../core/log';
import { type Notification, statuses } from '../../core/notification';
import { isTrial } from '../../core/trial';
import { MarkIcon } from '../MarkIcon';
import { looks, statusKey } from '../notification-words';
import { Say } from '../Say';
import { say, type Value, type WordKey, wordsAt } from '../words';
import { Moment } from './moment';

interface LogLineProps {
  readonly row: LogRow;
  readonly names: ReadonlyMap<number, string>;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly openTicket: (ticketId: number) => void;
}

/** One record: what it came to, about whom, when, and by whom; the rest is one click away. */
export function LogLine(props: LogLineProps): ReactNode {
  const { row, names, isOpen, onToggle, openTicket } = props;
  const notification = readable(row);
  const { mark, tone } =
    notification === undefined ? ({ mark: 'warning', tone: 'warn' } as const) : looks[notification.status];
  const isTest = notification !== undefined && isTrial(notification.key);
  const about = notification?.key.ticketId ?? row.ticketId;
  return (
    <>
      <div className="log-row" data-tone={tone}>
        <div className="log-status">
          <span className="mark">
            <MarkIcon mark={mark} />
          </span>
          <span className="log-words">
            <span className="log-main">
              <Say what={headOf(row)} />
            </span>
            {notification !== undefined && 'problem' in notification && (
              <span className="log-problem">
                <Say what={say(`problem.${notification.problem.code}.title`)} />
              </span>
            )}
          </span>
        </div>
        <div>
          {isTest && wordsAt('console.log.trial')}
          {!isTest && about !== undefined && about > 0 && (
            <button
              type="button"
              className="link"
              aria-label={`${wordsAt('console.log.ticket')} #${about}`}
              onClick={() => openTicket(about)}
            >
              #{about}
            </button>
          )}
        </div>
        <Cell label="console.log.specialist">
          {notification !== undefined && <bdi>{notification.specialist.name}</bdi>}
        </Cell>
        <Cell label="console.log.time">{row.createdAt !== undefined && <Moment at={row.createdAt} />}</Cell>
        <Cell label="console.log.attempt">{notification?.key.attempt}</Cell>
        <Cell label="console.log.sent_by">
          {notification !== undefined && <Say what={senderOf(notification, names)} />}
        </Cell>
        <div>
          <button type="button" className="link" aria-expanded={isOpen} onClick={onToggle}>
            {wordsAt('console.log.more')}
          </button>
        </div>
      </div>
      {isOpen && <Details row={row} />}
    </>
  );
}

/** A value under its column; the column's name is there for those who do not see where it stands. */
function Cell({ label, children }: { readonly label: WordKey; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <span className="unseen">{wordsAt(label)}: </span>
      {children}
    </div>
  );
}

const headOf = ({ content }: LogRow) =>
  say(typeof content === 'string' ? `console.log.${content}` : statusKey(content));

/** Who pressed the button, or the app. */
function senderOf({ sentBy }: Notification, names: ReadonlyMap<number, string>): Value {
  if (sentBy === 'auto') return { key: 'console.log.by_auto' };
  return names.get(sentBy) ?? `#${sentBy}`;
}

function Details({ row }: { readonly row: LogRow }): ReactNode {
  return (
    <dl className="facts log-facts">
      {factsOf(row).map(([label, value]) => (
        <div key={label} className="fact">
          <dt>{wordsAt(label)}</dt>
          <dd>
            {typeof value === 'object' && 'at' in value ? (
              <Moment at={value.at} clock="medium" />
            ) : (
              <Say what={value} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Fact = readonly [label: WordKey, value: Value];

function factsOf(row: LogRow): readonly Fact[] {
  const record: Fact = ['console.log.record_id', row.recordId];
  const { content } = row;
  if (typeof content === 'string') {
    return [['console.log.problem', { key: `console.log.${content}_text` }], record];
  }
  const reason = 'problem' in content ? content.problem : undefined;
  const messageId = 'messageId' in content ? content.messageId : undefined;
  const optional = (label: WordKey, value: string | undefined): readonly Fact[] =>
    value === undefined || value === '' ? [] : [[label, value]];
  return [
    ...statuses.flatMap((status): readonly Fact[] => {
      const at = content.timeline[status];
      return at === undefined ? [] : [[`step.${status}`, { at }]];
    }),
    ...optional('console.log.phone', content.phoneEnding === '' ? '' : `•••• ${content.phoneEnding}`),
    ...optional('details.template', content.template),
    ...optional('details.language', content.language),
    ...optional('details.code', reason?.code),
    ...optional('details.said', reason?.detail),
    ...optional('details.message_id', messageId),
    record,
  ];
}
