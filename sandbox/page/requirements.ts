import { isObject, type JsonObject } from './json';

/**
 * What `requirement:KEY` answers for each entry of an app's requirements.json. The ids are made up: Zendesk
 * gives every installed requirement one.
 */
export function parseRequirements(json: unknown): ReadonlyMap<string, JsonObject> {
  const requirements = new Map<string, JsonObject>();
  if (!isObject(json)) return requirements;
  for (const [type, entries] of Object.entries(json)) {
    for (const identifier of keysOf(entries)) {
      requirements.set(identifier, {
        identifier,
        requirement_type: type,
        requirement_id: 7001 + requirements.size,
      });
    }
  }
  return requirements;
}

/** Most types are objects by key; custom objects come as lists whose items carry their key. */
function keysOf(entries: unknown): readonly string[] {
  if (!isObject(entries)) return [];
  if (!Array.isArray(entries.objects)) return Object.keys(entries);
  return entries.objects.flatMap((item: unknown) =>
    isObject(item) && typeof item.key === 'string' ? [item.key] : [],
  );
}
