import { cleanSplice } from './clean';
import type { Patch } from '../between/contract';

/** One replaced stretch of a text, in UTF-16 units. */
export type Splice = Patch;

export interface Selection {
  start: number;
  end: number;
}

/**
 * What one act of a person in a field turned `before` into `after`.
 *
 * What was selected before and where the caret stands now settle what the two texts leave open: which
 * of equal letters was typed. What was put in the place of equal text is no change of it.
 */
export function spliceOf(
  before: string,
  after: string,
  caret: number,
  selected: Selection | null,
): Splice | null {
  if (before === after) return null;
  const exact = selected && replaced(before, after, caret, selected);
  return exact ? shortest(before, exact) : spliceBetween(before, after, caret);
}

/** The selection was replaced by what now stands before the caret, if the texts agree with that. */
function replaced(
  before: string,
  after: string,
  caret: number,
  { start, end }: Selection,
): Splice | null {
  const fits =
    caret >= start &&
    before.slice(0, start) === after.slice(0, start) &&
    before.slice(end) === after.slice(caret);
  return fits ? { at: start, delete: end - start, insert: after.slice(start, caret) } : null;
}

/** Without what is the same at both ends of it: colleagues may have written there. */
function shortest(before: string, splice: Splice): Splice | null {
  const gone = before.slice(splice.at, splice.at + splice.delete);
  const inner = spliceBetween(gone, splice.insert, splice.insert.length);
  return inner && { ...inner, at: splice.at + inner.at };
}

/** What turned `before` into `after`, as one stretch that ends before the caret if it can. */
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

export function apply(text: string, { at, delete: gone, insert }: Splice): string {
  return text.slice(0, at) + insert + text.slice(at + gone);
}

/** Where a caret at `caret` belongs after `change` was made elsewhere in the text. */
export function mapCaret(caret: number, change: Splice): number {
  if (caret <= change.at) return caret;
  if (caret >= change.at + change.delete) return caret + change.insert.length - change.delete;
  return change.at + Math.min(caret - change.at, change.insert.length);
}

/**
 * What is selected, after `change` was made elsewhere in the text: what a colleague wrote at its edge is not, or the
 * next key would take it away.
 */
export function mapSelection({ start, end }: Selection, change: Splice): Selection {
  if (start === end) return { start: mapCaret(start, change), end: mapCaret(end, change) };
  const { at, delete: gone, insert } = change;
  const behind = at + gone;
  const from =
    start < at ? start : start < behind ? at + insert.length : start + insert.length - gone;
  const to = end <= at ? end : end < behind ? at : end + insert.length - gone;
  return { start: from, end: Math.max(from, to) };
}

/** What was typed and has no answer yet. */
interface Sent {
  splice: Splice;
  /** The text in which it was typed. */
  before: string;
}

/** What to do after a refusal. */
export interface Undone {
  /** What was refused, with what was typed into it since. */
  lost: string;
  /** What was typed beside it since, to be given to the core again. */
  again: Splice[];
  caret: number;
}

/**
 * A text on the screen and the same text in the core, which runs a few milliseconds behind.
 *
 * Own keystrokes show at once. What others wrote comes as the patches that the core made of it, and
 * only when nothing is being composed and the core has taken every own keystroke, so that nobody's
 * half-typed word is garbled and the caret stays where it was in the sentence.
 */
export class SharedText {
  #shown: string;
  #composing = false;
  #sent: Sent[] = [];
  /** Counts what the person did; patches from before their last act come too late. */
  #acts = 0;
  /** Names what was given to the core since the last refusal. */
  #turn = 0;

  constructor(text: string) {
    this.#shown = text;
  }

  get shown(): string {
    return this.#shown;
  }

  /** After a refusal the core takes nothing of the same turn: it was typed into another text. */
  get turn(): number {
    return this.#turn;
  }

  get acts(): number {
    return this.#acts;
  }

  /** Nothing is being composed or on its way. */
  get quiet(): boolean {
    return !this.#composing && this.#sent.length === 0;
  }

  /**
   * The person changed the field; gives what to tell the core. What may not stand in a text is taken
   * out of {@link shown}, so the field may have to follow; a word in composition waits for its end.
   */
  typed(after: string, caret: number, selected: Selection | null = null): Splice | null {
    const before = this.#shown;
    const raw = spliceOf(before, after, caret, selected);
    if (!raw) return null;
    const clean = cleanSplice(before, raw);
    const shown = apply(before, clean);
    if (shown !== after && this.#composing) return null;
    this.#shown = shown;
    this.#acts += 1;
    if (shown === before) return null;
    const splice = shown === after ? raw : clean;
    this.#sent.push({ splice, before });
    return splice;
  }

  composing(state: boolean): void {
    this.#composing = state;
  }

  /** The core took the oldest splice that waited for it. */
  answered(): void {
    this.#sent.shift();
  }

  /** The core cannot take anything just now: the same is to be given to it again later. */
  again(): Splice[] {
    this.#turn += 1;
    return this.#sent.map(({ splice }) => splice);
  }

  /** The core refused the oldest splice. Null while something is being composed. */
  refused(caret: number): Undone | null {
    const [first, ...later] = this.#sent;
    if (this.#composing || !first) return null;
    this.#turn += 1;
    this.#acts += 1;
    const undone: Undone = { lost: first.splice.insert, again: [], caret };
    let { at } = first.splice;
    let text = first.before;
    this.#sent = [];
    for (const { splice } of later) {
      const kept = beside(splice, at, undone.lost.length, first.splice.delete);
      if (!kept) {
        undone.lost = within(splice, at, undone.lost);
        continue;
      }
      if (kept.at <= at && kept === splice) at += splice.insert.length - splice.delete;
      this.#sent.push({ splice: kept, before: text });
      undone.again.push(kept);
      text = apply(text, kept);
    }
    const length = undone.lost.length;
    undone.caret = caret <= at ? caret : Math.max(at, caret - length + first.splice.delete);
    undone.caret = Math.min(undone.caret, text.length);
    this.#shown = text;
    return undone;
  }

  /** What others did to the text; where the caret or selection is after it. */
  adopt(patches: Patch[], selection: Selection): Selection {
    for (const patch of patches) this.#shown = apply(this.#shown, patch);
    return patches.reduce(mapSelection, selection);
  }

  /** The text is another one, and nobody knows how it came to be so. */
  replace(text: string): void {
    this.#shown = text;
  }
}

/** A splice as it is without `length` units at `at` that stand for `gone` others; null if it is in them. */
function beside(splice: Splice, at: number, length: number, gone: number): Splice | null {
  if (splice.at + splice.delete <= at && splice.at < at + length) return splice;
  return splice.at >= at + length ? { ...splice, at: splice.at - length + gone } : null;
}

/** What was refused, after a splice that touches it. */
function within(splice: Splice, at: number, lost: string): string {
  const start = Math.max(0, splice.at - at);
  const end = Math.max(start, Math.min(lost.length, splice.at + splice.delete - at));
  return lost.slice(0, start) + splice.insert + lost.slice(end);
}
