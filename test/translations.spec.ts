/** Tests of `translations/`: a language is right when it passes here. What words to use: docs/GLOSSARY.md. */
import { describe, expect, it } from 'vitest';
import { wordLocales } from '../tools/words.mjs';
import { namesIn, piecesOf, pluralsIn, widthOf, wordsOf } from './support/word-files';

const english = wordsOf('en');

/**
 * The most that fits, in letters, for the keys that begin so; the first line that fits counts. Buttons do not wrap
 * in a card of 280 pixels, a headline takes two lines there, a name in a list leaves room for what it names.
 */
const budgets: readonly (readonly [RegExp, number])[] = [
  [/^action\./, 20],
  [/^status\./, 30],
  [/^step\./, 28],
  [/^card\.(customer|specialist|number)$/, 18],
  [/^details\.(template|language|attempt|sent_by|message_id|job_id|code|said)$/, 24],
  [/^(loading\.(title|saved)|empty\.(unsaved|nobody|nobody_now)|pending\.(reading|will|will_not))$/, 42],
  [/^(obstacle\.(not_notified|not_again|unclear|set_up)|sending\.title)$/, 40],
  [/^notice\.[a-z_]+(?<!_text)$/, 42],
  [/^owner\./, 48],
  [/^problem\.\w+\.title$/, 56],
  [/^setting\.\w+$/, 64],
  [/^app\.name$/, 40],
  [/^app\.short_description$/, 80],
  [/^app\.parameters\.\w+\.label$/, 80],
  [/^app\.parameters\.\w+\.helpText$/, 320],
  [/^app\./, 2000],
  [/./, 260],
];

/** How each language quotes. */
const quotes: Readonly<Record<string, string>> = {
  ar: '«»',
  de: '„“',
  en: '“”',
  es: '“”',
  fr: '«»',
  he: '””',
  id: '“”',
  it: '“”',
  ja: '「」',
  nl: '“”',
  pl: '„”',
  'pt-br': '“”',
  ru: '«»',
  tr: '“”',
  uk: '«»',
  'zh-cn': '“”',
};

/** Names that are the same in every language. */
const names = ['1MSG', 'WhatsApp', 'Zendesk', '{{1}}', '{{2}}', '{{3}}', 'whatsapp_opt_out', 'https://'];

/** Labels of buttons, by which sentences tell what to press. */
const buttons = ['action.send_now', 'action.send_again', 'action.check_again'];

interface Punctuation {
  readonly rule: string;
  readonly broken: RegExp;
}

const fullWidth: Punctuation = {
  rule: 'have the full-width marks of their script',
  broken: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][,.;:!?](?!\d)/u,
};

/** What a language asks for besides. */
const punctuation: Readonly<Record<string, Punctuation>> = {
  ar: { rule: 'have the commas and question marks of Arabic', broken: /[\p{Script=Arabic}][,;?]/u },
  es: { rule: 'open what they ask', broken: /^[^¿]*\?/ },
  fr: {
    rule: 'have narrow spaces that do not break before high marks and within quotes',
    broken: /[^\u202f\u00a0][;!?»]|[^\u202f\u00a0]:(?!\/)|«[^\u202f\u00a0]/u,
  },
  ja: fullWidth,
  'zh-cn': fullWidth,
};

describe.each(wordLocales())('the words in %s', (locale) => {
  const words = wordsOf(locale);
  const all = [...words];
  /** The keys of the sentences that something is wrong with, each with the sentence. */
  const wrong = (isWrong: (text: string, key: string) => boolean) =>
    all.filter(([key, text]) => isWrong(text, key)).map(([key, text]) => `${key}: ${text}`);

  it('are in a file that Zendesk takes, named as Zendesk names the locale', () => {
    expect(locale).toMatch(/^[a-z]{2,3}(-[a-z\d]{2,3})?$/);
    expect(Intl.PluralRules.supportedLocalesOf(locale)).toHaveLength(1);
  });

  it('have the keys of English, in its order', () => {
    expect([...words.keys()]).toEqual([...english.keys()]);
  });

  it('have what fills each sentence of English', () => {
    const namesOf = (key: string, text = '') => namesIn(piecesOf(key, text));
    expect(all.map(([key, text]) => [key, namesOf(key, text)])).toEqual(
      all.map(([key]) => [key, namesOf(key, english.get(key))]),
    );
  });

  it('have a form for each plural of the language, and no other', () => {
    const needed = new Set<string>(new Intl.PluralRules(locale).resolvedOptions().pluralCategories);
    for (const [key, text] of all) {
      for (const forms of pluralsIn(piecesOf(key, text)))
        expect([key, new Set(forms)]).toEqual([key, needed]);
    }
  });

  it('are translated', () => {
    if (locale === 'en') return expect(wrong((text) => text === '')).toEqual([]);
    const own = (text: string) => text.replace(english.get('app.name') ?? '', '').replace(/\{\w+\}/g, '');
    const same = wrong(
      (text, key) => text === english.get(key) && / .* /.test(text) && /\p{L}/u.test(own(text)),
    );
    return expect(same).toEqual([]);
  });

  it('fit', () => {
    const tooWide = all.flatMap(([key, text]) => {
      const most = budgets.find(([keys]) => keys.test(key))?.[1] ?? 0;
      const width = widthOf(key, text);
      return width > most ? [`${key}: ${width} letters, and ${most} fit: ${text}`] : [];
    });
    expect(tooWide).toEqual([]);
  });

  it('keep the names that are the same everywhere', () => {
    const lost = (text: string, key: string) =>
      names.some((name) => english.get(key)?.includes(name) === true && !text.includes(name));
    expect(wrong(lost)).toEqual([]);
  });

  it('call a button what stands on it', () => {
    const misnamed = (text: string, key: string) =>
      buttons.some(
        (button) =>
          english.get(key)?.includes(english.get(button) ?? '') === true &&
          !text.includes(words.get(button) ?? ''),
      );
    expect(wrong(misnamed)).toEqual([]);
  });

  it('call a setting what the settings page calls it', () => {
    const renamed = all.filter(([key, text]) => {
      const label = words.get(`app.parameters.${key.replace('setting.', '')}.label`);
      return key.startsWith('setting.') && label !== undefined && !label.startsWith(text);
    });
    expect(renamed).toEqual([]);
  });

  it('end as the English sentence ends', () => {
    const end = (text = '') => (/[.。]$/.test(text) ? '.' : /[:：]$/.test(text) ? ':' : '');
    expect(wrong((text, key) => end(text) !== end(english.get(key)))).toEqual([]);
  });

  it('quote as the language does', () => {
    const [open = '', close = ''] = quotes[locale] ?? '';
    expect(open).not.toBe('');
    const isMisquoted = (text: string) => {
      const marks = text.match(/["'“”„«»‚‘「」『』״]/g) ?? [];
      return marks.some((mark, index) => mark !== (index % 2 === 0 ? open : close)) || marks.length % 2 === 1;
    };
    expect(wrong(isMisquoted)).toEqual([]);
  });

  it('have no stray spaces, dots or hyphens', () => {
    expect(wrong((text) => text !== text.trim() || /[^\S\n]{2}|\n /.test(text))).toEqual([]);
    expect(wrong((text) => /\.{3}| - |\s[.,](?=\s|$)/.test(text))).toEqual([]);
  });

  it('are in one normal form, without marks that nobody sees', () => {
    const hidden = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/;
    expect(wrong((text) => text !== text.normalize('NFC') || hidden.test(text))).toEqual([]);
  });

  const punctuated = punctuation[locale];
  if (punctuated !== undefined) {
    it(punctuated.rule, () => {
      const ours = (text: string) => text.replace(/https?:\/\/\S+/g, '');
      expect(wrong((text) => punctuated.broken.test(ours(text)))).toEqual([]);
    });
  }
});
