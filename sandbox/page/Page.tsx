import { useEffect, useSyncExternalStore } from 'react';
import { AppTray } from './AppTray';
import type { AttachFrame } from './Frame';
import { Header } from './Header';
import type { Helpdesk, HelpdeskState } from './helpdesk';
import { AppPage, NavBar } from './NavBar';
import { Notices } from './Notices';
import { Phone } from './Phone';
import { RequestLog } from './RequestLog';
import { TicketList } from './TicketList';
import { TicketPane } from './TicketPane';
import { TicketTabs } from './TicketTabs';

interface PageProps {
  readonly helpdesk: Helpdesk;
  readonly attach: AttachFrame;
}

/** The whole page of one agent's browser. */
export function Page({ helpdesk, attach }: PageProps): React.JSX.Element {
  const state = useSyncExternalStore(helpdesk.store.subscribe, helpdesk.store.get);
  const { world, agent, colorScheme, locale, tray, page } = state;

  useEffect(() => {
    document.documentElement.dataset.scheme = colorScheme;
    document.documentElement.dir = isRightToLeft(locale) ? 'rtl' : 'ltr';
  }, [colorScheme, locale]);

  useEffect(() => {
    document.title = `${agent.name} – Helpdesk sandbox`;
  }, [agent]);

  return (
    <div
      className="page"
      data-page={page}
      data-nav-bar={world.pages.navBar !== null}
      data-tray={tray.isOpen ? tray.width : 'closed'}
    >
      <NavBar helpdesk={helpdesk} state={state} />
      <Header helpdesk={helpdesk} state={state} />
      <AppPage state={state} attach={attach} />
      <TicketList helpdesk={helpdesk} state={state} />
      <main className="workspace">
        <TicketTabs helpdesk={helpdesk} state={state} />
        <ActiveTicket helpdesk={helpdesk} state={state} />
      </main>
      <AppTray helpdesk={helpdesk} state={state} attach={attach} />
      <Phone state={state} />
      <RequestLog helpdesk={helpdesk} state={state} />
      <Notices helpdesk={helpdesk} notices={state.notices} />
    </div>
  );
}

function ActiveTicket({
  helpdesk,
  state,
}: {
  readonly helpdesk: Helpdesk;
  readonly state: HelpdeskState;
}): React.JSX.Element {
  const { active, open, draft } = state;
  const ticket = active === 'new' ? draft : open.find(({ form }) => form.saved.id === active);
  if (active === null || !ticket) return <p className="empty">Open a ticket from the list.</p>;
  return <TicketPane key={active} helpdesk={helpdesk} state={state} place={active} ticket={ticket} />;
}

function isRightToLeft(locale: string): boolean {
  return /^(ar|fa|he|ur)\b/.test(locale);
}
