import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { wordModules } from '../../tools/words.mjs';

/** Builds the gallery for the sandbox's server, which only hands out its files. Run from the repository's root. */
export default defineConfig({
  root: 'test/gallery',
  base: '/gallery/',
  plugins: [react(), wordModules()],
  build: {
    outDir: '../../.build/gallery',
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: { input: ['test/gallery/index.html', 'test/gallery/card.html'] },
  },
});
