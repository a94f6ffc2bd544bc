/** What the console's log costs, with few records and with very many, by turns in one run. */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, FrameLocator } from '@playwright/test';
import type { Sandbox } from '../../sandbox/start';
import { simulate, zendeskRequests } from './log';
import type { Figure } from './report';

/** An agent: the log is all that they see of the console, so that no other page's requests are among its own. */
const alexey = 38000000002;

const few = 500;
const many = 50_000;

/** So many pages are scrolled through, three times as many as the log keeps. */
const pagesScrolled = 60;

/** Most requests before the first page is whole: the records, and the names of those who sent. */
const mostRequests = 2;

interface Opened {
  readonly ms: number;
  readonly requests: number;
  readonly megabytes: number;
}

/** Opens the log `runs` times with each number of records, and scrolls on once. */
export async function measureLog(
  browser: Browser,
  sandbox: Sandbox,
  runs: number,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const count of [few, many]) {
    await simulate(sandbox, 'reset', {});
    await simulate(sandbox, 'seed-records', { count, days: 60, seed: 1 });
    await simulate(sandbox, 'switches', { latencyMs: 0, latencyJitterMs: 0 });
    const opened: Opened[] = [];
    // The first one warms up.
    for (let run = 0; run <= runs; run += 1) {
      const one = await openLog(browser, sandbox, run === runs ? count : 0);
      if (run > 0) opened.push(one);
    }
    const label = `${count.toLocaleString('en')} records`;
    const times = opened.map(({ ms }) => ms).sort((a, b) => a - b);
    const middle = times[Math.floor(times.length / 2)] ?? 0;
    const requests = Math.max(...opened.map((one) => one.requests));
    figures.push(
      {
        what: `Log of ${label}: Zendesk requests for the first page`,
        value: requests,
        unit: 'count',
        limit: mostRequests,
      },
      {
        what: `Log of ${label}: page opened → first row`,
        value: middle,
        unit: 'ms',
        range: [times[0] ?? 0, times.at(-1) ?? 0],
      },
      {
        what: `Log of ${label}: memory after scrolling ${Math.min(count, pagesScrolled * 100).toLocaleString('en')} rows`,
        value: opened.at(-1)?.megabytes ?? 0,
        unit: 'MB',
      },
    );
  }
  return figures;
}

/** `count`: how many records there are to scroll through; 0 to leave that out. */
async function openLog(browser: Browser, sandbox: Sandbox, count: number): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const before = zendeskRequests(sandbox).length;
  const start = performance.now();
  await page.goto(`${sandbox.url}/?agent=${alexey}&page=app`);
  const app = page.frameLocator('iframe[title$="in the navigation bar"]');
  await app.locator('[data-record]').first().waitFor();
  const ms = performance.now() - start;
  // What the first page still asks for leaves at once.
  await sleep(500);
  const requests = zendeskRequests(sandbox).length - before;
  if (count > 0) await scroll(app, Math.min(pagesScrolled, Math.ceil(count / 100)));
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await context.close();
  return { ms, requests, megabytes: usedSize / 1_048_576 };
}

/** To the end of what is known, again and again. */
async function scroll(app: FrameLocator, pages: number): Promise<void> {
  const rows = app.locator('.log-scroll');
  for (let known = 2; known <= pages; known += 1) {
    const reach = (known - 1) * 100;
    await rows.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    await app.locator(`[aria-posinset="${reach}"]`).waitFor();
  }
}
