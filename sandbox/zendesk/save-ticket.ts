import type { Changes, SandboxComment, SandboxTicket, TicketStatus } from '../contract';
import {
  type Account,
  type Audit,
  type AuditEvent,
  type AuditValue,
  type Channel,
  defaultGroupOf,
  isWorkingAgent,
} from './account';
import { isoSeconds } from './clock';
import type { Ids } from './ids';

/** Who saves, when and through what. */
export interface Saving {
  readonly byUserId: number;
  readonly at: number;
  readonly channel: Channel;
  /** A trigger of the account that gives every newly assigned ticket to this person, within the same save. */
  readonly triggerAssigneeId: number | null;
}

/** What a save came to. A save that changed nothing has no audit. */
export type Saved =
  | { readonly ok: true; readonly ticket: SandboxTicket; readonly audit: Audit | null }
  | { readonly ok: false; readonly message: string };

/** A ticket as it is before it gets its number. */
export interface Draft {
  readonly id: number;
  readonly subject: string;
  readonly about: string;
  readonly requesterId: number;
}

/** The ticket fields that a save can change; audits list them in this order. */
interface Fields {
  readonly status: TicketStatus;
  readonly group_id: number | null;
  readonly assignee_id: number | null;
  readonly requester_id: number | null;
  readonly tags: readonly string[];
}

const triggerTitle = 'Give new assignments to the duty specialist';

/** Saves changes to a ticket as Zendesk does, with the audit that tells of it. */
export function saveTicket(
  account: Account,
  ids: Ids,
  ticketId: number,
  changes: Changes,
  saving: Saving,
): Saved {
  const ticket = account.tickets.get(ticketId);
  if (!ticket) return refused(`Ticket ${ticketId} does not exist.`);
  if (ticket.status === 'closed') return refused('Closed tickets cannot be updated.');

  const before: Fields = {
    status: ticket.status,
    group_id: ticket.groupId,
    assignee_id: ticket.assigneeId,
    requester_id: ticket.requesterId,
    tags: ticket.tags,
  };
  const wanted = settle(account, before, changes);
  if (!wanted.ok) return wanted;
  const auditId = ids.next();
  const comment = commentOf(changes, saving);
  const events: AuditEvent[] = comment ? [commentEvent(ids, comment)] : [];
  events.push(...changeEvents(ids, before, wanted.fields, null));
  const after = runTrigger(account, before, wanted.fields, saving);
  events.push(...changeEvents(ids, wanted.fields, after, triggerTitle));
  if (events.length === 0) return { ok: true, ticket, audit: null };

  const audit = auditOf(auditId, ticketId, saving, events);
  return { ok: true, ticket: store(account, ticket, after, comment, audit), audit };
}

/** Creates a ticket as Zendesk does: one audit whose events say every field's first value. */
export function createTicket(
  account: Account,
  ids: Ids,
  draft: Draft,
  changes: Changes,
  saving: Saving,
): Saved {
  const blank: Fields = {
    status: 'new',
    group_id: null,
    assignee_id: null,
    requester_id: draft.requesterId,
    tags: [],
  };
  const wanted = settle(account, blank, changes);
  if (!wanted.ok) return wanted;
  if (draft.subject.trim() === '') return refused('Subject: cannot be blank');

  const auditId = ids.next();
  const comment = commentOf(changes, saving);
  if (!comment) return refused('Description: cannot be blank');
  const first = wanted.fields;
  const created: readonly (readonly [string, AuditValue])[] = [
    ['subject', draft.subject],
    ['status', first.status],
    ['priority', null],
    ['type', null],
    ['group_id', idText(first.group_id)],
    ['assignee_id', idText(first.assignee_id)],
    ['requester_id', idText(first.requester_id)],
    ['tags', first.tags],
  ];
  const events: AuditEvent[] = [commentEvent(ids, comment)];
  for (const [field, value] of created) events.push({ id: ids.next(), type: 'Create', field, value });
  const after = runTrigger(account, blank, first, saving);
  events.push(...changeEvents(ids, first, after, triggerTitle));

  const at = isoSeconds(saving.at);
  const empty: SandboxTicket = {
    id: draft.id,
    subject: draft.subject,
    about: draft.about,
    status: 'new',
    tags: [],
    requesterId: draft.requesterId,
    assigneeId: null,
    groupId: null,
    createdAt: at,
    updatedAt: at,
    comments: [],
  };
  const audit = auditOf(auditId, draft.id, saving, events);
  return { ok: true, ticket: store(account, empty, after, comment, audit), audit };
}

type Settled =
  | { readonly ok: true; readonly fields: Fields }
  | { readonly ok: false; readonly message: string };

/** What the fields become: what was asked for, and what Zendesk itself does on top. */
function settle(account: Account, before: Fields, changes: Changes): Settled {
  const requesterId = changes.requesterId === undefined ? before.requester_id : changes.requesterId;
  if (requesterId === null || !account.users.get(requesterId)?.active) {
    return refused('Requester: is not a valid user');
  }
  let assigneeId = changes.assigneeId === undefined ? before.assignee_id : changes.assigneeId;
  let groupId = changes.groupId === undefined ? before.group_id : changes.groupId;
  if (groupId !== null && !account.groups.has(groupId)) return refused('Group: is not a valid group');

  if (changes.assigneeId !== undefined && assigneeId !== null) {
    if (!isWorkingAgent(account.users.get(assigneeId))) return refused('Assignee: is not a valid agent');
    if (!isMember(account, groupId, assigneeId)) groupId = defaultGroupOf(account, assigneeId)?.id ?? null;
  } else if (
    changes.groupId !== undefined &&
    assigneeId !== null &&
    !isMember(account, groupId, assigneeId)
  ) {
    // The ticket leaves the assignee behind when it moves to a group that the assignee is not in.
    assigneeId = null;
  }

  let status = changes.status ?? before.status;
  if (status === 'new' && assigneeId !== null) status = 'open';
  if (status === 'solved' && assigneeId === null) {
    return refused('Assignee: is required when solving a ticket');
  }
  const tags =
    changes.tags === undefined ? before.tags : [...new Set(changes.tags)].sort((a, b) => a.localeCompare(b));
  return {
    ok: true,
    fields: { status, group_id: groupId, assignee_id: assigneeId, requester_id: requesterId, tags },
  };
}

function isMember(account: Account, groupId: number | null, userId: number): boolean {
  return groupId !== null && (account.groups.get(groupId)?.memberIds.includes(userId) ?? false);
}

function runTrigger(account: Account, before: Fields, saved: Fields, saving: Saving): Fields {
  const to = saving.triggerAssigneeId;
  const newlyAssigned = saved.assignee_id !== null && saved.assignee_id !== before.assignee_id;
  if (to === null || !newlyAssigned || saved.assignee_id === to) return saved;
  const group = isMember(account, saved.group_id, to)
    ? saved.group_id
    : (defaultGroupOf(account, to)?.id ?? null);
  return { ...saved, assignee_id: to, group_id: group };
}

function changeEvents(ids: Ids, from: Fields, to: Fields, trigger: string | null): AuditEvent[] {
  const pairs: readonly (readonly [string, AuditValue, AuditValue])[] = [
    ['status', from.status, to.status],
    ['group_id', idText(from.group_id), idText(to.group_id)],
    ['assignee_id', idText(from.assignee_id), idText(to.assignee_id)],
    ['requester_id', idText(from.requester_id), idText(to.requester_id)],
    ['tags', from.tags, to.tags],
  ];
  return pairs
    .filter(([, previous, value]) => JSON.stringify(previous) !== JSON.stringify(value))
    .map(([field, previous, value]) => ({ id: ids.next(), type: 'Change', field, value, previous, trigger }));
}

function idText(id: number | null): string | null {
  return id === null ? null : String(id);
}

function commentOf(changes: Changes, saving: Saving): SandboxComment | null {
  const body = changes.comment?.trim() ?? '';
  if (body === '') return null;
  return { authorId: saving.byUserId, body, public: true, createdAt: isoSeconds(saving.at) };
}

function commentEvent(ids: Ids, comment: SandboxComment): AuditEvent {
  const { authorId, body } = comment;
  return { id: ids.next(), type: 'Comment', authorId, body, public: comment.public };
}

function auditOf(id: number, ticketId: number, saving: Saving, events: readonly AuditEvent[]): Audit {
  return { id, ticketId, authorId: saving.byUserId, at: saving.at, channel: saving.channel, events };
}

function store(
  account: Account,
  ticket: SandboxTicket,
  fields: Fields,
  comment: SandboxComment | null,
  audit: Audit,
): SandboxTicket {
  const saved: SandboxTicket = {
    ...ticket,
    status: fields.status,
    groupId: fields.group_id,
    assigneeId: fields.assignee_id,
    requesterId: fields.requester_id,
    tags: fields.tags,
    updatedAt: isoSeconds(audit.at),
    comments: comment ? [...ticket.comments, comment] : ticket.comments,
  };
  account.tickets.set(ticket.id, saved);
  account.audits.set(ticket.id, [...(account.audits.get(ticket.id) ?? []), audit]);
  return saved;
}

function refused(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}
