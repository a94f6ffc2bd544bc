/** A saved change of a ticket's assignee. The audit's id names it, so all who see one save agree on it. */
export interface Assignment {
  readonly ticketId: number;
  readonly auditId: number;
  /** The person the save left in charge; none when it left the ticket with a group or nobody. */
  readonly specialistId: number | undefined;
  /** Everybody who was assignee at some point within this save: a trigger may have had the last word. */
  readonly through: readonly number[];
  /** Who saved; Zendesk's own automations have ids below 1. */
  readonly authorId: number;
  /** ms since the epoch, by Zendesk's clock. */
  readonly savedAt: number;
}

/** A ticket audit, cut down to what assignments are made of. */
export interface Audit {
  readonly id: number;
  readonly ticketId: number;
  readonly authorId: number;
  /** ms since the epoch. */
  readonly createdAt: number;
  /** New values of `assignee_id` in this audit, in the order of its events; undefined for nobody. */
  readonly assignees: readonly (number | undefined)[];
}

/** All assignments that the audits hold, oldest first, whatever order the audits came in. */
export function assignmentsIn(audits: readonly Audit[]): readonly Assignment[] {
  return [...audits]
    .sort((a, b) => a.id - b.id)
    .filter((audit, index, sorted) => audit.assignees.length > 0 && sorted[index - 1]?.id !== audit.id)
    .map((audit) => ({
      ticketId: audit.ticketId,
      auditId: audit.id,
      specialistId: audit.assignees.at(-1),
      through: audit.assignees.filter((id) => id !== undefined),
      authorId: audit.authorId,
      savedAt: audit.createdAt,
    }));
}
