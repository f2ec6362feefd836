import type { View } from '../../between/contract';
import type { Looked } from '../../plain/fresh';
import { markOf } from '../../plain/views';

/** Before the name of an erased document. */
const ERASED = 'hapus ';
/** Before two cards of which the person said that they are of two people. */
const APART = 'beda ';
/** Before the name of a document in which others' words were not all read yet. */
const LOOKED = 'lihat ';

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
    this.#set(this.#there(views).map((view) => [view.doc, markOf(view)]));
    this.#drop(views.map(({ doc }) => LOOKED + doc));
    return () => this.#bringBack(views, before);
  }

  /**
   * The person opens the documents: what others wrote since they last did stays new until it was read. What
   * stands beside the person's own last change, others may have written.
   */
  look(views: View[], isMine: (view: View) => boolean): void {
    const there = this.#there(views);
    const news = there
      .filter((view) => !this.isSeen(view) && this.#marks[LOOKED + view.doc] === undefined)
      .filter((view) => view.edited && !(isMine(view) && view.heads.length === 1));
    const looked = news.map(({ doc }): [string, string] => [
      LOOKED + doc,
      JSON.stringify({ since: this.#marks[doc]?.split(' ') ?? [], read: {} } satisfies Looked),
    ]);
    this.#set([
      ...looked,
      ...there.map((view): [string, string | undefined] => [view.doc, markOf(view)]),
    ]);
  }

  /** Since when the person has not read all of a document; null if they have. */
  looked(doc: string): Looked | null {
    const json = this.#marks[LOOKED + doc];
    return json === undefined ? null : (JSON.parse(json) as Looked);
  }

  /** So much of it is read; null is all. */
  readTo(doc: string, looked: Looked | null): void {
    if (looked && !this.isErased(doc)) this.#set([[LOOKED + doc, JSON.stringify(looked)]]);
    else this.#drop([LOOKED + doc]);
  }

  /** A page may still show what was erased a moment ago; nothing is written down of that. */
  #there(views: View[]): View[] {
    return views.filter(({ doc }) => !this.isErased(doc));
  }

  #drop(names: string[]): void {
    const known = names.filter((name) => this.#marks[name] !== undefined);
    if (known.length === 0) return;
    const marks = { ...this.#marks };
    for (const name of known) delete marks[name];
    this.#change(marks);
  }

  isSeen(view: View): boolean {
    return this.#marks[view.doc] === markOf(view);
  }

  pack(views: View[]): void {
    this.#set(this.#there(views).map((view) => [packed(view.doc), markOf(view)]));
  }

  isPacked(view: View): boolean {
    const mark = markOf(view);
    return mark !== undefined && this.#marks[packed(view.doc)] === mark;
  }

  /** It was erased for everybody; its name alone is kept, to tell who is gone from who is not known. */
  erase(doc: string): void {
    this.forget(doc);
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
    const id = doc.slice(doc.indexOf('/') + 1);
    const pairs = Object.keys(this.#marks).filter(
      (name) => name.startsWith(APART) && name.includes(id),
    );
    this.#drop([doc, packed(doc), LOOKED + doc, ...pairs]);
  }

  #bringBack(views: View[], before: Record<string, string>): void {
    const marks = { ...this.#marks };
    for (const name of views.flatMap(({ doc }) => [doc, LOOKED + doc])) {
      const mark = before[name];
      if (mark === undefined) delete marks[name];
      else marks[name] = mark;
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
