import { describe, expect, it } from 'vitest';
import type { SampledPerson } from '../../src/core/phone-sample';
import { failed, got, type ProblemCode, problem } from '../../src/core/problem';
import {
  gradeOf,
  judgeSetUp,
  type LineId,
  nothingRead,
  recordFields,
  type SetUpFacts,
} from '../../src/core/set-up';
import type { SettingFault, SettingName, Settings } from '../../src/core/settings';
import type { ListedTemplate } from '../../src/core/template-fit';
import { requesterWith, settingsWith, templateWith } from '../support/facts';

const listed = (changes: Partial<ListedTemplate> = {}): ListedTemplate => ({
  ...templateWith(),
  category: 'utility',
  lastsSeconds: 600,
  wanting: [],
  ...changes,
});

const person = (changes: Partial<SampledPerson> = {}): SampledPerson => ({
  requester: requesterWith(),
  phones: { numbers: [{ digits: '4915123456789', shown: '', written: '' }], refused: [] },
  countries: ['DE'],
  tags: [],
  ...changes,
});
const without = person({ phones: { numbers: [], refused: [] }, countries: [] });
const national = person({
  phones: { numbers: [], refused: [{ written: '0151 2345678', fault: 'phone_national' }] },
  countries: [],
});

/** A set-up in which everything is right. */
const right: SetUpFacts = {
  settings: { settings: settingsWith(), faults: [] },
  connection: got({ status: 'connected', took: 200 }),
  templates: got([listed()]),
  reports: got(true),
  followed: got({ told: 0, silent: 0 }),
  store: got({
    fields: new Map(Object.entries(recordFields)),
    statusOptions: Array.from({ length: 8 }, String),
  }),
  trial: { kind: 'tried', unique: true, left: 0 },
  roles: got([{ name: 'Staff', full: true }]),
  sample: got(Array.from({ length: 6 }, () => person())),
  budget: got(0.93),
};

const withSettings = (changes: Partial<Settings>): Partial<SetUpFacts> => ({
  settings: { settings: settingsWith(changes), faults: [] },
});
const withFault = (name: SettingName, fault: SettingFault['fault'] = 'missing'): Partial<SetUpFacts> => ({
  settings: { settings: settingsWith(), faults: [{ name, fault, given: undefined }] },
});
const withTemplates = (...list: readonly ListedTemplate[]): Partial<SetUpFacts> => ({ templates: got(list) });
const store = (change: (fields: Map<string, string>) => void): Partial<SetUpFacts> => {
  const fields = new Map<string, string>(Object.entries(recordFields));
  change(fields);
  return { store: got({ fields, statusOptions: undefined }) };
};
const refused = (code: ProblemCode) => failed(problem(code));

const lineOf = (id: LineId, facts: Partial<SetUpFacts>) =>
  judgeSetUp({ ...right, ...facts }).find((line) => line.id === id);

/** What a line says, in a word. */
function toldIn(id: LineId, facts: Partial<SetUpFacts>) {
  const line = lineOf(id, facts);
  const told = line?.told;
  const word =
    told?.kind === 'finding'
      ? told.code
      : told?.kind === 'problem'
        ? told.problem.code
        : told?.kind === 'blocked'
          ? `after ${told.by}`
          : told?.kind;
  return `${line?.grade} ${word}`;
}

it('is green where everything is right', () => {
  const lines = judgeSetUp(right);
  expect(lines.filter(({ grade }) => grade !== 'green')).toEqual([]);
  expect(gradeOf(lines)).toBe('green');
});

it('waits in every line that nothing was read for', () => {
  const lines = judgeSetUp(nothingRead(right.settings));
  const known = lines.filter(({ grade }) => grade !== 'waiting').map(({ id }) => id);
  expect(known).toEqual(['settings', 'consent', 'automatic']);
  expect(gradeOf(lines)).toBe('waiting');
});

describe('a misconfiguration has its own line:', () => {
  const wrong: readonly [about: string, id: LineId, facts: Partial<SetUpFacts>, told: string][] = [
    ['a setting is missing', 'settings', withFault('opt_in_tag', 'invalid'), 'red settings_faulty'],
    ['the channel is missing', 'channel', withFault('channel_id'), 'red channel_unset'],
    [
      'the channel is disconnected',
      'channel',
      { connection: got({ status: 'disconnected', took: 1 }) },
      'red channel_disconnected',
    ],
    [
      '1MSG is slow',
      'channel',
      { connection: got({ status: 'connected', took: 9_000 }) },
      'amber channel_slow',
    ],
    [
      '1MSG is down',
      'channel',
      { connection: refused('onemsg_unreachable'), templates: refused('onemsg_unreachable') },
      'red onemsg_unreachable',
    ],
    ['no such channel', 'channel', { connection: refused('channel_not_found') }, 'red channel_not_found'],
    ['the channel is blocked', 'channel', { connection: refused('channel_blocked') }, 'red channel_blocked'],
    ['the proxy refuses', 'channel', { connection: refused('proxy_refused') }, 'red proxy_refused'],
    [
      'the address is that for tests',
      'channel',
      withSettings({ apiBaseUrl: 'https://sandbox.1msg.io' }),
      'amber channel_sandbox',
    ],
    [
      'the token is refused',
      'token',
      { connection: refused('token_refused'), templates: refused('token_refused') },
      'red token_refused',
    ],
    ['the channel has no templates', 'template', withTemplates(), 'red template_none'],
    ['no template is named', 'template', withFault('template_name'), 'red template_unset'],
    [
      'the template is misspelt',
      'template',
      withSettings({ templateName: 'agent_asigned' }),
      'red template_unknown',
    ],
    [
      'the template is not in that language',
      'template',
      withSettings({ templateLanguage: 'pt_BR' }),
      'red template_language_missing',
    ],
    [
      'the template is pending',
      'template',
      withTemplates(listed({ status: 'pending' })),
      'red template_status',
    ],
    [
      'the template is paused',
      'template',
      withTemplates(listed({ status: 'paused' })),
      'red template_status',
    ],
    [
      'the body has two variables',
      'template',
      withTemplates(listed({ bodyVariables: ['1', '2'] })),
      'red template_variables',
    ],
    [
      'the body has four variables',
      'template',
      withTemplates(listed({ bodyVariables: ['1', '2', '3', '4'] })),
      'red template_variables',
    ],
    [
      'the variables have names',
      'template',
      withTemplates(listed({ bodyVariables: ['name', 'ticket', 'agent'], needsMore: true })),
      'red template_named',
    ],
    [
      'the header wants a value',
      'template',
      withTemplates(listed({ wanting: ['header'], needsMore: true })),
      'red template_header',
    ],
    [
      'a button wants a value',
      'template',
      withTemplates(listed({ wanting: ['button'], needsMore: true })),
      'red template_button',
    ],
    [
      'there is a carousel',
      'template',
      withTemplates(listed({ wanting: ['other'], needsMore: true })),
      'red template_part',
    ],
    [
      'the list does not tell the body',
      'template',
      withTemplates(listed({ body: undefined, bodyVariables: [] })),
      'amber template_body_unlisted',
    ],
    [
      'the template is for marketing',
      'category',
      withTemplates(listed({ category: 'marketing' })),
      'amber category_marketing',
    ],
    [
      'the template is for codes',
      'category',
      withTemplates(listed({ category: 'authentication' })),
      'red category_authentication',
    ],
    [
      'the template lasts for a month',
      'lifetime',
      withTemplates(listed({ lastsSeconds: 2_592_000 })),
      'amber lifetime_long',
    ],
    [
      'the namespace is another one',
      'namespace',
      withSettings({ templateNamespace: 'other' }),
      'red namespace_differs',
    ],
    [
      'a variant is not approved',
      'languages',
      withTemplates(listed(), listed({ language: 'fr', status: 'pending' })),
      'amber languages_unusable',
    ],
    ['delivery reports are off', 'reports', { reports: got(false) }, 'red reports_off'],
    [
      'delivery reports are on, and none came',
      'reports',
      { followed: got({ told: 0, silent: 5 }) },
      'amber reports_silent',
    ],
    ['the object is missing', 'store', { store: refused('store_missing') }, 'red store_missing'],
    ['a field is missing', 'store', store((fields) => fields.delete('timeline')), 'red store_fields_missing'],
    [
      'a field has another type',
      'store',
      store((fields) => fields.set('attempt', 'text')),
      'red store_fields_changed',
    ],
    [
      'a status is no option',
      'store',
      { store: got({ fields: new Map(Object.entries(recordFields)), statusOptions: ['onemsg_read'] }) },
      'red store_fields_changed',
    ],
    [
      'records cannot be written',
      'records',
      { trial: { kind: 'refused', problem: problem('store_forbidden') } },
      'red store_forbidden',
    ],
    [
      'a throw-away record stayed',
      'records',
      { trial: { kind: 'tried', unique: true, left: 1 } },
      'amber records_left',
    ],
    [
      'agents may only read',
      'agents',
      { roles: got([{ name: 'Staff', full: false }]) },
      'red agents_kept_out',
    ],
    [
      'Zendesk accepts duplicates',
      'duplicates',
      { trial: { kind: 'tried', unique: false, left: 0 } },
      'amber duplicates_accepted',
    ],
    ['some have no number', 'phones', { sample: got([person(), without]) }, 'amber phones_some'],
    [
      'nobody has a usable number',
      'phones',
      { sample: got([without, without, without, national, national]) },
      'red phones_none',
    ],
    ['there are no customers', 'phones', { sample: got([]) }, 'amber phones_no_sample'],
    [
      'numbers lack the default country',
      'country',
      { sample: got([person(), national]) },
      'amber country_missing',
    ],
    [
      'the default country is not the customers’',
      'country',
      withSettings({ defaultCountry: 'BR' }),
      'amber country_odd',
    ],
    [
      'nobody carries the consent tag',
      'consent',
      withSettings({ optInTag: 'whatsapp_ok' }),
      'amber consent_nobody',
    ],
    ['sending is off', 'automatic', withSettings({ automaticSending: false }), 'amber automatic_off'],
    ['nothing is caught up with', 'automatic', withSettings({ catchUpMinutes: 0 }), 'amber catch_up_none'],
    ['the request limit is nearly used up', 'budget', { budget: got(0.03) }, 'amber budget_low'],
  ];

  it.each(wrong)('%s', (_about, id, facts, told) => {
    expect(toldIn(id, facts)).toBe(told);
  });

  it('no two of them read alike', () => {
    const codes = new Set(wrong.map(([, id, , told]) => `${id} ${told}`));
    expect(codes.size).toBeGreaterThanOrEqual(35);
  });
});

describe('one cause is told once:', () => {
  it('a refused token, in its own line', () => {
    const facts = { connection: refused('token_refused'), templates: refused('token_refused') };
    const told = (['channel', 'template', 'category', 'namespace', 'languages'] as const).map((id) =>
      toldIn(id, facts),
    );
    expect(told).toEqual([
      'amber after token',
      'amber after token',
      'amber after template',
      'amber after template',
      'amber after template',
    ]);
  });

  it('a silent 1MSG, in the line of the channel', () => {
    const silent = refused('onemsg_unreachable');
    const facts = { connection: silent, templates: silent, reports: silent };
    expect(toldIn('template', facts)).toBe('amber after channel');
    expect(toldIn('reports', facts)).toBe('amber after channel');
    expect(toldIn('token', facts)).toBe('amber token_untested');
  });

  it('a missing channel, in the line of the channel', () => {
    const facts = {
      ...withFault('channel_id'),
      connection: undefined,
      templates: undefined,
      reports: undefined,
    };
    const lines = judgeSetUp({ ...right, ...facts });
    expect(gradeOf(lines)).toBe('red');
    expect(lines.filter(({ grade }) => grade === 'waiting')).toEqual([]);
  });

  it('records that cannot be written, before their doubles', () => {
    const trial = { kind: 'refused', problem: problem('store_missing') } as const;
    expect(toldIn('duplicates', { trial })).toBe('amber after records');
  });
});

describe('delivery reports', () => {
  it.each([
    ['that came for some are there', { followed: got({ told: 1, silent: 9 }) }, 'green reports_on'],
    ['of few messages prove nothing', { followed: got({ told: 0, silent: 4 }) }, 'green reports_on'],
    [
      'of records that nobody may read prove nothing',
      { followed: refused('store_forbidden') },
      'green reports_on',
    ],
    [
      'that 1MSG does not tell of are there where some came',
      { reports: got(undefined), followed: got({ told: 3, silent: 2 }) },
      'green reports_seen',
    ],
    [
      'that 1MSG does not tell of are untold where none came',
      { reports: got(undefined), followed: got({ told: 0, silent: 9 }) },
      'amber reports_untold',
    ],
    [
      'that were switched off are off, whatever came before',
      { reports: got(false), followed: got({ told: 9, silent: 0 }) },
      'red reports_off',
    ],
  ] as const)('%s', (_about, facts, told) => {
    expect(toldIn('reports', facts)).toBe(told);
  });
});

describe('what somebody may not see', () => {
  it('is no fault', () => {
    expect(toldIn('store', { store: refused('store_forbidden') })).toBe('amber store_untold');
    expect(toldIn('agents', { roles: refused('zendesk_forbidden') })).toBe('amber agents_untold');
    expect(toldIn('phones', { sample: refused('zendesk_forbidden') })).toBe('amber zendesk_forbidden');
    expect(toldIn('budget', { budget: got(undefined) })).toBe('amber budget_untold');
  });
});

it('names the value that the namespace should have', () => {
  const line = lineOf('namespace', withSettings({ templateNamespace: 'other' }));
  expect(line?.told).toMatchObject({ values: { given: 'other', wanted: 'sandbox_0a1b_2c3d' } });
});

it('knows the country of most numbers that have a code', () => {
  const people = [person(), person({ countries: ['AT'] }), person(), national];
  const line = lineOf('country', { sample: got(people) });
  expect(line?.told).toMatchObject({ values: { count: 1, usual: 'DE' } });
});
