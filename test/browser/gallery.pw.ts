import type { Page } from '@playwright/test';
import { wordLocales } from '../../tools/words.mjs';
import { choices } from '../gallery/look';
import { axeFindings } from '../support/axe';
import { findFaults, findLongHeadlines, findMoves } from '../support/card-faults';
import { openDetails, openEveryState } from '../support/every-card';
import { everyState } from '../support/every-state';
import { expect, test } from '../support/helpdesk';

/** Where every run leaves its pictures, to be looked at; nothing compares them. */
const pictures = 'test-results/gallery';

// A trace of some hundred cards costs more than the tests.
test.use({ trace: 'off' });

const resize = (page: Page, width: string) => page.setViewportSize({ width: Number(width), height: 900 });

/** What readers may set for themselves: WCAG 2.2, 1.4.12. */
const widestSpacing = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
`;

/** From one to the next nothing in the card moves. */
const road = ['sending', 'queued', 'accepted', 'sent', 'delivered', 'read'];

for (const lang of wordLocales()) {
  test(`every state fits in a narrow tray: ${lang}`, async ({ page, sandbox }) => {
    await resize(page, '280');
    await openEveryState(page, sandbox, { lang });
    expect(await page.evaluate(findLongHeadlines)).toEqual([]);
    for (const width of choices.width) {
      await resize(page, width);
      expect(await page.evaluate(findFaults), `${width} px`).toEqual([]);
      if (width !== '280') expect(await page.evaluate(findMoves, road), `${width} px`).toEqual([]);
    }
    await openDetails(page);
    // 160 px are what is left of a tray of 320 px at twice the size.
    for (const width of ['280', '160']) {
      await resize(page, width);
      expect(await page.evaluate(findFaults), `${width} px, details`).toEqual([]);
    }
    await page.addStyleTag({ content: widestSpacing });
    for (const width of choices.width) {
      await resize(page, width);
      expect(await page.evaluate(findFaults), `${width} px, widest spacing`).toEqual([]);
    }
  });
}

for (const scheme of choices.scheme) {
  test(`axe finds nothing in any state: ${scheme}`, async ({ page, sandbox }) => {
    await openEveryState(page, sandbox, { scheme });
    await openDetails(page);
    const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    expect(await axeFindings(page, (axe) => axe.withTags(levels))).toEqual([]);
  });
}

/** Each scheme, direction and width is in one of them. */
const looks = [
  { scheme: 'light', lang: 'en', widths: choices.width },
  { scheme: 'dark', lang: 'en', widths: ['320'] },
  { scheme: 'light', lang: 'ar', widths: ['320'] },
  { scheme: 'dark', lang: 'de', widths: ['280'] },
];

for (const { widths, ...look } of looks) {
  test(`the gallery shows every state side by side: ${look.scheme}, ${look.lang}`, async ({
    page,
    sandbox,
  }) => {
    await page.setViewportSize({ width: 1760, height: 900 });
    await page.goto(`${sandbox.url}/gallery?${new URLSearchParams(look)}`);
    for (const width of widths) {
      await page.evaluate((px) => {
        for (const frame of document.querySelectorAll('figure:not(.wide) iframe')) {
          frame.setAttribute('width', px);
        }
      }, width);
      await drawn(page);
      await page.screenshot({ path: `${pictures}/${look.scheme}-${look.lang}-${width}.png`, fullPage: true });
    }
  });
}

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
