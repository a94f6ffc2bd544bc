/**
 * `npm run zcli -- serve|validate|create|update|login|logout`: Zendesk's own command line, on the built app.
 *
 * zcli takes a folder, zips nearly everything in it, and keeps the app's id and settings in that same folder, in
 * zcli.apps.config.json. So it gets a copy of `dist/` beside which that file may lie, and the file itself stays at
 * the top of the repository, where git ignores it.
 */
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp, dist, installPackages, main, runPackage, ToolError, top } from './prepare.mjs';

const copy = join(top, '.build/zcli');
const config = 'zcli.apps.config.json';

const usage = `npm run zcli -- <command> [zcli's own options]

  serve      serve the app from this machine to your account: open a ticket with ?zcli_apps=true
  validate   let your account check the package
  create     upload and install the app
  update     upload a new version; the settings in ${config} replace those of the account
  login      log in to your account with an API token
  logout     forget that login

serve needs no account. It asks for the settings that ${config} at the top of the repository does not give, as in
{"parameters": {"channel_id": "…", "api_token": "…"}}, and shows them all, secret ones too, on localhost:4567.`;

await main(async () => {
  const [command, ...options] = process.argv.slice(2);
  switch (command) {
    case 'serve':
      return zcli(['apps:server', await prepareCopy({ live: true }), ...options]);
    case 'validate':
    case 'create':
    case 'update':
      return deploy([`apps:${command}`, await prepareCopy({ live: false }), ...options]);
    case 'login':
    case 'logout':
      await installPackages();
      return zcli([command, ...(command === 'login' ? ['--interactive'] : []), ...options]);
    default:
      console.log(usage);
      return command === undefined ? 0 : 2;
  }
});

/** @param {readonly string[]} args */
async function deploy(args) {
  const code = await zcli(args);
  // zcli writes the new app's id there, and `update` needs it.
  if (existsSync(join(copy, config))) copyFileSync(join(copy, config), join(top, config));
  if (code !== 0) {
    console.error(
      '\nThis needs your Zendesk account: `npm run zcli -- login` once, or ZENDESK_SUBDOMAIN, ZENDESK_EMAIL and ' +
        'ZENDESK_API_TOKEN in the environment.',
    );
  }
  return code;
}

/** @param {readonly string[]} args */
function zcli(args) {
  return runPackage('@zendesk/zcli', args, { stdio: 'inherit' });
}

/**
 * Builds the app and copies it to where zcli works. A live copy follows later builds: zcli serves its assets
 * straight from `dist/`.
 *
 * @param {{ live: boolean }} options
 */
async function prepareCopy({ live }) {
  await installPackages();
  await buildApp();
  const { strangers } = await import('./dist.mjs');
  const unknown = strangers(dist);
  if (unknown.length > 0) {
    throw new ToolError(`dist/ has files that must not ship: ${unknown.join(', ')}. Nothing was packed.`);
  }
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  cpSync(dist, copy, { recursive: true });
  if (live) {
    rmSync(join(copy, 'assets'), { recursive: true });
    symlinkSync(join(dist, 'assets'), join(copy, 'assets'), 'junction');
  }
  copyFileSync(join(top, '.zcliignore'), join(copy, '.zcliignore'));
  if (existsSync(join(top, config))) copyFileSync(join(top, config), join(copy, config));
  return copy;
}
