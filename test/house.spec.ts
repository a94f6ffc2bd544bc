/** Tests of the repository itself: what its parts may know of each other, what ships, and what Zendesk asks of it. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join, normalize } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listFiles, strangers, zipFolder } from '../tools/dist.mjs';
import { dist, top } from '../tools/prepare.mjs';
import { measureSizes } from '../tools/sizes.mjs';
import { wordGroups, wordLocales } from '../tools/words.mjs';
import { isZendesks, wordsOf } from './support/word-files';

type Json = Record<string, unknown>;

/** Not part of the repository: made by tools, or private to one machine. */
const notOurs = new Set([
  '.git',
  'node_modules',
  'dist',
  '.build',
  'test-results',
  'playwright-report',
  '.env',
]);

const readText = (path: string): string => readFileSync(join(top, path), 'utf8');
const readObject = (path: string): Json => JSON.parse(readText(path));
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Files of the repository below a folder, as paths from its top. */
function filesBelow(folder: string): string[] {
  return readdirSync(join(top, folder), { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name))
    .flatMap((entry) => {
      const path = normalize(join(folder, entry.name));
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}

const sources = (folder: string): string[] => filesBelow(folder).filter((path) => /\.tsx?$/.test(path));

const withoutComments = (code: string): string => code.replace(/(?<=^|\s)(\/\*[\s\S]*?\*\/|\/\/.*$)/gm, '');

/** What a source file imports, statically or not: our own files as paths from the top, and packages by name. */
function importsOf(path: string): { own: string[]; packages: string[] } {
  const code = withoutComments(readText(path));
  const names = [...code.matchAll(/\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(
    ([, name = '']) => name,
  );
  const own = names.filter((name) => name.startsWith('.')).map((name) => join(dirname(path), name));
  return { own, packages: names.filter((name) => !name.startsWith('.')) };
}

/** The folder of src that a file belongs to; the composition roots lie in src itself. */
const folderOf = (path: string): string => /^src\/(\w+)\//.exec(path)?.[1] ?? 'root';

describe('imports', () => {
  /** What a folder of src may know beside itself: other folders, translations among them, and packages. */
  const mayImport: Record<string, { folders: string[]; packages: RegExp }> = {
    core: { folders: [], packages: /^libphonenumber-js\// },
    engine: { folders: ['core'], packages: /^$/ },
    zendesk: { folders: ['core', 'engine'], packages: /^$/ },
    onemsg: { folders: ['core', 'engine'], packages: /^$/ },
    view: {
      folders: ['core', 'engine', 'translations'],
      packages:
        /^((react|react-dom|styled-components|@zendeskgarden|@tanstack\/react-virtual|chart\.js|papaparse|intl-messageformat)(\/|$)|words:)/,
    },
    root: { folders: ['core', 'engine', 'zendesk', 'onemsg', 'view'], packages: /^$/ },
  };

  it('follow the arrows between the folders of src', () => {
    const strays = sources('src').flatMap((path) => {
      const folder = folderOf(path);
      const may = mayImport[folder] ?? { folders: [], packages: /^$/ };
      const { own, packages } = importsOf(path);
      const target = (name: string) => (name.startsWith('src/') ? folderOf(name) : name.split('/')[0]);
      const strange = [
        ...own.filter((name) => ![folder, ...may.folders].includes(target(name) ?? '')),
        ...packages.filter((name) => !may.packages.test(name)),
      ];
      return strange.map((name) => `${path} imports ${name}`);
    });
    expect(strays).toEqual([]);
  });

  it('never lead from the sandbox to the app or its tests', () => {
    const strays = sources('sandbox').flatMap((path) =>
      importsOf(path)
        .own.filter((name) => !name.startsWith('sandbox/'))
        .map((name) => `${path} imports ${name}`),
    );
    expect(strays).toEqual([]);
  });
});

describe('core', () => {
  const impure = [
    /\bDate\.now\b/,
    /\bnew Date\(\s*\)/,
    /(?<!new )\bDate\(/,
    /\bMath\.random\b/,
    /\b(setTimeout|setInterval|queueMicrotask|fetch)\(/,
    /\b(console|window|document|globalThis|performance|crypto|navigator|localStorage|process)\./,
  ];

  it('reads no clock, draws no chance and touches nothing outside', () => {
    const found = sources('src/core').flatMap((path) => {
      const code = withoutComments(readText(path));
      return impure.flatMap((kind) => kind.exec(code)?.[0].concat(` in ${path}`) ?? []);
    });
    expect(found).toEqual([]);
  });
});

describe('manifest.json', () => {
  const text = readText('manifest.json');
  const manifest: Json = JSON.parse(text);
  const parameters = objects(manifest.parameters);
  const names = parameters.map(({ name }) => name);

  it('has no key twice', () => expectNoDoubleKeys(text));

  it('has what Zendesk requires', () => {
    expect(manifest).toMatchObject({
      name: expect.any(String),
      author: { name: expect.any(String) },
      private: true,
      frameworkVersion: '2.0',
      defaultLocale: expect.stringMatching(/^[a-z]{2,3}(-\w{2,3})?$/),
    });
    expect(existsSync(join(top, `translations/${manifest.defaultLocale}.json`))).toBe(true);
  });

  it('has the version of package.json', () => {
    expect(manifest.version).toBe(readObject('package.json').version);
    expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('offers three places, and as objects', () => {
    expect(manifest.location).toEqual({
      support: {
        ticket_sidebar: { url: 'assets/sidebar.html', flexible: true },
        new_ticket_sidebar: { url: 'assets/sidebar.html', flexible: true },
        nav_bar: { url: 'assets/console.html' },
      },
    });
  });

  it('lets secure requests reach 1MSG alone', () => {
    expect(manifest.domainWhitelist).toEqual(['api.1msg.io', 'sandbox.1msg.io']);
  });

  it('asks for the settings, in this order', () => {
    expect(names).toEqual([
      'channel_id',
      'api_token',
      'template_name',
      'template_namespace',
      'template_language',
      'match_customer_language',
      'automatic_sending',
      'first_assignment_only',
      'default_country',
      'greet_by_first_name',
      'opt_in_tag',
      'opt_out_tag',
      'catch_up_minutes',
      'failure_tag',
      'api_base_url',
    ]);
  });

  it.each(parameters)('setting $name is one that Zendesk takes', (parameter) => {
    const { name, type, required, secure, scopes, ...rest } = parameter;
    expect(name).not.toBe('name');
    expect(names.filter((other) => other === name)).toHaveLength(1);
    expect(['text', 'checkbox', 'url', 'number', 'multiline', 'hidden']).toContain(type);
    expect(['undefined', 'boolean']).toContain(typeof required);
    expect(['undefined', 'boolean']).toContain(typeof secure);
    if (/token|key|pwd|password/i.test(String(name))) expect(secure).toBe(true);
    if (secure === true) {
      expect(scopes).toEqual(['header']);
      expect(rest).not.toHaveProperty('default');
    }
    if (type === 'checkbox') expect(rest.default).toBeTypeOf('boolean');
    if (type === 'number') expect(rest.default).toBeTypeOf('number');
  });
});

describe('requirements.json', () => {
  const text = () => {
    if (existsSync(join(top, 'requirements.json'))) return readText('requirements.json');
    throw new Error(
      'requirements.json is missing: without it no message can be recorded, and so none is sent.',
    );
  };
  const custom = (): Json => JSON.parse(text()).custom_objects_v2;

  it('installs custom objects alone', () => {
    expect(Object.keys(JSON.parse(text()))).toEqual(['custom_objects_v2']);
    expect(new Set(Object.keys(custom()))).toEqual(new Set(['objects', 'object_fields']));
  });

  it('has no key twice and no setting in it', () => {
    expectNoDoubleKeys(text());
    expect(text()).not.toContain('{{setting.');
    expect(text().length).toBeLessThan(1_000_000);
  });

  it('installs one object', () => {
    expect(objects(custom().objects)).toEqual([
      expect.objectContaining({
        key: 'onemsg_notification',
        title: expect.any(String),
        title_pluralized: expect.any(String),
        include_in_list_view: expect.any(Boolean),
      }),
    ]);
  });

  it('installs the fields of a record', () => {
    const fields = objects(custom().object_fields);
    expect(Object.fromEntries(fields.map(({ key, type }) => [key, type]))).toEqual({
      ticket_id: 'integer',
      assignment_id: 'text',
      attempt: 'integer',
      claim: 'text',
      status: 'dropdown',
      message_id: 'text',
      phone: 'text',
      specialist_id: 'text',
      specialist_name: 'text',
      template: 'text',
      language: 'text',
      problem: 'text',
      problem_detail: 'textarea',
      timeline: 'textarea',
      sent_by: 'text',
      version: 'integer',
    });
    expect(fields.length).toBeLessThanOrEqual(20);
    for (const field of fields) {
      expect(field).toMatchObject({ title: expect.any(String), object_key: 'onemsg_notification' });
    }
  });

  it('offers every status, by names of its own in Zendesk’s one space of tags', () => {
    const status = objects(custom().object_fields).find(({ key }) => key === 'status');
    const values = objects(status?.custom_field_options).map(({ value }) => value);
    const statuses = ['claimed', 'queued', 'accepted', 'sent', 'delivered', 'read', 'failed', 'unknown'];
    expect(values).toEqual(statuses.map((name) => `onemsg_${name}`));
    expect(values.length).toBeLessThanOrEqual(10);
  });
});

describe('translations', () => {
  const english = wordsOf('en');
  const keys = [...english.keys()].filter((key) => !isZendesks(key));
  const codeOf = (folder: string) => sources(folder).map(readText).map(withoutComments).join('\n');
  const view = codeOf('src/view');

  /** Keys that the view puts together, as in `status.${status}`: what fills the gaps is a word quoted elsewhere. */
  const computed = [...view.matchAll(/`([a-z_]+\.(?:[a-z_.]|\$\{[^}`]+\})*)`/g)].map(([, template = '']) => {
    const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]+\}/g, '(\\w+)')}$`);
    return { template, gapsOf: (key: string) => pattern.exec(key)?.slice(1) };
  });

  it('has every key that the view uses', () => {
    const sections = new Set(keys.map((key) => key.split('.')[0]));
    const literals = [...view.matchAll(/'([a-z_]+(?:\.[a-z_]+)+)'/g)].map(([, key = '']) => key);
    const meant = literals.filter((key) => sections.has(key.split('.')[0]));
    expect(meant.filter((key) => !keys.includes(key))).toEqual([]);
    const idle = computed.filter(({ gapsOf }) => !keys.some(gapsOf));
    expect(idle.map(({ template }) => template)).toEqual([]);
  });

  it('has no key that nothing uses', () => {
    const code = codeOf('src');
    const isQuoted = (word: string) => new RegExp(`['"\`]${word.replaceAll('.', '\\.')}['"\`]`).test(code);
    const isUsed = (key: string) =>
      isQuoted(key) || computed.some(({ gapsOf }) => gapsOf(key)?.every(isQuoted));
    expect(keys.filter((key) => !isUsed(key))).toEqual([]);
  });

  it('loads every section in one group', () => {
    const sections = [...new Set(keys.map((key) => key.split('.')[0]))];
    const groupsOf = (section = '') =>
      Object.values(wordGroups).filter((group) => group.includes(section)).length;
    expect(sections.filter((section) => groupsOf(section) !== 1)).toEqual([]);
  });

  it('names every setting of the manifest, and no other', () => {
    const labels = [...english.keys()].filter((key) => /^app\.parameters\.\w+\.label$/.test(key));
    const names = objects(readObject('manifest.json').parameters).map(({ name }) => name);
    expect(labels.map((key) => key.split('.')[2])).toEqual(names);
  });

  it('has the texts of a public listing', () => {
    const { app } = readObject('translations/en.json');
    expect(app).toMatchObject({
      name: expect.any(String),
      short_description: expect.any(String),
      long_description: expect.any(String),
      installation_instructions: expect.any(String),
    });
  });
});

describe('assets', () => {
  it.each([
    ['logo.png', 320],
    ['logo-small.png', 128],
  ])('%s has Zendesk’s size', (file, size) => {
    const png = readFileSync(join(top, 'assets', file));
    expect(png.toString('latin1', 1, 4)).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  });

  it.each(['logo.svg', 'icon_nav_bar.svg'])('%s passes Zendesk’s cleaning unchanged', (file) => {
    expect(readText(`assets/${file}`)).not.toMatch(
      /<(script|image|foreignObject|style|use)\b|\son\w+=|href=/,
    );
  });

  it('icon_nav_bar.svg takes the colour of Zendesk’s bar', () => {
    const icon = readText('assets/icon_nav_bar.svg');
    expect(icon.match(/fill="[^"]*"/g)).toEqual(['fill="none"', 'fill="currentColor"']);
    expect(icon).toMatch(/width="26" height="26" viewBox="0 0 26 26"/);
  });
});

describe('dist', () => {
  beforeEach(() => {
    if (!existsSync(join(dist, 'manifest.json'))) throw new Error('dist/ is not built: run `npm run build`.');
  });

  const files = () => listFiles(dist);
  const scripts = () => {
    const code = files().filter((name) => /\.(js|html)$/.test(name));
    return code.map((name) => readFileSync(join(dist, name), 'utf8')).join('\n');
  };

  it('has what Zendesk installs and nothing else', () => {
    expect(strangers(dist)).toEqual([]);
    expect(files()).toEqual(
      expect.arrayContaining([
        'assets/console.html',
        'assets/icon_nav_bar.svg',
        'assets/licenses-console.md',
        'assets/licenses.md',
        'assets/logo-small.png',
        'assets/logo.png',
        'assets/logo.svg',
        'assets/sidebar.html',
        'manifest.json',
        'requirements.json',
        ...readdirSync(join(top, 'translations')).map((file) => `translations/${file}`),
      ]),
    );
    expect(files().filter((name) => lstatSync(join(dist, name)).isSymbolicLink())).toEqual([]);
  });

  it('is built from this manifest and these requirements', () => {
    for (const file of ['manifest.json', 'requirements.json']) {
      expect(readFileSync(join(dist, file), 'utf8')).toBe(readText(file));
    }
  });

  it('gives Zendesk its block of the translations, and the app the rest', () => {
    for (const file of readdirSync(join(top, 'translations'))) {
      const { app } = readObject(`translations/${file}`);
      expect(JSON.parse(readFileSync(join(dist, 'translations', file), 'utf8'))).toEqual({ app });
    }
    expect(scripts()).not.toContain('installation_instructions');
  });

  it('has each group of words by itself, and in no language twice', () => {
    for (const locale of wordLocales()) {
      const words = [...wordsOf(locale)];
      for (const [group, sections] of Object.entries(wordGroups)) {
        const sentences = words.filter(([key]) => sections.includes(key.split('.')[0] ?? ''));
        // A sentence that depends on a number is a function in the bundle.
        const literal = sentences.map(([, text]) => text).filter((text) => !/, (plural|select),/.test(text));
        const longest = literal.sort((a, b) => b.length - a.length)[0];
        if (longest === undefined) continue;
        const holders = files().filter((name) => readFileSync(join(dist, name), 'utf8').includes(longest));
        // Each page is a bundle of its own, and may have a file of its own with the same words.
        const names = new Set(holders.map((name) => name.replace(/-[\w-]{8}\.js$/, '')));
        expect([...names]).toEqual([`assets/${group}-${locale}`]);
      }
    }
  });

  it.each(['sidebar', 'console'])('takes Zendesk’s SDK from Zendesk in its %s', (page) => {
    const html = readFileSync(join(dist, `assets/${page}.html`), 'utf8');
    const sdk = 'https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js';
    expect(html).toContain(`<script src="${sdk}"></script>`);
    const local = [...html.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map(([, url]) => url)
      .filter((url) => url !== sdk);
    for (const url of local) expect(files()).toContain(normalize(`assets/${url}`));
  });

  it('knows neither the sandbox nor its secret', () => {
    expect(scripts()).not.toMatch(/sandbox-token|sandbox_0a1b_2c3d|\/_simulate\/|localhost|127\.0\.0\.1/);
  });

  it('requests nothing over plain http', () => {
    const urls = scripts().match(/\bhttp:\/\/[^\s'"`)]*/g) ?? [];
    // Names that React and Garden carry, not addresses: XML namespaces and a hint in prop-types.
    const names = /^http:\/\/(www\.w3\.org\/|fb\.me\/use-check-prop-types)/;
    expect(urls.filter((url) => !names.test(url))).toEqual([]);
  });

  it('is React’s production build, without a source map', () => {
    expect(scripts()).not.toMatch(/react-dom\.development|sourceMappingURL=/);
  });

  it.each(['beforeListening', 'beforeFirstStatus'] as const)('keeps its budget %s', (size) => {
    const { bytes, budget } = measureSizes()[size];
    expect(bytes).toBeLessThanOrEqual(budget);
  });
});

describe('package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  mkdirSync(join(folder, 'assets'));
  for (const name of [
    'manifest.json',
    'assets/logo.svg',
    '.env',
    'zcli.apps.config.json',
    'assets/app.js.map',
  ]) {
    writeFileSync(join(folder, name), name);
  }

  afterEach(() => void vi.unstubAllEnvs());
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has the same bytes in every time zone', () => {
    const zip = (zone: string, minutes: number) => {
      vi.stubEnv('TZ', zone);
      expect(new Date(0).getTimezoneOffset()).toBe(minutes);
      return zipFolder(folder);
    };
    expect(zip('Pacific/Kiritimati', 640)).toEqual(zip('America/Los_Angeles', 480));
  });

  it('lists its files in one order', () => {
    const names = Object.keys(unzipSync(zipFolder(folder)));
    expect(names).toEqual([
      '.env',
      'assets/app.js.map',
      'assets/logo.svg',
      'manifest.json',
      'zcli.apps.config.json',
    ]);
  });

  it('notices what must not ship', () => {
    expect(strangers(folder)).toEqual(['.env', 'assets/app.js.map', 'zcli.apps.config.json']);
  });
});

describe('repository', () => {
  const { dependencies, devDependencies, version, name, engines } = readObject('package.json');
  const texts = filesBelow('.').filter((path) => !['.png', '.zip'].includes(extname(path)));

  it('pins every package', () => {
    const versions = Object.values({ ...(dependencies as Json), ...(devDependencies as Json) });
    expect(versions.filter((each) => !/^\d+\.\d+\.\d+$/.test(String(each)))).toEqual([]);
  });

  it('has a lock file of its own version that names no place of download', () => {
    const lock = readText('package-lock.json');
    expect(JSON.parse(lock)).toMatchObject({ name, version });
    expect(lock).not.toMatch(/"(resolved|extraneous)"/);
  });

  it('asks for the Node that .nvmrc gives', () => {
    expect(`${readText('.nvmrc').trim()}.`).toContain(`${String((engines as Json).node).replace('>=', '')}.`);
  });

  it('names no package registry and no place on somebody’s machine', () => {
    const telling =
      /\b(registry|npm\.pkg)\.[a-z\d-]+\.[a-z]{2,}|(?<![\w.:/-])\/(home|Users|root|work|tmp)\/\w/;
    const found = texts.flatMap((path) => telling.exec(readText(path))?.[0].concat(` in ${path}`) ?? []);
    expect(found).toEqual([]);
  });
});

/** JSON.parse keeps the last of two equal keys, so what it gives is shorter than the text. */
function expectNoDoubleKeys(text: string): void {
  const compact = text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');
  expect(compact).toBe(JSON.stringify(JSON.parse(text)));
}
