import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { choices } from '../gallery/look';
import { findFaults } from '../support/card-faults';
import { everyState } from '../support/every-state';
import { expect, test } from '../support/helpdesk';

/** Where every run leaves its pictures, to be looked at; nothing compares them. */
const pictures = 'test-results/gallery';

// A trace of some hundred frames costs more than the tests.
test.use({ trace: 'off', viewport: { width: 1760, height: 900 } });
test.describe.configure({ mode: 'parallel', timeout: 120_000 });

/** Waits until every frame has drawn all of its card and is as high as the card. */
const drawn = (page: Page) =>
  page.waitForFunction((least) => {
    const frames = [...document.querySelectorAll('iframe')];
    return (
      frames.length >= least &&
      frames.every(({ contentDocument, height }) => {
        const root = contentDocument?.getElementById('root');
        const isDrawn = contentDocument?.querySelector('.card') && !contentDocument.querySelector('.space');
        return isDrawn && Number(height) === Math.ceil(root?.getBoundingClientRect().height ?? 0);
      })
    );
  }, everyState.length);

async function openGallery(page: Page, url: string, look: Readonly<Record<string, string>>): Promise<void> {
  await page.goto(`${url}/gallery?${new URLSearchParams(look)}`);
  await drawn(page);
}

/** As when an agent draws the tray wider or narrower. */
async function resize(page: Page, width: string): Promise<void> {
  await page.evaluate((px) => {
    for (const frame of document.querySelectorAll('figure:not(.wide) iframe')) {
      frame.setAttribute('width', px);
    }
  }, width);
  await drawn(page);
}

/** Opens the details of every card that has some. */
async function openDetails(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const { contentDocument } of document.querySelectorAll('iframe')) {
      for (const details of contentDocument?.querySelectorAll('details') ?? []) details.open = true;
    }
  });
  await page.waitForFunction(() =>
    [...document.querySelectorAll('iframe')].every(
      ({ contentDocument }) =>
        contentDocument?.querySelectorAll('details').length ===
        contentDocument?.querySelectorAll('.details-body').length,
    ),
  );
  await drawn(page);
}

for (const scheme of choices.scheme) {
  for (const dir of choices.dir) {
    test(`every state fits at every width: ${scheme}, ${dir}`, async ({ page, sandbox }) => {
      await openGallery(page, sandbox.url, { scheme, dir });
      for (const width of choices.width) {
        await resize(page, width);
        await page.screenshot({ path: `${pictures}/${scheme}-${dir}-${width}.png`, fullPage: true });
        expect(await page.evaluate(findFaults), `${width} px`).toEqual([]);
      }
      await openDetails(page);
      // 160 px are what is left of a tray of 320 px at twice the size.
      for (const width of [...choices.width, '160']) {
        await resize(page, width);
        expect(await page.evaluate(findFaults), `${width} px, details`).toEqual([]);
      }
    });
  }
}

for (const scheme of choices.scheme) {
  test(`axe finds nothing in any state: ${scheme}`, async ({ page, sandbox }) => {
    await openGallery(page, sandbox.url, { scheme });
    await openDetails(page);
    const { violations } = await new AxeBuilder({ page })
      .include('iframe')
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    const findings = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, html }) => `${id}: ${target.flat().join(' ')}: ${html}`),
    );
    expect(findings).toEqual([]);
  });
}
