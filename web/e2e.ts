// The browser flows live in `../tests/e2e`, where npm's folder is not found; they get it from here.
export { default as Axe } from '@axe-core/playwright';
export {
  chromium,
  expect,
  test,
  type Browser,
  type BrowserContext,
  type Page,
} from '@playwright/test';
