/**
 * `npm run chaos -- --runs 1000000 --seed 7`: the simulation of `test/chaos` for as long as one likes. What it finds
 * is printed as the shortest history that shows it.
 */
import { join } from 'node:path';
import { installPackages, main, runPackage, top } from './prepare.mjs';

await main(async () => {
  await installPackages();
  return runPackage('tsx', [join(top, 'test/chaos/main.ts'), ...process.argv.slice(2)]);
});
