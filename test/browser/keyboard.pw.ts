import type { Page } from '@playwright/test';
import { openEveryState } from '../support/every-card';
import { expect, test } from '../support/helpdesk';

test.use({ trace: 'off' });

/** What has the focus, as a keyboard's user meets it. */
interface Stop {
  readonly card: string;
  readonly control: string;
  readonly kind: string;
  readonly isBusy: boolean;
  /** What is wrong with it. */
  readonly faults: readonly string[];
}

/** What has the focus; undefined where nothing of the page has it. Each element is met once, in the order seen. */
const stop = (page: Page): Promise<Stop | undefined> =>
  page.evaluate(() => {
    const control = document.activeElement;
    if (!(control instanceof HTMLElement) || control === document.body) return undefined;
    const faults: string[] = [];
    // Of a radio button it is the label that is seen.
    const label = control instanceof HTMLInputElement ? control.labels?.[0] : undefined;
    const drawn = ({ outlineStyle, outlineWidth, outlineColor, boxShadow }: CSSStyleDeclaration) =>
      outlineStyle === 'none' || outlineColor === 'rgba(0, 0, 0, 0)' ? boxShadow : outlineWidth + boxShadow;
    // Garden draws a select's ring around the frame that it stands in.
    const ring = () =>
      label
        ? drawn(getComputedStyle(label, '::before'))
        : [control, control.parentElement ?? control].map((one) => drawn(getComputedStyle(one))).join();
    const focused = ring();
    control.blur();
    if (ring() === focused) faults.push('shows no focus');
    control.focus();

    const seen = label ?? control;
    const box = seen.getBoundingClientRect();
    if (!seen.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || box.width < 2)
      faults.push('is hidden');
    const margin = 2;
    for (let around = seen.parentElement; around !== null; around = around.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(around);
      const { left, right, top, bottom } = around.getBoundingClientRect();
      const cuts =
        (overflowX !== 'visible' && (box.left - margin < left || box.right + margin > right)) ||
        (overflowY !== 'visible' && (box.top - margin < top || box.bottom + margin > bottom));
      if (cuts) faults.push('has its ring cut');
    }

    const before = [...document.querySelectorAll('[data-met]')].at(-1);
    if (control.dataset.met !== undefined) faults.push('is met twice');
    if (before !== undefined) {
      const last = before.getBoundingClientRect();
      const isBelow = box.top >= last.bottom - 4;
      const isBeside = Math.abs(box.top - last.top) < 8 && box.left >= last.right;
      if (!isBelow && !isBeside)
        faults.push(`comes out of order after ${before.textContent || before.tagName}`);
    }
    control.dataset.met = '';
    document.body.dataset.asked = '';
    return {
      card: control.closest('section[aria-label*="="]')?.getAttribute('aria-label') ?? 'no card',
      control: seen.textContent || control.tagName,
      kind: control instanceof HTMLInputElement ? control.type : control.tagName.toLowerCase(),
      isBusy: control.getAttribute('aria-disabled') === 'true',
      faults,
    };
  });

for (const forcedColors of ['none', 'active'] as const) {
  test(`Tab reaches every control in the order seen, it shows, and it works: forced colours ${forcedColors}`, async ({
    page,
    sandbox,
  }) => {
    // Rings that fade in cannot be looked at.
    await page.emulateMedia({ reducedMotion: 'reduce', forcedColors });
    await page.setViewportSize({ width: 320, height: 900 });
    await openEveryState(page, sandbox);
    const asked = page.locator('body');
    const faults: string[] = [];
    const kinds = new Set<string>();
    const { keyboard } = page;
    for (let key = 'Enter'; ; key = key === 'Enter' ? 'Space' : 'Enter') {
      await keyboard.press('Tab');
      const met = await stop(page);
      if (met === undefined) break;
      const { card, control, kind, isBusy } = met;
      faults.push(...met.faults.map((fault) => `${card}: ${control} ${fault}`));
      kinds.add(kind);
      if (kind === 'button' && control === 'Details') {
        await keyboard.press(key);
        const here = page.locator(`section[aria-label="${card}"]`);
        await expect(here.getByRole('button', { name: 'Copy details for support' }), card).toBeVisible();
        await expect(here.locator('.space'), card).toHaveCount(0);
        kinds.add('details');
      } else if (kind === 'button' && control === 'Copy details for support') {
        await keyboard.press(key);
        await expect(page.locator(`section[aria-label="${card}"] .copy [role=status]`), card).not.toBeEmpty();
      } else if (kind === 'button') {
        await keyboard.press(key);
        await expect(asked, `${card}: ${control}`).toHaveAttribute('data-asked', isBusy ? '' : /\w/);
      } else if (kind === 'radio' || kind === 'select') {
        // The chosen one may be the last.
        for (const arrow of ['ArrowDown', 'ArrowUp']) await keyboard.press(arrow);
        await expect(asked, `${card}: ${control}`).toHaveAttribute('data-asked', /_chosen$/);
      }
    }
    expect(faults).toEqual([]);
    expect(kinds).toEqual(new Set(['button', 'details', 'radio', 'select']));
    const forgotten = await page.evaluate(() =>
      [
        ...document.querySelectorAll<HTMLElement>(
          'a, button, input, select, textarea, summary, [tabindex="0"]',
        ),
      ]
        .filter((control) => control.dataset.met === undefined)
        // Of the radio buttons of a group one is met.
        .filter(
          (control) =>
            !(
              control instanceof HTMLInputElement && control.closest('fieldset')?.querySelector('[data-met]')
            ),
        )
        .map((control) => control.outerHTML.slice(0, 160)),
    );
    expect(forgotten).toEqual([]);
  });
}
