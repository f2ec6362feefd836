import { untrack } from 'svelte';
import type { Draft } from '../../between/contract';
import { FORM, type Drafts, type OpenField } from './drafts.svelte';

/**
 * A field of a form that does something only when its button is tapped: a name is not given, and an entry
 * not begun, by a pause in typing. What stands in it is a draft until then.
 */
export class FormLine implements OpenField {
  readonly doc: string;
  readonly path: string;
  readonly #drafts: Drafts;
  readonly #begin: string;
  #text = $state('');

  /** `begin` is what stands in the field before anybody types. */
  constructor(drafts: Drafts, form: string, path: string, begin = '') {
    this.#drafts = drafts;
    this.doc = FORM + form;
    this.path = path;
    this.#begin = begin;
    this.#text = drafts.get(this.doc, path)?.typed ?? begin;
  }

  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    this.#text = text;
    const typed = text === this.#begin ? null : text;
    this.#drafts.put({ doc: this.doc, path: this.path, heads: [], ...this.#offered, typed });
  }

  /** What an earlier page left while something else was typed here. */
  get lost(): string {
    return this.#drafts.get(this.doc, this.path)?.lost ?? '';
  }

  get #offered(): { lost?: string } {
    return this.lost ? { lost: this.lost } : {};
  }

  /** On the screen until what this gives is called. What was kept may have come before the field did. */
  readonly attach = (): (() => void) =>
    untrack(() => {
      if (this.#text === this.#begin)
        this.#text = this.#drafts.get(this.doc, this.path)?.typed ?? this.#begin;
      return this.#drafts.attach(this);
    });

  settle(): void {
    // Its button does.
  }

  restore({ typed }: Draft): void {
    if (typed !== null) this.#text = typed;
  }

  useLost(): void {
    const { lost } = this;
    this.dropLost();
    this.text = lost;
  }

  dropLost(): void {
    const typed = this.#text === this.#begin ? null : this.#text;
    this.#drafts.put({ doc: this.doc, path: this.path, heads: [], typed });
  }

  /** The button was tapped. */
  done(): void {
    this.#drafts.drop(this.doc, this.path);
  }
}
