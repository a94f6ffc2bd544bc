import type { Locator } from '@playwright/test';
import { expect, type Helpdesk, onemsg, test } from '../support/helpdesk';

const place = async (part: Locator): Promise<string> => {
  const box = await part.boundingBox();
  return box === null ? 'nowhere' : `${Math.round(box.y)} px, ${Math.round(box.height)} px high`;
};

test('from accepted to read nothing in the card moves', async ({ helpdesk, sandbox }) => {
  onemsg(sandbox).timing({ sentMs: null, deliveredMs: null, readMs: null });
  await helpdesk.page.clock.install();
  await helpdesk.open(12345);
  await helpdesk.choose('Alexey Petrov');
  await expect(helpdesk.headline('Will notify Maria when you submit')).toBeVisible();
  await helpdesk.submit();
  await expect(helpdesk.headline('Accepted')).toBeVisible();

  const timeline = helpdesk.app.getByRole('list', { name: 'What happened' });
  const buttons = ['Details', 'Check again'].map((name) => helpdesk.app.getByRole('button', { name }));
  const parts = [timeline, ...buttons];
  await expect(timeline).toBeVisible();
  const places = () => Promise.all(parts.map(place));
  const before = await places();
  for (const [status, headline] of [
    ['sent', 'Sent'],
    ['delivered', 'Delivered'],
    ['read', 'Read'],
  ] as const) {
    onemsg(sandbox).status('last', status);
    await helpdesk.passTime(helpdesk.headline(headline));
    expect(await places(), headline).toEqual(before);
  }
});

/** The tray's height and each one that it gets, and each headline that the card shows, from here on. */
async function watchHeights({ app, page }: Helpdesk) {
  const heights = await page.locator('iframe[title="1MSG Agent Assigned"]').evaluateHandle((frame) => {
    const seen = [frame.style.height];
    new MutationObserver(() => seen.push(frame.style.height)).observe(frame, { attributeFilter: ['style'] });
    return seen;
  });
  const headlines = await app.locator('html').evaluateHandle(() => {
    const read = () => document.querySelector('h1')?.textContent ?? '';
    const seen = [read()];
    new MutationObserver(() => {
      if (read() !== seen.at(-1)) seen.push(read());
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return seen;
  });
  return async () => ({ heights: await heights.jsonValue(), headlines: await headlines.jsonValue() });
}

for (const [end, mode] of [
  ['Accepted', undefined],
  ['Not sent', 'wrong-token-a'],
] as const) {
  test(`from the preview to "${end}" the tray takes one step for each thing that the card says`, async ({
    helpdesk,
    sandbox,
  }) => {
    onemsg(sandbox).timing({ sentMs: null, deliveredMs: null, readMs: null });
    if (mode !== undefined) onemsg(sandbox).next('send', mode);
    await helpdesk.open(12345);
    await helpdesk.choose('Alexey Petrov');
    await expect(helpdesk.app.getByText('Hello, Maria!')).toBeVisible();
    await helpdesk.quiet();
    const seen = await watchHeights(helpdesk);
    await helpdesk.submit();
    await expect(helpdesk.headline(end)).toBeVisible();
    await expect(helpdesk.app.getByRole('button', { name: 'Details' })).toBeVisible();
    await helpdesk.quiet();
    const { heights, headlines } = await seen();
    expect(headlines.at(-1)).toBe(end);
    expect(heights.length, `${heights} through ${headlines}`).toBeLessThanOrEqual(headlines.length);
    // What is short because it is not known yet does not pull up what stands below the card.
    const high = heights.map(Number.parseFloat);
    expect(Math.min(...high), `${heights}`).toBe(Math.min(high.at(0) ?? 0, high.at(-1) ?? 0));
  });
}

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
  await expect(again).toBeVisible();

  await again.focus();
  await keyboard.press('Tab');
  await expect(details).toBeFocused();
  await expect(details).toHaveCSS('outline-style', 'solid');
  await keyboard.press('Enter');
  await expect(helpdesk.app.getByText('1 of at most 5')).toBeVisible();
  const copy = helpdesk.app.getByRole('button', { name: 'Copy details for support' });
  for (const there of [check, language, copy]) await expect(there).toBeVisible();
  for (const reached of [check, language, copy]) {
    await keyboard.press('Tab');
    await expect(reached).toBeFocused();
  }
  await expect(copy).toHaveCSS('outline-style', 'solid');
  for (const _ of [language, check, details, again]) await keyboard.press('Shift+Tab');
  await expect(again).toBeFocused();
  await keyboard.press('Enter');
  await expect(helpdesk.headline(/Accepted|Sent|Delivered|Read/)).toBeVisible();
  await expect(helpdesk.app.locator(':focus')).toHaveRole('heading');
});
