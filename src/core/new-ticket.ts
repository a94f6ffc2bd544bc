/**
 * A ticket that was never saved has no number, so nothing can be claimed or sent for it. Its form shows what the submit
 * will do. Zendesk opens the saved ticket with a page of its own, but does not promise to: a page that outlives the
 * submit leaves that one the time to be first, and then looks like any other.
 */
import { decide } from './decide';
import { andThen, type Decision, type Judge, look, make, prefetch, rest } from './decision';
import type { Outcome } from './events';
import { failed, problem } from './problem';
import { afresh } from './reconcile';
import { hintSpread } from './schedule';
import { isNew, type State } from './state';
import type { NewTicket, Ticket } from './ticket';

/** How long the page of a ticket that was just created leaves it to the one that Zendesk opens for it, ms. */
const handoverMs = 15_000;

type TicketRead = Extract<Outcome, { kind: 'ticket_read' }>;

/** `decide`, with what is different as long as the page knows no number of its ticket. */
export const decideNewTicket: Judge = (state, event, at) => {
  if (event.kind === 'ticket_read' && event.reading.ok) return onRead(state, event, event.reading.value, at);
  if (!isNew(state)) return decide(state, event, at);
  switch (event.kind) {
    // This code has just come.
    case 'asked':
    case 'assignee_picked':
      return readForm(state);
    case 'requester_picked':
    case 'form_edited':
      return andThen(decide({ ...state, picked: undefined }, event, at), (next) =>
        readForm({ ...next, picked: state.picked }),
      );
    case 'submit_done':
      return handOver({ ...state, submitting: false });
    case 'timer':
      return event.timer === 'handover' ? handoverDue(state) : decide(state, event, at);
    default:
      return decide(state, event, at);
  }
};

const readForm = (state: State): Decision => make(state, { kind: 'read_ticket', purpose: 'preview' });

function onRead(state: State, read: TicketRead, ticket: Ticket | NewTicket, at: number): Decision {
  const { step, submitted } = state;
  const isPreview = read.purpose === 'preview';
  if (!isPreview && step.kind !== 'reading_ticket') return make(state);
  if (ticket.id !== undefined) {
    if (!isNew(state)) return decide(state, read, at);
    if (!submitted) return handOver(state);
    return isPreview ? look(state, { kind: 'look' }) : decide({ ...state, submitted: false }, read, at);
  }
  // A saved ticket stays one: where the page around the app does not tell its number any more, it was read badly.
  if (state.ticket?.id !== undefined) {
    return decide(state, { ...read, reading: failed(problem('zendesk_unreachable')) }, at);
  }
  const isRecheck = step.kind === 'reading_ticket' && step.wake.kind === 'recheck';
  const shown = andThen(isRecheck ? afresh(state) : make(state), (next) =>
    // While it is handed over, the form shows what was submitted; what an agent changes after that is about another.
    onForm({ ...next, submitted: submitted && (!isPreview || step.kind === 'handing_over') }, ticket, at),
  );
  return isPreview ? shown : andThen(shown, rest);
}

/** What the form names is what the submit will save; what a message about it takes is read ahead. */
function onForm(state: State, ticket: NewTicket, at: number): Decision {
  const userId = ticket.specialist?.id;
  const isEmpty = userId === undefined && ticket.groupId === undefined;
  const refused = state.picked?.userId === userId && state.picked?.refused === true;
  const picked = isEmpty || state.submitted ? undefined : { userId, refused };
  const shown: State = { ...state, ticket, picked, obstacle: undefined };
  return picked?.userId === undefined || !state.settings.ok
    ? make(shown)
    : prefetch(shown, picked.userId, at);
}

/** The ticket was created, and this page still is: the wait for the ticket's own one begins. */
const handOver = (state: State): Decision =>
  state.step.kind === 'handing_over'
    ? make(state)
    : make(
        { ...state, submitted: true, picked: undefined, step: { kind: 'handing_over' } },
        { kind: 'wait', timer: 'handover', ms: handoverMs, spread: hintSpread },
      );

const handoverDue = (state: State): Decision =>
  state.step.kind === 'handing_over' ? rest({ ...state, next: state.next ?? { kind: 'look' } }) : make(state);
