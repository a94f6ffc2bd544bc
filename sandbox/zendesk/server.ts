import { Hono, type MiddlewareHandler } from 'hono';
import type { PhoneMessage } from '../contract';
import { appRoutes, galleryRoutes, pageRoutes } from './app-files';
import { readAppPackage } from './app-package';
import { createDesk, type Desk } from './desk';
import type { Env } from './http';
import type { Setting } from './installation';
import { listenLocally } from './listen';
import { pageApi } from './page-api';
import type { Route } from './proxy';
import { restApi } from './rest';
import { type Misconfigure, simulateApi } from './simulate';

/** What a local Zendesk is started with. */
export interface ZendeskOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Of the app's own origin; 0: any free port. */
  readonly appPort: number;
  /** Folder of the built app. */
  readonly dist: string;
  /** Folder of the built helpdesk page. */
  readonly page: string;
  /** Folder of the built gallery. */
  readonly gallery: string;
  readonly settings: Readonly<Record<string, Setting>>;
  readonly channel: 'simulator' | 'live';
  readonly onemsgUrl: string;
  readonly route: Route;
  /** What is on customers' phones now. */
  readonly messages: () => readonly PhoneMessage[];
  /** Puts 1MSG's simulator back to its start. */
  readonly resetOnemsg: () => void | Promise<void>;
  /** The mistakes that can be made; null where messages are real. */
  readonly misconfigure: Misconfigure | null;
}

/** A running local Zendesk. */
export interface Zendesk {
  readonly url: string;
  readonly port: number;
  readonly desk: Desk;
  close(): Promise<void>;
}

/** Starts the local Zendesk on this machine's own addresses only. */
export async function startZendesk(options: ZendeskOptions): Promise<Zendesk> {
  const desk = createDesk(await readAppPackage(options.dist), options.settings);

  // As with Zendesk, the app's files come from an origin where there is nothing else.
  const appOrigin = new Hono<Env>();
  appOrigin.use(refuseForeign);
  appOrigin.route('/', appRoutes(options.dist));
  const appServers = await listenLocally(appOrigin.fetch, options.appPort);

  const app = new Hono<Env>({ getPath: pathOf });
  app.use(refuseForeign);
  app.route('/api/v2', restApi(desk));
  app.route(
    '/sandbox',
    pageApi(desk, {
      channel: options.channel,
      onemsgUrl: options.onemsgUrl,
      appPort: appServers.port,
      route: options.route,
      messages: options.messages,
    }),
  );
  app.route(
    '/_simulate',
    simulateApi(
      desk,
      async () => {
        await options.resetOnemsg();
        desk.reset();
      },
      options.misconfigure,
    ),
  );
  app.route('/', appRoutes(options.dist));
  app.route('/', galleryRoutes(options.gallery));
  app.route('/', pageRoutes(options.page));

  const servers = await listenLocally(app.fetch, options.port).catch(async (error: unknown) => {
    await appServers.close();
    throw error;
  });
  return {
    url: `http://localhost:${servers.port}`,
    port: servers.port,
    desk,
    async close() {
      desk.failures.clear();
      await Promise.all([servers.close(), appServers.close()]);
    },
  };
}

/** Zendesk's REST routes may be written with or without `.json`, the list of switches with or without its slash. */
function pathOf(request: Request): string {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith('/api/v2/')) return pathname.replace(/\.json$/, '');
  return pathname === '/_simulate/' ? '/_simulate' : pathname;
}

/** A page elsewhere could otherwise reach this server through the user's browser, under a name of its own. */
const refuseForeign: MiddlewareHandler<Env> = async (c, next) => {
  const foreign = [`http://${c.req.header('host') ?? ''}`, c.req.header('origin') ?? ''].some(isForeign);
  return foreign ? c.text('This server answers this machine only.', 403) : next();
};

function isForeign(origin: string): boolean {
  if (origin === '') return false;
  return !(URL.canParse(origin) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname));
}
