import type { Page } from '../../../web/e2e.ts';

/** What the stopwatch in the page has seen; times in milliseconds of the page's clock. */
export interface Seen {
  /**
   * Keys pressed, from the event until the frame with their letter was presented, as the browser's own
   * Event Timing has it: in steps of 8 ms, and only those that took 16 ms or more.
   */
  keys: number[];
  /** Tasks of the main thread of 50 ms and more. */
  longTasks: number[];
}

declare global {
  interface Window {
    stopwatch: Seen & {
      /** Resolves when what the selector names has been painted. */
      painted(selector: string): Promise<number>;
      /** When the first row of any list was painted. */
      list: Promise<number>;
      /** When the person last clicked. */
      clicked: number;
    };
  }
}

/** Runs in every page before anything else does. `row` names the rows of a list. */
export function stopwatch(row: string): void {
  const seen: Seen = { keys: [], longTasks: [] };
  // The frame's work is done when the next urgent task runs.
  const afterPaint = (then: () => void) =>
    requestAnimationFrame(() => void scheduler.postTask(then, { priority: 'user-blocking' }));
  const painted = (selector: string) =>
    new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => look());
      const look = () => {
        if (!document.querySelector(selector)) return;
        observer.disconnect();
        afterPaint(() => resolve(performance.now()));
      };
      observer.observe(document, { subtree: true, childList: true, attributes: true });
      look();
    });
  window.stopwatch = Object.assign(seen, { painted, list: painted(row), clicked: 0 });
  const press = (event: Event) => (window.stopwatch.clicked = event.timeStamp);
  addEventListener('click', press, { capture: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.name === 'keypress') seen.keys.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.longTasks.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
}

/** Slows the page's main thread down. Chromium cannot do that to workers. */
export async function slowDown(page: Page, times: number): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: times });
}

/** From the click on `name` until what it leads to is painted, in milliseconds. */
export async function clickToPaint(page: Page, link: string, target: string): Promise<number> {
  const painted = page.evaluate((selector) => window.stopwatch.painted(selector), target);
  await page.locator(link).first().click();
  const at = await painted;
  return at - (await page.evaluate(() => window.stopwatch.clicked));
}
