import { defineConfig } from '@playwright/test';

// Whatever is so comes within these, also where three builds share two cores and a step takes ten times
// as long as here: what is too slow is for `cargo xtask bench` to say. Only a test that fails waits so long.
const TEST_PATIENCE_MS = 300_000;
const STEP_PATIENCE_MS = 60_000;

/** Of the time of these more than four fifths is waiting, for a slow link or for a worker that is kept busy. */
const WAITING = ['**/slow.spec.ts', '**/busy.spec.ts'];
const OTHERS_AT_ONCE = 2;
/** By `cargo xtask pictures` alone. */
const PICTURES = process.env['PICTURES'] ? [] : ['**/pictures.spec.ts'];

/** The browser flows of `../tests/e2e`; each test starts its own relay. */
export default defineConfig({
  testDir: '../tests/e2e',
  outputDir: '../tests/e2e/results',
  forbidOnly: Boolean(process.env['CI']),
  // Two browsers, each with a relay: with three on two cores all of them take as long, and more come right the second
  // time only. One more beside them only waits.
  workers: OTHERS_AT_ONCE + 1,
  projects: [
    { name: 'phones', testIgnore: [...WAITING, ...PICTURES], workers: OTHERS_AT_ONCE },
    { name: 'waiting', testMatch: WAITING, workers: 1 },
  ],
  fullyParallel: true,
  // What comes right the second time is called flaky in the summary, and has to be looked at.
  retries: 1,
  timeout: TEST_PATIENCE_MS,
  expect: { timeout: STEP_PATIENCE_MS },
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
    // What is recorded costs a third of all work; what fails is run once more, and recorded then.
    trace: 'on-first-retry',
  },
});
