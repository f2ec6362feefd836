import { SvelteMap } from 'svelte/reactivity';
import type { Ledger, View } from '../../between/contract';
import { kindOf, kinds } from '../../plain/kinds';
import { isBlank, readView } from '../../plain/views';

export interface Doc {
  view: View;
  ledger: Ledger;
  /** What could be read last of the whole, while something of it can be read no more. */
  whole?: View;
}

/** The documents of one kind. */
class Drawer {
  readonly docs = new SvelteMap<string, Doc>();
  readonly list = $derived([...this.docs.values()]);
}

/** The documents of this phone as the screen reads them. */
export class Shelf {
  // One drawer per kind, so that writing a note does not sort the roster again.
  readonly #drawers = new Map(kinds().map(({ name }) => [name, new Drawer()]));
  /** Of kinds that have no page yet. */
  readonly #others = new Drawer();
  /** Whose view is damaged, and was asked for anew. */
  readonly #damaged = new Set<string>();
  /** What the views were read from. */
  readonly #views = new Map<string, string>();

  /** What has a page of its own. */
  readonly paged = $derived([...this.#drawers.values()].flatMap(({ list }) => list));
  readonly all = $derived([...this.paged, ...this.#others.list]);

  /** All of one kind. */
  of(kind: string): Doc[] {
    return this.#drawers.get(kind)?.list ?? [];
  }

  get(doc: string): Doc | undefined {
    return this.#of(doc).get(doc);
  }

  /**
   * The same view again changes nothing on the screen, and an opened form is no document yet. False, once,
   * if the view is damaged: it has to be made anew.
   */
  learn(doc: string, json: string, ledger: Ledger, whole?: string): boolean {
    const known = this.get(doc);
    const same = known !== undefined && this.#views.get(doc) === json;
    if (same && JSON.stringify(known.ledger) === JSON.stringify(ledger)) return true;
    const read = same ? known.view : viewIn(json);
    const asked = read !== null || this.#damaged.has(doc);
    if (read) this.#damaged.delete(doc);
    else this.#damaged.add(doc);
    const view = read ?? known?.view ?? standIn(doc, ledger);
    if (!view) return asked;
    if (isBlank(view) && ledger.unsent === 0 && (!known || known.ledger.lost?.length)) {
      // Nothing is left of it once what could not be read was given up.
      if (!ledger.lost?.length) this.forget(doc);
      return asked;
    }
    this.#views.set(doc, json);
    const before = ledger.lost?.length ? (wholeIn(whole) ?? known?.whole ?? known?.view) : null;
    // Where next to nothing opens, what could be read last is more.
    const shown = before && isBlank(view) ? before : view;
    this.#of(doc).set(doc, { view: shown, ledger, ...(before && { whole: before }) });
    return asked;
  }

  learnLedger(doc: string, ledger: Ledger): void {
    const known = this.get(doc);
    if (known) this.#of(doc).set(doc, { ...known, ledger });
  }

  forget(doc: string): void {
    this.#of(doc).delete(doc);
    this.#views.delete(doc);
  }

  #of(doc: string): SvelteMap<string, Doc> {
    return (this.#drawers.get(kindOf(doc)?.name ?? '') ?? this.#others).docs;
  }
}

/** In the place of a view that is damaged: what was not sent is counted and shown, readable or not. */
function standIn(doc: string, { unsent }: Ledger): View | null {
  const kind = doc.split('/')[0] ?? '';
  const none = { heads: [], fields: {}, conflicts: [], doubts: [], after_archive: [] };
  return unsent > 0 ? { doc, kind, ...none, edited: null } : null;
}

function wholeIn(json: string | undefined): View | null {
  return json ? viewIn(json) : null;
}

/** A view that was damaged takes no other along: its document is read anew when it is opened. */
function viewIn(json: string): View | null {
  try {
    return readView(json);
  } catch (error) {
    console.error(error);
    return null;
  }
}
