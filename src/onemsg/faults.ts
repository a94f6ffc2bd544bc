import { isObject } from '../engine/http';
import { hideSecrets } from './clean';
import { textOf } from './fields';

/** What an answer says went wrong. */
export interface Fault {
  /** Every error code in it, outermost first. */
  readonly codes: readonly number[];
  /** Every sentence in it, cleaned; empty where it says nothing. */
  readonly text: string;
}

/** 1MSG's wrappers, and the parts of Meta's error object that hold more of it. */
const parts = ['response', 'error', 'errors', 'error_data'];
const sentences = ['title', 'message', 'error_user_title', 'error_user_msg', 'details'];

/** The deepest known error, Meta's inside `response.error.error_data`, is at 3; a list counts as a level. */
const deepest = 6;

/** Of a list of errors the first ones tell enough. */
const mostErrors = 3;

/**
 * The fault in an answer of any form: plain text, an error as text, object or list, at the top, in `error`, or
 * in the `response` of an older wrapper.
 */
export function readFault(said: unknown): Fault {
  const codes: number[] = [];
  const texts: string[] = [];
  gather(said, deepest);
  const distinct = texts.filter(
    (text, index) =>
      texts.indexOf(text) === index && !texts.some((other) => other !== text && other.includes(text)),
  );
  return { codes, text: hideSecrets(distinct.join(' · ')) };

  function gather(value: unknown, levels: number): void {
    if (typeof value === 'string') texts.push(value.trim());
    else if (levels === 0) return;
    else if (Array.isArray(value)) for (const item of value.slice(0, mostErrors)) gather(item, levels - 1);
    else if (isObject(value)) {
      for (const code of [value.code, value.error_code]) {
        const digits = textOf(code);
        if (digits !== undefined && /^\d{1,6}$/.test(digits)) codes.push(Number(digits));
      }
      for (const key of [...sentences, ...parts]) gather(value[key], levels - 1);
    }
  }
}

/** Whether an answer carries an error, as even answers with status 200 do. */
export const hasError = (body: unknown): boolean =>
  isObject(body) &&
  (isSomething(body.error) || (isObject(body.response) && isSomething(body.response.error)));

const isSomething = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);
