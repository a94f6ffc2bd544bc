/** `npm run chaos -- --runs N --seed S`: as many runs as one likes, a thousand at a time, each with its own seed. */
import { parseArgs } from 'node:util';
import { search } from './search';

const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } });
const runs = Number(values.runs ?? 100_000);
const seed = Number(values.seed ?? 20_260_112);
if (!(runs > 0) || !Number.isSafeInteger(seed))
  throw new Error('--runs is a number above 0, --seed a whole number.');

const portion = 1_000;
const started = performance.now();
let lived = 0;
let found = 0;
while (lived < runs) {
  const here = Math.min(portion, runs - lived);
  const discovery = await search({ seed: seed + lived / portion, runs: here });
  lived += here;
  if (discovery !== undefined) {
    found += 1;
    console.log(`\n${discovery.inWords}\n`);
  }
  const speed = Math.round((lived / (performance.now() - started)) * 1000);
  console.log(`${lived} of ${runs} runs, ${speed} a second, ${found} violations`);
  if (found >= 5) break;
}
process.exitCode = found > 0 ? 1 : 0;
