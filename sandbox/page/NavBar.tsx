import { type AttachFrame, Frame } from './Frame';
import type { Helpdesk, HelpdeskState } from './helpdesk';

interface NavBarProps {
  readonly helpdesk: Helpdesk;
  readonly state: HelpdeskState;
}

/** The bar that leads from the tickets to the app's own page and back. An app without such a page needs none. */
export function NavBar({ helpdesk, state }: NavBarProps): React.JSX.Element | null {
  const { world, page } = state;
  if (world.pages.navBar === null) return null;
  return (
    <nav className="nav-bar" aria-label="Helpdesk">
      <button
        type="button"
        title="Tickets"
        aria-label="Tickets"
        aria-current={page === 'tickets' ? 'page' : undefined}
        onClick={() => helpdesk.openTickets()}
      >
        <svg viewBox="0 0 18 18" aria-hidden="true">
          <path d="M2 3h14v3H2zM2 8h14v3H2zM2 13h9v3H2z" fill="currentColor" />
        </svg>
      </button>
      <button
        type="button"
        title={world.installation.name}
        aria-label={world.installation.name}
        aria-current={page === 'app' ? 'page' : undefined}
        onClick={() => helpdesk.openApp()}
      >
        {/* Zendesk, too, gives the icon its own colour. */}
        <span className="nav-icon" style={{ maskImage: 'url(/app/assets/icon_nav_bar.svg)' }} />
      </button>
    </nav>
  );
}

interface AppPageProps {
  readonly state: HelpdeskState;
  readonly attach: AttachFrame;
}

/** The app's own page, over all the room beside the bar. It stays alive while the agent is with the tickets. */
export function AppPage({ state, attach }: AppPageProps): React.JSX.Element {
  const { world, page, frames } = state;
  return (
    <section className="app-page" aria-label={world.installation.name} hidden={page !== 'app'}>
      {frames
        .filter(({ place }) => place === 'nav_bar')
        .map((frame) => (
          <Frame
            key={frame.guid}
            frame={frame}
            title={`${world.installation.name}, in the navigation bar`}
            isShown={!frame.isLeaving}
            attach={attach}
          />
        ))}
    </section>
  );
}
