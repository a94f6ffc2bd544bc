import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react';

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
