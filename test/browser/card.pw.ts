import type { Locator } from '@playwright/test';
import { expect, onemsg, test } from '../support/helpdesk';

const place = async (part: Locator): Promise<string> => {
  const box = await part.boundingBox();
  return box === null ? 'nowhere' : `${Math.round(box.y)} px, ${Math.round(box.height)} px high`;
};

test('from accepted to read nothing in the card moves', async ({ helpdesk, sandbox }) => {
  onemsg(sandbox).timing({ sentMs: null, deliveredMs: null, readMs: null });
  await helpdesk.page.clock.install();
  await helpdesk.open(12345);
  await helpdesk.choose('Alexey Petrov');
  await expect(helpdesk.headline('Will notify Maria when you submit')).toBeVisible({ timeout: 15_000 });
  await helpdesk.submit();
  await expect(helpdesk.headline('Accepted')).toBeVisible({ timeout: 15_000 });

  const timeline = helpdesk.app.getByRole('list', { name: 'What happened' });
  const buttons = ['Details', 'Check again'].map((name) => helpdesk.app.getByRole('button', { name }));
  const parts = [timeline, ...buttons];
  await expect(timeline).toBeVisible();
  const places = () => Promise.all(parts.map(place));
  const before = await places();
  for (const [status, headline, wait] of [
    ['sent', 'Sent', 3_000],
    ['delivered', 'Delivered', 4_000],
    ['read', 'Read', 6_000],
  ] as const) {
    onemsg(sandbox).status('last', status);
    await helpdesk.page.clock.runFor(wait);
    await expect(helpdesk.headline(headline)).toBeVisible();
    expect(await places(), headline).toEqual(before);
  }
});

test('every control of a failed message works by keyboard, and the focus stays in the card', async ({
  helpdesk,
  sandbox,
}) => {
  const { keyboard } = helpdesk.page;
  onemsg(sandbox).next('send', 'server-error');
  await helpdesk.open(12345);
  await helpdesk.assign('Alexey Petrov');
  const again = helpdesk.app.getByRole('button', { name: 'Send again' });
  const details = helpdesk.app.getByRole('button', { name: 'Details', exact: true });
  const language = helpdesk.app.getByRole('combobox');
  const check = helpdesk.app.getByRole('button', { name: 'Check again' });
  await expect(again).toBeVisible({ timeout: 15_000 });

  await again.focus();
  await keyboard.press('Tab');
  await expect(details).toBeFocused();
  await expect(details).toHaveCSS('outline-style', 'solid');
  await keyboard.press('Enter');
  await expect(helpdesk.app.getByText('1 of at most 5')).toBeVisible();
  const copy = helpdesk.app.getByRole('button', { name: 'Copy details for support' });
  for (const reached of [check, language, copy]) {
    await keyboard.press('Tab');
    await expect(reached).toBeFocused();
  }
  await expect(copy).toHaveCSS('outline-style', 'solid');
  for (const _ of [language, check, details, again]) await keyboard.press('Shift+Tab');
  await expect(again).toBeFocused();
  await keyboard.press('Enter');
  await expect(helpdesk.headline(/Accepted|Sent|Delivered|Read/)).toBeVisible({ timeout: 15_000 });
  await expect(helpdesk.app.locator(':focus')).toHaveRole('heading');
});
