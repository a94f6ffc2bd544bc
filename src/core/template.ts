/** A message template of the channel in one language. */
export interface Template {
  readonly name: string;
  /** WhatsApp language code, exactly as 1MSG lists it. */
  readonly language: string;
  readonly namespace: string | undefined;
  /** `approved` is the only status that sends. */
  readonly status: 'approved' | 'pending' | 'rejected' | 'paused' | 'disabled' | 'other';
  readonly header: string | undefined;
  readonly body: string | undefined;
  readonly footer: string | undefined;
  readonly buttons: readonly string[];
  /** Distinct placeholders of the body, in their order: `1`, `2`, `3`, or names. */
  readonly bodyVariables: readonly string[];
  /** True when header, buttons or other parts need values that this app does not send. */
  readonly needsMore: boolean;
}

/** The approved variants of the template with this name that take exactly the three values of ours. */
export const usableVariants = (templates: readonly Template[], name: string): readonly Template[] =>
  templates.filter(
    (template) => template.name === name && template.status === 'approved' && fitsThreeValues(template),
  );

/**
 * Whether the body has exactly the variables 1, 2 and 3 and nothing else wants a value. A body that the list
 * does not give is no reason to refuse.
 */
export const fitsThreeValues = (template: Template): boolean =>
  !template.needsMore && (template.body === undefined || template.bodyVariables.join() === '1,2,3');

const placeholder = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** The body with each numbered placeholder replaced once; a value that looks like a placeholder stays text. */
export const fillBody = (body: string, values: readonly (string | undefined)[]): string =>
  body.replace(placeholder, (whole, name: string) => values[Number(name) - 1] ?? whole);
