import { describe, expect, it } from 'vitest';
import { languageFor } from '../../src/view/language';

const available = ['ar', 'de', 'en', 'es', 'he', 'id', 'pt-br', 'zh-cn'];

describe('the language of the words', () => {
  it.each([
    ['de', 'de'],
    ['de-at', 'de'],
    ['DE_ch', 'de'],
    ['en-GB', 'en'],
    ['es-419', 'es'],
    ['es-x-shop', 'es'],
    ['pt-BR', 'pt-br'],
    ['pt', 'pt-br'],
    ['pt-pt', 'pt-br'],
    ['iw', 'he'],
    ['in', 'id'],
    ['zh-cn', 'zh-cn'],
    ['zh', 'zh-cn'],
    ['zh-sg', 'zh-cn'],
    ['zh-hans-tw', 'zh-cn'],
    ['ar-eg', 'ar'],
  ])('is the one that an agent with %s reads', (locale, language) => {
    expect(languageFor(locale, available)).toBe(language);
  });

  it.each(['sv', 'zh-tw', 'zh-hant', 'zh-hk', '', 'not a locale', 'x', '日本語'])(
    'is English where there is none for %o',
    (locale) => {
      expect(languageFor(locale, available)).toBe('en');
    },
  );

  it('is the very one before another of the same language', () => {
    expect(languageFor('pt-br', ['en', 'pt', 'pt-br'])).toBe('pt-br');
    expect(languageFor('pt-pt', ['en', 'pt', 'pt-br'])).toBe('pt');
  });
});
