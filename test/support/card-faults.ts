/** What is wrong with how the cards are drawn, looked for in the page itself. */

/**
 * Everything in the page that overflows, is cut off, lies on something else, or is too small to press, as sentences.
 * Runs in the browser, so it refers to nothing outside itself.
 */
export function findFaults(): string[] {
  const faults: string[] = [];
  const complain = (what: string, element: Element) => {
    const where = element.closest('section[aria-label]:has(.card)')?.getAttribute('aria-label') ?? 'page';
    faults.push(`${where}: ${what}: ${element.outerHTML.slice(0, 160)}`);
  };
  const { documentElement, body } = document;
  const width = documentElement.clientWidth;
  if (documentElement.scrollWidth > width) complain('scrolls sideways', documentElement);

  const isUnseen = (element: Element) => element.closest('.unseen, svg, style, option') !== null;
  for (const card of body.querySelectorAll('.card')) {
    const seen: { readonly holder: Element; readonly lines: readonly DOMRect[] }[] = [];
    const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const holder = text.parentElement;
      if (holder === null || isUnseen(holder) || text.textContent?.trim() === '') continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const lines = [...range.getClientRects()].filter((line) => line.width > 0);
      if (lines.some(({ left, right }) => left < -0.5 || right > width + 0.5))
        complain('text leaves the card', holder);
      const isOn = (line: DOMRect, other: DOMRect) =>
        Math.min(line.right, other.right) - Math.max(line.left, other.left) > 1 &&
        Math.min(line.bottom, other.bottom) - Math.max(line.top, other.top) > 4;
      const covered = seen.find((other) => other.lines.some((one) => lines.some((line) => isOn(line, one))));
      if (covered !== undefined) complain(`lies on “${covered.holder.textContent}”`, holder);
      seen.push({ holder, lines });
    }
  }
  for (const element of body.querySelectorAll('*')) {
    if (isUnseen(element)) continue;
    const { overflowX, overflowY } = getComputedStyle(element);
    const cutsX = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
    const cutsY = overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1;
    if (cutsX || cutsY) complain('is cut off', element);
  }
  for (const control of body.querySelectorAll('button, summary, a, input, select, textarea')) {
    const isNamed = control instanceof HTMLInputElement;
    const target = (isNamed && control.labels?.[0]) || control;
    const box = target.getBoundingClientRect();
    if (box.width < 24 || box.height < 24) complain('is too small to press', control);
  }
  for (const named of body.querySelectorAll('[aria-label]')) {
    if (!named.getAttribute('aria-label')?.trim()) complain('has an empty name', named);
  }
  return faults;
}

/** Headlines of more than two lines, but for those with names that are meant to be too long. Runs in the browser too. */
export function findLongHeadlines(): string[] {
  return [...document.querySelectorAll('section:not([aria-label^="state=names-"]) .headline')]
    .filter((headline) => headline.getBoundingClientRect().height > 2 * 24)
    .map((headline) => `${headline.closest('section')?.ariaLabel}: ${headline.textContent}`);
}

/** What has another place or height in one of these states of a message than in the first. Runs in the browser too. */
export function findMoves(states: readonly string[]): string[] {
  const parts = ['.text', '.facts', '.timeline', '.foot'];
  const [first = [], ...others] = states.map((state) => {
    const card = document.querySelector(`section[aria-label="state=${state}"] > .card`);
    return parts.map((part) => {
      const box = card?.querySelector(part)?.getBoundingClientRect();
      const top = (box?.top ?? 0) - (card?.getBoundingClientRect().top ?? 0);
      return `${state}: ${part} at ${top}, ${box?.height} high`;
    });
  });
  const after = (place = '') => place.slice(place.indexOf(':'));
  return others.flat().filter((place, index) => after(place) !== after(first[index % parts.length]));
}
