import { failed, got, type Reading } from '../core/problem';
import type { Template } from '../core/template';
import { type HttpReply, isObject, parseJson } from '../engine/http';
import { textOf, wordOf } from './fields';
import { listIn, readBody } from './replies';

/** One page of the channel's templates. */
export interface TemplatePage<T = Template> {
  /** Those that can be read, each under a key that tells it from every other. */
  readonly templates: readonly (readonly [key: string, template: T])[];
  /** How many entries the page had. */
  readonly length: number;
  /** How many templates the channel has, where the page says so. */
  readonly total: number | undefined;
}

/** An entry of the list, or a component of one. */
export type Fields = Readonly<Record<string, unknown>>;

/** Entries of a page of templates, as many as 1MSG gives. */
const pageSize = 100;
const mostPages = 20;

/**
 * All pages, up to the total where the channel gives one, else up to a page that is not full. Some channels
 * ignore the offset and give the first page again and again, so a page with nothing new is the end as well.
 */
export async function readAllTemplates<T>(
  read: (path: string) => Promise<HttpReply>,
  readPage: (reply: HttpReply) => Reading<TemplatePage<T>>,
): Promise<Reading<readonly T[]>> {
  const found = new Map<string, T>();
  let offset = 0;
  for (let pages = 0; pages < mostPages; pages++) {
    const page = readPage(await read(`templates?limit=${pageSize}&offset=${offset}`));
    if (!page.ok) return failed(page.problem);
    const { templates, length, total } = page.value;
    const before = found.size;
    for (const [key, template] of templates) found.set(key, template);
    offset += length;
    const isWhole = total === undefined ? length < pageSize : found.size >= total;
    if (isWhole || found.size === before) break;
  }
  return got([...found.values()]);
}

/** One page; an answer without a list is a problem and not a channel without templates. */
export const readTemplatePage = (reply: HttpReply): Reading<TemplatePage> =>
  readPageOf(reply, (_, template) => template);

/** One page, with what `detail` makes of each entry. */
export const readPageOf = <T>(
  reply: HttpReply,
  detail: (entry: Fields, template: Template) => T,
): Reading<TemplatePage<T>> =>
  readBody(reply, (body) => {
    const list = listIn(body, 'templates');
    if (list === undefined) return undefined;
    const total = Number(textOf(isObject(body) ? body.total : undefined));
    return {
      templates: list.flatMap((entry) => {
        const template = templateOf(entry);
        return template === undefined || !isObject(entry)
          ? []
          : [[keyOf(entry, template), detail(entry, template)]];
      }),
      length: list.length,
      total: Number.isNaN(total) ? undefined : total,
    };
  });

const keyOf = ({ id }: Fields, { name, language }: Template): string =>
  [textOf(id) ?? '', name, language].join('|');

function templateOf(entry: unknown): Template | undefined {
  if (!isObject(entry)) return undefined;
  const name = textOf(entry.name);
  const language = textOf(isObject(entry.language) ? entry.language.code : entry.language);
  if (name === undefined || language === undefined) return undefined;
  const parts = componentsOf(entry.components);
  const part = (type: string) => parts.find((component) => typeOf(component) === type);
  const header = part('header');
  const body = textOf(part('body')?.text);
  const bodyVariables = variablesIn(body ?? '');
  return {
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
}

const statuses = ['approved', 'pending', 'rejected', 'paused', 'disabled'] as const;

const statusOf = (status: unknown): Template['status'] =>
  statuses.find((known) => known === wordOf(status)) ?? 'other';

/** A template's components; some channels list them as JSON text. */
export function componentsOf(components: unknown): readonly Fields[] {
  const list = typeof components === 'string' ? parseJson(components) : components;
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** A component's type in lower case. */
export const typeOf = (component: Fields): string | undefined => wordOf(component.type);

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
export function wantsMore(component: Fields): boolean {
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
