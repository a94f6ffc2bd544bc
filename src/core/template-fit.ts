import type { Template } from './template';

/** A template as the channel lists it, with what somebody needs who is to choose one. */
export interface ListedTemplate extends Template {
  readonly category: TemplateCategory | undefined;
  /** How long WhatsApp keeps trying to deliver, seconds; undefined where the list does not say. */
  readonly lastsSeconds: number | undefined;
  /** Parts beside the body that want values. */
  readonly wanting: readonly WantingPart[];
}

export const templateCategories = ['utility', 'marketing', 'authentication'] as const;
export type TemplateCategory = (typeof templateCategories)[number];

/** `other`: a carousel, a limited offer, or a part that this app does not know. */
export type WantingPart = 'header' | 'button' | 'other';

/** Why this app cannot send a template. */
export type Misfit =
  | { readonly kind: 'not_approved'; readonly status: Exclude<Template['status'], 'approved'> }
  /** The body has other variables than 1, 2 and 3. */
  | { readonly kind: 'variables'; readonly found: readonly string[] }
  /** The body's variables have names instead of numbers. */
  | { readonly kind: 'named'; readonly found: readonly string[] }
  | { readonly kind: 'wanting'; readonly part: WantingPart }
  /** WhatsApp keeps this category for codes of its own form. */
  | { readonly kind: 'authentication' };

/** Everything that keeps a template from being sent, the gravest first; nothing for one that fits. */
export function misfitsOf(template: ListedTemplate): readonly Misfit[] {
  const { status, body, bodyVariables, wanting, category } = template;
  const isNamed = bodyVariables.some((variable) => !/^\d+$/.test(variable));
  const isOff = body !== undefined && bodyVariables.join() !== '1,2,3';
  return [
    ...(category === 'authentication' ? [{ kind: 'authentication' } as const] : []),
    ...(isNamed ? [{ kind: 'named', found: bodyVariables } as const] : []),
    ...(isOff && !isNamed ? [{ kind: 'variables', found: bodyVariables } as const] : []),
    ...wanting.map((part): Misfit => ({ kind: 'wanting', part })),
    ...(status === 'approved' ? [] : [{ kind: 'not_approved', status } as const]),
  ];
}

const day = 24 * 60 * 60;

/** WhatsApp's own time to live, seconds: 30 days, but for codes, which are worth nothing after 10 minutes. */
const usualLife: Record<TemplateCategory, number> = {
  utility: 30 * day,
  marketing: 30 * day,
  authentication: 10 * 60,
};

/** How long after the send the message may still arrive on a phone that was off, seconds. */
export const lifeOf = ({ lastsSeconds, category }: ListedTemplate): number =>
  lastsSeconds ?? usualLife[category ?? 'utility'];

/** Whole days that the message may be late; 0 where it arrives within a day or not at all. */
export const daysLate = (template: ListedTemplate): number => Math.floor(lifeOf(template) / day);

/** Templates of one name in all its languages, by how well they serve: those that can be sent first. */
export interface TemplateFamily {
  readonly name: string;
  readonly variants: readonly ListedTemplate[];
  readonly usable: readonly ListedTemplate[];
}

/** The channel's templates by name, those with a usable variant first, then by name. */
export function familiesOf(templates: readonly ListedTemplate[]): readonly TemplateFamily[] {
  const names = [...new Set(templates.map(({ name }) => name))];
  return names
    .map((name): TemplateFamily => {
      const variants = templates
        .filter((template) => template.name === name)
        .sort((a, b) => (a.language < b.language ? -1 : 1));
      return { name, variants, usable: variants.filter((variant) => misfitsOf(variant).length === 0) };
    })
    .sort((a, b) => rankOf(a) - rankOf(b) || (a.name < b.name ? -1 : 1));
}

const rankOf = ({ usable }: TemplateFamily): number => (usable.length > 0 ? 0 : 1);
