import { Hono } from 'hono';
import { adminsOnly } from './answers';
import type { Env } from './http';

/** The account's settings, as far as an app has a use for them. */
export function accountRoutes(): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get('/account/settings', adminsOnly, (c) =>
    c.json({
      settings: {
        active_features: { custom_objects: true, markdown: true },
        agents: { agent_workspace: true },
        api: { accepted_api_agreement: true, api_password_access: 'false', api_token_access: 'false' },
        apps: { use: true, create_private: true },
        branding: { header_color: '1D2A38', page_background_color: 'F4F6F8' },
        localization: { locale_ids: [1] },
        tickets: { agent_collision: true, tagging: true },
        // Off, as by default: any text is stored as a phone number.
        users: { tagging: true, end_user_phone_number_validation: false },
      },
    }),
  );

  return routes;
}
