/** What WhatsApp reports about a message after 1MSG accepted it. */
export type ReportStatus = 'sent' | 'delivered' | 'read' | 'failed';

/** Where a message stands. `accepted` is before the first report. */
export type MessageStatus = 'accepted' | ReportStatus;

/** Why a message failed: Meta gives a code, 1MSG's own acknowledgements give a sentence without one. */
export type Problem =
  | { readonly kind: 'coded'; readonly code: number; readonly title: string; readonly details: string }
  | { readonly kind: 'text'; readonly text: string };

/** One status report. `at` is when it exists, in milliseconds: a report may lie in the future. */
export interface Report {
  readonly status: ReportStatus;
  readonly at: number;
  /** Only a failed report has one. */
  readonly problem: Problem | null;
}

/** A message that reached the provider, whatever its sender was told. */
export interface Message {
  /** Counts up over the channel, as `messageNumber` does in 1MSG's history. */
  readonly number: number;
  /** WhatsApp's message id, `wamid.…`. */
  readonly id: string;
  /** Digits as they were sent. */
  readonly phone: string;
  /** The number WhatsApp knows the recipient by, which may differ from `phone`. */
  readonly waId: string;
  readonly template: string;
  readonly language: string;
  readonly category: string;
  /** The body's values in the order of its placeholders. */
  readonly values: readonly string[];
  /** The body with its values filled in. */
  readonly text: string;
  /** Label of the template's button. */
  readonly button: string | null;
  /** Milliseconds. */
  readonly acceptedAt: number;
  /** From when the channel's history shows it, in milliseconds; null keeps it out for good. */
  readonly inHistoryAt: number | null;
  /** What the sender got in place of `id` when the send was queued. */
  readonly jobId: string | null;
  /** In the order of `at`. Those that lie in the future are the message's plan. */
  readonly reports: readonly Report[];
}

/** Review states that Meta gives to templates. */
export const TEMPLATE_STATUSES = [
  'APPROVED',
  'PENDING',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'IN_APPEAL',
  'PENDING_DELETION',
  'DELETED',
  'LIMIT_EXCEEDED',
  'ARCHIVED',
  'FLAGGED',
  'LOCKED',
  'REINSTATED',
] as const;

/** Where a template stands in Meta's review. Only an approved one can be sent. */
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];

/** One language variant of a template with a text body, a text above it or none, and at most one URL button. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly language: string;
  readonly status: TemplateStatus;
  readonly category: 'UTILITY' | 'MARKETING' | 'AUTHENTICATION';
  readonly rejectedReason: string;
  /** A line above the body, which may have a placeholder of its own. */
  readonly header: string | null;
  /** With `{{1}}` or `{{customer_name}}` placeholders. */
  readonly body: string;
  /** The address may end in a placeholder. */
  readonly button: { readonly text: string; readonly url: string } | null;
  /** How long WhatsApp tries to deliver; null when the template does not say. */
  readonly ttlSeconds: number | null;
}

const PROGRESS: Readonly<Record<Exclude<MessageStatus, 'failed'>, number>> = {
  accepted: 0,
  sent: 1,
  delivered: 2,
  read: 3,
};

/**
 * What the customer's phone shows after these reports, in any order: the furthest one wins, and a failure
 * counts only while nothing was delivered (a second device may still get what the first one could not).
 */
export function statusAfter(reports: readonly Report[]): MessageStatus {
  let furthest: Exclude<MessageStatus, 'failed'> = 'accepted';
  let failed = false;
  for (const { status } of reports) {
    if (status === 'failed') {
      failed = true;
    } else if (PROGRESS[status] > PROGRESS[furthest]) {
      furthest = status;
    }
  }
  return failed && PROGRESS[furthest] < PROGRESS.delivered ? 'failed' : furthest;
}
