/**
 * Prints how busy hours go over each plan's request limit, for `npm run bench`: the scenarios that the tests judge.
 * The exit code is 1 when a message is lost or doubled, or when a page asked earlier than Zendesk allowed.
 */
import { type Conditions, closedMinute, shiftChange, tenTickets } from './scenarios';
import { type Outcome, plans } from './storm';

const seed = 7;
const scenarios: readonly (readonly [string, (conditions: Conditions) => Promise<Outcome>])[] = [
  ['200 in a minute', (conditions) => shiftChange({ ...conditions, busy: 0.1 }, { minutes: 45 })],
  ['ten at once', tenTickets],
  ['closed for a minute', closedMinute],
];

const rows: string[][] = [];
let wrong = 0;
for (const [scenario, live] of scenarios) {
  for (const { name, perMinute } of plans) {
    for (const share of [0, 0.5]) {
      const budget = { perMinute, others: perMinute * share, tells: true };
      const outcome = await live({ budget, seed });
      wrong += outcome.lost.length + outcome.doubled.length + outcome.impatient.length;
      rows.push([scenario, name, share === 0 ? '' : 'half used by others', ...figures(outcome, perMinute)]);
    }
  }
}
print(
  [
    'Scenario',
    'Plan',
    '',
    'Assignments',
    'Sent',
    'Lost',
    'Doubled',
    'Left to Send now',
    'Requests by who saved',
    'By who watched',
    'Refused (429)',
    'Worst minute',
    'Median',
    'Worst',
  ],
  rows,
);
process.exitCode = wrong === 0 ? 0 : 1;

function figures(outcome: Outcome, perMinute: number): readonly string[] {
  const { assignments, announced, lost, doubled, told, waits, refused, worstMinute } = outcome;
  return [
    ...[assignments, announced, lost.length, doubled.length, told.length].map(String),
    perPage(outcome.bySavers, outcome.savers),
    perPage(outcome.byWatchers, outcome.watchers),
    String(refused),
    `${worstMinute} of ${perMinute}`,
    seconds(waits[Math.floor(waits.length / 2)]),
    seconds(waits.at(-1)),
  ];
}

function perPage(requests: number, pages: number): string {
  return pages === 0 ? '–' : (requests / pages).toFixed(1);
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? '–' : `${(ms / 1000).toFixed(0)} s`;
}

function print(head: readonly string[], body: readonly (readonly string[])[]): void {
  const widths = head.map((name, column) =>
    Math.max(3, name.length, ...body.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  console.log([line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n'));
}
