import { expect, type Helpdesk, onemsg, simulate, test } from '../support/helpdesk';

/** What the card says with each of its changes, and which kind of element has the focus then. */
const watchFocus = ({ app }: Helpdesk) =>
  app.locator('html').evaluateHandle(() => {
    const seen: string[] = [];
    new MutationObserver(() => {
      const said = document.querySelector('h1')?.textContent;
      const now = `${said}: ${document.activeElement?.localName}`;
      if (seen.at(-1) !== now) seen.push(now);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return seen;
  });

const isLost = (moment: string): boolean => moment.endsWith(': body');

test('the focus stays in the card from Send now to Accepted, and on Check again and Details', async ({
  helpdesk,
  sandbox,
}) => {
  const { app, page } = helpdesk;
  onemsg(sandbox).timing({ sentMs: null, deliveredMs: null, readMs: null });
  await simulate(sandbox, 'settings', { set: { automatic_sending: false } });
  await page.clock.install();
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  const sendNow = app.getByRole('button', { name: 'Send now' });
  // Its name tells for a moment what came of it.
  const check = app.getByRole('button', { name: /^(Check again|Checking|Nothing new)$/ });
  const details = app.getByRole('button', { name: 'Details', exact: true });
  await sendNow.focus();
  const seen = await watchFocus(helpdesk);

  await page.keyboard.press('Enter');
  await helpdesk.passTime(helpdesk.headline('Accepted'));
  await expect(helpdesk.headline('Accepted')).toBeFocused();

  await check.focus();
  await page.keyboard.press('Enter');
  await helpdesk.quiet();
  await expect(check).toBeFocused();
  onemsg(sandbox).status('last', 'delivered');
  await page.keyboard.press('Enter');
  await expect(helpdesk.headline('Delivered')).toBeVisible();
  await expect(check).toBeFocused();

  await details.focus();
  for (const isOpen of ['true', 'false']) {
    await page.keyboard.press('Enter');
    await expect(details).toHaveAttribute('aria-expanded', isOpen);
    await expect(app.getByRole('button', { name: 'Copy details' })).toHaveCount(isOpen === 'true' ? 1 : 0);
    await expect(details).toBeFocused();
  }
  const moments = await seen.jsonValue();
  expect(moments).toEqual(expect.arrayContaining(['Sending: h1', 'Accepted: h1', 'Delivered: button']));
  expect(moments.filter(isLost)).toEqual([]);
});

test('the focus stays on the number and on the language that are chosen', async ({ helpdesk }) => {
  const { app, page } = helpdesk;
  await helpdesk.open(12348);
  await helpdesk.choose('Priya Raman');
  await app.getByRole('radio', { name: '+46 70 174 06 05' }).focus();
  const overNumbers = await watchFocus(helpdesk);
  await page.keyboard.press('ArrowDown');
  const second = app.getByRole('radio', { name: '+46 70 174 06 06' });
  await expect(second).toBeChecked();
  await expect(second).toBeFocused();
  expect((await overNumbers.jsonValue()).filter(isLost)).toEqual([]);

  await helpdesk.goTo(12355);
  await app.getByRole('button', { name: 'Details', exact: true }).click();
  const language = app.getByRole('combobox', { name: 'Language' });
  await language.focus();
  const overLanguages = await watchFocus(helpdesk);
  await page.keyboard.press('End');
  await expect(app.getByText('chosen by you')).toBeVisible();
  await expect(language).toBeFocused();
  expect((await overLanguages.jsonValue()).filter(isLost)).toEqual([]);
});
