import { axeFindings } from '../support/axe';
import { agents, expect, onemsg, sends, test } from '../support/helpdesk';

test('before Send now an agent sees the message, chooses another language, and exactly that leaves', async ({
  helpdesk,
  sandbox,
}) => {
  await helpdesk.open(12355);
  await expect(helpdesk.headline('Not notified')).toBeVisible();
  await helpdesk.app.getByText('Details', { exact: true }).click();
  await expect(helpdesk.headline('Send now would send')).toBeVisible();
  const select = helpdesk.app.getByRole('combobox', { name: 'Language' });
  await select.focus();
  await helpdesk.page.keyboard.press('End');
  await expect(helpdesk.app.getByText('chosen by you')).toBeVisible();
  const chosen = await select.inputValue();
  const shown = (await helpdesk.app.getByRole('figure').locator('.bubble-body').textContent()) ?? 'nothing';
  expect(await axeFindings(helpdesk.page, (axe) => axe.include('iframe'))).toEqual([]);
  await helpdesk.page.screenshot({ path: 'test-results/details-before-send.png', fullPage: true });

  await helpdesk.app.getByRole('button', { name: 'Send now' }).click();
  await expect(helpdesk.headline(/Accepted|Sent|Delivered|Read/)).toBeVisible();
  expect(sends(sandbox)).toHaveLength(1);
  expect(JSON.stringify(sends(sandbox))).toContain(`"${chosen}"`);
  await expect(helpdesk.phone).toContainText(shown);
});

test('another agent sees the message rebuilt, with the name that is not stored marked, and copies details', async ({
  helpdesk,
  otherBrowser,
  sandbox,
}) => {
  onemsg(sandbox).timing({ sentMs: 0, deliveredMs: 0, readMs: null });
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  await expect(helpdesk.headline('Delivered')).toBeVisible();

  const sofia = await otherBrowser();
  await sofia.open(12345, agents.sofia);
  await expect(sofia.headline('Delivered')).toBeVisible();
  await sofia.app.getByText('Details', { exact: true }).click();
  await expect(sofia.app.getByRole('figure')).toContainText('Hello, Customer name! A specialist');
  await sofia.app.getByRole('button', { name: 'Copy details for support' }).click();
  const byHand = sofia.app.getByRole('textbox', { name: 'Details for support' });
  await expect(byHand).toHaveValue(/Ticket: 12345[\s\S]*delivered: 20/);
  await expect(byHand).not.toHaveValue(/Maria|Hello|token/i);
  await sofia.page.screenshot({ path: 'test-results/details-rebuilt.png', fullPage: true });
});
