/** `npm start`: a helpdesk to try the app in, without an account. Arguments go to the sandbox, `--live` for one. */
import { buildApp, buildPages, installPackages, main, run } from './prepare.mjs';

await main(async () => {
  await installPackages();
  await buildApp();
  await buildPages();
  return run(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
});
