import type { Locator, Page } from '../../web/e2e.ts';

/** What writing costs a thumb: a tap is one, a field that is typed in one, a select two, a date three. */
export class Thumb {
  taps = 0;

  constructor(readonly page: Page) {}

  async tap(control: Locator): Promise<void> {
    this.taps += 1;
    await control.click();
  }

  /** Goes into a field and types. */
  async type(field: Locator, words: string): Promise<void> {
    this.taps += 1;
    await field.click();
    await this.page.keyboard.type(words);
  }

  /** Types where the caret is already. */
  async write(words: string): Promise<void> {
    this.taps += 1;
    await this.page.keyboard.type(words);
  }

  /** The same, and Enter goes on. */
  async goOn(words: string): Promise<void> {
    await this.write(words);
    await this.page.keyboard.press('Enter');
  }

  async choose(select: Locator, label: string): Promise<void> {
    this.taps += 2;
    await select.selectOption({ label });
  }

  async date(field: Locator, day: string): Promise<void> {
    this.taps += 3;
    await field.fill(day);
    await field.blur();
  }

  /** From now on it is watched how far down the page is gone through. */
  async watchScrolling(): Promise<void> {
    await this.page.evaluate(() => {
      const seen = { top: scrollY, bottom: scrollY, goneThrough: 0 };
      Object.assign(globalThis, { seen });
      addEventListener('scroll', () => {
        seen.top = Math.min(seen.top, scrollY);
        seen.bottom = Math.max(seen.bottom, scrollY);
      });
    });
  }

  /** Another part of the page begins, at its own top: how many screens were gone through so far. */
  screens(): Promise<number> {
    return this.page.evaluate(() => {
      const { seen } = globalThis as typeof globalThis & {
        seen: { top: number; bottom: number; goneThrough: number };
      };
      seen.goneThrough += seen.bottom - seen.top;
      seen.top = scrollY;
      seen.bottom = scrollY;
      return seen.goneThrough / innerHeight;
    });
  }
}
