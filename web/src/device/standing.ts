import type { News } from '../between/contract';
import type { Disk } from './disk';
import { relayIsAhead } from './now';
import type { TabNews, Tabs } from './tabs';

/** Any tab of this release that talks to the relay answers before that, on the slowest phone. */
const ANSWER_MS = 10_000;

/** How the phone stands with the relay: known to the tab that talks to it, shown the same in all. */
export class Standing {
  readonly #tabs: Tabs;
  readonly #post: (news: News) => void;
  /** Whether this is the tab that talks to the relay. */
  readonly #speaks: () => boolean;
  /** The latest of each kind, for tabs that are opened later. */
  readonly #latest = new Map<string, News>();
  #answered = false;

  constructor(tabs: Tabs, post: (news: News) => void, speaks: () => boolean) {
    this.#tabs = tabs;
    this.#post = post;
    this.#speaks = speaks;
  }

  /** Says what the disk knows, and asks the tab that knows more. */
  async begin(disk: Disk): Promise<void> {
    const acknowledgedMs = (await disk.meta<number>('acknowledged')) ?? 0;
    if (this.#speaks()) return;
    const status = { state: 'offline', acknowledgedMs, retryMs: 0, caughtUp: false } as const;
    this.#post({ news: 'link', status });
    this.#tabs.tell({ tab: 'ask' });
    setTimeout(() => {
      if (this.#answered || this.#speaks()) return;
      // 0.1.0 does not say how things stand.
      this.#post({ news: 'link', status: { ...status, state: 'elsewhere' } });
    }, ANSWER_MS);
  }

  /** For every screen of this person. */
  share(news: News): void {
    this.#latest.set(news.news, news);
    this.#post(news);
    this.#tabs.tell({ tab: 'news', news });
  }

  hear(heard: Extract<TabNews, { tab: 'news' | 'ask' }>): void {
    if (heard.tab === 'ask') {
      for (const news of this.#latest.values()) this.#tabs.tell({ tab: 'news', news });
      return;
    }
    // What another tab said before it was closed is old when this one talks.
    if (this.#speaks()) return;
    this.#answered = true;
    if (heard.news.news === 'clock') relayIsAhead(-heard.news.skewMs);
    this.#post(heard.news);
  }
}
