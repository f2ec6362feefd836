import type { Client, News, Ticks } from '../between/contract';

/** Tells the screen how far documents have come, each only when that has changed. */
export class TickNews {
  readonly #post: (news: News) => void;
  readonly #told = new Map<string, string>();

  constructor(post: (news: News) => void) {
    this.#post = post;
  }

  tell(client: Client, docs: Iterable<string>): void {
    const changed: [string, Ticks][] = [];
    for (const doc of docs) {
      const ticks = client.ticks(doc);
      if (this.#told.get(doc) === ticks) continue;
      this.#told.set(doc, ticks);
      changed.push([doc, JSON.parse(ticks) as Ticks]);
    }
    if (changed.length > 0) this.#post({ news: 'ticks', ticks: changed });
  }
}
