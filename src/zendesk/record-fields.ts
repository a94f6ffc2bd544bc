/**
 * A notification from its record's fields. The field keys are those of `requirements.json`; other
 * tools of an account may read them, so they never change their meaning under one `version`.
 */
import { externalIdOf, parseClaim } from '../core/claim';
import type { Stored } from '../core/events';
import { isStatus, type Notification, type Status, statuses, type Timeline } from '../core/notification';
import { isProblemCode, type Problem, problem } from '../core/problem';
import { isObject, parseJson } from '../engine/http';
import { readId, readInteger, readText, readTime } from './wire';

/** The custom object's key. */
export const objectKey = 'onemsg_notification';

/** The version of the fields' meaning. */
export const fieldVersion = 1;

/** Option values of dropdowns share one space with all tags of an account, hence the prefix. */
export const statusPrefix = 'onemsg_';

/** A record as Zendesk's API shows it; undefined when it is not one that this version can vouch for. */
export function parseRecord(record: unknown): Stored | undefined {
  if (!isObject(record) || !isObject(record.custom_object_fields)) return undefined;
  const recordId = readText(record.id);
  const fields = record.custom_object_fields;
  const notification = parseFields(fields);
  if (recordId === undefined || notification === undefined) return undefined;
  if (record.external_id !== externalIdOf(notification.key)) return undefined;
  const claim = parseClaim(readText(fields.claim) ?? '');
  const createdAt = readTime(record.created_at);
  return {
    recordId,
    notification,
    claim: claim === undefined || createdAt === undefined ? undefined : { ...claim, recordId, createdAt },
  };
}

/** The notification that the fields tell of; undefined where what decides cannot be read. */
export function parseFields(fields: Readonly<Record<string, unknown>>): Notification | undefined {
  const ticketId = readInteger(fields.ticket_id);
  const auditId = readId(fields.assignment_id);
  const attempt = readId(fields.attempt);
  const specialistId = readId(fields.specialist_id);
  if (readInteger(fields.version) !== fieldVersion) return undefined;
  if (
    ticketId === undefined ||
    ticketId < 0 ||
    auditId === undefined ||
    attempt === undefined ||
    specialistId === undefined
  ) {
    return undefined;
  }
  const common = {
    key: { ticketId, auditId, attempt },
    specialist: { id: specialistId, name: readText(fields.specialist_name) ?? '' },
    phoneEnding: readText(fields.phone) ?? '',
    template: readText(fields.template) ?? '',
    language: readText(fields.language) ?? '',
    sentBy: readId(fields.sent_by) ?? 'auto',
    timeline: parseTimeline(fields.timeline),
  } as const;
  const status = parseStatus(fields.status);
  const messageId = readText(fields.message_id);
  const detail = readText(fields.problem_detail);
  // An id is proof that 1MSG accepted the message, whatever was written over it.
  if (messageId !== undefined && (status === 'claimed' || status === 'queued' || status === 'unknown')) {
    return { ...common, status: 'accepted', messageId };
  }
  switch (status) {
    case 'claimed':
      return { ...common, status };
    case 'queued':
      return detail === undefined ? undefined : { ...common, status, jobId: detail };
    case 'accepted':
    case 'sent':
    case 'delivered':
    case 'read':
      return messageId === undefined ? undefined : { ...common, status, messageId };
    case 'failed':
      return { ...common, status, messageId, problem: parseProblem(fields.problem, detail) };
    case 'unknown':
      return { ...common, status, problem: parseProblem(fields.problem, detail) };
    case undefined:
      return undefined;
  }
}

function parseStatus(value: unknown): Status | undefined {
  const name = readText(value)?.replace(statusPrefix, '') ?? '';
  return isStatus(name) ? name : undefined;
}

/** A code of a later version stays readable as text. */
function parseProblem(value: unknown, detail: string | undefined): Problem {
  const [code = '', ...subjects] = readText(value)?.split(' ') ?? [];
  return isProblemCode(code)
    ? problem(code, detail, subjects)
    : problem('unspecified', detail ?? (code || undefined));
}

function parseTimeline(value: unknown): Timeline {
  const json = typeof value === 'string' ? parseJson(value) : undefined;
  if (!isObject(json)) return {};
  const timeline: { [S in Status]?: number } = {};
  for (const status of statuses) {
    const at = readTime(json[status]);
    if (at !== undefined) timeline[status] = at;
  }
  return timeline;
}
