/** `node tools/logos.mjs`: draws `assets/logo.png` and `assets/logo-small.png` from `assets/logo.svg`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium, findChromium, installPackages, main, top } from './prepare.mjs';

/** The sizes of Zendesk's own app scaffolds. */
const logos = [
  { file: 'logo.png', size: 320 },
  { file: 'logo-small.png', size: 128 },
];

await main(async () => {
  await installPackages();
  await ensureChromium();
  const { chromium } = await import('@playwright/test');
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: ['--no-sandbox'],
    ...(executablePath && { executablePath }),
  });
  const svg = readFileSync(join(top, 'assets/logo.svg')).toString('base64');
  for (const { file, size } of logos) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`
      <style>body { margin: 0 } img { display: block; width: 100vw }</style>
      <img alt="" src="data:image/svg+xml;base64,${svg}">`);
    await page.screenshot({ path: join(top, 'assets', file), omitBackground: true });
  }
  await browser.close();
});
