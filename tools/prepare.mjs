/** What a tool needs before it can work: the packages, a Chromium, the built app. Uses Node alone. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top folder of the repository. */
export const top = fileURLToPath(new URL('..', import.meta.url));

/** Zendesk installs what is in this folder. */
export const dist = join(top, 'dist');

/** The signals by which people and machines end a tool. */
export const stopSignals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** A failure whose message says everything: no stack is printed for it. */
export class ToolError extends Error {}

/**
 * Runs a command with our output and no input, and gives its exit code. A signal stops the command, not us.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export async function run(command, args, options = {}) {
  const child = spawn(command, args, { cwd: top, stdio: ['ignore', 'inherit', 'inherit'], ...options });
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    // A terminal sends Ctrl-C to the command as well.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of stopSignals) process.on(signal, forward);
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve(code ?? 1));
    });
  } finally {
    for (const signal of stopSignals) process.off(signal, forward);
  }
}

/**
 * Runs the command line of an installed package, without npx: no look-up, no shell, and signals reach the tool itself.
 *
 * @param {string} packageName
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2] & { command?: string }} [options]
 */
export function runPackage(packageName, args, { command, ...options } = {}) {
  const folder = join(top, 'node_modules', packageName);
  const { bin } = readJson(join(folder, 'package.json'));
  const script = typeof bin === 'string' ? bin : bin[command ?? basename(packageName)];
  return run(process.execPath, [join(folder, script), ...args], options);
}

/** Installs the packages of the lock file, unless they are there already. */
export async function installPackages() {
  if (packagesAreInstalled()) return;
  console.log('Installing the packages of package-lock.json …');
  // Behind `npm test`, this is the npm that runs us; it need not be the first one on the path.
  const npm = process.env.npm_execpath;
  const [command, ...before] = npm?.endsWith('npm-cli.js') ? [process.execPath, npm] : ['npm'];
  const code = await run(command, [...before, 'ci', '--include=dev', '--loglevel=error'], {
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (code !== 0) throw new ToolError(`npm ci failed with code ${code}: the packages are not installed.`);
}

/**
 * Compares npm's own note of what it installed with the lock file. Dates would not do: git sets them anew.
 */
function packagesAreInstalled() {
  const note = join(top, 'node_modules/.package-lock.json');
  if (!existsSync(note)) return false;
  const installed = readJson(note).packages;
  const locked = Object.entries(readJson(join(top, 'package-lock.json')).packages);
  return locked.every(([path, { version, optional, extraneous, os }]) => {
    if (path === '') return true;
    if (installed[path] === undefined) return Boolean(optional || extraneous || os);
    return installed[path].version === version;
  });
}

const chromiumPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The Chromium of this machine, or undefined: then Playwright uses the one that it downloaded. */
export function findChromium() {
  const { CHROMIUM_PATH } = process.env;
  if (!CHROMIUM_PATH) return chromiumPlaces.find((path) => existsSync(path));
  if (existsSync(CHROMIUM_PATH)) return CHROMIUM_PATH;
  throw new ToolError(`CHROMIUM_PATH names ${CHROMIUM_PATH}, and there is no such file.`);
}

/** Sees to it that the browser tests have a Chromium: this machine's, else Debian's, else Playwright's. */
export async function ensureChromium() {
  if (findChromium()) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing the Chromium of this Debian …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '--quiet=2'], { env });
    const packages = ['chromium', 'fonts-liberation', 'fonts-dejavu-core'];
    await run('apt-get', ['install', '--yes', '--quiet=2', '--no-install-recommends', ...packages], { env });
    if (findChromium()) return;
  }
  console.log("Getting Playwright's Chromium …");
  const code = await runPackage('@playwright/test', ['install', 'chromium'], { command: 'playwright' });
  if (code === 0) return;
  throw new ToolError(
    'There is no Chromium for the browser tests, and none could be installed. ' +
      'Install Chromium or Google Chrome, or set CHROMIUM_PATH to one.',
  );
}

/** Builds the app into `dist/`. */
export async function buildApp() {
  const code = await runPackage('vite', ['build']);
  if (code !== 0) throw new ToolError(`The app does not build: Vite ended with code ${code}.`);
}

/** Builds what the sandbox's server hands out beside the app: the helpdesk page, and the gallery of the card. */
export async function buildPages() {
  for (const config of ['sandbox/page/vite.config.ts', 'test/gallery/vite.config.ts']) {
    const code = await runPackage('vite', ['build', '--config', config]);
    if (code !== 0) throw new ToolError(`${config} does not build: Vite ended with code ${code}.`);
  }
}

/**
 * Runs a tool's main function; its failure becomes one sentence and an exit code.
 *
 * @param {() => Promise<number | void>} tool
 */
export async function main(tool) {
  try {
    process.exitCode = (await tool()) || 0;
  } catch (error) {
    process.exitCode = 1;
    console.error(error instanceof ToolError ? error.message : error);
  }
}

/**
 * @param {string} path
 * @returns {any}
 */
export function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
