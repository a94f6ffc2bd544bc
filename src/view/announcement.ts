import { type MutableRefObject, useEffect, useRef, useState } from 'react';

/** What a screen reader is told. */
export interface Announcement {
  readonly text: string;
  /** Another one each time, so that the same words are told again. */
  readonly turn: number;
  /** True for a moment after a look that found nothing new. */
  readonly isSame: boolean;
}

interface Check {
  /** True once a person asked for a look, until they are told what came of it. */
  readonly wanted: MutableRefObject<boolean>;
  /** True while anything that they asked for is on its way. */
  readonly isBusy: boolean;
  /** What to say where the look changed nothing. */
  readonly same: string;
}

/** Where nobody can ask for a look. */
const unasked: Check = { wanted: { current: false }, isBusy: false, same: '' };

/** How long after the last answer a status may still come of it, and how long a button says that none did, ms. */
const settles = 1_000;
const stays = 5_000;

/**
 * What the live region is to say: the words of a change, never those that a page opened with, so that going from
 * ticket to ticket is silent; and to a person who asked, that nothing changed. Undefined words change nothing.
 */
export function useAnnouncement(words: string | undefined, check: Check = unasked): Announcement {
  const { wanted, isBusy, same } = check;
  const known = useRef<string>();
  const [said, say] = useState<Announcement>({ text: '', turn: 0, isSame: false });
  useEffect(() => {
    if (words === undefined || words === known.current) return;
    if (known.current !== undefined) {
      wanted.current = false;
      say(({ turn }) => ({ text: words, turn: turn + 1, isSame: false }));
    }
    known.current = words;
  }, [words, wanted]);
  useEffect(() => {
    if (!wanted.current || isBusy || words === undefined) return undefined;
    const timer = window.setTimeout(() => {
      wanted.current = false;
      say(({ turn }) => ({ text: same, turn: turn + 1, isSame: true }));
    }, settles);
    return () => window.clearTimeout(timer);
  }, [words, wanted, isBusy, same]);
  useEffect(() => {
    if (!said.isSame) return undefined;
    const timer = window.setTimeout(() => say({ ...said, isSame: false }), stays);
    return () => window.clearTimeout(timer);
  }, [said]);
  return said;
}
