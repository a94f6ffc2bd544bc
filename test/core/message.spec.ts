import { describe, expect, it } from 'vitest';
import { composeMessage } from '../../src/core/message';
import type { Settings } from '../../src/core/settings';
import type { Template } from '../../src/core/template';
import type { Requester, Specialist } from '../../src/core/ticket';
import { maria, messageWith, requesterWith, settingsWith, templateWith } from '../support/facts';

interface Facts {
  readonly settings?: Partial<Settings>;
  readonly requester?: Partial<Requester>;
  readonly specialist?: Specialist;
  readonly templates?: readonly Template[] | undefined;
}

const compose = (facts: Facts = {}) =>
  composeMessage({
    settings: settingsWith(facts.settings),
    ticketId: 4711,
    specialist: facts.specialist ?? maria,
    requester: requesterWith(facts.requester),
    phone: messageWith().phone,
    templates: 'templates' in facts ? facts.templates : [templateWith()],
  });

/** What was composed; a test that expects a message fails here otherwise. */
function composed(facts: Facts = {}) {
  const reading = compose(facts);
  if (!reading.ok) throw new Error(`No message: ${reading.problem.code}`);
  return reading.value;
}

describe('a message', () => {
  it('is exactly what is sent, with the look that is known of it', () => {
    expect(composed()).toEqual({
      phone: messageWith().phone,
      template: 'agent_assigned',
      namespace: 'sandbox_0a1b_2c3d',
      language: 'en',
      languageReason: 'related',
      values: ['Anna Schmidt', '4711', 'Maria Silva'],
      look: {
        header: undefined,
        body: 'Hello Anna Schmidt, your ticket 4711 is with Maria Silva now.',
        footer: undefined,
        buttons: ['Open my ticket'],
      },
    });
  });

  it('goes in the configured language, and without a look, where the templates cannot be read', () => {
    const message = composed({ templates: undefined, requester: { locale: 'pt-BR' } });
    expect(message).toMatchObject({ language: 'en', languageReason: 'fixed', look: undefined });
    expect(message.values).toEqual(['Anna Schmidt', '4711', 'Maria Silva']);
  });

  it('goes in the customer’s language where a variant is approved, greeting included', () => {
    const templates = [templateWith(), templateWith({ language: 'pt_BR', body: 'Olá {{1}}: {{2}}, {{3}}' })];
    const message = composed({ templates, requester: { locale: 'pt-BR', name: '+55 11 96123-4567' } });
    expect(message).toMatchObject({ language: 'pt_BR', languageReason: 'exact' });
    expect(message.look?.body).toBe('Olá prezado cliente: 4711, Maria Silva');
  });

  it.each<[string, Partial<Template>]>([
    ['pending', { status: 'pending' }],
    ['with other variables', { bodyVariables: ['1'] }],
    ['that needs a picture', { needsMore: true }],
  ])('does not go in a variant %s', (_what, change) => {
    const templates = [templateWith(), templateWith({ language: 'pt_BR', ...change })];
    expect(composed({ templates, requester: { locale: 'pt-BR' } }).language).toBe('en');
  });

  it('stays in the configured language where matching is off', () => {
    const templates = [templateWith(), templateWith({ language: 'pt_BR' })];
    const message = composed({
      templates,
      settings: { matchCustomerLanguage: false },
      requester: { locale: 'pt-BR' },
    });
    expect(message).toMatchObject({ language: 'en', languageReason: 'fixed' });
  });

  it('takes the language as it is listed, not as it was configured', () => {
    const templates = [templateWith({ language: 'en_US' })];
    const message = composed({
      templates,
      settings: { templateLanguage: 'en-us' },
      requester: { locale: undefined },
    });
    expect(message.language).toBe('en_US');
  });

  it('keeps a name that looks like a placeholder as text', () => {
    const message = composed({ requester: { name: '{{3}} {{setting.api_token}}' } });
    expect(message.values[0]).toBe('{{3}} {{setting.api_token}}');
    expect(message.look?.body).toBe(
      'Hello {{3}} {{setting.api_token}}, your ticket 4711 is with Maria Silva now.',
    );
  });

  it('greets by the first name where that is set', () => {
    expect(composed({ settings: { greetByFirstName: true } }).values[0]).toBe('Anna');
  });
});

describe('there is no message', () => {
  const variant = (change: Partial<Template>) => [templateWith(change)];

  it.each<[string, Facts, string]>([
    ['where the channel has no templates', { templates: [] }, 'template_not_found'],
    ['where it has others', { templates: variant({ name: 'welcome' }) }, 'template_not_found'],
    ['where it has no suitable language', { templates: variant({ language: 'ja' }) }, 'template_not_found'],
    ['while the template is pending', { templates: variant({ status: 'pending' }) }, 'template_not_approved'],
    ['when it was rejected', { templates: variant({ status: 'rejected' }) }, 'template_not_approved'],
    ['while it is paused', { templates: variant({ status: 'paused' }) }, 'template_paused'],
    ['when it was disabled', { templates: variant({ status: 'disabled' }) }, 'template_disabled'],
    ['with too few variables', { templates: variant({ bodyVariables: ['1'] }) }, 'template_variables'],
    [
      'with named variables',
      { templates: variant({ bodyVariables: ['a', 'b', 'c'] }) },
      'template_variables',
    ],
    ['with a header that wants a picture', { templates: variant({ needsMore: true }) }, 'template_variables'],
    ['without a name of the specialist', { specialist: { id: 21, name: '\u200B…' } }, 'specialist_unknown'],
  ])('%s', (_when, facts, code) => {
    expect(compose(facts)).toMatchObject({ ok: false, problem: { code } });
  });

  it('naming template and language', () => {
    expect(compose({ templates: [] })).toMatchObject({ problem: { subjects: ['agent_assigned', 'en'] } });
  });

  it.each([
    [1_024, true],
    [1_025, false],
  ])('with a filled body of %i units: %s', (length, ok) => {
    const frame = 'Hello {{1}}, {{2}}, {{3}}. ';
    const filled = 'Hello Anna Schmidt, 4711, Maria Silva. ';
    const body = `${frame}${'x'.repeat(length - filled.length)}`;
    const reading = compose({ templates: variant({ body }) });
    expect(reading.ok).toBe(ok);
    expect(reading).toMatchObject(ok ? {} : { problem: { code: 'text_too_long' } });
  });
});
