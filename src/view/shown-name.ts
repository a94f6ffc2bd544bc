import { cleanValue, shorten } from '../core/values';

/** More than nearly every name has, UTF-16 units. */
const longest = 40;

/** Marks above and below a letter; no language stacks more of them. */
const stacked = /(\p{Mark}{4})\p{Mark}+/gu;

/** A name cleaned as for the message, with no more marks on a letter than a line has room for. */
export const plainName = (name: string): string => cleanValue(name).replace(stacked, '$1');

/** A name as the card's sentences hold it: cut where it would push everything else away. The details have all of it. */
export const shownName = (name: string): string => shorten(plainName(name), longest);
