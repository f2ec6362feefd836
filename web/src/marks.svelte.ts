import type { View } from './contract';
import { markOf } from './views';

/** Which state of a document the person has seen, and which one is in a paket bawaan. */
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

  get none(): boolean {
    return Object.keys(this.#marks).length === 0;
  }

  see(views: View[]): void {
    this.#set(views.map((view) => [view.doc, markOf(view)]));
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

  /** Nothing stays of a document that left the phone. */
  forget(doc: string): void {
    const { [doc]: seen, [packed(doc)]: inPacket, ...others } = this.#marks;
    if (seen !== undefined || inPacket !== undefined) this.#change(others);
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
