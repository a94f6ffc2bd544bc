import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../../src/core/language';

describe('the language of a message', () => {
  it.each([
    // Locale, approved variants, default, choice, reason.
    ['pt-BR', 'pt_BR pt_PT en', 'en', 'pt_BR', 'exact'],
    ['pt-br', 'pt_BR pt_PT en', 'en', 'pt_BR', 'exact'],
    ['pt-PT', 'pt_BR pt_PT en', 'en', 'pt_PT', 'exact'],
    ['pt', 'pt_PT pt_BR en', 'en', 'pt_BR', 'related'],
    ['pt-PT', 'pt_BR en', 'en', 'pt_BR', 'related'],
    ['es-419', 'es_AR es_MX es en', 'en', 'es_MX', 'related'],
    ['es-419', 'es_AR es en', 'en', 'es', 'related'],
    ['es-AR', 'es es_MX en', 'en', 'es', 'related'],
    ['es-ES', 'es_MX en', 'en', 'es_MX', 'related'],
    ['zh-CN', 'zh_TW zh_CN en', 'en', 'zh_CN', 'exact'],
    ['zh', 'zh_TW zh_CN en', 'en', 'zh_CN', 'related'],
    ['zh-Hans', 'zh_TW zh_CN', 'en', 'zh_CN', 'related'],
    ['zh-Hant', 'zh_CN zh_HK zh_TW', 'zh_CN', 'zh_TW', 'related'],
    ['zh-Hant', 'zh_CN zh_HK', 'zh_CN', 'zh_HK', 'related'],
    ['zh-tw', 'zh_CN en', 'en', 'en', 'default'],
    ['zh-mo', 'zh_CN zh_TW zh_HK', 'zh_CN', 'zh_HK', 'related'],
    ['zh-sg', 'zh_TW zh_CN', 'zh_TW', 'zh_CN', 'related'],
    ['zh-Hans-CN', 'zh_TW zh_CN en', 'en', 'zh_CN', 'related'],
    ['zh-Hant-HK', 'zh_CN zh_TW zh_HK en', 'en', 'zh_HK', 'related'],
    ['no', 'nb en', 'en', 'nb', 'related'],
    ['nn-NO', 'nb en', 'en', 'nb', 'related'],
    ['nb', 'nb en', 'en', 'nb', 'exact'],
    ['tl', 'fil en', 'en', 'fil', 'related'],
    ['fil', 'fil en', 'en', 'fil', 'exact'],
    ['he', 'he en', 'en', 'he', 'exact'],
    ['iw', 'he en', 'en', 'he', 'related'],
    ['in', 'id en', 'en', 'id', 'related'],
    ['en-GB', 'en_GB en_US', 'en_US', 'en_GB', 'exact'],
    ['en-GB', 'en en_US', 'en_US', 'en', 'related'],
    ['en-AU', 'en_US en_GB', 'en_GB', 'en_US', 'related'],
    ['en-US', 'en', 'en', 'en', 'related'],
    ['fr-CA', 'fr_FR fr en', 'en', 'fr', 'related'],
    ['ky', 'ky_KG en', 'en', 'ky_KG', 'related'],
    ['de-AT', 'de en', 'en', 'de', 'related'],
    ['ar-EG', 'ar en', 'en', 'ar', 'related'],
    ['de-DE', 'de_AT en', 'en', 'de_AT', 'related'],
    ['de-DE', 'de_CH de_AT en', 'de_AT', 'de_AT', 'related'],
    ['ja', 'de en', 'en', 'en', 'default'],
    ['', 'de en', 'en', 'en', 'default'],
    ['ja', 'de', 'EN', undefined, undefined],
    ['ja', 'en', 'EN', 'en', 'default'],
    ['de', '', 'en', undefined, undefined],
    ['de', 'de', 'en', 'de', 'exact'],
  ])('%s among “%s”, by default %s: %s (%s)', (locale, approved, fallback, code, reason) => {
    const codes = approved.split(' ').filter((one) => one !== '');
    expect(chooseLanguage(locale, codes, fallback)).toEqual(
      code === undefined ? undefined : { code, reason },
    );
  });

  it('is the default where the customer’s is not known', () => {
    expect(chooseLanguage(undefined, ['de', 'en'], 'en')).toEqual({ code: 'en', reason: 'default' });
    expect(chooseLanguage(undefined, ['de'], 'en')).toBeUndefined();
  });

  it('is never one that is not approved, and never foreign without being the default', () => {
    const codes = ['pt_BR', 'pt_PT', 'es', 'es_MX', 'zh_CN', 'zh_TW', 'nb', 'fil', 'he', 'id', 'en', 'en_GB'];
    const locales = [
      'pt',
      'pt-BR',
      'es-419',
      'es',
      'zh',
      'zh-Hant',
      'no',
      'tl',
      'iw',
      'in',
      'en-AU',
      'de',
      'x',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...locales),
        fc.subarray(codes),
        fc.constantFrom(...codes),
        (locale, approved, fallback) => {
          const choice = chooseLanguage(locale, approved, fallback);
          if (choice === undefined) {
            expect(approved).not.toContain(fallback);
          } else {
            expect(approved).toContain(choice.code);
            if (choice.reason === 'default') expect(choice.code).toBe(fallback);
          }
        },
      ),
    );
  });
});
