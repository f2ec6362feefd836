import { chromium, type Page } from '../../../web/e2e.ts';
import { slowDown, stopwatch } from './stopwatch.ts';

/** Works in a browser that was just started with this profile, so many times slower. */
export async function inBrowser<T>(
  profile: string,
  slower: number,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
    viewport: { width: 360, height: 800 },
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
  });
  await context.addInitScript(stopwatch, 'main .list li');
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await slowDown(page, slower);
    return await work(page);
  } finally {
    await context.close();
  }
}
