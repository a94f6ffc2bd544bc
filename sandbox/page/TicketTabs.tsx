import type { Helpdesk, HelpdeskState } from './helpdesk';

interface TicketTabsProps {
  readonly helpdesk: Helpdesk;
  readonly state: HelpdeskState;
}

/** The tickets that are open in this window. Each keeps its app alive, whichever is in front. */
export function TicketTabs({ helpdesk, state }: TicketTabsProps): React.JSX.Element {
  return (
    <nav className="tabs" aria-label="Open tickets">
      {state.open.map(({ form: { saved, edits } }) => (
        <span key={saved.id} className="tab" data-active={saved.id === state.active}>
          <button
            type="button"
            aria-current={saved.id === state.active ? 'page' : undefined}
            onClick={() => helpdesk.openTicket(saved.id)}
          >
            #{saved.id}
            {Object.keys(edits).length > 0 && <span className="tab-edited" title="Unsaved changes" />}
          </button>
          <button
            type="button"
            className="tab-close"
            aria-label={`Close #${saved.id}`}
            onClick={() => helpdesk.closeTicket(saved.id)}
          >
            ×
          </button>
        </span>
      ))}
    </nav>
  );
}
