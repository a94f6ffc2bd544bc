import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the helpdesk page for the sandbox's server. Run from the repository's root. */
export default defineConfig({
  root: 'sandbox/page',
  plugins: [react()],
  build: { outDir: '../../.build/page', emptyOutDir: true },
});
