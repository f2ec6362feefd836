import type { View } from '../../between/contract';
import { markOf } from '../../plain/views';

/** Before the name of an erased document. */
const ERASED = 'hapus ';
/** Before two cards of which the person said that they are of two people. */
const APART = 'beda ';

/** Which state of a document the person has seen, which one is in a packet, and what was erased. */
export class Marks {
  #marks = $state.raw<Record<string, string>>({});
  readonly #keep: (marks: Record<string, string>) => void;

  constructor(keep: (marks: Record<string, string>) => void) {
    this.#keep = keep;
  }

  /** Takes what was kept. */
  load(marks: Record<string, string>): void {
    this.#marks = marks;
  }

  /** Nothing was seen on this phone yet. */
  get none(): boolean {
    return Object.keys(this.#marks).every(
      (name) => name.startsWith(ERASED) || name.startsWith(APART),
    );
  }

  /** Gives what makes them unseen again, as they were. */
  see(views: View[]): () => void {
    const before = this.#marks;
    this.#set(views.map((view) => [view.doc, markOf(view)]));
    return () => this.#bringBack(views, before);
  }

  isSeen(view: View): boolean {
    return this.#marks[view.doc] === markOf(view);
  }

  pack(views: View[]): void {
    this.#set(views.map((view) => [packed(view.doc), markOf(view)]));
  }

  isPacked(view: View): boolean {
    const mark = markOf(view);
    return mark !== undefined && this.#marks[packed(view.doc)] === mark;
  }

  /** It was erased for everybody; its name alone is kept, to tell who is gone from who is not known. */
  erase(doc: string): void {
    this.#change({ ...this.#marks, [ERASED + doc]: 'ya' });
  }

  /** This person says so, on this phone. */
  setApart(pair: string): void {
    this.#change({ ...this.#marks, [APART + pair]: 'ya' });
  }

  isApart(pair: string): boolean {
    return this.#marks[APART + pair] !== undefined;
  }

  isErased(doc: string): boolean {
    return this.#marks[ERASED + doc] !== undefined;
  }

  /** Nothing stays of a document that left the phone. */
  forget(doc: string): void {
    const { [doc]: seen, [packed(doc)]: inPacket, ...others } = this.#marks;
    if (seen !== undefined || inPacket !== undefined) this.#change(others);
  }

  #bringBack(views: View[], before: Record<string, string>): void {
    const marks = { ...this.#marks };
    for (const { doc } of views) {
      const mark = before[doc];
      if (mark === undefined) delete marks[doc];
      else marks[doc] = mark;
    }
    this.#change(marks);
  }

  #set(marks: [string, string | undefined][]): void {
    const changed = marks.filter(
      ([name, mark]) => mark !== undefined && this.#marks[name] !== mark,
    );
    if (changed.length > 0)
      this.#change({ ...this.#marks, ...(Object.fromEntries(changed) as Record<string, string>) });
  }

  #change(marks: Record<string, string>): void {
    this.#marks = marks;
    this.#keep(marks);
  }
}

const packed = (doc: string) => `paket ${doc}`;
