/** What `npm run bench` measures in a browser. Writes its report to the file that the first argument names. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import browserTests from '../../playwright.config';
import { startSandbox } from '../../sandbox/start';
import { dist, top } from '../prepare.mjs';
import { measureLog } from './console';
import { countRequests } from './counts';
import type { Report } from './report';
import { timeLoads } from './times';

const [path = '', runs = ''] = process.argv.slice(2);

const page = join(top, '.build/page');
const sandbox = await startSandbox({ port: 0, onemsgPort: 0, dist, page });
try {
  // The browser of the browser tests, as they start it.
  const browser = await chromium.launch(browserTests.use?.launchOptions);
  try {
    console.log('Counting requests …');
    const counts = await countRequests(browser, sandbox);
    console.log(`Timing ${runs} loads of each kind …`);
    const times = await timeLoads(browser, sandbox, Number(runs));
    console.log('Opening the log …');
    const log = await measureLog(browser, sandbox, Math.min(5, Number(runs)));
    const report: Report = { chromium: browser.version(), figures: [...counts, ...times, ...log] };
    writeFileSync(path, JSON.stringify(report));
  } finally {
    await browser.close();
  }
} finally {
  await sandbox.close();
}
