/** Counts what the app asks of Zendesk, from the sandbox's own log. */
import type { Browser } from '@playwright/test';
import type { Sandbox } from '../../sandbox/start';
import { Agent, accepted, another, dana, normal, older, sofia } from './agent';
import { countTimers } from './in-page';
import {
  allRequests,
  betweenSaveAndSend,
  followLog,
  longestSeries,
  simulate,
  untilQuiet,
  untilRecorded,
  zendeskRequests,
} from './log';
import type { Figure } from './report';

type Scenario = (browser: Browser, sandbox: Sandbox) => Promise<readonly Figure[]>;

/** Runs every scenario in a sandbox as it was when it started. */
export async function countRequests(browser: Browser, sandbox: Sandbox): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const scenario of [openedUnassigned, openedOlder, openedOnRecord, openedFinal, whole, inactive]) {
    await simulate(sandbox, 'reset', {});
    figures.push(...(await scenario(browser, sandbox)));
    for (const context of browser.contexts()) await context.close();
  }
  return figures;
}

const requests = (what: string, value: number, limit: number): Figure => ({
  what: `Zendesk requests: ${what}`,
  value,
  unit: 'count',
  limit,
});

const openedUnassigned: Scenario = async (browser, sandbox) => {
  const agent = await Agent.start(browser, sandbox, dana);
  await agent.open(normal);
  await agent.reads('No specialist yet');
  await untilQuiet(sandbox);
  return [requests('ticket opened, nobody assigned', zendeskRequests(sandbox).length, 0)];
};

const openedOlder: Scenario = async (browser, sandbox) => {
  const agent = await Agent.start(browser, sandbox, dana);
  await agent.open(older);
  await agent.reads('Assigned some time ago');
  await untilQuiet(sandbox);
  const { length } = zendeskRequests(sandbox);
  return [requests('ticket opened, older assignment never notified', length, 3)];
};

const openedOnRecord: Scenario = async (browser, sandbox) => {
  onemsg(sandbox).timing({ sentMs: 0, deliveredMs: 0, readMs: null });
  const author = await Agent.start(browser, sandbox, dana);
  await author.open(normal);
  await author.reads('No specialist yet');
  await author.assign('Alexey Petrov');
  await author.reads('Delivered');
  await untilQuiet(sandbox);

  const reader = await Agent.start(browser, sandbox, sofia);
  await reader.open(normal);
  await reader.reads('Delivered');
  await untilQuiet(sandbox);
  const { length } = zendeskRequests(sandbox, sofia);
  return [requests('ticket opened, notification on record', length, 1)];
};

const openedFinal: Scenario = async (browser, sandbox) => {
  onemsg(sandbox).timing({ sentMs: 0, deliveredMs: 0, readMs: 0 });
  const agent = await Agent.start(browser, sandbox, dana);
  await agent.open(normal);
  await agent.reads('No specialist yet');
  await agent.assign('Alexey Petrov');
  await agent.reads('Read');
  await untilQuiet(sandbox);

  const before = zendeskRequests(sandbox).length;
  await agent.page.reload();
  await agent.reads('Read');
  await untilQuiet(sandbox);
  return [requests('ticket opened again after a final status', zendeskRequests(sandbox).length - before, 0)];
};

const whole: Scenario = async (browser, sandbox) => {
  onemsg(sandbox).timing({ readMs: null });
  const agent = await Agent.start(browser, sandbox, dana);
  await agent.open(normal);
  await agent.reads('No specialist yet');
  const log = followLog(sandbox);
  await agent.assign('Alexey Petrov');
  await agent.reads('Delivered');
  await untilQuiet(sandbox);
  const between = betweenSaveAndSend(log.stop());
  return [
    requests('whole notification, from opening to delivered', zendeskRequests(sandbox).length, 8),
    requests('in series, from submit done to the send leaving', longestSeries(between), 3),
  ];
};

const tenMinutes = 10 * 60_000;

/** The ticket goes to the background while its message is accepted and no more: the app has reason to ask. */
const inactive: Scenario = async (browser, sandbox) => {
  onemsg(sandbox).timing({ sentMs: null, deliveredMs: null, readMs: null });
  const agent = await Agent.start(browser, sandbox, dana);
  const { clock } = agent.page;
  await clock.install();
  // After the simulated clock, so that it is the clock's timers that are counted.
  await agent.page.addInitScript(countTimers);
  await agent.open(normal);
  await agent.reads('No specialist yet');
  await agent.assign('Alexey Petrov');
  await agent.reads('Accepted');
  await untilRecorded(sandbox);
  await untilQuiet(sandbox);

  const frame = await agent.frame();
  const timers = () =>
    frame.evaluate(() => ({ pending: window.benchTimers.pending.size, everSet: window.benchTimers.everSet }));
  if ((await timers()).pending === 0) {
    throw new Error('No timer is seen in an app that is about to ask for a status: they are not counted.');
  }
  await agent.pick(another);
  await agent.reads('No specialist yet');
  await untilQuiet(sandbox);

  const requestsBefore = allRequests(sandbox).length;
  const timersBefore = await timers();
  await clock.runFor(tenMinutes);
  await untilQuiet(sandbox);
  const asked = allRequests(sandbox).length - requestsBefore;
  const timersSet = (await timers()).everSet - timersBefore.everSet;

  await agent.pick(normal);
  await clock.runFor(3_000);
  await agent.reads(accepted);
  await untilQuiet(sandbox);
  if (allRequests(sandbox).length === requestsBefore + asked) {
    throw new Error('The app asks nothing when it is active again either: it is not alive.');
  }
  return [
    {
      what: 'Inactive for 10 simulated minutes: requests to anybody',
      value: asked,
      unit: 'count',
      limit: 0,
    },
    {
      what: 'Inactive for 10 simulated minutes: timers left or set',
      value: timersBefore.pending + timersSet,
      unit: 'count',
      limit: 0,
    },
  ];
};

function onemsg(sandbox: Sandbox) {
  if (sandbox.onemsg === null) throw new Error('This sandbox sends through the real 1MSG.');
  return sandbox.onemsg.simulator.simulate;
}
