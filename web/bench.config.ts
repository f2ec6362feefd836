import { defineConfig } from '@playwright/test';

/** `cargo xtask bench phone`: measured like the browser flows are tested, but printed as a table. */
export default defineConfig({
  testDir: '../tests/bench/phone',
  testMatch: '*.bench.ts',
  outputDir: '../tests/e2e/results/bench',
  workers: 1,
  // Five rounds of everything, on a processor slowed down six times.
  timeout: 15 * 60_000,
  expect: { timeout: 60_000 },
  reporter: [['../tests/bench/phone/reporter.ts']],
});
