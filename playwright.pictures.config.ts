import { defineConfig } from '@playwright/test';
import config from './playwright.config';

/** Retakes the pictures of the documents: `npm run pictures`. */
export default defineConfig({
  ...config,
  testMatch: '**/*.pictures.ts',
  workers: 1,
  reporter: 'list',
});
