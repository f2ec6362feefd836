import { SvelteMap } from 'svelte/reactivity';
import type { Draft } from '../../between/contract';

/** What the drafts of forms are kept under; documents have other names. */
export const FORM = 'form/';

/** Whether a draft waits for the button of its form. */
export function isOfForm({ doc }: { doc: string }): boolean {
  return doc.startsWith(FORM);
}

/** A field that is on the screen. */
export interface OpenField {
  readonly doc: string;
  readonly path: string;
  /** What was typed becomes an edit now, if it can: nobody knows whether there is a later. */
  settle(): void;
  /** Takes what a page has left that is gone. */
  restore(draft: Draft): void;
}

export interface DraftsNeeds {
  /** Keeps a draft on the disk, or lets it go. */
  keep(doc: string, path: string, draft: Draft | null): void;
  /** Makes an edit of a draft that no field shows, if it can be one; or it stays. */
  apply(draft: Draft): void;
}

/** What was typed and is no edit, of every field of this phone. */
export class Drafts {
  readonly #needs: DraftsNeeds;
  readonly #drafts = new SvelteMap<string, Draft>();
  readonly #fields = new Set<OpenField>();

  constructor(needs: DraftsNeeds) {
    this.#needs = needs;
  }

  get(doc: string, path: string): Draft | undefined {
    return this.#drafts.get(`${doc} ${path}`);
  }

  get all(): Draft[] {
    return [...this.#drafts.values()];
  }

  /** Those of a document, or of the part of it below a path. */
  of(doc: string, below = ''): Draft[] {
    return this.all.filter((draft) => draft.doc === doc && draft.path.startsWith(below));
  }

  /** Documents in which something is no edit yet. */
  get docs(): string[] {
    return [...new Set(this.all.map(({ doc }) => doc))];
  }

  put(draft: Draft): void {
    const { doc, path, typed, lost } = draft;
    const empty = typed === null && !lost;
    if (empty && !this.get(doc, path)) return;
    if (empty) this.#drafts.delete(`${doc} ${path}`);
    else this.#drafts.set(`${doc} ${path}`, draft);
    this.#needs.keep(doc, path, empty ? null : draft);
  }

  drop(doc: string, path: string): void {
    this.put({ doc, path, typed: null, heads: [] });
  }

  /** What of one field was refused is offered back, behind what already is. */
  refuse(doc: string, path: string, words: string): void {
    const draft = this.get(doc, path) ?? { doc, path, typed: null, heads: [] };
    if (words !== '') this.put({ ...draft, lost: joined(draft.lost, words) });
  }

  /** A field is on the screen until what this gives is called. */
  attach(field: OpenField): () => void {
    this.#fields.add(field);
    return () => {
      field.settle();
      this.#fields.delete(field);
    };
  }

  /** Everything typed becomes an edit that can be one. */
  settle(): void {
    for (const field of this.#fields) field.settle();
  }

  /** What a page has left that is gone. */
  learn(drafts: Draft[]): void {
    for (const draft of drafts) {
      const { doc, path, lost } = draft;
      const here = this.get(doc, path);
      if (here) {
        this.refuse(doc, path, joined(lost, draft.typed ?? ''));
        continue;
      }
      this.#drafts.set(`${doc} ${path}`, draft);
      const field = [...this.#fields].find((one) => one.doc === doc && one.path === path);
      if (field) field.restore(draft);
      else if (draft.typed !== null) this.#needs.apply(draft);
    }
  }

  forget(doc: string): void {
    for (const draft of this.of(doc)) this.#drafts.delete(`${doc} ${draft.path}`);
  }
}

function joined(some: string | undefined, more: string): string {
  return [some ?? '', more].filter((part) => part !== '').join('\n');
}
