import type { Reading } from '../core/problem';
import type { Template } from '../core/template';
import { type HttpReply, isObject, parseJson } from '../engine/http';
import { textOf, wordOf } from './fields';
import { listIn, readBody } from './replies';

/** One page of the channel's templates. */
export interface TemplatePage {
  /** Those that can be read, each under a key that tells it from every other. */
  readonly templates: readonly (readonly [key: string, template: Template])[];
  /** How many entries the page had. */
  readonly length: number;
  /** How many templates the channel has, where the page says so. */
  readonly total: number | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** One page; an answer without a list is a problem and not a channel without templates. */
export const readTemplatePage = (reply: HttpReply): Reading<TemplatePage> =>
  readBody(reply, (body) => {
    const list = listIn(body, 'templates');
    if (list === undefined) return undefined;
    const total = Number(textOf(isObject(body) ? body.total : undefined));
    return {
      templates: list.flatMap((entry) => templateOf(entry) ?? []),
      length: list.length,
      total: Number.isNaN(total) ? undefined : total,
    };
  });

/** A list around the pair, because `flatMap` would take the pair itself apart. */
function templateOf(entry: unknown): [[string, Template]] | undefined {
  if (!isObject(entry)) return undefined;
  const name = textOf(entry.name);
  const language = textOf(isObject(entry.language) ? entry.language.code : entry.language);
  if (name === undefined || language === undefined) return undefined;
  const parts = componentsOf(entry.components);
  const part = (type: string) => parts.find((component) => typeOf(component) === type);
  const header = part('header');
  const body = textOf(part('body')?.text);
  const bodyVariables = variablesIn(body ?? '');
  const template: Template = {
    name,
    language,
    namespace: textOf(entry.namespace ?? entry.message_template_namespace ?? entry.messageTemplateNamespace),
    status: statusOf(entry.status),
    header: header && textOf(header.text ?? inner(header).text),
    body,
    footer: textOf(part('footer')?.text),
    buttons: parts.flatMap(buttonsOf).flatMap((button) => textOf(button.text) ?? []),
    bodyVariables,
    needsMore: parts.some(wantsMore) || bodyVariables.some((variable) => !isNumber(variable)),
  };
  return [[[textOf(entry.id) ?? '', name, language].join('|'), template]];
}

const statuses = ['approved', 'pending', 'rejected', 'paused', 'disabled'] as const;

const statusOf = (status: unknown): Template['status'] =>
  statuses.find((known) => known === wordOf(status)) ?? 'other';

/** Some channels list the components as JSON text. */
function componentsOf(components: unknown): readonly Fields[] {
  const list = typeof components === 'string' ? parseJson(components) : components;
  return Array.isArray(list) ? list.filter(isObject) : [];
}

const typeOf = (component: Fields): string | undefined => wordOf(component.type);

/** Older entries hold the header's format and text one level deeper. */
const inner = ({ header }: Fields): Fields => (isObject(header) ? header : {});

const buttonsOf = ({ buttons }: Fields): readonly Fields[] =>
  Array.isArray(buttons) ? buttons.filter(isObject) : [];

/** Buttons that WhatsApp sends only with a value, even where their text has no placeholder. */
const buttonsWithValues: ReadonlySet<string | undefined> = new Set([
  'copy_code',
  'coupon_code',
  'otp',
  'catalog',
  'mpm',
  'spm',
  'flow',
  'limited_time_offer',
  'order_details',
]);

/** Whether a part of the template beside its body wants a value. */
function wantsMore(component: Fields): boolean {
  switch (typeOf(component)) {
    case 'body':
      return false;
    case 'carousel':
    case 'limited_time_offer':
      return true;
    case 'header':
      return !isTextHeader(component) || hasPlaceholder(component, deepest);
    default:
      return (
        buttonsOf(component).some(({ type }) => buttonsWithValues.has(wordOf(type))) ||
        hasPlaceholder(component, deepest)
      );
  }
}

function isTextHeader(header: Fields): boolean {
  const format = wordOf(header.format ?? header.subType ?? inner(header).format);
  return format === undefined || format === 'text';
}

/** Component, list of buttons, button, field, and one to spare. */
const deepest = 5;

/** Examples are left out: they show what stands in for a placeholder. */
function hasPlaceholder(value: unknown, levels: number): boolean {
  if (typeof value === 'string') return variablesIn(value).length > 0;
  if (levels === 0 || typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, field]) => key !== 'example' && hasPlaceholder(field, levels - 1));
}

/** Distinct placeholders: numbers in their order, then names as they come. */
function variablesIn(text: string): readonly string[] {
  const found = [...text.matchAll(/\{\{([^{}]+)\}\}/g)].flatMap((match) => textOf(match[1]) ?? []);
  const distinct = [...new Set(found)];
  const numbers = distinct.filter(isNumber).sort((a, b) => Number(a) - Number(b));
  return [...numbers, ...distinct.filter((name) => !isNumber(name))];
}

const isNumber = (variable: string): boolean => /^\d+$/.test(variable);
