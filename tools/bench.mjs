/** `npm run bench`: builds the app and prints what it costs. */
import { buildApp, installPackages, main } from './prepare.mjs';
import { measureSizes } from './sizes.mjs';

/**
 * @typedef {{ what: string, value: number, unit: string, budget: number | undefined, details: string[] }} Figure
 */

/**
 * Each measures one side of the app, on its own.
 *
 * @type {(() => Figure[] | Promise<Figure[]>)[]}
 */
const measurements = [bundleSizes];

await main(async () => {
  await installPackages();
  await buildApp();
  const figures = [];
  for (const measure of measurements) figures.push(...(await measure()));
  console.log(`\n${figures.map(describe).join('\n\n')}`);
  return figures.some(({ value, budget }) => budget !== undefined && value > budget) ? 1 : 0;
});

/** @returns {Figure[]} */
function bundleSizes() {
  const { beforeListening, beforeFirstStatus, all } = measureSizes();
  const unit = 'B gz -9';
  /** @param {import('./sizes.mjs').Part[]} parts */
  const list = (parts) => parts.map(({ file, bytes }) => `${file} ${grouped(bytes)}`);
  const later = all.filter(({ file }) => !beforeFirstStatus.parts.some((part) => part.file === file));
  const laterBytes = later.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    {
      what: 'Runs before the engine listens',
      value: beforeListening.bytes,
      unit,
      budget: beforeListening.budget,
      details: list(beforeListening.parts),
    },
    {
      what: 'JS and CSS before the first status is painted',
      value: beforeFirstStatus.bytes,
      unit,
      budget: beforeFirstStatus.budget,
      details: list(beforeFirstStatus.parts),
    },
    {
      what: 'Loaded later, when it is needed',
      value: laterBytes,
      unit,
      budget: undefined,
      details: list(later),
    },
  ];
}

/** @param {Figure} figure */
function describe({ what, value, unit, budget, details }) {
  const limit =
    budget === undefined ? '' : ` of ${grouped(budget)}${value > budget ? ', over the budget' : ''}`;
  return [`${what}: ${grouped(value)}${limit} ${unit}`, ...details.map((line) => `  ${line}`)].join('\n');
}

/** @param {number} value */
function grouped(value) {
  return value.toLocaleString('en');
}
