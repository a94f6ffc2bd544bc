import type { MessageFrame } from './message';
import type { Notification } from './notification';
import { fillBody, type Template } from './template';

/** A message as far as it is known, to be shown: a whole one is its own sketch. */
export interface Sketch {
  /** WhatsApp code of the variant. */
  readonly language: string;
  /** Customer, ticket number, specialist; undefined where nobody can say. */
  readonly values: SketchValues;
  /** The parts around the values, where the template's text is known. */
  readonly look: SketchLook | undefined;
}

export type SketchValues = readonly [string | undefined, string | undefined, string | undefined];

export interface SketchLook {
  readonly header: string | undefined;
  /** The filled text, or its parts, with the numbers of the values that nobody can say in their places. */
  readonly body: string | readonly (string | ValueNumber)[];
  readonly footer: string | undefined;
  readonly buttons: readonly string[];
}

export type ValueNumber = 1 | 2 | 3;

/** The message of a ticket that has no number yet. */
export const sketchOfFrame = ({ variant, language, customer, specialist }: MessageFrame): Sketch =>
  sketchWith(variant, language, [customer, undefined, specialist]);

/**
 * What a stored attempt tells of its message: the record has ticket and specialist, not the customer's name, and the
 * text around them is the template's of today.
 */
export const sketchOfAttempt = (
  { template, language, key, specialist }: Notification,
  templates: readonly Template[] | undefined,
): Sketch =>
  sketchWith(
    templates?.find((one) => one.name === template && one.language === language),
    language,
    [undefined, String(key.ticketId), specialist.name],
  );

function sketchWith(variant: Template | undefined, language: string, values: SketchValues): Sketch {
  if (variant?.body === undefined) return { language, values, look: undefined };
  const { header, body, footer, buttons } = variant;
  return { language, values, look: { header, body: partsOfBody(body, values), footer, buttons } };
}

/** The body as text and, for each value that is undefined, its number in its place. */
function partsOfBody(body: string, values: SketchValues): readonly (string | ValueNumber)[] {
  const gaps = ([1, 2, 3] as const).filter((number) => values[number - 1] === undefined);
  return body.split(/(\{\{[^{}]+\}\})/).flatMap((text) => {
    const gap = gaps.find((number) => text.startsWith('{{') && text.slice(2, -2).trim() === String(number));
    return gap ?? (text === '' ? [] : fillBody(text, values));
  });
}
