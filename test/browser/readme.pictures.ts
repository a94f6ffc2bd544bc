import type { Page } from '@playwright/test';
import { agents, expect, type Helpdesk, onemsg, simulate, test } from '../support/helpdesk';

test.use({ viewport: { width: 1280, height: 760 }, deviceScaleFactor: 2 });

const folder = 'docs/images';

test('the helpdesk with a message that was read', async ({ helpdesk, sandbox }) => {
  onemsg(sandbox).timing({ sentMs: 0, deliveredMs: 0, readMs: 0 });
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  await expect(helpdesk.headline('Read')).toBeVisible();
  await expect(helpdesk.app.getByRole('listitem')).not.toHaveCount(0);
  await helpdesk.page.screenshot({ path: `${folder}/helpdesk.png` });
});

test('four cards side by side', async ({ helpdesk, sandbox, page }) => {
  const cards: Buffer[] = [];
  // A tray that is high enough for every card.
  await page.setViewportSize({ width: 1280, height: 1100 });
  onemsg(sandbox).timing({ readMs: null });

  await helpdesk.open(12345);
  await helpdesk.choose('Alexey Petrov');
  await expect(helpdesk.app.getByRole('figure')).toBeVisible();
  cards.push(await card(helpdesk));

  await helpdesk.submit();
  await expect(helpdesk.headline('Delivered')).toBeVisible();
  await expect(helpdesk.app.getByRole('button', { name: 'Check again' })).toBeVisible();
  cards.push(await card(helpdesk));

  await helpdesk.open(12347);
  await helpdesk.assign('Priya Raman');
  await expect(helpdesk.app.getByRole('button', { name: 'Open profile' })).toBeVisible();
  await expect(helpdesk.headline('Not notified')).toBeVisible();
  cards.push(await card(helpdesk));

  onemsg(sandbox).next('send', 'server-error');
  await helpdesk.open(12352);
  await helpdesk.assign('Jonas Lindqvist');
  await expect(helpdesk.app.getByRole('button', { name: 'Send again' })).toBeVisible();
  cards.push(await card(helpdesk));

  await sideBySide(page, cards, 'cards');
});

test('states, schemes and languages', async ({ page, sandbox }) => {
  const looks = [
    { state: 'new-will', lang: 'en', scheme: 'light' },
    { state: 'pending-numbers-remembered', lang: 'fr', scheme: 'light' },
    { state: 'failed-agent', lang: 'de', scheme: 'dark' },
    { state: 'delivered', lang: 'ar', scheme: 'light' },
  ] as const;
  await page.setViewportSize({ width: 320, height: 700 });
  const cards: Buffer[] = [];
  for (const look of looks) {
    await page.goto(`${sandbox.url}/gallery/card.html?${new URLSearchParams(look)}`);
    await expect(page.locator('.card')).toBeVisible();
    await expect(page.locator('.space')).toHaveCount(0);
    cards.push(await page.locator('#root').screenshot());
  }
  await sideBySide(page, cards, 'states');
});

test('the console', async ({ page, sandbox }) => {
  await page.setViewportSize({ width: 1100, height: 900 });
  await simulate(sandbox, 'misconfigure', { name: 'namespace-wrong' });
  await page.goto(`${sandbox.url}/?agent=${agents.dana}&page=app`);
  const app = page.frameLocator('iframe[title$="in the navigation bar"]');
  await expect(app.getByRole('button', { name: 'Check again' })).toBeVisible();
  await page.locator('iframe[title$="in the navigation bar"]').screenshot({ path: `${folder}/console.png` });
});

test('the log with its chart', async ({ page, sandbox }) => {
  await page.setViewportSize({ width: 1100, height: 1000 });
  await simulate(sandbox, 'reset', {});
  await simulate(sandbox, 'seed-tickets', { count: 30, days: 6, seed: 1 });
  await simulate(sandbox, 'seed-records', { count: 800, days: 14, seed: 1 });
  await page.goto(`${sandbox.url}/?agent=${agents.dana}&page=app`);
  const app = page.frameLocator('iframe[title$="in the navigation bar"]');
  await app.getByRole('tab', { name: 'Log' }).click();
  await app.getByRole('button', { name: 'Count totals' }).click();
  await expect(app.getByRole('button', { name: 'Count again' })).toBeVisible();
  await expect(app.locator('canvas')).toBeVisible();
  await page.locator('iframe[title$="in the navigation bar"]').screenshot({ path: `${folder}/log.png` });
});

const card = (helpdesk: Helpdesk): Promise<Buffer> =>
  helpdesk.page.locator('iframe[title="1MSG Agent Assigned"]').screenshot();

async function sideBySide(page: Page, cards: readonly Buffer[], name: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 1100 });
  const images = cards
    .map((image) => `<img src="data:image/png;base64,${image.toString('base64')}">`)
    .join('');
  await page.goto('about:blank');
  await page.setContent(`
    <style>
      body { display: inline-flex; align-items: start; gap: 16px; margin: 0; padding: 16px; background: #e9ebed; }
      img { width: 296px; border-radius: 8px; box-shadow: 0 1px 4px #0003; }
    </style>${images}`);
  await page.locator('body').screenshot({ path: `${folder}/${name}.png` });
}
