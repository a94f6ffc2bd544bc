import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { EnvironmentOptions, Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { wordModules } from './tools/words.mjs';

const top = fileURLToPath(new URL('.', import.meta.url));
const dist = join(top, 'dist');

export default defineConfig(({ command }) => {
  // A NODE_ENV left over in the shell must not decide which React ships.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root: join(top, 'src'),
    base: './',
    publicDir: false,
    plugins: [react(), wordModules(), plainImports(), zendeskPackage()],
    build: {
      outDir: join(dist, 'assets'),
      assetsDir: '',
      emptyOutDir: false,
      target: 'es2022',
      sourcemap: false,
      // A few hundred bytes smaller than Vite's own, where every one counts.
      minify: 'terser',
      terserOptions: {
        module: true,
        ecma: 2020,
        compress: {
          passes: 6,
          pure_getters: true,
          inline: 1,
          unsafe_arrows: true,
          unsafe_methods: true,
          keep_fargs: false,
        },
      },
      cssCodeSplit: true,
      modulePreload: false,
      reportCompressedSize: false,
    },
    // Each page is a bundle of its own: what they have in common would come in chunks that the sidebar has to
    // wait for, and that hold more than it needs.
    environments: { client: pageBundle('sidebar'), console: pageBundle('console') },
    builder: {
      async buildApp(builder) {
        await rm(dist, { recursive: true, force: true });
        for (const environment of Object.values(builder.environments)) {
          if (environment.config.consumer === 'client') await builder.build(environment);
        }
      },
    },
    test: {
      root: top,
      include: ['test/**/*.spec.{ts,tsx}'],
      exclude: ['test/browser/**'],
      environment: 'node',
      setupFiles: ['test/support/fixed-chance.ts'],
      // Only what hangs may fail by the clock: a busy machine must not decide a test.
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  };
});

/** What every first status is drawn with: one chunk is smaller than three. */
const firstPaint = /node_modules\/(react|react-dom|scheduler)\/|src\/view\/(words|Say|language)\.tsx?$/;

/**
 * What a first look at the ticket takes stays together: two chunks share parts of it, and what chunks share would go
 * into the entry, which has to be there before the engine listens.
 */
const firstLook = /\/src\/zendesk\/(audits|limit|recall|record-fields|record-reader|transport)\.ts$/;

/** The bundle of one page, with the licences of what is in it: they ask to travel with it. */
const pageBundle = (page: string): EnvironmentOptions => ({
  consumer: 'client',
  build: {
    manifest: `${page}-chunks.json`,
    license: { fileName: page === 'sidebar' ? 'licenses.md' : `licenses-${page}.md` },
    rolldownOptions: {
      input: join(top, `src/${page}.html`),
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'react', test: firstPaint },
            { name: 'looking', test: firstLook },
          ],
        },
      },
    },
  },
});

/**
 * Leaves `import()` to the browser. Vite's own helper weighs as much as a good part of the engine; what it would
 * do is not needed here: there is one stylesheet, and the page itself preloads what the entry asks for at once.
 */
function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    apply: 'build',
    enforce: 'pre',
    load: {
      filter: { id: /^\0vite\/preload-helper/ },
      handler: () => 'export const __vitePreload = (load) => load();',
    },
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {}, chunk }) {
        // What every first status needs; 1MSG's part, the other tabs and the phone numbers' tables come when they are used.
        const isNeeded = (name: string) => {
          const file = bundle[name];
          return file?.type === 'chunk' && /\/src\/(view\/|zendesk\/store)/.test(file.facadeModuleId ?? '');
        };
        const wanted = new Set(chunk?.dynamicImports.filter(isNeeded));
        for (const name of wanted) {
          const file = bundle[name];
          if (file?.type === 'chunk') for (const needed of file.imports) wanted.add(needed);
        }
        return [...wanted]
          .filter((name) => name !== chunk?.fileName)
          .map((name) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${name}` },
            injectTo: 'head' as const,
          }));
      },
    },
  };
}

/** Completes `dist/` to what Zendesk installs: everything that is beside the bundle in the package. */
function zendeskPackage(): Plugin {
  return {
    name: 'zendesk-package',
    apply: 'build',
    async writeBundle() {
      await mkdir(join(dist, 'translations'), { recursive: true });
      for (const file of ['manifest.json', 'requirements.json']) {
        await copyFile(join(top, file), join(dist, file));
      }
      for (const file of ['logo.png', 'logo-small.png', 'logo.svg', 'icon_nav_bar.svg']) {
        await copyFile(join(top, 'assets', file), join(dist, 'assets', file));
      }
      for (const file of await readdir(join(top, 'translations'))) {
        const { app } = JSON.parse(await readFile(join(top, 'translations', file), 'utf8'));
        await writeFile(join(dist, 'translations', file), `${JSON.stringify({ app }, null, 2)}\n`);
      }
      // Zendesk has no use for the graph of the chunks; tools/sizes.mjs has.
      await mkdir(join(top, '.build'), { recursive: true });
      const chunks = `${this.environment.name === 'client' ? 'sidebar' : this.environment.name}-chunks.json`;
      await rename(join(dist, 'assets', chunks), join(top, '.build', chunks));
    },
  };
}
