import { describe, expect, it } from 'vitest';
import { fitsThreeValues, type Template } from '../../src/core/template';
import { readTemplatePage } from '../../src/onemsg/templates';
import { answered, badGateway } from './replies';

const body = 'Hello, {{1}}! Request #{{2}}: {{3}}.';
const entry = {
  id: '1001',
  name: 'agent_assigned',
  namespace: 'ns',
  language: 'en',
  status: 'approved',
  category: 'UTILITY',
  rejected_reason: 'NONE',
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'News' },
    { type: 'BODY', text: body, example: { body_text: [['Ana', '7', 'Eva']] } },
    { type: 'FOOTER', text: 'Example Ltd' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'URL', text: 'Status', url: 'https://help.example.com' },
        { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550100' },
        { type: 'QUICK_REPLY', text: 'Thanks' },
      ],
    },
  ],
};

const template: Template = {
  name: 'agent_assigned',
  language: 'en',
  namespace: 'ns',
  status: 'approved',
  header: 'News',
  body,
  footer: 'Example Ltd',
  buttons: ['Status', 'Call', 'Thanks'],
  bodyVariables: ['1', '2', '3'],
  needsMore: false,
};

const readPage = (page: unknown, status = 200) => readTemplatePage(answered(status, page));

function readOne(entry: unknown): Template | undefined {
  const reading = readPage({ templates: [entry] });
  return reading.ok ? reading.value.templates[0]?.[1] : undefined;
}

const withComponents = (...components: unknown[]) => ({ ...entry, components });

describe('a template', () => {
  const { id: _id, namespace: _namespace, ...bare } = entry;

  it.each([
    ['as a rule', entry, template],
    ['without an id', { ...entry, id: undefined }, template],
    [
      'with its components as JSON text',
      { ...entry, components: JSON.stringify(entry.components) },
      template,
    ],
    [
      'with an object for its language',
      { ...entry, language: { code: 'en', policy: 'deterministic' } },
      template,
    ],
    ["in Meta's spelling", { ...entry, status: 'APPROVED' }, template],
    [
      'in lower case',
      {
        ...entry,
        components: entry.components.map((component) => ({
          ...component,
          type: component.type.toLowerCase(),
        })),
      },
      template,
    ],
    ['with another name for its namespace', { ...bare, message_template_namespace: 'ns' }, template],
    ['with a third name for it', { ...bare, messageTemplateNamespace: 'ns' }, template],
    ['without a namespace', bare, { ...template, namespace: undefined }],
  ])('is read %s', (_, given, expected) => {
    expect(readOne(given)).toEqual(expected);
  });

  it.each([undefined, null, 'not json', '{}', 7])('without components (%j) has no body', (components) => {
    expect(readOne({ ...entry, components })).toEqual({
      ...template,
      header: undefined,
      body: undefined,
      footer: undefined,
      buttons: [],
      bodyVariables: [],
    });
  });

  it.each([
    ['PENDING', 'pending'],
    ['rejected', 'rejected'],
    ['PAUSED', 'paused'],
    ['DISABLED', 'disabled'],
    ['IN_APPEAL', 'other'],
    ['PENDING_DELETION', 'other'],
    ['ARCHIVED', 'other'],
    ['submitted', 'other'],
    [undefined, 'other'],
  ])('with status %s is %s', (status, expected) => {
    expect(readOne({ ...entry, status })?.status).toBe(expected);
  });

  it.each([
    ['{{3}} {{1}} {{2}}', ['1', '2', '3']],
    ['{{ 1 }} {{1}} {{2}}', ['1', '2']],
    ['{{10}} {{9}}', ['9', '10']],
    ['{{ticket}} {{2}} {{customer_name}}', ['2', 'ticket', 'customer_name']],
    ['{1} {{}} {{ }} {{{1}}}', ['1']],
    ['plain', []],
  ])('%j has the variables %j', (text, variables) => {
    expect(readOne(withComponents({ type: 'BODY', text }))?.bodyVariables).toEqual(variables);
  });

  it.each([
    ['a variable in the header', { type: 'HEADER', format: 'TEXT', text: 'For {{1}}' }],
    ['an image', { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://x'] } }],
    ['an image, by the older field', { type: 'header', subType: 'image' }],
    ['an image, one level deeper', { type: 'HEADER', header: { format: 'VIDEO' } }],
    ['a place', { type: 'HEADER', format: 'LOCATION' }],
    [
      'a variable in a link',
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Go', url: 'https://x/{{1}}' }] },
    ],
    ['a code to copy', { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', text: 'Copy' }] }],
    ['a form', { type: 'BUTTONS', buttons: [{ type: 'flow', text: 'Open' }] }],
    ['a one-time password', { type: 'BUTTONS', buttons: [{ type: 'OTP', text: 'Copy' }] }],
    ['a carousel', { type: 'CAROUSEL', cards: [] }],
    ['an offer', { type: 'LIMITED_TIME_OFFER' }],
    ['a variable in a part nobody knows', { type: 'NEW', deep: [{ text: '{{1}}' }] }],
  ])('with %s wants more than the body has', (_, component) => {
    const read = readOne(withComponents({ type: 'BODY', text: body }, component));
    expect(read).toMatchObject({ bodyVariables: ['1', '2', '3'], needsMore: true });
    expect(read && fitsThreeValues(read)).toBe(false);
  });

  it('with named variables wants more', () => {
    const read = readOne(withComponents({ type: 'BODY', text: '{{name}} {{number}} {{agent}}' }));
    expect(read).toMatchObject({ bodyVariables: ['name', 'number', 'agent'], needsMore: true });
  });

  it.each([
    ['a text header', { type: 'HEADER', text: 'News' }],
    ['a header one level deeper', { type: 'HEADER', header: { format: 'TEXT', text: 'News' } }],
    ['an example that shows a variable', { type: 'BUTTONS', buttons: [{ text: 'Go', example: ['{{1}}'] }] }],
    ['a part nobody knows', { type: 'NEW', text: 'Hi' }],
  ])('with %s wants nothing more', (_, component) => {
    expect(readOne(withComponents({ type: 'BODY', text: body }, component))?.needsMore).toBe(false);
  });
});

describe('a page', () => {
  it('has as many entries as the list, and the total of the channel', () => {
    const page = { total: '2', templates: [entry, { nonsense: true }, null, { ...entry, language: null }] };
    expect(readPage(page)).toEqual({
      ok: true,
      value: { templates: [['1001|agent_assigned|en', template]], length: 4, total: 2 },
    });
  });

  it('can be a bare list', () => {
    expect(readPage([entry])).toMatchObject({ ok: true, value: { length: 1, total: undefined } });
  });

  it('can be empty', () => {
    expect(readPage({ total: 0, templates: [] })).toEqual({
      ok: true,
      value: { templates: [], length: 0, total: 0 },
    });
  });

  it.each([
    [200, { error: { message: 'Upstream failed' } }, 'request_refused', 'Upstream failed'],
    [200, { total: 0, templates: [], error: { code: 190 } }, 'channel_disconnected', '190'],
    [200, { message: 'Unavailable' }, 'onemsg_unreachable', 'Unavailable'],
    [200, {}, 'onemsg_unreachable', undefined],
    [200, null, 'onemsg_unreachable', undefined],
    [200, { templates: {} }, 'onemsg_unreachable', undefined],
    [200, 'OK', 'onemsg_unreachable', 'HTTP 200: OK'],
    [401, { error: 'invalid or expired token' }, 'token_refused', 'invalid or expired token'],
    [502, badGateway, 'onemsg_unreachable', 'HTTP 502: 502 Bad Gateway 502 Bad Gateway'],
  ])(
    'without a list is a problem and not a channel without templates: %i %j',
    (status, page, code, detail) => {
      expect(readPage(page, status)).toEqual({ ok: false, problem: { code, detail, subjects: [] } });
    },
  );
});
