import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

/** Takes the pictures of the documentation: `make pictures`. */
export default defineConfig({
  ...tests,
  testDir: 'pictures',
  reporter: 'list',
  timeout: 120_000,
  use: { ...tests.use, trace: 'off', screenshot: 'off' },
});
