/** One replaced stretch of a text, in UTF-16 units. */
export interface Splice {
  at: number;
  delete: number;
  insert: string;
}

/**
 * What turned `before` into `after`, given where the caret stands afterwards.
 *
 * The caret settles what the texts alone leave open: typing an "a" into "aaa".
 */
export function spliceBetween(before: string, after: string, caret: number): Splice | null {
  if (before === after) return null;
  const growth = after.length - before.length;
  const startMax = Math.min(before.length, after.length, growth > 0 ? caret - growth : caret);
  let at = 0;
  while (at < startMax && before[at] === after[at]) at += 1;
  let end = 0;
  const endMax = Math.min(before.length, after.length) - at;
  while (end < endMax && before[before.length - 1 - end] === after[after.length - 1 - end])
    end += 1;
  if (splitsPair(before, at) || splitsPair(after, at)) at -= 1;
  if (splitsPair(before, before.length - end) || splitsPair(after, after.length - end)) end -= 1;
  return {
    at,
    delete: before.length - end - at,
    insert: after.slice(at, after.length - end),
  };
}

/** Whether a cut at `at` would fall between the halves of one character. */
function splitsPair(text: string, at: number): boolean {
  const left = text.charCodeAt(at - 1);
  const right = text.charCodeAt(at);
  return left >= 0xd800 && left <= 0xdbff && right >= 0xdc00 && right <= 0xdfff;
}

/** Where a caret at `caret` belongs after `change` was made elsewhere in the text. */
export function mapCaret(caret: number, change: Splice): number {
  if (caret <= change.at) return caret;
  if (caret >= change.at + change.delete) return caret + change.insert.length - change.delete;
  return change.at + Math.min(caret - change.at, change.insert.length);
}

export interface Selection {
  start: number;
  end: number;
}

export interface Adopted extends Selection {
  text: string;
}

/**
 * A text on the screen and the same text in the core, which runs a few milliseconds behind.
 *
 * Own keystrokes show at once. What others wrote comes onto the screen only when nothing is being
 * composed and the core has taken every own keystroke, so that nobody's half-typed word is garbled.
 */
export class SharedText {
  #shown: string;
  #unanswered = 0;
  #composing = false;
  #latest: { text: string; heads: string[] } | null = null;

  constructor(text: string) {
    this.#shown = text;
  }

  get shown(): string {
    return this.#shown;
  }

  /** The person changed the field; gives what to tell the core. */
  typed(after: string, caret: number): Splice | null {
    const splice = spliceBetween(this.#shown, after, caret);
    this.#shown = after;
    // A text from before this keystroke would take it away again; the core will send a newer one.
    this.#latest = null;
    if (splice) this.#unanswered += 1;
    return splice;
  }

  /** The core took one splice, or refused it. */
  answered(): void {
    this.#unanswered = Math.max(0, this.#unanswered - 1);
  }

  composing(state: boolean): void {
    this.#composing = state;
  }

  /** The core's text as of `heads`, without anything that is not committed yet. */
  core(text: string, heads: string[]): void {
    if (this.#unanswered === 0) this.#latest = { text, heads };
  }

  /** What the field should now show and at which heads, or null if this is not the moment. */
  adopt(selection: Selection): { show: Adopted; heads: string[] } | null {
    const latest = this.#latest;
    if (!latest || this.#composing || this.#unanswered > 0) return null;
    this.#latest = null;
    const change = spliceBetween(this.#shown, latest.text, latest.text.length);
    const moved = (caret: number) => (change ? mapCaret(caret, change) : caret);
    this.#shown = latest.text;
    const show = { text: latest.text, start: moved(selection.start), end: moved(selection.end) };
    return { show, heads: latest.heads };
  }
}
