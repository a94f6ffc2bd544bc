/** `npm run package`: builds the app and makes the zip that a Zendesk admin uploads. Needs no network. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp, dist, installPackages, main, readJson, ToolError, top } from './prepare.mjs';

await main(async () => {
  await installPackages();
  await buildApp();
  const { strangers, zipFolder } = await import('./dist.mjs');
  const unknown = strangers(dist);
  if (unknown.length > 0) throw new ToolError(`dist/ has files that must not ship: ${unknown.join(', ')}`);
  const { name, version } = readJson(join(top, 'package.json'));
  const path = join(top, `${name}-${version}.zip`);
  const bytes = zipFolder(dist);
  writeFileSync(path, bytes);
  console.log(`\n${path}`);
  console.log(`${bytes.length} bytes, sha256 ${createHash('sha256').update(bytes).digest('hex')}`);
});
