import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadEnvFile } from 'node:process';
import { type LiveChannel, startSandbox } from './start';

const root = resolve(import.meta.dirname, '..');
const port = 4570;
const onemsgPort = 4571;
const appPort = 4572;

const live = process.argv.includes('--live') ? readLiveChannel() : undefined;
const sandbox = await startSandbox({
  port,
  onemsgPort,
  appPort,
  dist: resolve(root, 'dist'),
  page: resolve(root, '.build/page'),
  gallery: resolve(root, '.build/gallery'),
  ...(live ? { live } : {}),
}).catch((error: unknown) => stopWith(explain(error)));

console.log(`
  The helpdesk    ${sandbox.url}
  ${sandbox.onemsg ? '1MSG, simulated' : '1MSG, LIVE     '} ${sandbox.onemsgUrl}
  The gallery     ${sandbox.url}/gallery
  Switches        ${sandbox.url}/_simulate/
${sandbox.onemsg ? '' : '\n  Messages go to real phones, each after you confirm its number.\n'}
  Ctrl-C stops it.
`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    sandbox.close().then(
      () => process.exit(0),
      (error: unknown) => stopWith(explain(error)),
    );
  });
}

/** The real channel as the environment or `.env` names it; says everything that is missing at once. */
function readLiveChannel(): LiveChannel {
  const envFile = resolve(root, '.env');
  if (existsSync(envFile)) loadEnvFile(envFile);
  const missing: string[] = [];
  const read = (name: string): string => {
    const value = process.env[name]?.trim() ?? '';
    if (value === '') missing.push(name);
    return value;
  };
  const channel: LiveChannel = {
    channelId: read('ONEMSG_CHANNEL_ID'),
    apiToken: read('ONEMSG_API_TOKEN'),
    template: read('ONEMSG_TEMPLATE'),
    namespace: read('ONEMSG_NAMESPACE'),
    language: read('ONEMSG_LANGUAGE'),
  };
  if (missing.length > 0) {
    stopWith(
      `--live needs these in the environment or in .env, and they are missing:\n  ${missing.join('\n  ')}`,
    );
  }
  return channel;
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    return `Port ${String(error.port)} is taken, perhaps by another sandbox. The sandbox needs ports ${port}, ${onemsgPort} and ${appPort}.`;
  }
  return error.message;
}

function stopWith(message: string): never {
  console.error(message);
  process.exit(1);
}
