import type { SendAnswer } from '../core/events';
import { type ProblemCode, problem } from '../core/problem';
import { type HttpReply, isObject } from '../engine/http';
import { hasError, readFault } from './faults';
import { isNo, isYes, textOf } from './fields';
import { detailOf, problemOf } from './refusals';
import { readReply } from './replies';

/**
 * What became of a send, by the reply to it. Whatever is neither a clear yes nor a clear no is lost: the
 * message may be on its way.
 */
export function readSendAnswer(reply: HttpReply): SendAnswer {
  const outcome = readReply(reply);
  switch (outcome.kind) {
    case 'silent':
      return lost(outcome.code, outcome.detail);
    case 'unreadable':
      return lost('answer_unreadable', outcome.detail);
    case 'refused':
      return { kind: 'refused', problem: outcome.problem, retryAfter: outcome.retryAfter };
    case 'answered':
      return readAcceptance(outcome.body);
  }
}

function readAcceptance(body: unknown): SendAnswer {
  const { sent, id, jobId } = isObject(body) ? body : {};
  const messageId = textOf(id);
  if (isYes(sent) && messageId !== undefined) return { kind: 'accepted', messageId };
  // A queued message says `sent: false` too, so the job comes first.
  const job = textOf(jobId);
  if (job !== undefined) return { kind: 'queued', jobId: job };
  if (isNo(sent) || (hasError(body) && !isYes(sent))) {
    return { kind: 'refused', problem: problemOf(readFault(body), 'unspecified'), retryAfter: undefined };
  }
  return lost('answer_unreadable', detailOf(readFault(body)));
}

const lost = (code: ProblemCode, detail: string | undefined): SendAnswer => ({
  kind: 'lost',
  problem: problem(code, detail),
});
