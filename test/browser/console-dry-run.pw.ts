import type { FrameLocator, Page } from '@playwright/test';
import { axeFindings } from '../support/axe';
import { agents, expect, sends, simulate, test, zendeskRequests } from '../support/helpdesk';

test('an admin sees what last week’s assignments would have come to, and nothing leaves', async ({
  page,
  sandbox,
}) => {
  await simulate(sandbox, 'reset', {});
  await simulate(sandbox, 'seed-tickets', { count: 25, days: 6, seed: 11 });
  await simulate(sandbox, 'switches', { latencyMs: 0, latencyJitterMs: 0 });
  const app = await openDryRun(page, sandbox.url);
  await app.getByRole('radio', { name: 'The last 7 days' }).check();
  await app.getByRole('button', { name: 'Start the dry run' }).click();
  await expect(app.getByRole('button', { name: 'Start again' })).toBeVisible();
  await expect(app.getByText(/^\d+ tickets looked at\.$/)).toBeVisible();
  await expect(app.getByRole('table', { name: 'To which countries' })).toBeVisible();
  await expect(app.getByRole('table', { name: 'In which languages' })).toBeVisible();
  const list = app.getByRole('table', { name: 'Assignments, one by one' });
  await expect(list.getByText(/^Would be sent in .+ number ending in \d{4}$/).first()).toBeVisible();
  expect(sends(sandbox)).toEqual([]);
  const asked = zendeskRequests(sandbox).filter((request) => /\/(audits|tickets|users)\b/.test(request));
  expect(asked.length).toBeGreaterThan(25);
  expect(asked.filter((request) => !request.startsWith('GET '))).toEqual([]);

  expect(await axeFindings(page, (axe) => axe.include('iframe'))).toEqual([]);

  const ticket = list.getByRole('button', { name: /^#\d+$/ }).first();
  const name = (await ticket.textContent()) ?? '';
  await ticket.click();
  await expect(page.getByRole('form', { name: `Ticket ${name}` })).toBeVisible();
});

test('a dry run that is cancelled keeps what it found', async ({ page, sandbox }) => {
  await simulate(sandbox, 'reset', {});
  await simulate(sandbox, 'seed-tickets', { count: 150, days: 2, seed: 11 });
  await simulate(sandbox, 'switches', { latencyMs: 300 });
  const app = await openDryRun(page, sandbox.url);
  await app.getByRole('button', { name: 'Start the dry run' }).click();
  await expect(app.getByText(/^\d+ of 1\d\d tickets$/)).toBeVisible();
  await expect(app.getByRole('table', { name: 'Assignments, one by one' })).toBeVisible();
  await app.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.getByText('Cancelled. This is what was found until then.')).toBeVisible();
  await expect(app.getByRole('table', { name: 'Assignments, one by one' })).toBeVisible();
});

async function openDryRun(page: Page, address: string): Promise<FrameLocator> {
  await page.goto(`${address}/?agent=${agents.dana}&page=app`);
  const app = page.frameLocator('iframe[title$="in the navigation bar"]');
  await app.getByRole('tab', { name: 'Dry run' }).click();
  return app;
}
