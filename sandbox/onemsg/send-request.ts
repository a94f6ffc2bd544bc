import { type Answer, json } from './answers';
import type { Rules } from './behaviours';
import type { Template } from './entities';
import { unverified } from './fixtures.unverified';
import { type KnownCode, metaError } from './meta-errors';
import { fillIn, isNumbered, placeholdersOf } from './templates';
import { refusal } from './wire';

/** What a valid send asks for. */
export interface Draft {
  /** Digits as they were sent. */
  readonly phone: string;
  readonly template: Template;
  readonly values: readonly string[];
  readonly text: string;
}

/** A send that is fit to be accepted, or the answer that turns it away. */
export type SendReading =
  | { readonly ok: true; readonly draft: Draft }
  | { readonly ok: false; readonly answer: Answer };

/** WhatsApp's limit for a body with its values filled in, in UTF-16 units as it was seen to count. */
const MAX_BODY = 1024;

/** Whether something is an object with fields, and neither an array nor null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/**
 * Checks a send as 1MSG and WhatsApp do, in their order: what 1MSG itself needs first, then the recipient, then the
 * template, then its values.
 */
export function readSend(body: unknown, templates: readonly Template[], rules: Rules): SendReading {
  const fields = isObject(body) ? body : {};
  const language = isObject(fields.language) ? fields.language : {};

  if (!isText(fields.template) || !isText(fields.namespace) || !isText(language.code)) {
    return turnAway(unverified.notDefined(rules.notDefined === '422' ? 422 : 400));
  }
  if (language.policy !== 'deterministic') {
    return refuseValue(131009, 'language policy must be deterministic', rules);
  }

  const recipient = readRecipient(fields, rules);
  if (!recipient.ok) {
    return recipient;
  }

  const found = templates.find(
    ({ name, language: code }) => name === fields.template && code === language.code,
  );
  if (found === undefined) {
    return refuse(132001);
  }
  if (found.namespace !== fields.namespace) {
    return refuse(132001, unverified.wrongNamespace());
  }
  if (found.status === 'PAUSED') {
    return refuse(132015);
  }
  if (found.status === 'DISABLED') {
    return refuse(132016);
  }
  if (found.status !== 'APPROVED') {
    return refuse(132001);
  }

  return readValues(fields.params, found, recipient.phone, rules);
}

/** The answer to a send with the wrong number of values, in the form that the rules say. */
export function countMismatch(rules: Rules, details = metaError(132000).details): Answer {
  const message = `(#132000) ${metaError(132000).title}`;
  switch (rules.countMismatch) {
    case '422':
      return unverified.countMismatch(`${message}. ${details}`);
    case '200':
      return json(200, refusal({ code: 132000 }));
    case '200-coded':
      return json(200, refusal({ code: 132000, error: 'object' }));
  }
}

function turnAway(answer: Answer): SendReading & { ok: false } {
  return { ok: false, answer };
}

function refuse(code: KnownCode, details?: string): SendReading & { ok: false } {
  return turnAway(json(200, refusal({ code, text: sentence(code, details) })));
}

function refuseValue(code: KnownCode, details: string, rules: Rules): SendReading & { ok: false } {
  return rules.badValue === '400'
    ? turnAway(unverified.badValue(`(#${code}) ${sentence(code, details)}`))
    : refuse(code, details);
}

function sentence(code: KnownCode, details: string | undefined): string {
  const { title } = metaError(code);
  return details === undefined ? title : `${title}: ${details}`;
}

function readRecipient(
  { phone, chatId }: Readonly<Record<string, unknown>>,
  rules: Rules,
): { readonly ok: true; readonly phone: string } | (SendReading & { ok: false }) {
  if ((phone === undefined) === (chatId === undefined)) {
    return turnAway(unverified.noRecipient());
  }
  const digits = typeof chatId === 'string' ? chatId.replace(/@c\.us$/, '') : phone;
  return typeof digits === 'string' && /^\d{6,15}$/.test(digits)
    ? { ok: true, phone: digits }
    : refuseValue(131009, unverified.plusInPhone(String(digits)), rules);
}

function readValues(params: unknown, template: Template, phone: string, rules: Rules): SendReading {
  const components = params === undefined ? [] : params;
  if (!Array.isArray(components)) {
    return refuseValue(132012, 'params is not an array of components', rules);
  }

  let parameters: readonly unknown[] = [];
  // Array.isArray leaves any[]; nothing is known about the elements.
  for (const component of components as readonly unknown[]) {
    if (!isObject(component) || !Array.isArray(component.parameters)) {
      return refuseValue(132012, 'params holds something that is not a component', rules);
    }
    switch (component.type) {
      case 'body':
        parameters = component.parameters;
        break;
      case 'button':
        return refuse(132018, unverified.buttonValue());
      default:
        return refuse(132012, unverified.unknownComponent(String(component.type)));
    }
  }

  // The app of this repository fills in bodies only, so a template that needs more is refused whole.
  if (placeholdersOf(template.header ?? '').length > 0) {
    return turnAway(countMismatch(rules, unverified.headerValue()));
  }
  if (placeholdersOf(template.button?.url ?? '').length > 0) {
    return refuse(131008, unverified.buttonNeedsValue());
  }
  const placeholders = placeholdersOf(template.body);
  if (parameters.length !== placeholders.length) {
    return turnAway(
      countMismatch(
        rules,
        `body: number of localizable_params (${parameters.length}) does not match the expected number of params (${placeholders.length})`,
      ),
    );
  }

  const numbered = isNumbered(placeholders);
  const values = new Map<string, string>();
  for (const [index, parameter] of parameters.entries()) {
    if (!isObject(parameter) || parameter.type !== 'text' || typeof parameter.text !== 'string') {
      return refuseValue(132012, `body: parameter ${index + 1} is not a text`, rules);
    }
    const problem = problemWith(parameter.text);
    if (problem !== null) {
      return refuseValue(problem, metaError(problem).details, rules);
    }
    const key = numbered ? placeholders[index] : parameter.parameter_name;
    if (typeof key !== 'string' || !placeholders.includes(key)) {
      return refuse(132012, unverified.namedValues());
    }
    values.set(key, parameter.text);
  }

  const text = fillIn(template.body, values);
  if (text.length > MAX_BODY) {
    return refuse(132005, `Hydrated text length exceeds the limit (${text.length}/${MAX_BODY})`);
  }
  const inOrder = placeholders.map((key) => values.get(key) ?? '');
  return { ok: true, draft: { phone, template, values: inOrder, text } };
}

function problemWith(value: string): 131008 | 132018 | null {
  if (value.trim() === '') {
    return 131008;
  }
  return /[\n\r\t\u2028\u2029]| {5}/.test(value) ? 132018 : null;
}
