/** What support asks for, as plain text. In English, whatever the agent reads: support compares it with codes. */
import { messageIdOf, type Notification } from '../core/notification';
import type { Problem } from '../core/problem';
import type { State } from '../core/state';

/**
 * Ids, codes and times of everything that this page knows of the ticket's messages, UTC. Of a number only its ending;
 * no names, no texts, no words of the outside, and no token, which no browser has.
 */
export function supportText(state: State, now: number): string {
  const { current, records, unreadable, obstacle, storeProblem, statusProblem, ticket, settings } = state;
  const shown = current?.notification.key;
  const others = records.filter(
    ({ notification: { key } }) => key.auditId !== shown?.auditId || key.attempt !== shown.attempt,
  );
  return [
    '1MSG Agent Assigned, details for support',
    `Copied: ${new Date(now).toISOString()}`,
    ...lineOf('Ticket', ticket?.id),
    ...lineOf('Requester', ticket?.requesterId),
    ...lineOf('Assignee', state.savedSpecialistId),
    ...lineOf('Channel', settings.ok ? settings.settings.channelId : undefined),
    ...problemLines('Not sent because', obstacle),
    ...problemLines('Records', storeProblem),
    ...problemLines('Newest status', statusProblem),
    ...(current === undefined ? [] : attemptLines(current.notification, current.recordId)),
    ...others.flatMap(({ notification, recordId }) => attemptLines(notification, recordId)),
    ...(unreadable === 0 ? [] : ['', `Records that cannot be read: ${unreadable}`]),
  ].join('\n');
}

function attemptLines(notification: Notification, recordId: string | undefined): readonly string[] {
  const { key, status, specialist, phoneEnding, template, language, sentBy, timeline } = notification;
  return [
    '',
    `Attempt ${key.attempt} for assignment ${key.auditId}: ${status}`,
    ...lineOf('Record', recordId),
    `Specialist: ${specialist.id}`,
    `Number: …${phoneEnding}`,
    `Template: ${template}, ${language}`,
    `Sent by: ${sentBy}`,
    ...lineOf('Message ID', messageIdOf(notification)),
    ...lineOf('Job ID', status === 'queued' ? notification.jobId : undefined),
    ...('problem' in notification ? problemLines('Problem', notification.problem) : []),
    ...Object.entries(timeline).flatMap(([step, at]) =>
      at === undefined ? [] : [`  ${step}: ${new Date(at).toISOString()}`],
    ),
  ];
}

/** Our code, and the code that the outside put before its words. */
function problemLines(label: string, problem: Problem | undefined): readonly string[] {
  if (problem === undefined) return [];
  const theirs = /^\d{3,6}\b/.exec(problem.detail ?? '')?.[0];
  return [`${label}: ${problem.code}${theirs === undefined ? '' : ` (${theirs})`}`];
}

const lineOf = (label: string, value: string | number | undefined): readonly string[] =>
  value === undefined ? [] : [`${label}: ${value}`];
