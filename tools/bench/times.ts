/** Times what an agent waits for, in a real browser. */
import type { Browser } from '@playwright/test';
import type { Sandbox } from '../../sandbox/start';
import { Agent, accepted, dana, normal, sofia } from './agent';
import { type Marks, noteMarks } from './in-page';
import { simulate, untilRecorded } from './log';
import type { Figure } from './report';

/** How long each request of the app takes at least, for the sandbox adds that to its own work. */
interface Latency {
  readonly label: string;
  readonly switches: { readonly latencyMs: number; readonly latencyJitterMs: number };
}

const moments = {
  listening: 'iframe opened → app listening',
  words: 'iframe opened → first words',
  unassigned: 'iframe opened → status, nobody assigned',
  onRecord: 'iframe opened → status, notification on record',
  send: 'submit done → send leaving',
} as const;

type Moment = keyof typeof moments;
type Sample = Readonly<Record<Moment, number>>;

/** Loads that take turns between the latencies, so that what else this machine does falls on all of them alike. */
export async function timeLoads(
  browser: Browser,
  sandbox: Sandbox,
  runs: number,
): Promise<readonly Figure[]> {
  const latencies: readonly Latency[] = [usual(sandbox), none];
  const samples = latencies.map(() => [] as Sample[]);
  for (let run = 0; run <= runs; run += 1) {
    for (const [index, latency] of turn(latencies, run)) {
      const sample = await load(browser, sandbox, latency);
      // The first round warms up: servers compile, and the SDK is bundled when it is first asked for.
      if (run > 0) samples[index]?.push(sample);
    }
  }
  return names(moments).flatMap((moment) =>
    latencies.map(({ label }, index) => {
      const measured = (samples[index] ?? []).map((sample) => sample[moment]);
      return {
        what: `Time, ${label}: ${moments[moment]}`,
        value: median(measured),
        unit: 'ms' as const,
        range: [Math.min(...measured), Math.max(...measured)] as const,
      };
    }),
  );
}

/** As the sandbox has it when it starts. */
function usual(sandbox: Sandbox): Latency {
  const { latencyMs, latencyJitterMs } = sandbox.zendesk.desk.switches;
  return {
    label: `latency ${latencyMs}–${latencyMs + latencyJitterMs} ms`,
    switches: { latencyMs, latencyJitterMs },
  };
}

const none: Latency = { label: 'latency 0', switches: { latencyMs: 0, latencyJitterMs: 0 } };

/** The items with their places, from another end each time. */
function turn<T>(items: readonly T[], time: number): readonly (readonly [number, T])[] {
  const placed = items.map((item, index) => [index, item] as const);
  return time % 2 === 0 ? placed : placed.reverse();
}

async function load(browser: Browser, sandbox: Sandbox, { switches }: Latency): Promise<Sample> {
  await simulate(sandbox, 'reset', {});
  await simulate(sandbox, 'switches', switches);

  const author = await Agent.start(browser, sandbox, dana);
  await author.page.addInitScript(noteMarks);
  await author.open(normal);
  await author.reads('No specialist yet');
  await author.assign('Alexey Petrov');
  await author.reads(accepted);
  await untilRecorded(sandbox);
  const wrote = await marksOf(author);
  await author.close();

  const reader = await Agent.start(browser, sandbox, sofia);
  await reader.page.addInitScript(noteMarks);
  await reader.open(normal);
  await reader.reads(accepted);
  const read = await marksOf(reader);
  await reader.close();

  return {
    listening: between(wrote, 'frameOpened', 'listening'),
    words: between(wrote, 'frameOpened', 'wordsPainted'),
    unassigned: between(wrote, 'frameOpened', 'statusPainted'),
    onRecord: between(read, 'frameOpened', 'statusPainted'),
    send: between(wrote, 'submitDone', 'sendLeft'),
  };
}

async function marksOf(agent: Agent): Promise<Marks> {
  const frame = await agent.frame();
  await frame.waitForFunction(() => {
    const { wordsPainted, statusPainted } = window.benchMarks;
    return wordsPainted !== undefined && statusPainted !== undefined;
  });
  const [inApp, inHelpdesk] = await Promise.all(
    [frame, agent.page].map((page) => page.evaluate(() => window.benchMarks)),
  );
  return { ...inApp, ...inHelpdesk };
}

function between(marks: Marks, from: keyof Marks, to: keyof Marks): number {
  const start = marks[from];
  const end = marks[to];
  if (start === undefined || end === undefined) throw new Error(`Nobody saw ${from} and ${to}.`);
  return end - start;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new Error('Nothing was measured.');
  return (low + high) / 2;
}

function names<K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(record) as K[];
}
