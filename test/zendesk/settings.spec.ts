import { describe, expect, it } from 'vitest';
import type { SettingName, Settings } from '../../src/core/settings';
import { parseSettings } from '../../src/zendesk/settings';

const complete = {
  channel_id: '371267300',
  template_name: 'agent_assigned',
  template_namespace: 'sandbox_0a1b_2c3d',
};

/** The settings with one of them replaced. */
function withSetting(name: SettingName, value: unknown): Settings | readonly unknown[] {
  const reading = parseSettings({ ...complete, [name]: value });
  return reading.ok ? reading.settings : reading.faults;
}

describe('defaults', () => {
  it('fills in everything that the table gives a default for', () => {
    expect(parseSettings(complete)).toEqual({
      ok: true,
      settings: {
        channelId: '371267300',
        templateName: 'agent_assigned',
        templateNamespace: 'sandbox_0a1b_2c3d',
        templateLanguage: 'en',
        matchCustomerLanguage: true,
        automaticSending: true,
        firstAssignmentOnly: false,
        defaultCountry: undefined,
        greetByFirstName: false,
        optInTag: undefined,
        optOutTag: 'whatsapp_opt_out',
        catchUpMinutes: 10,
        apiBaseUrl: 'https://api.1msg.io',
      },
    });
  });

  it.each([undefined, null, 'text', 7, [], {}])('names all that is missing in %j', (metadataSettings) => {
    expect(parseSettings(metadataSettings)).toEqual({
      ok: false,
      faults: ['channel_id', 'template_name', 'template_namespace'].map((name) => ({
        name,
        fault: 'missing',
        given: undefined,
      })),
    });
  });

  it('names all faults at once, in the order of the table', () => {
    const reading = parseSettings({
      channel_id: null,
      template_name: 'Agent Assigned',
      default_country: 'Germany',
      automatic_sending: 'maybe',
      catch_up_minutes: 1441,
    });
    expect(reading).toEqual({
      ok: false,
      faults: [
        { name: 'channel_id', fault: 'missing', given: undefined },
        { name: 'template_name', fault: 'invalid', given: 'Agent Assigned' },
        { name: 'template_namespace', fault: 'missing', given: undefined },
        { name: 'automatic_sending', fault: 'invalid', given: 'maybe' },
        { name: 'default_country', fault: 'invalid', given: 'Germany' },
        { name: 'catch_up_minutes', fault: 'invalid', given: '1441' },
      ],
    });
  });
});

describe('api_token', () => {
  it.each([undefined, '', 'sandbox-token'])('is neither missed nor kept when it is %j', (api_token) => {
    const reading = parseSettings({ ...complete, api_token });
    expect(reading.ok).toBe(true);
    expect(JSON.stringify(reading)).not.toContain('sandbox-token');
  });
});

describe('channel_id', () => {
  it.each([
    ['371267300', '371267300'],
    [371267300, '371267300'],
    ['  371267300 ', '371267300'],
    ['371 267 300', '371267300'],
    ['371267300/', '371267300'],
    ['/371267300', '371267300'],
    ['instance371267300', '371267300'],
    ['Instance371267300', '371267300'],
    ['https://api.1msg.io/371267300', '371267300'],
    ['https://api.1msg.io/371267300/', '371267300'],
    ['https://api.1msg.io//371267300/', '371267300'],
    ['https://api.1msg.io/instance371267300/sendTemplate?token=abc', '371267300'],
    ['http://api.1msg.io/371267300', '371267300'],
    ['HTTPS://API.1MSG.IO/AB12', 'AB12'],
    ['https://sandbox.1msg.io/371267300/status', '371267300'],
    ['api.1msg.io/371267300', '371267300'],
    ['371267300/sendTemplate', '371267300'],
    ['371267300?token=abc', '371267300'],
    ['ABC-123_x', 'ABC-123_x'],
  ])('%j is %s', (given, channelId) => {
    expect(withSetting('channel_id', given)).toMatchObject({ channelId });
  });

  it.each([
    ['7', '7'],
    ['instance', 'instance'],
    ['https://api.1msg.io/', 'https://api.1msg.io/'],
    ['https://api.1msg.io', 'https://api.1msg.io'],
    ['https://example.com/371267300', 'https://example.com/371267300'],
    ['https://user:secret@api.1msg.io/371267300', 'https://api.1msg.io/371267300'],
    ['канал?token=abc', 'канал'],
    ['x'.repeat(41), `${'x'.repeat(39)}…`],
    [true, 'true'],
    [['371267300'], undefined],
    [{ id: '371267300' }, undefined],
  ])('%j is wrong, and shown without what may be secret', (given, shown) => {
    expect(withSetting('channel_id', given)).toEqual([
      { name: 'channel_id', fault: 'invalid', given: shown },
    ]);
  });
});

describe('template_name', () => {
  it.each([
    ['agent_assigned', 'agent_assigned'],
    [' agent_assigned\n', 'agent_assigned'],
    ['t2', 't2'],
    ['x'.repeat(512), 'x'.repeat(512)],
  ])('%j', (given, templateName) => {
    expect(withSetting('template_name', given)).toMatchObject({ templateName });
  });

  it.each(['Agent_Assigned', 'agent assigned', 'agent-assigned', 'назначен', 'x'.repeat(513), false, {}])(
    '%j is wrong',
    (given) => {
      expect(withSetting('template_name', given)).toMatchObject([
        { name: 'template_name', fault: 'invalid' },
      ]);
    },
  );

  it.each(['', '  ', null, undefined])('%j is missing', (given) => {
    expect(withSetting('template_name', given)).toEqual([
      { name: 'template_name', fault: 'missing', given: undefined },
    ]);
  });
});

describe('template_namespace', () => {
  it('is trimmed', () => {
    expect(withSetting('template_namespace', ' 0a1b_2c3d ')).toMatchObject({
      templateNamespace: '0a1b_2c3d',
    });
  });

  it.each(['0a1b 2c3d', '{{setting.api_token}}', []])('%j is wrong', (given) => {
    expect(withSetting('template_namespace', given)).toMatchObject([
      { name: 'template_namespace', fault: 'invalid' },
    ]);
  });
});

describe('template_language', () => {
  it.each([
    ['en', 'en'],
    ['EN', 'en'],
    ['en_US', 'en_US'],
    ['en-US', 'en_US'],
    ['pt-br', 'pt_BR'],
    ['PT_br', 'pt_BR'],
    ['zh-cn', 'zh_CN'],
    ['fil', 'fil'],
    ['es-419', 'es_419'],
    [' de ', 'de'],
    ['', 'en'],
    [null, 'en'],
  ])('%j is %s', (given, templateLanguage) => {
    expect(withSetting('template_language', given)).toMatchObject({ templateLanguage });
  });

  it.each(['English', 'e', 'en_', 'en US', 'en-US-x', true])('%j is wrong', (given) => {
    expect(withSetting('template_language', given)).toEqual([
      { name: 'template_language', fault: 'invalid', given: String(given) },
    ]);
  });
});

describe('checkboxes', () => {
  const names = {
    match_customer_language: 'matchCustomerLanguage',
    automatic_sending: 'automaticSending',
    first_assignment_only: 'firstAssignmentOnly',
    greet_by_first_name: 'greetByFirstName',
  } as const;
  const spelled: readonly (readonly [unknown, boolean])[] = [
    [true, true],
    ['true', true],
    ['True ', true],
    ['1', true],
    [1, true],
    ['on', true],
    [false, false],
    ['false', false],
    ['0', false],
    [0, false],
    ['off', false],
  ];
  const cases = Object.entries(names).flatMap(([name, key]) =>
    spelled.map(([given, expected]) => [name, given, key, expected] as const),
  );

  it.each(cases)('%s %j', (name, given, key, expected) => {
    const reading = parseSettings({ ...complete, [name]: given });
    expect(reading.ok && reading.settings[key]).toBe(expected);
  });

  it.each(['', ' ', null, undefined])('%j is the default', (given) => {
    expect(withSetting('automatic_sending', given)).toMatchObject({ automaticSending: true });
    expect(withSetting('first_assignment_only', given)).toMatchObject({ firstAssignmentOnly: false });
  });

  it.each([
    ['maybe', 'maybe'],
    [2, '2'],
    [{}, undefined],
    [[], undefined],
  ])('%j is wrong', (given, shown) => {
    expect(withSetting('automatic_sending', given)).toEqual([
      { name: 'automatic_sending', fault: 'invalid', given: shown },
    ]);
  });
});

describe('default_country', () => {
  it.each([
    ['AU', 'AU'],
    ['au', 'AU'],
    [' De ', 'DE'],
    ['XK', 'XK'],
    ['uk', 'GB'],
    ['', undefined],
    [null, undefined],
  ])('%j is %s', (given, defaultCountry) => {
    expect(withSetting('default_country', given)).toMatchObject({ defaultCountry });
  });

  it.each(['Germany', 'DEU', '49', '+49', 'D', 'XX', 'AA', 'EU', 'UN', 'ZZ', 'XA', true])(
    '%j is wrong',
    (given) => {
      expect(withSetting('default_country', given)).toEqual([
        { name: 'default_country', fault: 'invalid', given: String(given) },
      ]);
    },
  );
});

describe('tags', () => {
  it.each([
    ['WhatsApp_OK', 'whatsapp_ok'],
    [' vip ', 'vip'],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('opt_in_tag %j is %s', (given, optInTag) => {
    expect(withSetting('opt_in_tag', given)).toMatchObject({ optInTag });
  });

  it.each([
    ['No_WhatsApp', 'no_whatsapp'],
    [undefined, 'whatsapp_opt_out'],
    [null, 'whatsapp_opt_out'],
    ['', undefined],
    ['  ', undefined],
  ])('opt_out_tag %j is %s', (given, optOutTag) => {
    expect(withSetting('opt_out_tag', given)).toMatchObject({ optOutTag });
  });

  it.each(['opt_in_tag', 'opt_out_tag'] as const)('%s takes one tag only', (name) => {
    expect(withSetting(name, 'two tags')).toEqual([{ name, fault: 'invalid', given: 'two tags' }]);
    expect(withSetting(name, 'two,tags')).toEqual([{ name, fault: 'invalid', given: 'two,tags' }]);
  });
});

describe('catch_up_minutes', () => {
  it.each([
    [0, 0],
    ['0', 0],
    [1440, 1440],
    ['1440', 1440],
    [' 15 ', 15],
    ['2.5', 2.5],
    ['', 10],
    [null, 10],
  ])('%j is %d', (given, catchUpMinutes) => {
    expect(withSetting('catch_up_minutes', given)).toMatchObject({ catchUpMinutes });
  });

  it.each([-1, '-1', 1441, '99999', 'ten', '10 min', '1e2', Number.NaN, true])('%j is wrong', (given) => {
    expect(withSetting('catch_up_minutes', given)).toEqual([
      { name: 'catch_up_minutes', fault: 'invalid', given: String(given) },
    ]);
  });
});

describe('api_base_url', () => {
  it.each([
    ['https://api.1msg.io', 'https://api.1msg.io'],
    ['https://api.1msg.io/', 'https://api.1msg.io'],
    ['HTTPS://API.1msg.io', 'https://api.1msg.io'],
    ['https://sandbox.1msg.io', 'https://sandbox.1msg.io'],
    ['api.1msg.io', 'https://api.1msg.io'],
    ['', 'https://api.1msg.io'],
  ])('%j is %s', (given, apiBaseUrl) => {
    expect(withSetting('api_base_url', given)).toMatchObject({ apiBaseUrl });
  });

  it.each([
    'http://api.1msg.io',
    'https://api.1msg.io.example.com',
    'https://example.com',
    'https://evil.example/api.1msg.io',
    'https://xapi.1msg.io',
    'https://1msg.io',
    'https://api.1msg.io:8443',
    'https://api.1msg.io/371267300',
    'ftp://api.1msg.io',
    42,
  ])('%j is wrong', (given) => {
    expect(withSetting('api_base_url', given)).toEqual([
      { name: 'api_base_url', fault: 'invalid', given: String(given) },
    ]);
  });

  it.each([
    ['https://user:secret@api.1msg.io', 'https://api.1msg.io'],
    ['https://api.1msg.io?token=secret', 'https://api.1msg.io'],
    ['https://api.1msg.io#secret', 'https://api.1msg.io'],
  ])('%j is wrong, and shown without the secret', (given, shown) => {
    expect(withSetting('api_base_url', given)).toEqual([
      { name: 'api_base_url', fault: 'invalid', given: shown },
    ]);
  });
});
