import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from '../contract';
import { isObject, isStringList, type JsonObject, objectOf, readString } from './json';

/** Where a secure setting may be filled in, in the manifest's words. */
export type Scope = 'header' | 'body' | 'url';

/** One setting that the app asks its admin for. */
export interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly secure: boolean;
  readonly scopes: readonly string[];
  readonly default: string | number | boolean | null;
}

/** A field of a custom object. */
export interface ObjectField {
  readonly key: string;
  readonly title: string;
  readonly type: FieldType;
  /** What a dropdown offers. */
  readonly options: readonly { readonly name: string; readonly value: string }[];
}

/** The types of custom object fields that this sandbox can check. */
export type FieldType = 'text' | 'textarea' | 'integer' | 'decimal' | 'checkbox' | 'date' | 'dropdown';

/** A custom object that installing the app creates. */
export interface CustomObject {
  readonly key: string;
  readonly title: string;
  readonly titlePlural: string;
  readonly fields: readonly ObjectField[];
}

/** What Zendesk knows of the app from its package. */
export interface AppPackage {
  readonly name: string;
  readonly version: string;
  readonly parameters: readonly Parameter[];
  readonly domainWhitelist: readonly string[];
  readonly pages: World['pages'];
  readonly customObjects: readonly CustomObject[];
}

const fieldTypes: readonly FieldType[] = [
  'text',
  'textarea',
  'integer',
  'decimal',
  'checkbox',
  'date',
  'dropdown',
];

/** Reads the built app's manifest and requirements. */
export async function readAppPackage(dist: string): Promise<AppPackage> {
  const manifest = await readJson(join(dist, 'manifest.json'));
  if (manifest === undefined) {
    throw new Error(`There is no built app in ${dist}: manifest.json is missing. Build it first.`);
  }
  const requirements = await readJson(join(dist, 'requirements.json'));
  const root = objectOf(manifest, 'manifest.json');
  const parameters = root.parameters ?? [];
  if (!Array.isArray(parameters)) throw new Error('manifest.json: "parameters" must be a list');
  return {
    name: typeof root.name === 'string' ? root.name : '1MSG Agent Assigned',
    version: typeof root.version === 'string' ? root.version : '0.0.0',
    parameters: parameters.map(parseParameter),
    domainWhitelist: isStringList(root.domainWhitelist) ? root.domainWhitelist : [],
    pages: parsePages(root.location),
    customObjects: requirements === undefined ? [] : parseRequirements(requirements),
  };
}

/** The app's pages in Zendesk Support; a location may be written as an object or as its URL alone. */
function parsePages(location: unknown): World['pages'] {
  const support = isObject(location) && isObject(location.support) ? location.support : {};
  const urlOf = (name: string): string | null => {
    const place = support[name];
    const url = isObject(place) ? place.url : place;
    return typeof url === 'string' ? url : null;
  };
  return {
    ticketSidebar: urlOf('ticket_sidebar'),
    newTicketSidebar: urlOf('new_ticket_sidebar'),
    navBar: urlOf('nav_bar'),
  };
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const value: unknown = JSON.parse(text);
  return value;
}

function parseParameter(value: unknown): Parameter {
  const parameter = objectOf(value, 'a parameter of manifest.json');
  const fallback = parameter.default;
  const plain = typeof fallback === 'string' || typeof fallback === 'number' || typeof fallback === 'boolean';
  return {
    name: readString(parameter, 'name'),
    required: parameter.required === true,
    secure: parameter.secure === true,
    scopes: isStringList(parameter.scopes) ? parameter.scopes : [],
    default: plain ? fallback : null,
  };
}

function parseRequirements(value: unknown): readonly CustomObject[] {
  const custom = objectOf(value, 'requirements.json').custom_objects_v2;
  if (!isObject(custom)) return [];
  const fields = listOf(custom, 'object_fields').map((field) => ({
    objectKey: readString(field, 'object_key'),
    field: parseField(field),
  }));
  return listOf(custom, 'objects').map((object) => {
    const key = readString(object, 'key');
    return {
      key,
      title: readString(object, 'title'),
      titlePlural: readString(object, 'title_pluralized'),
      fields: fields.filter(({ objectKey }) => objectKey === key).map(({ field }) => field),
    };
  });
}

function parseField(field: JsonObject): ObjectField {
  const key = readString(field, 'key');
  const type = fieldTypes.find((known) => known === field.type);
  if (!type) {
    throw new Error(`requirements.json: the sandbox does not imitate type ${String(field.type)} of "${key}"`);
  }
  return {
    key,
    title: readString(field, 'title'),
    type,
    options: listOf(field, 'custom_field_options').map((option) => ({
      name: readString(option, 'name'),
      value: readString(option, 'value'),
    })),
  };
}

function listOf(object: JsonObject, key: string): readonly JsonObject[] {
  const list = object[key];
  return Array.isArray(list) ? list.map((item: unknown) => objectOf(item, `an item of "${key}"`)) : [];
}
