import type { Changes, SandboxTicket, TicketStatus } from '../contract';

/** What the form of a ticket shows: the saved values with the agent's unsaved edits over them. */
export interface FormValues {
  readonly subject: string;
  readonly status: TicketStatus;
  readonly tags: readonly string[];
  readonly requesterId: number | null;
  readonly assigneeId: number | null;
  readonly groupId: number | null;
  readonly comment: string;
}

/** What an agent can edit; the subject only before the ticket is made. */
export type Edits = Partial<FormValues>;

/** An open ticket: what was saved when it was last looked at, and what the agent has changed since. */
export interface TicketForm {
  readonly saved: SandboxTicket;
  readonly edits: Edits;
}

/** The form of a ticket that is about to be made. */
export function blankForm(): TicketForm {
  const saved: SandboxTicket = {
    id: 0,
    subject: '',
    status: 'open',
    tags: [],
    requesterId: null,
    assigneeId: null,
    groupId: null,
    createdAt: '',
    updatedAt: '',
    comments: [],
    about: '',
  };
  return { saved, edits: {} };
}

/** What the form shows now. */
export function valuesOf({ saved, edits }: TicketForm): FormValues {
  return { ...savedValues(saved), ...edits };
}

/** The form after an edit. A value that is set back to what is saved is no edit any more. */
export function edit(form: TicketForm, edits: Edits): TicketForm {
  const saved = savedValues(form.saved);
  const now: FormValues = { ...valuesOf(form), ...edits };
  return {
    saved: form.saved,
    edits: {
      ...(now.subject !== saved.subject && { subject: now.subject }),
      ...(now.status !== saved.status && { status: now.status }),
      ...(!sameTags(now.tags, saved.tags) && { tags: now.tags }),
      ...(now.requesterId !== saved.requesterId && { requesterId: now.requesterId }),
      ...(now.assigneeId !== saved.assigneeId && { assigneeId: now.assigneeId }),
      ...(now.groupId !== saved.groupId && { groupId: now.groupId }),
      ...(now.comment !== saved.comment && { comment: now.comment }),
    },
  };
}

/**
 * The form over a newer saved version of its ticket. Unsaved edits stay; of the tags only what the agent
 * added and removed does, so that two agents' tags come together.
 */
export function rebase(form: TicketForm, saved: SandboxTicket): TicketForm {
  const { tags } = form.edits;
  if (!tags) return edit({ saved, edits: form.edits }, {});
  const added = tags.filter((tag) => !form.saved.tags.includes(tag));
  const removed = form.saved.tags.filter((tag) => !tags.includes(tag));
  const merged = [...saved.tags.filter((tag) => !removed.includes(tag)), ...added];
  return edit({ saved, edits: form.edits }, { tags: [...new Set(merged)] });
}

/** What a submit sends: the edits alone, so that nothing another agent saved is overwritten. */
export function changesOf({ edits }: TicketForm): Changes {
  const { subject: _, comment, ...changes } = edits;
  return comment?.trim() ? { ...changes, comment } : changes;
}

/** The tags that a text typed into the Tags field means. */
export function tagsFromText(text: string): readonly string[] {
  return [
    ...new Set(
      text
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((tag) => tag !== ''),
    ),
  ];
}

function sameTags(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((tag) => b.includes(tag));
}

function savedValues(ticket: SandboxTicket): FormValues {
  const { subject, status, tags, requesterId, assigneeId, groupId } = ticket;
  return { subject, status, tags, requesterId, assigneeId, groupId, comment: '' };
}
