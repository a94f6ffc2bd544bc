/**
 * `npm run bench`: builds the app and prints one table of what it costs and one of how busy hours go.
 * `npm run bench -- --runs 30` times more loads than usual. The exit code is 1 when something is over its limit or a
 * message is lost or doubled; times have no limit, for they are as much the machine's as the app's.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  buildApp,
  buildPages,
  ensureChromium,
  installPackages,
  main,
  readJson,
  run,
  ToolError,
  top,
} from './prepare.mjs';
import { measureSizes } from './sizes.mjs';

/** @typedef {import('./bench/report').Figure} Figure */

await main(async () => {
  const runs = readRuns();
  await installPackages();
  await ensureChromium();
  await buildApp();
  await buildPages();
  const sizes = bundleSizes();
  const { chromium, figures } = await measureInBrowser(runs);
  const all = [...sizes, ...figures];
  console.log(`\n${tableOf(all)}\n`);
  console.log(
    `Times: median (least–most) of ${runs} loads. Chromium ${chromium}, Node ${process.version}, ` +
      `${cpus().length} cores.`,
  );
  console.log('\nBusy hours, on virtual time …\n');
  const storms = await run(process.execPath, ['--import', 'tsx', 'test/storms/main.ts']);
  return storms !== 0 || all.some(isOver) ? 1 : 0;
});

/** How many loads of each kind are timed. */
function readRuns() {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '15' } } });
  if (/^[1-9]\d{0,3}$/.test(values.runs)) return Number(values.runs);
  throw new ToolError(`--runs must be a number from 1 to 9999, got ${values.runs}.`);
}

/** @returns {Figure[]} */
function bundleSizes() {
  const { beforeListening, beforeFirstStatus, all } = measureSizes();
  const later = all.filter(({ file }) => !beforeFirstStatus.parts.some((part) => part.file === file));
  /** @type {(what: string, bytes: number, limit?: number) => Figure} */
  const size = (what, value, limit) => ({
    what: `Size: ${what}`,
    value,
    unit: 'B gz',
    ...(limit !== undefined && { limit }),
  });
  return [
    size('what runs before the engine listens', beforeListening.bytes, beforeListening.budget),
    size('JS and CSS before the first status', beforeFirstStatus.bytes, beforeFirstStatus.budget),
    size(
      'loaded later, when it is needed',
      later.reduce((sum, { bytes }) => sum + bytes, 0),
    ),
  ];
}

/**
 * Runs what needs the sandbox, which is TypeScript.
 *
 * @param {number} runs
 * @returns {Promise<import('./bench/report').Report>}
 */
async function measureInBrowser(runs) {
  const report = join(top, '.build/bench.json');
  mkdirSync(join(top, '.build'), { recursive: true });
  rmSync(report, { force: true });
  const script = ['--import', 'tsx', 'tools/bench/measure.ts'];
  const code = await run(process.execPath, [...script, report, String(runs)]);
  if (code !== 0) throw new ToolError(`Measuring in the browser ended with code ${code}.`);
  return readJson(report);
}

/**
 * As Markdown, which reads well on a terminal too.
 *
 * @param {readonly Figure[]} figures
 */
function tableOf(figures) {
  const rows = figures.map((figure) => [
    figure.what,
    measured(figure),
    figure.limit === undefined ? '' : grouped(figure.limit),
    figure.limit === undefined ? '' : isOver(figure) ? 'OVER' : 'ok',
  ]);
  const head = ['What', 'Measured', 'Limit', ''];
  const widths = head.map((name, column) =>
    Math.max(3, name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  /** @param {readonly string[]} cells */
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** @param {Figure} figure */
function measured({ value, unit, range }) {
  const spread = range === undefined ? '' : ` (${range.map(grouped).join('–')})`;
  return `${grouped(value)}${unit === 'count' ? '' : ` ${unit}`}${spread}`;
}

/** @param {Figure} figure */
function isOver({ value, limit }) {
  return limit !== undefined && value > limit;
}

/** @param {number} value */
function grouped(value) {
  return Math.round(value).toLocaleString('en');
}
