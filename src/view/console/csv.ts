import { unparse } from 'papaparse';
import { type LogRow, readable } from '../../core/log';
import { type Status, statuses } from '../../core/notification';
import { isTrial } from '../../core/trial';
import { wordsAt } from '../words';

const lineEnd = '\r\n';

/**
 * The columns have the same names in every language, for those who read the file by a program. WhatsApp's id of the
 * message is none of them: it holds the customer's number, and files go from hand to hand.
 */
const columns = [
  'record_id',
  'created_at',
  'ticket',
  'assignment',
  'attempt',
  'test',
  'status',
  'problem',
  'problem_title',
  'problem_detail',
  'specialist_id',
  'specialist',
  'phone',
  'template',
  'language',
  'sent_by',
  'sent_by_name',
  ...statuses.map((status): `${Status}_at` => `${status}_at`),
] as const;

type Line = { readonly [C in (typeof columns)[number]]?: string | number | undefined };

/** Rows as CSV; cells that a spreadsheet would take for a formula are defused. */
export function csvOf(rows: readonly LogRow[], isFirst: boolean, names: ReadonlyMap<number, string>): string {
  const lines = rows.map((row) => {
    const line = lineOf(row, names);
    return columns.map((column) => line[column] ?? '');
  });
  const all = isFirst ? [[...columns], ...lines] : lines;
  return all.length === 0 ? '' : unparse(all, { escapeFormulae: true, newline: lineEnd }) + lineEnd;
}

function lineOf(row: LogRow, names: ReadonlyMap<number, string>): Line {
  const notification = readable(row);
  const common: Line = { record_id: row.recordId, created_at: isoOf(row.createdAt), ticket: row.ticketId };
  if (notification === undefined) return { ...common, status: `unreadable (${String(row.content)})` };
  const { key, specialist, phoneEnding, template, language, sentBy, timeline, status } = notification;
  const reason = 'problem' in notification ? notification.problem : undefined;
  const times = Object.fromEntries(statuses.map((one) => [`${one}_at`, isoOf(timeline[one])]));
  return {
    ...common,
    ...times,
    ticket: key.ticketId,
    assignment: key.auditId,
    attempt: key.attempt,
    test: isTrial(key) ? 'yes' : '',
    status,
    problem: reason?.code,
    problem_title: reason === undefined ? undefined : wordsAt(`problem.${reason.code}.title`),
    problem_detail: reason?.detail,
    specialist_id: specialist.id,
    specialist: specialist.name,
    phone: phoneEnding === '' ? '' : `•••• ${phoneEnding}`,
    template,
    language,
    sent_by: sentBy,
    sent_by_name: sentBy === 'auto' ? '' : names.get(sentBy),
  };
}

const isoOf = (at: number | undefined): string => (at === undefined ? '' : new Date(at).toISOString());
