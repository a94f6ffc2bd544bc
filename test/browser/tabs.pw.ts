import type { Page } from '@playwright/test';
import { agents, expect, Helpdesk, onemsg, sends, simulate, test } from '../support/helpdesk';

/** Several tabs of one browser with the same ticket, over real Web Locks and a real BroadcastChannel. */

/** How often the app of this tab has asked 1MSG for a status. */
function polls(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (`${request.url()} ${request.postData() ?? ''}`.includes('hookInfo')) count += 1;
  });
  return () => count;
}

/** How many tabs of this browser have asked to be the one that asks. */
const inLine = ({ app }: Helpdesk): Promise<number> =>
  app.locator('html').evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    return [...held, ...pending].filter(({ name }) => name?.endsWith('/lead')).length;
  });

test('one of two tabs asks for the status, both show it, and the other one takes over', async ({
  helpdesk: first,
  sandbox,
}) => {
  onemsg(sandbox).timing({ sentMs: null, deliveredMs: null, readMs: null });
  const { page } = first;
  await page.clock.install();
  await first.open(12345);
  await expect.poll(() => inLine(first)).toBe(1);
  const second = new Helpdesk(await page.context().newPage(), sandbox);
  const [ofFirst, ofSecond] = [polls(page), polls(second.page)];
  await second.open(12345);
  await expect.poll(() => inLine(first)).toBe(2);

  await second.assign('Alexey Petrov');
  for (const tab of [first, second]) await expect(tab.headline('Accepted')).toBeVisible();

  for (const [status, headline] of [
    ['sent', 'Sent'],
    ['delivered', 'Delivered'],
  ] as const) {
    onemsg(sandbox).status('last', status);
    await first.passTime(first.headline(headline));
    for (const tab of [first, second]) await expect(tab.headline(headline)).toBeVisible();
  }
  expect(ofFirst()).toBeGreaterThanOrEqual(2);
  expect(ofSecond()).toBe(0);

  await page.close();
  onemsg(sandbox).status('last', 'read');
  await second.passTime(second.headline('Read'));
  expect(ofSecond()).toBeGreaterThanOrEqual(1);
  expect(sends(sandbox)).toHaveLength(1);
});

test('the same choice submitted in two tabs at once is one message, though Zendesk accepts duplicates', async ({
  helpdesk: first,
  sandbox,
}) => {
  await simulate(sandbox, 'switches', { uniqueExternalIds: false });
  await first.open(12345);
  const second = new Helpdesk(await first.page.context().newPage(), sandbox);
  await second.open(12345);
  for (const tab of [first, second]) {
    await expect(tab.headline('No specialist yet')).toBeVisible();
    await tab.choose('Alexey Petrov');
    await expect(tab.headline('Will notify Maria when you submit')).toBeVisible();
  }
  await Promise.all([first.submit(), second.submit()]);
  for (const tab of [first, second]) {
    await expect(tab.headline(/Accepted|Sent|Delivered/)).toBeVisible();
  }
  expect(sends(sandbox)).toHaveLength(1);
});

test('two agents who press Send again at the same moment send once', async ({
  helpdesk: first,
  otherBrowser,
  sandbox,
}) => {
  onemsg(sandbox).next('send', 'wrong-token-b');
  const second = await otherBrowser();
  await first.open(12345);
  await first.assign('Alexey Petrov');
  await second.open(12345, agents.priya);
  const agains = [first, second].map(({ app }) => app.getByRole('button', { name: 'Send again' }));
  for (const again of agains) await expect(again).toBeVisible();
  await Promise.all(agains.map((again) => again.click()));
  for (const tab of [first, second]) {
    await expect(tab.headline(/Accepted|Sent|Delivered/)).toBeVisible();
  }
  expect(sends(sandbox)).toHaveLength(2);
});
