/**
 * `npm test`: proves everything, on a fresh clone too. `npm test -- unit browser` proves those parts alone.
 *
 * The last line is always `N passed, N failed`. It counts each unit and browser test, and types, lint and build
 * as one each. A part that cannot run, or that ends badly without saying why, is a failure.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildApp,
  buildPages,
  ensureChromium,
  installPackages,
  readJson,
  runPackage,
  stopSignals,
  ToolError,
  top,
} from './prepare.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** Far beyond what a part takes: a part that hangs must not keep the last line from being printed. */
const deadline = 20 * 60_000;

/** @type {Record<string, () => Promise<Count>>} */
const parts = {
  types: async () => whole(await tool('typescript', ['--build'], 'tsc')),
  lint: async () => whole(await tool('@biomejs/biome', ['check', '--error-on-warnings', '.'])),
  build: async () => {
    await buildApp();
    await buildPages();
    return whole(0);
  },
  unit: async () => {
    const report = freshReport('unit.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    return told(await tool('vitest', ['run', ...reporters]), report, countUnit);
  },
  browser: async () => {
    await ensureChromium();
    const report = freshReport('browser.json');
    return told(await tool('@playwright/test', ['test'], 'playwright'), report, countBrowser);
  },
};

const asked = process.argv.slice(2);
const results = /** @type {Map<string, Count>} */ (new Map());
let stopped = false;
for (const signal of stopSignals) {
  process.on(signal, () => {
    stopped = true;
  });
}

await attempt('install', async () => {
  await installPackages();
  const unknown = asked.filter((name) => !(name in parts));
  if (unknown.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  throw new ToolError(`There is no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.`);
});
if (sum(results.values(), 'failed') === 0) {
  for (const name of wanted()) await attempt(name, /** @type {() => Promise<Count>} */ (parts[name]));
}

console.log('');
for (const [name, { passed, failed, skipped }] of results) {
  if (passed + failed + skipped === 0) continue;
  console.log(
    `${name.padEnd(8)} ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  );
}
process.exitCode = sum(results.values(), 'failed') > 0 ? 1 : 0;
console.log(`\n${sum(results.values(), 'passed')} passed, ${sum(results.values(), 'failed')} failed`);

/** The parts to run. Tests look at the built app, so they come with a build. */
function wanted() {
  if (asked.length === 0) return Object.keys(parts);
  const tests = asked.includes('unit') || asked.includes('browser');
  return Object.keys(parts).filter((name) => asked.includes(name) || (name === 'build' && tests));
}

/**
 * Runs one part and notes its result, whatever happens in it.
 *
 * @param {string} name
 * @param {() => Promise<Count>} part
 */
async function attempt(name, part) {
  console.log(`\n── ${name}`);
  try {
    if (stopped) throw new ToolError('Stopped before it began.');
    results.set(name, await part());
  } catch (error) {
    console.error(error instanceof ToolError ? error.message : error);
    results.set(name, whole(1));
  }
}

/**
 * @param {string} packageName
 * @param {readonly string[]} args
 * @param {string} [command]
 */
function tool(packageName, args, command) {
  return runPackage(packageName, args, { timeout: deadline, ...(command && { command }) });
}

/**
 * A part that is a single check.
 *
 * @param {number} code
 * @returns {Count}
 */
function whole(code) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/**
 * A part that reports on each of its tests.
 *
 * @param {number} code
 * @param {string} report
 * @param {(report: any) => Count} count
 * @returns {Count}
 */
function told(code, report, count) {
  if (!existsSync(report)) return whole(1);
  const counted = count(readJson(report));
  const silent = code !== 0 && counted.failed === 0;
  return silent ? { ...counted, failed: 1 } : counted;
}

/**
 * Counts Vitest's report. A file that fails without a failing test, since it or its set-up broke, is one failure.
 *
 * @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Count}
 */
function countUnit({ testResults }) {
  const counts = testResults.map((file) => {
    const statuses = file.assertionResults.map(({ status }) => status);
    const passed = statuses.filter((status) => status === 'passed').length;
    const failed = statuses.filter((status) => status === 'failed').length;
    const broken = file.status === 'failed' && failed === 0;
    return { passed, failed: broken ? 1 : failed, skipped: statuses.length - passed - failed };
  });
  return {
    passed: sum(counts, 'passed'),
    failed: sum(counts, 'failed'),
    skipped: sum(counts, 'skipped'),
  };
}

/**
 * Counts Playwright's report. `errors` are those outside of tests, such as a file that could not be loaded.
 *
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }} report
 * @returns {Count}
 */
function countBrowser({ stats: { expected, unexpected, flaky, skipped }, errors }) {
  return { passed: expected, failed: unexpected + flaky + errors.length, skipped };
}

/**
 * The path of a part's report, without the report of an earlier run.
 *
 * @param {string} name
 */
function freshReport(name) {
  const path = join(top, '.build/test', name);
  rmSync(path, { force: true });
  return path;
}

/**
 * @param {Iterable<Count>} counts
 * @param {keyof Count} kind
 */
function sum(counts, kind) {
  return [...counts].reduce((total, count) => total + count[kind], 0);
}
