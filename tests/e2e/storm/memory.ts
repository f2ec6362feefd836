/**
 * What one typist remembers of the words they wrote. Every word is unlike every other, so that it
 * can be looked for in any text.
 */
export class Memory {
  readonly #present = new Set<string>();
  readonly #absent = new Set<string>();
  /** Touched in this action; a kill may take these, for they may not be on the disk yet. */
  readonly #fresh = new Set<string>();
  #count = 0;

  constructor(readonly letter: string) {}

  /** A word that nobody has written yet. */
  word(ending: string): string {
    this.#count += 1;
    const word = `${this.letter}${this.#count}${ending}x`;
    this.#fresh.add(word);
    return word;
  }

  touch(word: string): void {
    this.#fresh.add(word);
  }

  get present(): readonly string[] {
    return [...this.#present];
  }

  get absent(): readonly string[] {
    return [...this.#absent];
  }

  /** The field shows this text after an action of its own person. */
  look(text: string): void {
    for (const word of [...this.#fresh, ...this.#present, ...this.#absent]) this.#place(word, text);
    this.#fresh.clear();
  }

  #place(word: string, text: string): void {
    const is = text.includes(word);
    (is ? this.#present : this.#absent).add(word);
    (is ? this.#absent : this.#present).delete(word);
  }

  /** The phone was killed before it could keep these: they may be there or not. */
  forget(words: Iterable<string>): void {
    for (const word of words) {
      this.#present.delete(word);
      this.#absent.delete(word);
    }
  }

  /** What of all this does not hold for a text; empty if everything does. */
  missedIn(text: string): string[] {
    const gone = this.present.filter((word) => !text.includes(word)).map((word) => `lost ${word}`);
    const doubled = this.present.filter((word) => text.split(word).length > 2);
    const back = this.absent.filter((word) => text.includes(word)).map((word) => `back ${word}`);
    return [...gone, ...doubled.map((word) => `twice ${word}`), ...back];
  }
}
