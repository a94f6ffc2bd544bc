import { Hono } from 'hono';
import { adminsOnly, notFound, originOf } from './answers';
import { agentRole } from './custom-role';
import type { Desk } from './desk';
import { fieldsJson, objectJson } from './formats';
import type { Env } from './http';
import { storeOf } from './object-access';

/** Custom objects themselves: what they are, their fields, and what each role may do with their records. */
export function objectRoutes(desk: Desk): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get('/custom_objects', (c) => {
    const { customObjects } = desk.switches;
    const stores = customObjects === 'missing' ? [] : [...desk.records.values()];
    return c.json({ custom_objects: stores.map(({ object }) => objectJson(object, originOf(c))) });
  });

  routes.get('/custom_objects/:key', (c) =>
    c.json({ custom_object: objectJson(storeOf(desk, c).object, originOf(c)) }),
  );

  routes.get('/custom_objects/:key/fields', (c) => {
    const fields = fieldsJson(storeOf(desk, c).object, originOf(c));
    return c.json({
      custom_object_fields: fields,
      count: fields.length,
      next_page: null,
      previous_page: null,
    });
  });

  routes.get('/custom_objects/:key/permission_policies', adminsOnly, (c) =>
    c.json({ policies: policies(desk) }),
  );

  routes.get('/custom_objects/:key/permission_policies/:id', adminsOnly, (c) => {
    const policy = policies(desk).find(({ id }) => id === c.req.param('id'));
    return policy ? c.json({ policy }) : c.json(notFound, 404);
  });

  return routes;
}

function policies(desk: Desk) {
  const { agentRecords } = desk.switches;
  const may = (read: boolean, write: boolean) => ({
    create: { allowed: write, rule_id: null },
    read: { allowed: read, rule_id: null },
    update: { allowed: write, rule_id: null },
    delete: { allowed: write, rule_id: null },
  });
  return [
    {
      id: `custom-role-${agentRole.id}`,
      role_name: agentRole.name,
      records: may(agentRecords !== 'none', agentRecords === 'full'),
    },
    { id: 'end-user', role_name: 'End user', records: may(false, false) },
  ];
}
