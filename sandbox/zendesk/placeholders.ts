import type { Scope } from './app-package';
import type { Installation } from './installation';

/** A placeholder that the proxy must not fill in. The message never holds a value. */
export class RefusedPlaceholder extends Error {
  override readonly name = 'RefusedPlaceholder';
}

const placeholder = /\{\{\s*setting\.([\w-]+)\s*\}\}/g;

/**
 * Fills in the secure settings that may stand in this part of a request. One pass over the text: a value
 * that looks like a placeholder itself stays as it is.
 */
export function fillIn(
  text: string,
  scope: Scope,
  installation: Installation,
  otherwise: 'refused' | 'literal',
): string {
  return text.replace(placeholder, (written: string, name: string) => {
    const setting = installation.secureSetting(name);
    if (setting && setting.value !== '' && setting.scopes.includes(scope)) return setting.value;
    if (otherwise === 'literal') return written;
    throw new RefusedPlaceholder(reasonOf(name, scope, setting));
  });
}

function reasonOf(
  name: string,
  scope: Scope,
  setting: { readonly value: string; readonly scopes: readonly string[] } | undefined,
): string {
  if (!setting) return `${name} is not a secure setting of this app`;
  if (setting.value === '') return `setting ${name} is empty`;
  return `setting ${name} may be used in ${setting.scopes.join(', ') || 'no part'} of a request, not in its ${scope}`;
}
