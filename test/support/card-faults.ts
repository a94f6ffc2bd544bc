/** What is wrong with how the card is drawn, looked for in the page itself. */

/**
 * Everything in the page's frames that overflows, is cut off, has no name or is too small to press, as sentences.
 * Runs in the browser, so it refers to nothing outside itself.
 */
export function findFaults(): string[] {
  const faults: string[] = [];
  for (const frame of document.querySelectorAll('iframe')) {
    const page = frame.contentDocument;
    const view = page?.defaultView;
    if (!page || !view) continue;
    const complain = (what: string, element: Element) =>
      faults.push(`${frame.title}: ${what}: ${element.outerHTML.slice(0, 120)}`);
    const { documentElement } = page;
    const width = documentElement.clientWidth;
    if (documentElement.scrollWidth > width) complain('scrolls sideways', documentElement);

    const isUnseen = (element: Element) => element.closest('.unseen, svg') !== null;
    const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const holder = text.parentElement;
      if (holder === null || isUnseen(holder) || text.textContent?.trim() === '') continue;
      const range = page.createRange();
      range.selectNodeContents(text);
      for (const { left, right } of range.getClientRects()) {
        if (left < -0.5 || right > width + 0.5) complain('text leaves the card', holder);
      }
    }
    for (const element of page.body.querySelectorAll('*')) {
      if (isUnseen(element)) continue;
      const { overflowX, overflowY } = view.getComputedStyle(element);
      const cutsX = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
      const cutsY = overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1;
      if (cutsX || cutsY) complain('is cut off', element);
    }
    for (const control of page.querySelectorAll('button, summary, a, input')) {
      const label = control instanceof view.HTMLInputElement ? control.labels?.[0] : control;
      if (!label?.textContent?.trim()) complain('has no name', control);
      const box = (label ?? control).getBoundingClientRect();
      if (box.width < 24 || box.height < 24) complain('is too small to press', control);
    }
    for (const named of page.querySelectorAll('[aria-label]')) {
      if (!named.getAttribute('aria-label')?.trim()) complain('has an empty name', named);
    }
  }
  return faults;
}
