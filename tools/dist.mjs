/** The built app as a folder: what may be in it, and the zip that Zendesk takes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { zipSync } from 'fflate';

const packaged = [
  /^(manifest|requirements)\.json$/,
  /^translations\/[a-z]{2,3}(-\w{2,3})?\.json$/,
  /^assets\/((sidebar|console)\.html|licenses(-console)?\.md|logo\.svg|icon_nav_bar\.svg|logo\.png|logo-small\.png)$/,
  /^assets\/[\w-]+-[\w-]{8}\.(js|css)$/,
];

/**
 * Every file below a folder, with `/` in the names and in an order that no file system or locale decides.
 *
 * @param {string} folder
 */
export function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length))
    .map((name) => name.replaceAll(sep, '/'))
    .sort();
}

/**
 * The files of `dist/` that have no business there: a secret that somebody left, a map, an asset nobody meant to ship.
 *
 * @param {string} folder
 */
export function strangers(folder) {
  return listFiles(folder).filter((name) => !packaged.some((kind) => kind.test(name)));
}

/**
 * Packs a folder. The same files give the same bytes on every machine, on every day and in every time zone.
 *
 * @param {string} folder
 */
export function zipFolder(folder) {
  const files = listFiles(folder).map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]);
  // The format has local time without a zone: a date in local terms is the same everywhere.
  return zipSync(Object.fromEntries(files), { level: 9, mtime: new Date(1980, 0, 1, 12) });
}
