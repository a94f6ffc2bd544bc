import type { Sandbox } from '../../sandbox/start';
import { agents, expect, onemsg, sends, simulate, test, zendeskRequests } from '../support/helpdesk';

const greeting =
  'Hello, Maria! A specialist has been assigned to your request #12345: Alexey Petrov. We will contact you shortly.';

test('an assignment becomes one message, and the card walks to read', async ({ helpdesk, sandbox }) => {
  onemsg(sandbox).timing({ sentMs: null, deliveredMs: null, readMs: null });
  await helpdesk.page.clock.install();
  await helpdesk.open(12345);
  await expect(helpdesk.headline('No specialist yet')).toBeVisible();
  expect(zendeskRequests(sandbox)).toEqual([]);

  await helpdesk.choose('Alexey Petrov');
  await expect(helpdesk.headline('Will notify Maria when you submit')).toBeVisible();
  await expect(helpdesk.app.getByText(greeting)).toBeVisible();
  expect(sends(sandbox)).toHaveLength(0);

  await helpdesk.submit();
  await expect(helpdesk.headline('Accepted')).toBeVisible();
  await expect(helpdesk.phone).toContainText(greeting);
  await expect(helpdesk.phone.getByRole('button', { name: 'Request status' })).toBeVisible();

  for (const [status, headline] of [
    ['sent', 'Sent'],
    ['delivered', 'Delivered'],
    ['read', 'Read'],
  ] as const) {
    onemsg(sandbox).status('last', status);
    await helpdesk.passTime(helpdesk.headline(headline));
  }
  await expect(helpdesk.app.getByRole('listitem').filter({ hasText: /Delivered.*\d/ })).toBeVisible();
  expect(sends(sandbox)).toHaveLength(1);
});

test('a whole notification costs at most 8 Zendesk requests, 3 of them between submit and send', async ({
  helpdesk,
  sandbox,
}) => {
  onemsg(sandbox).timing({ readMs: null });
  await helpdesk.open(12345);
  await helpdesk.choose('Alexey Petrov');
  await expect(helpdesk.app.getByText(greeting)).toBeVisible();
  await helpdesk.quiet();
  await helpdesk.submit();
  await expect(helpdesk.headline('Delivered')).toBeVisible();
  await helpdesk.quiet();

  const requests = zendeskRequests(sandbox);
  expect(requests.length).toBeLessThanOrEqual(8);
  const log = sandbox.zendesk.desk.traffic.entries();
  const sent = log.findIndex(({ target, method }) => target === 'onemsg' && method === 'POST');
  const submitted = log.findIndex(({ path }) => path.includes('/audits'));
  expect(
    log.slice(submitted, sent).map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`),
  ).toEqual([
    'GET /api/v2/tickets/12345/audits.json',
    'POST /api/v2/custom_objects/onemsg_notification/records',
    'GET /api/v2/custom_objects/onemsg_notification/records',
  ]);
});

test('a reload shows the same notification, and asks nobody once it is read', async ({
  helpdesk,
  sandbox,
}) => {
  onemsg(sandbox).timing({ sentMs: 0, deliveredMs: 0, readMs: 0 });
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  await expect(helpdesk.headline('Read')).toBeVisible();

  await expect.poll(() => recordWrites(sandbox)).toBe(2);
  await helpdesk.quiet();

  const before = zendeskRequests(sandbox).length;
  await helpdesk.page.getByRole('button', { name: 'Reload app' }).click();
  await expect(helpdesk.headline('Read')).toBeVisible();
  await helpdesk.page.reload();
  await expect(helpdesk.headline('Read')).toBeVisible();
  await expect(helpdesk.card).toContainText('Alexey Petrov');
  await helpdesk.quiet();
  expect(zendeskRequests(sandbox).length).toBe(before);
  expect(sends(sandbox)).toHaveLength(1);
});

test('another agent who opens the ticket sees it with one Zendesk request', async ({
  helpdesk,
  otherBrowser,
  sandbox,
}) => {
  onemsg(sandbox).timing({ sentMs: 0, deliveredMs: 0, readMs: null });
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  await expect(helpdesk.headline('Delivered')).toBeVisible();
  await expect.poll(() => recordWrites(sandbox)).toBe(2);

  const sofia = await otherBrowser();
  await sofia.open(12345, agents.sofia);
  await expect(sofia.headline('Delivered')).toBeVisible();
  await expect(sofia.card).toContainText('Alexey Petrov');
  await sofia.quiet();
  expect(zendeskRequests(sandbox, agents.sofia)).toHaveLength(1);
  expect(sends(sandbox)).toHaveLength(1);
});

test('an agent who has the ticket open while another assigns it sees the same one message', async ({
  helpdesk,
  otherBrowser,
  sandbox,
}) => {
  const sofia = await otherBrowser();
  await sofia.open(12345, agents.sofia);
  await expect(sofia.headline('No specialist yet')).toBeVisible();
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  await expect(helpdesk.headline(/Delivered|Read/)).toBeVisible();
  await expect(sofia.headline(/Delivered|Read/)).toBeVisible();
  expect(sends(sandbox)).toHaveLength(1);
});

test('routing that assigned with nobody watching is caught up once, however many open the ticket', async ({
  helpdesk,
  otherBrowser,
  sandbox,
}) => {
  await simulate(sandbox, 'switches', { uniqueExternalIds: false });
  const sofia = await otherBrowser();
  await Promise.all([helpdesk.open(12354), sofia.open(12354, agents.sofia)]);
  await expect(helpdesk.headline(/Accepted|Sent|Delivered|Read/)).toBeVisible();
  await expect(sofia.headline(/Accepted|Sent|Delivered|Read/)).toBeVisible();
  expect(sends(sandbox)).toHaveLength(1);
  await expect(helpdesk.phone).toContainText('#12354: Priya Raman');
});

test('an older assignment is not announced by itself, and Send now does it', async ({
  helpdesk,
  sandbox,
}) => {
  await helpdesk.open(12355);
  await expect(helpdesk.headline('Not notified')).toBeVisible();
  await expect(helpdesk.headline('Assigned some time ago')).toBeVisible();
  expect(sends(sandbox)).toHaveLength(0);
  expect(zendeskRequests(sandbox).length).toBeLessThanOrEqual(3);

  await helpdesk.app.getByRole('button', { name: 'Send now' }).click();
  await expect(helpdesk.headline(/Accepted|Sent|Delivered|Read/)).toBeVisible();
  expect(sends(sandbox)).toHaveLength(1);
});

test('the newest assignment of 300 audits is found', async ({ helpdesk, sandbox }) => {
  for (const auditOrder of ['asc', 'desc', 'shuffled']) {
    await simulate(sandbox, 'switches', { auditOrder });
    await helpdesk.open(12357);
    await expect(helpdesk.headline('Assigned some time ago')).toBeVisible();
    await expect(helpdesk.card).toContainText('Priya Raman');
  }
  expect(sends(sandbox)).toHaveLength(0);
});

test('while the ticket is in the background the app asks nothing', async ({ helpdesk, sandbox }) => {
  onemsg(sandbox).timing({ sentMs: null, deliveredMs: null, readMs: null });
  await helpdesk.page.clock.install();
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  await expect(helpdesk.headline('Accepted')).toBeVisible();
  await helpdesk.goTo(12347);
  await expect(helpdesk.headline('No specialist yet')).toBeVisible();
  await helpdesk.quiet();

  const before = sandbox.zendesk.desk.traffic.entries().length;
  await helpdesk.page.clock.runFor(10 * 60_000);
  await helpdesk.quiet();
  expect(sandbox.zendesk.desk.traffic.entries().length).toBe(before);

  onemsg(sandbox).status('last', 'delivered');
  await helpdesk.page
    .getByRole('navigation', { name: 'Open tickets' })
    .getByRole('button', { name: '#12345', exact: true })
    .click();
  await helpdesk.passTime(helpdesk.headline('Delivered'));
});

/** How often the app wrote to a record. Acceptance is written at once, what the first look finds with one more write. */
const recordWrites = (sandbox: Sandbox): number =>
  zendeskRequests(sandbox).filter((request) => request.startsWith('PATCH')).length;
