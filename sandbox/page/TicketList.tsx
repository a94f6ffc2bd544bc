import { useId } from 'react';
import type { SandboxTicket } from '../contract';
import type { Helpdesk, HelpdeskState } from './helpdesk';

interface TicketListProps {
  readonly helpdesk: Helpdesk;
  readonly state: HelpdeskState;
}

/** The sample tickets, each with a line that says what it shows. */
export function TicketList({ helpdesk, state }: TicketListProps): React.JSX.Element {
  return (
    <nav className="ticket-list" aria-label="Ticket list">
      <div className="pane-heading">
        <h2>Tickets</h2>
        <button type="button" className="quiet" onClick={() => helpdesk.openNewTicket()}>
          New ticket
        </button>
      </div>
      <ul>
        {state.world.tickets.map((ticket) => (
          <TicketItem
            key={ticket.id}
            ticket={ticket}
            isActive={ticket.id === state.active}
            onOpen={() => helpdesk.openTicket(ticket.id)}
          />
        ))}
      </ul>
    </nav>
  );
}

interface TicketItemProps {
  readonly ticket: SandboxTicket;
  readonly isActive: boolean;
  readonly onOpen: () => void;
}

function TicketItem({ ticket, isActive, onOpen }: TicketItemProps): React.JSX.Element {
  const id = useId();
  return (
    <li>
      <button
        type="button"
        className="ticket-item"
        aria-labelledby={`${id}-number ${id}-subject`}
        aria-describedby={`${id}-about`}
        aria-current={isActive ? 'true' : undefined}
        onClick={onOpen}
      >
        <span className={`status status-${ticket.status}`} title={ticket.status} aria-hidden="true">
          {ticket.status.charAt(0).toUpperCase()}
        </span>
        <span className="ticket-item-text">
          <span className="ticket-item-subject" id={`${id}-subject`} dir="auto">
            {ticket.subject}
          </span>
          <span className="ticket-item-about">
            <span id={`${id}-number`}>#{ticket.id}</span> · <span id={`${id}-about`}>{ticket.about}</span>
          </span>
        </span>
      </button>
    </li>
  );
}
