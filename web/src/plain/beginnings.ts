import type { Edit, Fields } from '../between/contract';
import { keysOf } from './fields';

/** Forms opened without a word; whoever opens more than that has left the first long ago. */
const KEPT_MAX = 50;

/**
 * What a document or record begins with, kept back until somebody writes the first word below it:
 * whoever opens a form and goes back leaves nothing with anybody.
 */
export class Beginnings {
  /** Per document, in the order in which their forms were opened. */
  readonly #kept = new Map<string, Map<string, Edit[]>>();

  /** What has begun; a form that is slow to hear of it must not begin it again. */
  readonly #begun = new Set<string>();

  /** Before the first edit below `path` of `doc`, these are made. */
  keep(doc: string, path: string, edits: Edit[]): void {
    if (this.#begun.has(`${doc} ${path}`)) return;
    const paths = this.#kept.get(doc) ?? new Map<string, Edit[]>();
    this.#kept.set(doc, paths.set(path, edits));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT_MAX && oldest !== undefined) this.#kept.delete(oldest);
  }

  /** The form was left without a word. */
  drop(doc: string, path: string): void {
    this.#kept.get(doc)?.delete(path);
  }

  /** What has to be done before an edit at `path`, the outermost first; it is not asked for again. */
  take(doc: string, path: string): Edit[] {
    const paths = this.#kept.get(doc);
    if (!paths) return [];
    const above = [...paths.keys()].filter((one) => one === '' || `${path}/`.startsWith(`${one}/`));
    above.sort((a, b) => a.length - b.length);
    return above.flatMap((one) => {
      const edits = paths.get(one) ?? [];
      paths.delete(one);
      this.#begun.add(`${doc} ${one}`);
      return edits;
    });
  }
}

/** The fields below `prefix` as these edits will make them, for a form that nothing was written in. */
export function fieldsAfter(edits: Edit[], prefix: string): Fields {
  const fields: Fields = {};
  for (const edit of edits) {
    if (!edit.path.startsWith(prefix)) continue;
    const name = edit.path.slice(prefix.length);
    if (edit.op === 'set' && edit.value !== null) fields[name] = edit.value;
    if (edit.op === 'include') fields[name] = [...new Set([...keysOf(fields, name), edit.key])];
  }
  return fields;
}
