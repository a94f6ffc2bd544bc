/** What a person can choose before they send by hand; asked for when they look. */
import type { State } from './state';
import { usableVariants } from './template';

/** The approved variants that a person can choose among; none where the list is not known. */
export function languagesToChoose({ templates, settings }: State): readonly string[] {
  if (templates.kind !== 'known' || templates.list === undefined || !settings.ok) return [];
  return usableVariants(templates.list, settings.settings.templateName).map(({ language }) => language);
}
