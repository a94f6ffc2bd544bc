/**
 * The words as modules. A language is one file for its translators, and several modules for the browser, which
 * loads one language alone and of it only what a page shows.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isArgumentElement, isLiteralElement, parse } from '@formatjs/icu-messageformat-parser';
import { top } from './prepare.mjs';

/**
 * What loads together: `card` before the first status, `problems` behind it or with the first card that needs them (one
 * of a problem, or of what a submit will do), `console` in the console alone. Zendesk's `app` block is in none: only
 * Zendesk reads it, from `dist/translations`.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const wordGroups = {
  card: ['card', 'loading', 'empty', 'sending', 'status', 'status_text', 'notice'],
  problems: [
    'pending',
    'obstacle',
    'action',
    'problem',
    'owner',
    'setting',
    'subject',
    'numbers',
    'note',
    'evidence',
    'bubble',
    'new_ticket',
    'details',
    'step',
    'alert',
    'warning',
  ],
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
    // Before Vite's own resolving, which would find the whole parser.
    enforce: 'pre',
    resolveId: {
      filter: { id: /^(words:|@formatjs\/icu-messageformat-parser$)/ },
      handler(id, importer) {
        if (id.startsWith('words:')) return `\0${id.replace(':', '/')}`;
        // Messages are parsed here, so that no browser has to.
        return importer?.includes('/intl-messageformat/')
          ? this.resolve(`${id}/no-parser.js`, importer)
          : null;
      },
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
        const code = codeOf(Object.fromEntries(wanted), `'${locale}-u-nu-latn'`);
        const needed = code.includes('message(') ? `import { message } from '${messages}';\n` : '';
        return `${needed}export const words = ${code};`;
      },
    },
  };
}

/** What makes a sentence of a parsed message; it loads with the first words that have one. */
const messages = join(top, 'src/view/message.ts');

/**
 * Words as code. A sentence whose words depend on a value, by a plural for example, is a parsed ICU message;
 * every other stays the text that it is.
 *
 * @param {unknown} words
 * @param {string} locale
 * @returns {string}
 */
function codeOf(words, locale) {
  if (typeof words === 'object' && words !== null) {
    const entries = Object.entries(words).map(
      ([key, word]) => `${JSON.stringify(key)}: ${codeOf(word, locale)}`,
    );
    return `{ ${entries.join(', ')} }`;
  }
  const parsed = parse(String(words), { ignoreTag: true });
  const isPlain = parsed.every((part) => isLiteralElement(part) || isArgumentElement(part));
  return isPlain ? JSON.stringify(words) : `message(${JSON.stringify(parsed)}, ${locale})`;
}
