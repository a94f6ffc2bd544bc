/** What an agent's browser loads of the built app, and how much of it before anything can be seen. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { dist, readJson, ToolError, top } from './prepare.mjs';

/**
 * @typedef {{ file: string, src?: string, css?: string[], imports?: string[], dynamicImports?: string[] }} Chunk
 * @typedef {{ file: string, bytes: number }} Part
 * @typedef {{ bytes: number, budget: number, parts: Part[] }} Size
 */

/** Where the app begins, by Vite's names. */
const entry = 'sidebar.html';

/** The most that may load, in bytes of gzip -9. */
export const budgets = { beforeListening: 20_000, beforeFirstStatus: 80_000 };

/**
 * Measures the built app, each file compressed on its own as a server sends it:
 *
 * - `beforeListening`: the entry and what it imports statically. The engine listens when this has run.
 * - `beforeFirstStatus`: that, the stylesheet, the card's words in the language that has the most of them, and what the
 *   entry imports dynamically for every first status, with its static imports: the view, and the adapters that ask
 *   Zendesk.
 *
 * Zendesk's own SDK is not counted: every app of the account shares it.
 *
 * @returns {{ beforeListening: Size, beforeFirstStatus: Size, all: Part[] }}
 */
export function measureSizes() {
  const chunks = readChunks();
  const imported = chunks[entry]?.dynamicImports ?? [];
  const needed = ['view/', 'zendesk/store'].flatMap((folder) => {
    const names = imported.filter((name) => name.startsWith(folder));
    if (names.length === 0)
      throw new ToolError(`src/sidebar.tsx does not import() anything of src/${folder}.`);
    return names;
  });
  const listening = loadedWith(chunks, [entry]).filter((file) => file.endsWith('.js'));
  const painting = loadedWith(chunks, [entry, ...needed, longestWords(chunks)]);
  return {
    beforeListening: sizeOf(listening, budgets.beforeListening),
    beforeFirstStatus: sizeOf(painting, budgets.beforeFirstStatus),
    all: loadedWith(chunks, Object.keys(chunks)).map(measure),
  };
}

/**
 * The chunk of the language whose first words weigh most.
 *
 * @param {Record<string, Chunk>} chunks
 */
function longestWords(chunks) {
  const names = Object.keys(chunks).filter((name) => /\bwords\/card-/.test(name));
  const weight = new Map(names.map((name) => [name, sizeOf(loadedWith(chunks, [name]), 0).bytes]));
  const [longest] = names.sort((a, b) => Number(weight.get(b)) - Number(weight.get(a)));
  if (longest === undefined) throw new ToolError('The build has no words: see tools/words.mjs.');
  return longest;
}

/** @returns {Record<string, Chunk>} Vite's graph of the chunks, by the name of their source. */
function readChunks() {
  const path = join(top, '.build/sidebar-chunks.json');
  /** @type {Record<string, Chunk>} */
  const chunks = existsSync(path) ? readJson(path) : {};
  const files = Object.values(chunks).map(({ file }) => join(dist, 'assets', file));
  if (files.length > 0 && files.every((file) => existsSync(file))) return chunks;
  throw new ToolError('There is no whole build in dist/: run `npm run build`.');
}

/**
 * @param {Record<string, Chunk>} chunks
 * @param {readonly string[]} names
 */
function loadedWith(chunks, names) {
  /** @type {Set<string>} */
  const seen = new Set();
  /** @type {Set<string>} */
  const files = new Set();
  /** @param {string} name */
  const visit = (name) => {
    const chunk = chunks[name];
    if (chunk === undefined || seen.has(name)) return;
    seen.add(name);
    files.add(chunk.file);
    for (const stylesheet of chunk.css ?? []) files.add(stylesheet);
    chunk.imports?.forEach(visit);
  };
  names.forEach(visit);
  return [...files];
}

/**
 * @param {readonly string[]} files
 * @param {number} budget
 * @returns {Size}
 */
function sizeOf(files, budget) {
  const parts = files.map(measure);
  return { bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0), budget, parts };
}

/**
 * @param {string} file
 * @returns {Part}
 */
function measure(file) {
  return { file, bytes: gzipSync(readFileSync(join(dist, 'assets', file)), { level: 9 }).length };
}
