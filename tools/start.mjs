/** `npm start`: a helpdesk to try the app in, without an account. Arguments go to the sandbox, `--live` for one. */
import { buildApp, installPackages, main, run, runPackage, ToolError } from './prepare.mjs';

await main(async () => {
  await installPackages();
  await buildApp();
  const code = await runPackage('vite', ['build', '--config', 'sandbox/page/vite.config.ts']);
  if (code !== 0) throw new ToolError(`The helpdesk page does not build: Vite ended with code ${code}.`);
  console.log('\nStarting the sandbox. Open http://localhost:4570; Ctrl-C stops it.\n');
  return run(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', ...process.argv.slice(2)], {
    stdio: 'inherit',
    onStart: forwardSignals,
  });
});

/**
 * A terminal sends Ctrl-C to the sandbox and to us alike. We only wait then; a signal for us alone is passed on.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
function forwardSignals(child) {
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
}
