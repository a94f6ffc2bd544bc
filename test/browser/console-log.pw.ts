import { readFile } from 'node:fs/promises';
import type { FrameLocator, Page } from '@playwright/test';
import { axeFindings } from '../support/axe';
import { agents, expect, sends, simulate, test, zendeskRequests } from '../support/helpdesk';

const frame = 'iframe[title$="in the navigation bar"]';

/** Opens the log of the console, as far as its first rows. */
async function openLog(page: Page, url: string, agent: number = agents.dana): Promise<FrameLocator> {
  await page.goto(`${url}/?agent=${agent}&page=app`);
  const app = page.frameLocator(frame);
  await app.getByRole('tab', { name: 'Log' }).click();
  await expect(rows(app).first()).toBeVisible();
  return app;
}

const rows = (app: FrameLocator) => app.locator('[data-record]');

test('the log pages as it scrolls, filters, and opens a ticket', async ({ helpdesk, sandbox }) => {
  await simulate(sandbox, 'seed-tickets', { count: 30, days: 3, seed: 1 });
  await simulate(sandbox, 'seed-records', { count: 1_000, days: 14, seed: 1 });
  await helpdesk.page.setViewportSize({ width: 1280, height: 900 });
  const app = await openLog(helpdesk.page, sandbox.url, agents.alexey);
  await expect(app.getByText('1,000 records')).toBeVisible();
  // Agents have nothing else in the console, and send nothing from it.
  await expect(app.getByRole('tab')).toHaveText(['Log']);
  await expect(app.getByRole('button', { name: 'Send failed ones again' })).toHaveCount(0);

  const searched = () =>
    zendeskRequests(sandbox, agents.alexey).filter((path) => path.includes('/records/search')).length;
  expect(searched()).toBe(1);
  const frameOfRows = app.locator('.log-scroll');
  for (const at of [4_000, 9_000, 14_000]) {
    const before = searched();
    await frameOfRows.evaluate((element, top) => element.scrollTo({ top }), at);
    await expect.poll(searched).toBeGreaterThan(before);
  }
  expect(await rows(app).count()).toBeLessThan(60);

  await app.getByLabel('Status').selectOption({ label: 'Not delivered' });
  await expect(app.getByText(/^\d+ records$/)).not.toHaveText('1,000 records');
  await expect(rows(app).first()).toContainText('Not delivered');

  await app.getByRole('button', { name: 'Clear filters' }).click();
  await app.getByLabel('Ticket', { exact: true }).fill('20029');
  await app.getByLabel('Ticket', { exact: true }).press('Enter');
  await expect(app.getByRole('button', { name: 'Ticket #20029' }).first()).toBeVisible();
  await app.getByRole('button', { name: 'Ticket #20029' }).first().click();
  await expect(helpdesk.page.getByRole('form', { name: 'Ticket #20029' })).toBeVisible();
});

test('records that are deleted while they are looked at break nothing', async ({ helpdesk, sandbox }) => {
  await simulate(sandbox, 'seed-records', { count: 500, days: 5, seed: 1 });
  const app = await openLog(helpdesk.page, sandbox.url);
  await simulate(sandbox, 'delete-records', { count: 450 });
  await app.locator('.log-scroll').evaluate((element) => element.scrollTo({ top: 5_000 }));
  await app.locator('.log-scroll').evaluate((element) => element.scrollTo({ top: 99_000 }));
  await expect(rows(app).first()).toBeVisible();
  await app.getByRole('button', { name: 'Reload' }).click();
  // The set-up check may have its own throw-away records among them.
  await expect(app.getByText(/^5[012] records$/)).toBeVisible();
});

test('everything that the filters find is exported, with formulas defused and no number', async ({
  helpdesk,
  sandbox,
}) => {
  await simulate(sandbox, 'seed-records', { count: 350, days: 5, seed: 1 });
  const app = await openLog(helpdesk.page, sandbox.url);
  const saving = helpdesk.page.waitForEvent('download');
  await app.getByRole('button', { name: 'Export CSV' }).click();
  const text = await readFile(await (await saving).path(), 'utf8');
  await expect(app.getByText(/records were exported/)).toBeVisible();
  expect(text.startsWith('\uFEFFrecord_id,created_at,ticket,')).toBe(true);
  expect(text.trimEnd().split('\r\n').length).toBeGreaterThanOrEqual(351);
  expect(text).toMatch(/,•••• \d{4},/);
  expect(text).not.toMatch(/(^|,)"?[=+@-]/m);
});

test('totals come with a chart and a table of the same', async ({ helpdesk, sandbox }) => {
  await simulate(sandbox, 'seed-records', { count: 800, days: 7, seed: 1 });
  const app = await openLog(helpdesk.page, sandbox.url);
  await app.getByRole('button', { name: 'Count totals' }).click();
  await expect(app.getByRole('button', { name: 'Count again' })).toBeVisible();
  await expect(app.getByText(/^Over \d+ messages, from .+ to .+\.$/)).toBeVisible();
  await expect(app.locator('canvas')).toBeVisible();
  await app.getByRole('button', { name: 'Show as a table' }).click();
  await expect(app.getByRole('table', { name: 'Messages by day' })).toBeVisible();
  await expect(app.locator('canvas')).toHaveCount(0);
});

test('one cause has one banner, and what it kept back is sent again, each once', async ({
  helpdesk,
  sandbox,
}) => {
  // Before each send its claim settles for seconds.
  await helpdesk.page.clock.install();
  await simulate(sandbox, 'seed-tickets', { count: 12, days: 1, seed: 1 });
  await simulate(sandbox, 'seed-records', {
    count: 12,
    days: 1,
    seed: 1,
    failing: { problem: 'payment', hours: 96 },
  });
  const app = await openLog(helpdesk.page, sandbox.url);
  await expect(app.getByRole('alert')).toContainText('Nothing arrives: Payment problem at WhatsApp');
  await expect(app.locator('.alarm')).toHaveCount(1);

  await app.getByRole('button', { name: 'Send failed ones again' }).click();
  const dialog = app.getByRole('dialog');
  const who = dialog.getByText(/^\d+ (person|people) will get \d+ messages? on WhatsApp\.$/);
  await expect(who).toBeVisible();
  const [people, messages] = (await who.textContent())?.match(/\d+/g) ?? [];
  expect(Number(people)).toBeGreaterThan(0);
  await expect(dialog.getByText(/messages? (is|are) left out:/)).toBeVisible();
  expect(sends(sandbox)).toHaveLength(0);

  await dialog.getByRole('button', { name: `Send ${messages} message` }).click();
  // Closed, the run goes on, and the page says how far it is.
  await expect(dialog.getByRole('progressbar')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).first().click();
  const run = app.getByRole('region', { name: 'Send failed messages again' });
  await helpdesk.passTime(run.getByText(`Sent again: ${messages} of ${messages}`));
  await expect(run.getByRole('progressbar')).toHaveCount(0);
  expect(sends(sandbox)).toHaveLength(Number(messages));
  // Each names its ticket.
  const texts = sandbox.onemsg?.simulator.messages().map(({ text }) => text);
  expect(new Set(texts).size).toBe(Number(messages));

  // The list and the banner follow, and what was sent is not offered a second time.
  await expect(app.locator('.alarm')).toHaveCount(0);
  await app.getByRole('button', { name: 'Send failed ones again' }).click();
  await expect(dialog.getByText('None of these messages can be sent again.')).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`the log holds up to axe, ${scheme}`, async ({ helpdesk, sandbox }) => {
    await simulate(sandbox, 'seed-records', {
      count: 300,
      days: 1,
      seed: 1,
      failing: { problem: 'token_refused', hours: 30 },
    });
    const { page } = helpdesk;
    const app = await openLog(page, `${sandbox.url}`);
    if (scheme === 'dark') await page.getByRole('button', { name: 'Dark' }).click();
    await app.getByRole('button', { name: 'Details' }).first().click();
    await app.getByRole('button', { name: 'Count totals' }).click();
    await expect(app.getByRole('button', { name: 'Count again' })).toBeVisible();
    await app.getByRole('button', { name: 'Show as a table' }).click();
    await expect(app.getByRole('table', { name: 'Messages by day' })).toBeVisible();
    expect(await axeFindings(page, (axe) => axe.include(frame))).toEqual([]);
  });
}
