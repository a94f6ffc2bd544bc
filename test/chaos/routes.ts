/** Which of the two services' doors a request knocks at, and what stands behind each. */
import type { ZafRequest } from '../../src/zendesk/zaf';
import type { Route } from './history';
import type { OneMsg } from './onemsg';
import type { WireAnswer } from './wire';
import type { Zendesk } from './zendesk';

/** The routes of 1MSG that change nothing; `send` is the other one. */
export type OneMsgRead = 'reports' | 'messages' | 'templates';

export type ZendeskRoute = Exclude<Route, OneMsgRead | 'send'>;

export const isZendesk = (route: Route): route is ZendeskRoute =>
  route !== 'send' && route !== 'reports' && route !== 'messages' && route !== 'templates';

export const bodyOf = ({ data }: ZafRequest): unknown => (data === undefined ? undefined : JSON.parse(data));

/** The last part of the path, where a record's own address has its id. */
export const lastOf = (url: string): string => decodeURIComponent(url.split('?')[0]?.split('/').at(-1) ?? '');

export function askZendesk(zendesk: Zendesk, route: ZendeskRoute, options: ZafRequest): WireAnswer {
  const { url } = options;
  const body = bodyOf(options);
  switch (route) {
    case 'audits':
      return zendesk.readAudits(url);
    case 'people':
      return url.includes('/tickets/') ? zendesk.readTicket() : zendesk.readUsers();
    case 'search':
    case 'linked':
      return zendesk.search((body as { readonly filter?: unknown } | undefined)?.filter);
    case 'look up':
      return zendesk.lookUp(externalIdsIn(url));
    case 'create':
      return zendesk.create(body);
    case 'save':
      return zendesk.update(lastOf(url), body);
    case 'remove':
      return zendesk.remove(lastOf(url));
    case 'tag':
      return zendesk.addTags(body);
  }
}

export const externalIdsIn = (url: string): readonly string[] =>
  (/filter\[external_ids\]=([^&]*)/.exec(url)?.[1] ?? '').split(',');

export function askOneMsg(onemsg: OneMsg, route: OneMsgRead, url: string): WireAnswer {
  switch (route) {
    case 'reports':
      return onemsg.hookInfo(new URL(url).searchParams.get('messageId') ?? '');
    case 'messages':
      return onemsg.list(Number(new URL(url).searchParams.get('min_time')));
    case 'templates':
      return onemsg.templates();
  }
}

export function routeOf({ url, type, data }: ZafRequest): Route {
  if (url.startsWith('https://api.1msg.io/371267300/')) {
    const path = url.slice('https://api.1msg.io/371267300/'.length);
    if (path === 'sendTemplate') return 'send';
    if (path.startsWith('hookInfo')) return 'reports';
    if (path.startsWith('templates')) return 'templates';
    if (path.startsWith('messages')) return 'messages';
  }
  if (url.includes('/audits.json')) return 'audits';
  // What is read for one attempt: the people and the ticket as it is saved.
  if (/\/tickets\/\d+\.json$/.test(url)) return 'people';
  if (url.includes('/users/')) return 'people';
  if (url.includes('/records/search')) return /message_id|phone/.test(data ?? '') ? 'linked' : 'search';
  if (url.includes('/records?filter')) return 'look up';
  if (url.endsWith('/records') && type === 'POST') return 'create';
  if (url.endsWith('/tags.json') && type === 'PUT') return 'tag';
  if (type === 'PATCH') return 'save';
  if (type === 'DELETE') return 'remove';
  throw new Error(`No such route: ${type} ${url}`);
}
