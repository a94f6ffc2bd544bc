import { defineConfig } from '@playwright/test';
import { findChromium } from './tools/prepare.mjs';

const executablePath = findChromium();

export default defineConfig({
  testDir: 'test/browser',
  testMatch: '**/*.pw.ts',
  outputDir: 'test-results',
  workers: 2,
  // Each worker has a sandbox of its own, so no file keeps one busy while the other is done.
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  // Guards against what hangs, wide enough for a slow and busy machine: no test measures time with them.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: '.build/test/browser.json' }]],
  use: {
    browserName: 'chromium',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
