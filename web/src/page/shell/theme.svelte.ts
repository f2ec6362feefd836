import type { SmallStore } from '../../between/marker';

const KEY = 'paguyuban.theme';

export type ThemeChoice = 'auto' | 'light' | 'dark';

/** Light or dark, as the phone has it or as the person chose. */
class Theme {
  #choice = $state<ThemeChoice>('auto');

  get choice(): ThemeChoice {
    return this.#choice;
  }

  start(shelf: SmallStore): void {
    const kept = shelf.getItem(KEY);
    if (kept === 'light' || kept === 'dark') this.#choice = kept;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', () => this.#apply(dark.matches));
    this.#apply(dark.matches);
  }

  choose(choice: ThemeChoice, shelf: SmallStore): void {
    this.#choice = choice;
    shelf.setItem(KEY, choice);
    this.#apply(matchMedia('(prefers-color-scheme: dark)').matches);
  }

  #apply(phoneIsDark: boolean): void {
    const dark = this.#choice === 'auto' ? phoneIsDark : this.#choice === 'dark';
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
    const bar = document.querySelector('meta[name="theme-color"]');
    bar?.setAttribute('content', dark ? '#142a24' : '#0d5c4d');
  }
}

export const theme = new Theme();
