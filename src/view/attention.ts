import { type FocusEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/**
 * What the live region is to say: the words of a change, never those that a page opened with, so that going
 * from ticket to ticket is silent. Undefined words change nothing.
 */
export function useAnnouncement(words: string | undefined): string {
  const known = useRef<string>();
  const [announcement, announce] = useState('');
  useEffect(() => {
    if (words === undefined || words === known.current) return;
    if (known.current !== undefined) announce(words);
    known.current = words;
  }, [words]);
  return announcement;
}

interface KeptFocus {
  readonly cardRef: RefObject<HTMLElement>;
  readonly headlineRef: RefObject<HTMLHeadingElement>;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: () => void;
}

/**
 * Moves the focus to the headline when the element that had it is gone, as a pressed button is when its
 * answer comes. Focus that is elsewhere, in Zendesk's own page above all, is never taken.
 */
export function useKeptFocus(): KeptFocus {
  const cardRef = useRef<HTMLElement>(null);
  const headlineRef = useRef<HTMLHeadingElement>(null);
  const focused = useRef<Element>();
  useLayoutEffect(() => {
    const card = cardRef.current;
    if (card === null || focused.current === undefined || focused.current.isConnected) return;
    focused.current = undefined;
    if (document.hasFocus() && !card.contains(document.activeElement)) {
      headlineRef.current?.focus({ preventScroll: true });
    }
  });
  return {
    cardRef,
    headlineRef,
    onFocus: ({ target }) => {
      focused.current = target;
    },
    onBlur: () => {
      focused.current = undefined;
    },
  };
}
