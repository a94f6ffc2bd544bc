import { IntlMessageFormat } from 'intl-messageformat';
import type { Part, Phrase } from './words';

/** A sentence whose words depend on its values. */
export type Message = (values: Phrase['values']) => readonly Part[];

/**
 * Makes a sentence of an ICU message that the build has parsed. Numbers choose the words and become part of them;
 * all other values stay apart, as in every phrase.
 */
export function message(parsed: ConstructorParameters<typeof IntlMessageFormat>[0], locale: string): Message {
  const format = new IntlMessageFormat(parsed, locale);
  return (values) => {
    const apart = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : { value },
    ]);
    return format.formatToParts<Exclude<Part, string>>(Object.fromEntries(apart)).map((part) => part.value);
  };
}
