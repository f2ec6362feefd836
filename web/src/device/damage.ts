import type { Ledger, News } from '../between/contract';

/** Documents of which a part does not open on this phone, until it has come again from the relay. */
export class Damage {
  readonly #docs = new Set<string>();
  /** Of these nothing better comes before the next start. */
  readonly #lacking = new Set<string>();
  readonly #post: (news: News) => void;

  readonly #ledgerOf: (doc: string) => Ledger | undefined;

  constructor(post: (news: News) => void, ledgerOf: (doc: string) => Ledger | undefined) {
    this.#post = post;
    this.#ledgerOf = ledgerOf;
  }

  found(doc: string): void {
    if (this.#docs.has(doc)) return;
    this.#docs.add(doc);
    this.#tell();
  }

  /** However often it came, it could not be taken. */
  lacks(doc: string): void {
    this.#lacking.add(doc);
    this.found(doc);
  }

  /** Everything that the relay holds has come: what is still missing is named by its tick. */
  caughtUp(): void {
    const whole = [...this.#docs].filter(
      (doc) => !this.#lacking.has(doc) && isWhole(this.#ledgerOf(doc)),
    );
    if (whole.length === 0) return;
    for (const doc of whole) this.#docs.delete(doc);
    this.#tell();
  }

  #tell(): void {
    this.#post({ news: 'damaged', docs: [...this.#docs] });
  }
}

function isWhole(ledger: Ledger | undefined): boolean {
  return (ledger?.lost ?? []).length === 0 && (ledger?.orphans ?? 0) === 0;
}
