import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Office } from '../../engine/office';
import type { WordKey } from '../words';

/** What every page of the console gets. */
export interface PageProps {
  readonly office: Office;
  /** Goes to another page. */
  readonly goTo: (page: PageId) => void;
  /** Opens a ticket in the helpdesk. */
  readonly openTicket: (ticketId: number) => void;
}

export interface ConsolePage {
  readonly id: PageId;
  readonly title: WordKey;
  /** Agents do not see it. */
  readonly adminOnly: boolean;
  /** Loaded when it is first opened. */
  readonly Page: LazyExoticComponent<ComponentType<PageProps>>;
}

export type PageId = 'set_up' | 'templates' | 'test' | 'dry_run' | 'log';

/** The pages, in the order of their tabs. */
export const pages: readonly ConsolePage[] = [
  {
    id: 'set_up',
    title: 'console.page.set_up',
    adminOnly: true,
    Page: lazy(async () => ({ default: (await import('./SetUpPage')).SetUpPage })),
  },
  {
    id: 'templates',
    title: 'console.page.templates',
    adminOnly: true,
    Page: lazy(async () => ({ default: (await import('./TemplatesPage')).TemplatesPage })),
  },
  {
    id: 'test',
    title: 'console.page.test',
    adminOnly: true,
    Page: lazy(async () => ({ default: (await import('./TestPage')).TestPage })),
  },
  {
    id: 'dry_run',
    title: 'console.page.dry_run',
    adminOnly: true,
    Page: lazy(async () => ({ default: (await import('./DryRunPage')).DryRunPage })),
  },
  {
    id: 'log',
    title: 'console.page.log',
    adminOnly: false,
    Page: lazy(async () => ({ default: (await import('./LogPage')).LogPage })),
  },
];
