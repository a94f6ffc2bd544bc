import { type Message, type MessageStatus, type Report, type ReportStatus, statusAfter } from './entities';

/** A report as people and pages read it. `at` is an ISO time. */
export interface ReportView {
  readonly status: ReportStatus;
  readonly at: string;
  /** The code, when there is one, and the words. */
  readonly problem: { readonly code: number | null; readonly text: string } | null;
}

/** A message that reached the provider, with everything that has happened to it until now. */
export interface MessageView {
  readonly id: string;
  /** Digits as they were sent. */
  readonly phone: string;
  /** The number WhatsApp knows the recipient by. */
  readonly waId: string;
  readonly template: string;
  readonly language: string;
  readonly values: readonly string[];
  /** What the customer reads. */
  readonly text: string;
  /** The label of the button under it. */
  readonly button: string | null;
  readonly status: MessageStatus;
  /** ISO time of acceptance. */
  readonly at: string;
  readonly reports: readonly ReportView[];
  /** What the sender got in place of the id when the send was queued. */
  readonly jobId: string | null;
}

/** What a page or a test may want to know as it happens. */
export type OnemsgEvent =
  | { readonly type: 'message'; readonly message: MessageView }
  | { readonly type: 'reset' };

/** One call of a webhook. */
export interface WebhookPost {
  /** ISO time. */
  readonly at: string;
  readonly url: string;
  readonly body: unknown;
}

/** A message with the reports that exist by now. */
export function viewOfMessage(message: Message, reports: readonly Report[]): MessageView {
  return {
    id: message.id,
    phone: message.phone,
    waId: message.waId,
    template: message.template,
    language: message.language,
    values: message.values,
    text: message.text,
    button: message.button,
    status: statusAfter(reports),
    at: iso(message.acceptedAt),
    reports: reports.map(viewOfReport),
    jobId: message.jobId,
  };
}

/** The ISO form of a time in milliseconds. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function viewOfReport({ status, at, problem }: Report): ReportView {
  return {
    status,
    at: iso(at),
    problem:
      problem === null
        ? null
        : problem.kind === 'coded'
          ? { code: problem.code, text: problem.title }
          : { code: null, text: problem.text },
  };
}
