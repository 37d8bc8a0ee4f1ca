import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

/** Takes a picture of every screen, for eyes: `make looks`. */
export default defineConfig({
  ...tests,
  testDir: 'looks',
  reporter: 'list',
  timeout: 900_000,
  use: { ...tests.use, trace: 'off', screenshot: 'off' },
});
