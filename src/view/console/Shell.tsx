import { Tabs } from '@zendeskgarden/react-tabs';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import type { Office } from '../../engine/office';
import { Guard } from '../Guard';
import { wordsAt } from '../words';
import { AlarmBanner } from './AlarmBanner';
import { type PageId, pages } from './pages';

interface ShellProps {
  readonly office: Office;
  readonly openTicket: (ticketId: number) => void;
}

/** The console's frame: its name, and one tab for each page that the visitor may see. */
export function Shell({ office, openTicket }: ShellProps): ReactNode {
  const mine = pages.filter(({ adminOnly }) => office.visitor.isAdmin || !adminOnly);
  const [chosen, choose] = useState<PageId | undefined>(mine[0]?.id);
  const { list } = office.log;
  // The newest records tell on every page whether something is wrong.
  useEffect(() => list.start(), [list]);
  return (
    <main className="console">
      <h1 className="console-title">{wordsAt('console.title')}</h1>
      <AlarmBanner
        log={list}
        onSee={({ problem }) => {
          list.open({ status: 'failed', problem });
          choose('log');
        }}
      />
      {mine.length === 0 && <AdminsOnly />}
      {mine.length > 0 && (
        <Tabs
          {...(chosen === undefined ? {} : { selectedItem: chosen })}
          onChange={(item: unknown) => choose(mine.find(({ id }) => id === item)?.id)}
        >
          <Tabs.TabList aria-label={wordsAt('console.pages')}>
            {mine.map(({ id, title }) => (
              <Tabs.Tab key={id} item={id}>
                {wordsAt(title)}
              </Tabs.Tab>
            ))}
          </Tabs.TabList>
          {mine.map(({ id, Page }) => (
            <Tabs.TabPanel key={id} item={id}>
              {id === chosen && (
                <Guard fallback={<p className="note">{wordsAt('console.page_missing')}</p>}>
                  <Suspense fallback={<PageOnItsWay />}>
                    <Page office={office} goTo={choose} openTicket={openTicket} />
                  </Suspense>
                </Guard>
              )}
            </Tabs.TabPanel>
          ))}
        </Tabs>
      )}
    </main>
  );
}

function AdminsOnly(): ReactNode {
  return (
    <div className="empty">
      <h2 className="headline">{wordsAt('console.admins_only')}</h2>
      <p>{wordsAt('console.admins_only_text')}</p>
    </div>
  );
}

function PageOnItsWay(): ReactNode {
  return (
    <div className="page" aria-busy="true">
      <p className="unseen">{wordsAt('console.loading')}</p>
      <div className="bone bone-title" />
      <div className="bone" />
      <div className="bone bone-short" />
    </div>
  );
}
