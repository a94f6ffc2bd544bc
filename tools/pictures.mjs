/** `npm run pictures`: retakes the pictures in `docs/images` from the built app in the sandbox. */
import { buildApp, buildPages, ensureChromium, installPackages, main, runPackage } from './prepare.mjs';

await main(async () => {
  await installPackages();
  await ensureChromium();
  await buildApp();
  await buildPages();
  return runPackage('@playwright/test', ['test', '--config', 'playwright.pictures.config.ts'], {
    command: 'playwright',
  });
});
