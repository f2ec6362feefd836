import { defineConfig } from '@playwright/test';

/** The browser flows of `../tests/e2e`; each test starts its own relay. */
export default defineConfig({
  testDir: '../tests/e2e',
  // As long as somebody likes, by `cargo xtask storm`.
  testIgnore: process.env['STORM'] ? [] : ['**/storm.spec.ts'],
  outputDir: '../tests/e2e/results',
  forbidOnly: Boolean(process.env['CI']),
  // Two cores: one browser and one relay at a time.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    viewport: { width: 360, height: 800 },
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
    },
    trace: 'retain-on-failure',
  },
});
