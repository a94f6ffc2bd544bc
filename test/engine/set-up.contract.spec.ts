import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gradeOf, judgeSetUp, type LineId, type SetUpLine } from '../../src/core/set-up';
import { alexey, dana, ended, type Servers, startServers } from '../support/console';
import { soon } from '../support/soon';

/** The set-up check over real HTTP against the local Zendesk and the local 1MSG, which know nothing of it. */

let servers: Servers;

beforeAll(async () => {
  servers = await startServers();
});

afterAll(() => servers.close());

beforeEach(async () => {
  await servers.simulate('reset');
  await servers.quick();
});

async function check(userId = dana): Promise<readonly SetUpLine[]> {
  const office = servers.open(userId);
  await ended(office.setUp);
  const { kind, value } = office.setUp.state();
  if (kind !== 'done' || value === undefined) throw new Error(`The check is ${kind}.`);
  return judgeSetUp(value);
}

function told({ told, grade }: SetUpLine): string {
  switch (told.kind) {
    case 'finding':
      return `${grade} ${told.code}`;
    case 'problem':
      return `${grade} ${told.problem.code}`;
    case 'blocked':
      return `${grade} after ${told.by}`;
    case 'waiting':
      return grade;
  }
}

const linesOf = (lines: readonly SetUpLine[]) => new Map(lines.map((line) => [line.id, told(line)]));
const records = () => [
  ...(servers.sandbox.zendesk.desk.records.values().next().value?.asOf(Date.now()) ?? []),
];

it('finds nothing in need of fixing in a fresh sandbox', async () => {
  const lines = await check();
  expect(lines.filter(({ grade }) => grade === 'red' || grade === 'waiting')).toEqual([]);
});

it('leaves nothing behind and sends nothing', async () => {
  await check();
  expect(records()).toEqual([]);
  expect(servers.sandbox.onemsg?.simulator.sends()).toEqual([]);
});

describe('names the mistake', () => {
  /** Each mistake of the sandbox, with the line that tells of it and what that says. */
  const mistakes: readonly (readonly [name: string, id: LineId, told: string])[] = [
    ['no-settings', 'settings', 'red settings_faulty'],
    ['channel-wrong', 'channel', 'red channel_not_found'],
    ['token-missing', 'channel', 'red proxy_refused'],
    ['token-revoked', 'token', 'red token_refused'],
    ['subscription-blocked', 'channel', 'red channel_blocked'],
    ['channel-disconnected', 'channel', 'red channel_disconnected'],
    ['onemsg-down', 'channel', 'red onemsg_unreachable'],
    ['onemsg-500', 'channel', 'red onemsg_unreachable'],
    ['onemsg-html', 'channel', 'red onemsg_unreachable'],
    ['templates-empty', 'template', 'red template_none'],
    ['templates-500', 'template', 'red onemsg_unreachable'],
    ['templates-error-200', 'template', 'red onemsg_unreachable'],
    ['template-missing', 'template', 'red template_unknown'],
    ['template-pending', 'template', 'red template_status'],
    ['template-rejected', 'template', 'red template_status'],
    ['template-paused', 'template', 'red template_status'],
    ['template-two-variables', 'template', 'red template_variables'],
    ['template-four-variables', 'template', 'red template_variables'],
    ['template-named-variables', 'template', 'red template_named'],
    ['template-header-variable', 'template', 'red template_header'],
    ['template-button-variable', 'template', 'red template_button'],
    ['template-late', 'lifetime', 'amber lifetime_long'],
    ['template-marketing', 'category', 'amber category_marketing'],
    ['namespace-wrong', 'namespace', 'red namespace_differs'],
    ['language-not-approved', 'template', 'red template_status'],
    ['language-missing', 'template', 'red template_language_missing'],
    ['delivery-reports-off', 'reports', 'red reports_off'],
    ['object-missing', 'store', 'red store_missing'],
    ['field-missing', 'store', 'red store_fields_missing'],
    ['field-of-another-type', 'store', 'red store_fields_changed'],
    ['not-writable-here', 'records', 'red store_forbidden'],
    ['not-writable-by-agents', 'agents', 'red agents_kept_out'],
    ['external-ids-not-unique', 'duplicates', 'amber duplicates_accepted'],
    ['country-implausible', 'country', 'amber country_odd'],
    ['phones-national', 'country', 'amber country_missing'],
    ['api-budget-low', 'budget', 'amber budget_low'],
  ];

  it.each(mistakes)('%s', async (name, id, expected) => {
    await servers.simulate('misconfigure', { name });
    await servers.quick();
    const lines = await check();
    expect(linesOf(lines).get(id)).toBe(expected);
    expect(lines.filter(({ grade }) => grade === 'waiting')).toEqual([]);
  });

  it('onemsg-slow', async () => {
    await servers.simulate('misconfigure', { name: 'onemsg-slow' });
    await servers.simulate('switches', { latencyMs: 0, latencyJitterMs: 0 });
    expect(linesOf(await check()).get('channel')).toBe('amber channel_slow');
  });

  it('payment-problem, which no set-up shows: the messages that failed for it do', async () => {
    await servers.simulate('misconfigure', { name: 'payment-problem' });
    await servers.quick();
    const { list } = servers.open(dana).log;
    list.start();
    await soon(() => expect(list.state().kind).toBe('resting'));
    expect(list.state().alarm).toMatchObject({ problem: 'payment' });
  });

  // How the channel lists its templates is no mistake.
  it.each(['templates-json-components', 'templates-offset-ignored'])('none in %s', async (name) => {
    await servers.simulate('misconfigure', { name });
    await servers.quick();
    expect(gradeOf(await check())).not.toBe('red');
  });

  it('whatever it is: none of the sandbox’s is left out', async () => {
    const list = await (await fetch(`${servers.sandbox.url}/_simulate/misconfigure`)).text();
    const names = list.split('\n').map((line) => line.split(' ')[0]);
    const others = [
      'onemsg-slow',
      'payment-problem',
      'templates-json-components',
      'templates-offset-ignored',
    ];
    expect(new Set([...mistakes.map(([name]) => name), ...others])).toEqual(new Set(names));
  });

  it('with a line of its own, but for what reads alike', () => {
    expect(new Set(mistakes.map(([, id, expected]) => `${id} ${expected}`)).size).toBeGreaterThanOrEqual(25);
  });
});

describe('delivery reports', () => {
  it('are judged by what came of the last messages, too', async () => {
    const { records } = servers.open(dana).ports;
    const made = (auditId: number) =>
      records.create(
        {
          status: 'accepted',
          messageId: `wamid.${auditId}`,
          key: { ticketId: 0, auditId, attempt: 1 },
          specialist: { id: dana, name: 'Dana' },
          phoneEnding: '0156',
          template: 'agent_assigned',
          language: 'en',
          sentBy: dana,
          timeline: {},
        },
        '',
      );
    for (const auditId of [1, 2, 3, 4, 5]) await made(auditId);
    expect(linesOf(await check()).get('reports')).toBe('green reports_on');
    // An hour later.
    const { clock } = servers.open(dana).ports;
    const later = servers.open(dana, { clock: { ...clock, now: () => clock.now() + 2 * 3_600_000 } });
    await ended(later.setUp);
    const { value } = later.setUp.state();
    expect(linesOf(value === undefined ? [] : judgeSetUp(value)).get('reports')).toBe('amber reports_silent');
  });
});

describe('without admin rights', () => {
  it('shows what can be shown, and says so of the rest', async () => {
    const lines = linesOf(await check(alexey));
    expect(lines.get('channel')).toBe('green channel_connected');
    expect(lines.get('agents')).toBe('amber agents_untold');
    expect(lines.get('records')).toBe('green records_writable');
  });
});

describe('throw-away records', () => {
  it('are removed when the answer to their creation is lost', async () => {
    await servers.simulate('fail', { match: 'POST /api/v2/custom_objects/.*/records$', mode: 'lost-after' });
    const lines = linesOf(await check());
    expect(lines.get('records')).toBe('amber zendesk_unreachable');
    expect(records()).toEqual([]);
  });

  it('that an interrupted check left behind are removed by the next one', async () => {
    await servers.simulate('fail', { match: '^DELETE /api/v2/custom_objects/', mode: '500', count: 1 });
    expect(linesOf(await check()).get('records')).toBe('amber records_left');
    expect(records()).toHaveLength(1);
    expect(linesOf(await check()).get('records')).toBe('green records_writable');
    expect(records()).toEqual([]);
  });

  it('of two admins who check at once do not meet', async () => {
    const both = await Promise.all([check(dana), check(alexey)]);
    for (const lines of both) {
      expect(linesOf(lines).get('records')).toBe('green records_writable');
      expect(linesOf(lines).get('duplicates')).toBe('green duplicates_refused');
    }
    expect(records()).toEqual([]);
  });
});

it('starts nothing more once it is cancelled, and clears away what it made', async () => {
  const office = servers.open(dana);
  office.setUp.start();
  office.setUp.cancel();
  expect(office.setUp.state().kind).toBe('cancelled');
  servers.requests.length = 0;
  await ended(office.profile);
  const asked = servers.requests.filter((request) => request.includes('/records'));
  expect(asked).toEqual([]);
  expect(records()).toEqual([]);
});
