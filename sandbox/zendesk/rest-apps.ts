import { type Context, Hono } from 'hono';
import { adminsOnly, notFound, originOf } from './answers';
import { isoSeconds } from './clock';
import type { Desk } from './desk';
import type { Env } from './http';
import type { Setting } from './installation';
import { BadInput, objectOf, parseJson } from './json';

/** Names that every installation has beside the app's own settings. */
const ownNames: readonly string[] = ['name', 'title'];

/** The installation of the app: its settings, as agents may read them and admins may save them. */
export function appRoutes(desk: Desk): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get('/apps/installations', (c) => c.json({ installations: [installationJson(desk, originOf(c))] }));

  routes.use('/apps/installations/:id', async (c, next) =>
    c.req.param('id') === String(desk.installation.installationId) ? next() : c.json(notFound, 404),
  );

  routes.get('/apps/installations/:id', (c) => c.json(installationJson(desk, originOf(c))));

  routes.put('/apps/installations/:id', adminsOnly, async (c) => {
    const body = objectOf(parseJson(await c.req.text()), 'the body');
    const given = body.settings === undefined ? {} : objectOf(body.settings, '"settings"');
    const settings = Object.fromEntries(Object.entries(given).filter(([name]) => !ownNames.includes(name)));
    const { installation, switches } = desk;
    const kept = installation.publicSettings();
    const emptied =
      switches.installationPut === 'merged' ? [] : Object.keys(kept).filter((name) => !(name in settings));
    try {
      installation.change(settings, emptied);
    } catch (error) {
      if (error instanceof BadInput) return invalid(c, error.message);
      throw error;
    }
    return c.json(installationJson(desk, originOf(c)));
  });

  return routes;
}

function invalid(c: Context<Env>, description: string): Response {
  return c.json({ error: 'RecordInvalid', description, details: {} }, 422);
}

/** An installation in the form of Zendesk's REST API, in which a secure setting has no value to show. */
function installationJson({ installation, clock }: Desk, origin: string) {
  const { name } = installation.package;
  const settings: Readonly<Record<string, Setting>> = { name, title: name, ...installation.publicSettings() };
  return {
    url: `${origin}/api/v2/apps/installations/${installation.installationId}.json`,
    app_id: installation.appId,
    id: installation.installationId,
    product: 'support',
    collapsible: true,
    enabled: true,
    group_restrictions: [],
    role_restrictions: null,
    has_incomplete_subscription: false,
    has_unpaid_subscription: null,
    paid: null,
    pending_installation: false,
    pending_job_id: null,
    plan_information: { name: null },
    recurring_payment: false,
    redirect_path: '/support/apps/manage',
    servable: true,
    settings,
    settings_objects: Object.entries(settings).map(([setting, value]) => ({ name: setting, value })),
    created_at: '2026-01-12T10:30:00Z',
    updated_at: isoSeconds(clock.now()),
  };
}
