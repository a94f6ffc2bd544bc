/**
 * The words as modules. A language is one file for its translators, and several modules for the browser, which
 * loads one language alone and of it only what a page shows.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { top } from './prepare.mjs';

/**
 * What loads together: `card` before the first status, `problems` behind it or with the first problem, `console`
 * in the console alone. Zendesk's `app` block is in none: only Zendesk reads it, from `dist/translations`.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const wordGroups = {
  card: [
    'card',
    'loading',
    'empty',
    'pending',
    'obstacle',
    'sending',
    'status',
    'status_text',
    'step',
    'warning',
    'action',
    'notice',
  ],
  problems: ['problem', 'owner', 'setting', 'subject', 'numbers', 'note', 'evidence', 'bubble', 'details'],
  console: ['console'],
};

const folder = join(top, 'translations');

/** The locales that there are words for, as Zendesk writes them. */
export const wordLocales = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();

/**
 * Makes `words:<group>`, a table of what loads the group in each language, and `words:<group>-<locale>`, the words.
 *
 * @returns {import('vite').Plugin}
 */
export function wordModules() {
  return {
    name: 'word-modules',
    resolveId: {
      filter: { id: /^words:/ },
      handler: (id) => `\0${id.replace(':', '/')}`,
    },
    load: {
      filter: { id: /^\0words\// },
      handler(id) {
        const [, group = '', locale] = /^\0words\/([a-z]+)(?:-(.+))?$/.exec(id) ?? [];
        const sections = wordGroups[group];
        if (sections === undefined) this.error(`There is no group of words ${id.slice(1)}.`);
        if (locale === undefined) {
          const loads = wordLocales().map((one) => `'${one}': () => import('words:${group}-${one}')`);
          return `export const files = { ${loads.join(', ')} };`;
        }
        const path = join(folder, `${locale}.json`);
        this.addWatchFile(path);
        const words = Object.entries(JSON.parse(readFileSync(path, 'utf8')));
        const wanted = words.filter(([section]) => sections.includes(section));
        return `export const words = ${JSON.stringify(Object.fromEntries(wanted))};`;
      },
    },
  };
}
