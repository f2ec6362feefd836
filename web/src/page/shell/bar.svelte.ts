import type { Snippet } from 'svelte';

/** What the page that is shown puts into the bar at the top. */
class Bar {
  #action = $state.raw<Snippet | null>(null);
  #editing = $state(false);

  /** The one thing to do with this page, e.g. "Ubah". */
  get action(): Snippet | null {
    return this.#action;
  }
  /** It is a form: nothing stands at the bottom, where the keyboard is. */
  get editing(): boolean {
    return this.#editing;
  }

  /** To be called in an effect: what it gives back takes the action out again. */
  hold(action: Snippet | null, editing: boolean): () => void {
    this.#action = action;
    this.#editing = editing;
    return () => {
      if (this.#action !== action) return;
      this.#action = null;
      this.#editing = false;
    };
  }
}

export const bar = new Bar();
