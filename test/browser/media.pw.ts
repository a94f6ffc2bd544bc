import { openDetails, openEveryState } from '../support/every-card';
import { expect, test } from '../support/helpdesk';

test.use({ trace: 'off', viewport: { width: 320, height: 900 } });

test('nothing moves in any state where motion is not wanted', async ({ page, sandbox }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openEveryState(page, sandbox);
  await openDetails(page);
  const moving = await page.evaluate(() => {
    const lasts = (times: string) => times.split(', ').some((time) => Number.parseFloat(time) > 0);
    return [...document.querySelectorAll('.card *')]
      .filter((element) =>
        [undefined, '::before', '::after'].some((part) => {
          const { transitionDuration, animationDuration } = getComputedStyle(element, part);
          return lasts(transitionDuration) || lasts(animationDuration);
        }),
      )
      .map((element) => element.outerHTML.slice(0, 160));
  });
  expect(moving).toEqual([]);
});

test('marks, frames, steps and choices stay visible in forced colours', async ({ page, sandbox }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await openEveryState(page, sandbox);
  await openDetails(page);
  const { looked, hidden } = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('p'));
    probe.style.backgroundColor = 'Canvas';
    const canvas = getComputedStyle(probe).backgroundColor;
    probe.remove();
    const frames = [
      ['.mark', undefined],
      ['.problem', undefined],
      ['.bubble', undefined],
      ['.actions button', undefined],
      ['.step[data-state="ahead"] > .dot', undefined],
      ['.option label', '::before'],
    ] as const;
    const hiddenFrames = frames.flatMap(([selector, part]) =>
      [...document.querySelectorAll(selector)].filter((element) => {
        const { borderTopStyle, borderTopWidth, borderTopColor } = getComputedStyle(element, part);
        return borderTopStyle === 'none' || borderTopWidth === '0px' || borderTopColor === canvas;
      }),
    );
    const signs = [...document.querySelectorAll('.card svg')].filter((svg) =>
      svg.checkVisibility({ opacityProperty: true }),
    );
    const hiddenSigns = signs.filter((svg) => getComputedStyle(svg).color === canvas);
    const hiddenLines = [...document.querySelectorAll('.step + .step')].filter((step) => {
      const { borderInlineStartWidth, borderInlineStartColor } = getComputedStyle(step, '::before');
      return borderInlineStartWidth === '0px' || borderInlineStartColor === canvas;
    });
    const links = [...document.querySelectorAll('.link')].filter(
      (link) => getComputedStyle(link).textDecorationLine !== 'underline',
    );
    return {
      looked: [...frames.map(([selector]) => selector), '.option svg', '.dot svg'].filter(
        (selector) => document.querySelector(selector) !== null,
      ),
      hidden: [...hiddenFrames, ...hiddenSigns, ...hiddenLines, ...links].map((element) =>
        `${element.parentElement?.textContent}: ${element.outerHTML}`.slice(0, 160),
      ),
    };
  });
  expect(hidden).toEqual([]);
  expect(looked).toHaveLength(8);
});
