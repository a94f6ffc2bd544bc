import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isArgumentElement,
  isLiteralElement,
  isPluralElement,
  isSelectElement,
  type MessageFormatElement,
  parse,
} from '@formatjs/icu-messageformat-parser';
import { top } from '../../tools/prepare.mjs';

/** All words of a language by their keys, Zendesk's `app` block among them. */
export const wordsOf = (locale: string): ReadonlyMap<string, string> =>
  new Map(leaves(JSON.parse(readFileSync(join(top, `translations/${locale}.json`), 'utf8')), ''));

function leaves(value: unknown, path: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, path === '' ? key : `${path}.${key}`));
}

/** Zendesk reads these as they are. */
export const isZendesks = (key: string): boolean => key.startsWith('app.');

/** A sentence in pieces. Zendesk's own block has no messages: `{{1}}` stands there for itself. */
export const piecesOf = (key: string, text: string): readonly MessageFormatElement[] =>
  isZendesks(key) ? [] : parse(text, { ignoreTag: true });

/** The names of what fills a sentence; those that choose its words are marked. */
export function namesIn(pieces: readonly MessageFormatElement[]): ReadonlySet<string> {
  return new Set(
    pieces.flatMap((piece) => {
      if (isArgumentElement(piece)) return [piece.value];
      if (!isPluralElement(piece) && !isSelectElement(piece)) return [];
      const inside = Object.values(piece.options).flatMap(({ value }) => [...namesIn(value)]);
      return [`${piece.value} chooses`, ...inside];
    }),
  );
}

/** The plurals anywhere in a sentence, each by the categories that it has words for; `=0` is none. */
export function pluralsIn(pieces: readonly MessageFormatElement[]): readonly (readonly string[])[] {
  return pieces.flatMap((piece) => {
    if (!isPluralElement(piece) && !isSelectElement(piece)) return [];
    const options = Object.entries(piece.options);
    const inside = options.flatMap(([, { value }]) => pluralsIn(value));
    if (isSelectElement(piece)) return inside;
    return [options.map(([name]) => name).filter((name) => !name.startsWith('=')), ...inside];
  });
}

/** What a filled-in name or number takes, in letters. */
const filling = 12;

/** How wide a sentence becomes at most, in letters of Latin: a character of Chinese or Japanese is two. */
export function widthOf(key: string, text: string): number {
  return isZendesks(key) ? lettersIn(text) : widest(piecesOf(key, text));
}

function widest(pieces: readonly MessageFormatElement[]): number {
  const widths = pieces.map((piece) => {
    if (isLiteralElement(piece)) return lettersIn(piece.value);
    if (!isPluralElement(piece) && !isSelectElement(piece)) return filling;
    return Math.max(...Object.values(piece.options).map(({ value }) => widest(value)));
  });
  return widths.reduce((sum, width) => sum + width, 0);
}

const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/gu;

const lettersIn = (text: string): number => [...text].length + (text.match(wide)?.length ?? 0);
