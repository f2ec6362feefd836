/**
 * What one typist remembers of the words they wrote. Every word is unlike every other, so that it
 * can be looked for in any text.
 */
export class Memory {
  readonly #present = new Set<string>();
  readonly #absent = new Set<string>();
  /** Written in this action: the field shows them from now on. */
  readonly #fresh = new Set<string>();
  /** Taken away in this action; where the caret cannot be put on them any more, they stay. */
  readonly #leaving = new Set<string>();
  #count = 0;

  constructor(readonly letter: string) {}

  /** A word that nobody has written yet. */
  word(ending: string): string {
    this.#count += 1;
    const word = `${this.letter}${this.#count}${ending}x`;
    this.#fresh.add(word);
    return word;
  }

  /** This word may go. */
  release(word: string): void {
    this.#leaving.add(word);
  }

  /** All that stood here may go: it is written over. */
  releaseAll(): void {
    for (const word of this.#present) this.#leaving.add(word);
  }

  get present(): readonly string[] {
    return [...this.#present];
  }

  get absent(): readonly string[] {
    return [...this.#absent];
  }

  /** The action is over, and the field shows this text. What was not touched has to be as it was. */
  look(text: string): void {
    for (const word of this.#fresh) this.#present.add(word);
    for (const word of this.#leaving) this.#place(word, text);
    this.#fresh.clear();
    this.#leaving.clear();
  }

  /** As {@link look}, after an undo: whatever this person wrote may have gone or come back. */
  lookAfterUndo(text: string): void {
    for (const word of [...this.#present, ...this.#absent]) this.#place(word, text);
  }

  #place(word: string, text: string): void {
    const is = text.includes(word);
    (is ? this.#present : this.#absent).add(word);
    (is ? this.#absent : this.#present).delete(word);
  }

  /** What of all this does not hold for a text; empty if everything does. */
  missedIn(text: string): string[] {
    const gone = this.present.filter((word) => !text.includes(word)).map((word) => `lost ${word}`);
    const doubled = this.present.filter((word) => text.split(word).length > 2);
    const back = this.absent.filter((word) => text.includes(word)).map((word) => `back ${word}`);
    return [...gone, ...doubled.map((word) => `twice ${word}`), ...back];
  }
}
