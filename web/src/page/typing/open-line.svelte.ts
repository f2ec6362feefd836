import type { Draft, Failure, Hex, Value } from '../../between/contract';
import type { OpenField } from './drafts.svelte';
import { PASSING } from './open-text';
import type { Refused } from '../../plain/problem';
import type { Reading } from './reading';

export interface LineNeeds {
  doc: string;
  path: string;
  /** Reads what stands in the field. */
  read(typed: string): Reading;
  /** A stored value as the field shows it. */
  write(stored: string): string;
  /** Resolves when the core has it. */
  edit(value: Value | null): Promise<unknown>;
  /** The person sees the field as of these heads, and begins. */
  began(heads: Hex[]): void;
  /** Nobody is in the field any more. */
  left(): void;
  keep(draft: Draft): void;
}

/**
 * One open field with one value: what stands in it, what of that is an edit, and what is a draft.
 *
 * While somebody is in it nothing from outside replaces what they typed. What they typed is kept with
 * every key and becomes an edit at a pause if it can be read; what cannot be read stays and is marked.
 * A value that came from a colleague meanwhile is told, and waits for them to leave: then both stand.
 */
export class OpenLine implements OpenField {
  readonly #needs: LineNeeds;
  #text = $state('');
  /** What stands in the field is no edit yet. */
  #dirty = $state(false);
  #refused = $state.raw<Refused | null>(null);
  #lost = $state('');
  /** What a colleague wrote into the field while somebody is in it. */
  #foreign = $state<string | null>(null);
  #focused = false;
  #stored: string;
  #heads: Hex[];
  /** The value that the person last saw or wrote, and the one before it until the core has it. */
  #seen: string;
  #before: string;
  /** As of which heads what is typed was begun. */
  #begun: Hex[];
  /** The core makes edits of this field where it was begun, and behind its own. */
  #pinned = false;
  /** As of which heads the field was given to the core, until a later view shows that it has it. */
  #unseen: Hex[] | null = null;

  constructor(stored: string, heads: Hex[], needs: LineNeeds, draft?: Draft) {
    this.#needs = needs;
    this.#stored = this.#seen = this.#before = stored;
    this.#heads = this.#begun = heads;
    this.#text = needs.write(stored);
    if (draft) this.restore(draft);
  }

  get doc(): string {
    return this.#needs.doc;
  }
  get path(): string {
    return this.#needs.path;
  }
  /** What stands in the field. */
  get text(): string {
    return this.#text;
  }
  /** Why it is not taken, once that is worth saying. */
  get refused(): Refused | null {
    return this.#refused;
  }
  /** What was refused and is offered back. */
  get lost(): string {
    return this.#lost;
  }
  get foreign(): string | null {
    return this.#foreign;
  }

  /** What the document says; `disputed`: it says something else as well. */
  core(stored: string, heads: Hex[], disputed = false): void {
    this.#stored = stored;
    this.#heads = heads;
    if (stored === this.#seen) this.#isSeen(heads, disputed);
    const known = stored === this.#seen || stored === this.#before;
    if (this.#focused || this.#dirty) {
      this.#foreign = known ? null : stored;
      return;
    }
    if (known && stored !== this.#seen) return;
    this.#take();
  }

  /** What the person saw or wrote is what the document says: they go on from there. */
  #isSeen(heads: Hex[], disputed: boolean): void {
    this.#before = this.#stored;
    const news = heads.join() !== (this.#unseen ?? this.#begun).join();
    if (news) this.#unseen = null;
    if (!this.#focused) this.#letGo();
    if (!news || disputed) return;
    this.#begun = heads;
    if (this.#dirty) this.#keep();
  }

  /** The field shows what the document says. */
  #take(): void {
    // What was given is in it, or was written over.
    if (this.#stored !== this.#seen) this.#unseen = null;
    this.#seen = this.#before = this.#stored;
    this.#begun = this.#heads;
    this.#foreign = null;
    if (!this.#focused) this.#letGo();
    this.#text = this.#needs.write(this.#stored);
  }

  enter(): void {
    if (this.#focused) return;
    this.#focused = true;
    // Come back before what was given is in a view: those heads do not have it yet.
    if (this.#pinned) return;
    if (!this.#dirty) this.#begun = this.#heads;
    this.#pin();
  }

  #pin(): void {
    if (this.#begun.length === 0) return;
    this.#pinned = true;
    this.#needs.began(this.#begun);
  }

  /** Nobody is in the field; what was given is still meant where it was begun. */
  #letGo(): void {
    if (!this.#pinned || this.#unseen) return;
    this.#pinned = false;
    this.#needs.left();
  }

  type(text: string): void {
    this.enter();
    this.#text = text;
    this.#dirty = text !== this.#needs.write(this.#seen);
    const reading = this.#needs.read(text);
    if (reading.ok) this.#refused = null;
    else if (this.#refused || reading.problem === 'long') this.#refused = reading;
    this.#keep();
  }

  /** The person has stopped typing for a while. */
  pause(): void {
    if (this.#foreign === null) this.#commit(false);
  }

  settle(): void {
    this.#commit(true);
  }

  leave(): void {
    if (!this.#focused) return;
    this.#focused = false;
    this.#commit(true);
    this.#letGo();
    if (this.#dirty) return;
    if (this.#foreign === null) this.#text = this.#needs.write(this.#seen);
    else this.#take();
  }

  /** The field is on no screen any more. */
  end(): void {
    this.leave();
    this.#unseen = null;
    this.#letGo();
  }

  /** `for good`: nobody knows whether there is a later, so what cannot be read is marked. */
  #commit(forGood: boolean): void {
    if (!this.#dirty) return;
    const reading = this.#needs.read(this.#text);
    if (!reading.ok) {
      if (forGood) this.#refused = reading;
      return;
    }
    const value = String(reading.value ?? '');
    if (value === this.#seen || value === this.#foreign) {
      this.#done();
      return;
    }
    void this.#give(reading.value, value);
  }

  async #give(value: Value | null, seen: string): Promise<void> {
    const text = this.#text;
    const before = this.#seen;
    this.#before = before;
    this.#seen = seen;
    this.#unseen = this.#heads;
    try {
      await this.#needs.edit(value);
      this.#foreign = null;
      if (this.#text === text) this.#done();
    } catch (failure) {
      this.#seen = before;
      this.#unseen = null;
      if (!PASSING.has((failure as Failure).code)) this.#takeBack(text);
      if (!this.#focused) this.#letGo();
    }
  }

  /** It was refused: the field shows what is stored, and offers what was typed. */
  #takeBack(text: string): void {
    this.#lost = text;
    if (this.#text === text) {
      this.#dirty = false;
      this.#take();
    }
    this.#keep();
  }

  #done(): void {
    this.#dirty = false;
    this.#refused = null;
    this.#keep();
  }

  restore(draft: Draft): void {
    if (draft.lost) this.#lost = draft.lost;
    if (draft.typed === null || this.#dirty) return;
    this.#text = draft.typed;
    this.#dirty = true;
    this.#begun = draft.heads;
    this.#pin();
    this.#commit(true);
    if (!this.#focused) this.#letGo();
  }

  /** What was typed may be readable now. */
  reread(): void {
    const reading = this.#needs.read(this.#text);
    if (this.#refused) this.#refused = reading.ok ? null : reading;
    if (!this.#focused) this.#commit(true);
  }

  /** The person takes what was refused into the field again. */
  useLost(): void {
    const text = this.#lost;
    this.#lost = '';
    this.type(text);
    this.#commit(true);
  }

  dropLost(): void {
    this.#lost = '';
    this.#keep();
  }

  #keep(): void {
    const { doc, path } = this.#needs;
    this.#needs.keep({
      doc,
      path,
      typed: this.#dirty ? this.#text : null,
      heads: this.#begun,
      ...(this.#lost ? { lost: this.#lost } : {}),
    });
  }
}
