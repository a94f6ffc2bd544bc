import type { Page } from '@playwright/test';
import type { Sandbox } from '../../sandbox/start';
import { everyState } from './every-state';

/** Opens the page that has every state in one column, as wide as the window, and waits until all is drawn. */
export async function openEveryState(
  page: Page,
  sandbox: Sandbox,
  look: Readonly<Record<string, string>> = {},
): Promise<void> {
  await page.goto(`${sandbox.url}/gallery/card.html?${new URLSearchParams(look)}`);
  await page.waitForFunction(
    (least) =>
      document.querySelectorAll('section > .card').length > least &&
      document.querySelectorAll('.bone, .space').length ===
        document.querySelectorAll('[aria-busy=true] .bone').length,
    everyState.length,
  );
}

/** Opens the details of every card that has some. */
export async function openDetails(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const button of document.querySelectorAll<HTMLElement>('[aria-expanded=false]')) button.click();
  });
  await page.waitForFunction(() => {
    const bodies = document.querySelectorAll('.details-body').length;
    return (
      bodies === document.querySelectorAll('[aria-expanded=true]').length && !document.querySelector('.space')
    );
  });
}
