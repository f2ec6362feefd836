import type { Caught, Failure, Hex } from '../../between/contract';
import { SharedText, type Selection, type Splice } from '../../plain/text';

/** Failures that say nothing about what was typed; it is given to the core again. */
export const PASSING: ReadonlySet<string> = new Set([
  'store_broken',
  'engine_missing',
  'locked',
  'internal',
]);

/** The field of a browser. */
export interface Surface {
  readonly text: string;
  readonly selection: Selection;
  show(text: string, selection: Selection): void;
}

export interface TextNeeds {
  /** Resolves when the core has it. */
  splice(splice: Splice, turn: number): Promise<unknown>;
  /** What others did since the field last showed the text; null if this is not the moment. */
  caught(): Promise<Caught | null>;
  /** The field now shows the text as of these heads. */
  shown(heads: Hex[]): void;
  /** The core does not take these words. */
  refused(words: string, why: Failure): void;
  /** Calls back after a while: the core could not take something just now. */
  later(work: () => void): void;
  /** Calls back soon: it was not the moment to catch up, and nothing may be said when it is. */
  soon(work: () => void): void;
}

/**
 * One open field with a long text. Every key goes to the core at once; what others wrote comes in as
 * patches when nothing of one's own is under way; a refusal is taken out again, and only that.
 */
export class OpenText {
  readonly #shared: SharedText;
  readonly #needs: TextNeeds;
  #surface: Surface | null = null;
  /** What the document says, and as of which heads. */
  #core: { text: string; heads: Hex[]; settled: boolean };
  /** As of which heads the field shows it; null before it has said so. */
  #at: string | null = null;
  #asking = false;
  #composing = false;
  /** What was selected when the key went down. */
  #selected: Selection | null = null;
  /** Why the core did not take the oldest of what was given. */
  #refusal: Failure | null = null;

  constructor(text: string, heads: Hex[], settled: boolean, needs: TextNeeds) {
    this.#shared = new SharedText(text);
    this.#core = { text, heads, settled };
    this.#needs = needs;
  }

  attach(surface: Surface): void {
    this.#surface = surface;
    this.#show();
  }

  detach(): void {
    this.#surface = null;
  }

  /** What the document says; `settled`: without anything that is not committed. */
  core(text: string, heads: Hex[], settled: boolean): void {
    this.#core = { text, heads, settled };
    void this.#catchUp();
  }

  /** A key goes down. */
  before(): void {
    this.#selected = this.#surface?.selection ?? null;
  }

  /** The field has changed. */
  typed(): void {
    const surface = this.#surface;
    if (!surface || surface.text === this.#shared.shown) return;
    // Before the field has said where it stands: it is meant where the document was then.
    if (this.#at === null && this.#core.heads.length > 0) this.#stands(this.#core.heads);
    const { end } = surface.selection;
    const behind = surface.text.length - end;
    const splice = this.#shared.typed(surface.text, end, this.#selected);
    this.#selected = null;
    if (!this.#composing) {
      const caret = Math.max(0, this.#shared.shown.length - behind);
      this.#show({ start: caret, end: caret });
    }
    if (splice && !this.#refusal) this.#give(splice);
  }

  composition(state: boolean): void {
    this.#composing = state;
    this.#shared.composing(state);
    if (state) return;
    // Some browsers tell of the last input only after this.
    this.typed();
    this.#takeBack();
    void this.#catchUp();
  }

  #give(splice: Splice): void {
    const { turn } = this.#shared;
    this.#needs.splice(splice, turn).then(
      () => {
        if (turn !== this.#shared.turn) return;
        this.#shared.answered();
        void this.#catchUp();
      },
      (failure: Failure) => {
        if (turn !== this.#shared.turn || this.#refusal) return;
        this.#refusal = failure;
        this.#takeBack();
      },
    );
  }

  /** Takes what was refused out of the field, and gives the core again what was not. */
  #takeBack(): void {
    const why = this.#refusal;
    if (!why) return;
    if (PASSING.has(why.code)) {
      this.#needs.later(() => this.#giveAgain(why));
      return;
    }
    const undone = this.#shared.refused(this.#surface?.selection.end ?? 0);
    // Not in the middle of a composition.
    if (!undone) return;
    this.#refusal = null;
    this.#show({ start: undone.caret, end: undone.caret });
    this.#needs.refused(undone.lost, why);
    for (const splice of undone.again) this.#give(splice);
  }

  #giveAgain(why: Failure): void {
    if (this.#refusal !== why) return;
    this.#refusal = null;
    for (const splice of this.#shared.again()) this.#give(splice);
  }

  /** Brings the field to where the document is. */
  async #catchUp(): Promise<void> {
    const { heads, settled, text } = this.#core;
    if (this.#asking || !settled || heads.length === 0 || this.#at === heads.join(' ')) return;
    if (!this.#shared.quiet) return;
    if (this.#at === null) {
      this.#shared.replace(text);
      this.#show();
      this.#stands(heads);
      return;
    }
    this.#asking = true;
    const { acts } = this.#shared;
    const caught = await this.#needs.caught().catch(() => null);
    this.#asking = false;
    this.typed();
    const late = this.#shared.acts !== acts || !this.#shared.quiet;
    if (!caught) this.#needs.soon(() => void this.#catchUp());
    else if (late) void this.#catchUp();
    else this.#adopt(caught);
  }

  #adopt(caught: Caught): void {
    const selection = this.#surface?.selection ?? { start: 0, end: 0 };
    if ('patches' in caught) this.#show(this.#shared.adopt(caught.patches, selection));
    else {
      this.#shared.replace(caught.text);
      this.#show(selection);
    }
    this.#stands(caught.heads);
  }

  #stands(heads: Hex[]): void {
    this.#at = heads.join(' ');
    this.#needs.shown(heads);
  }

  #show(selection?: Selection): void {
    const surface = this.#surface;
    const { shown } = this.#shared;
    if (surface && surface.text !== shown) surface.show(shown, selection ?? surface.selection);
  }
}
