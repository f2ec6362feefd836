import { fold } from '../language/find';

/** A stretch of a text, and whether it is what was looked for. */
export interface Piece {
  text: string;
  hit: boolean;
}

/** Letters around the first match; two lines on a phone. */
const BEFORE = 40;
const LETTERS = 150;

/** A text, folded letter by letter, with the place each folded letter comes from; no spaces are in it. */
function letters(text: string): { folded: string; from: number[] } {
  let folded = '';
  const from: number[] = [];
  let at = 0;
  for (const char of text) {
    for (const one of foldedLetter(char)) {
      if (one === ' ') continue;
      folded += one;
      from.push(at);
    }
    at += char.length;
  }
  from.push(at);
  return { folded, from };
}

/** Texts have few different letters, and many of each. */
const known = new Map<string, string>();
const KNOWN_MAX = 2_000;

function foldedLetter(char: string): string {
  const one = known.get(char);
  if (one !== undefined) return one;
  const folded = fold(char);
  if (known.size < KNOWN_MAX) known.set(char, folded);
  return folded;
}

/** Where one of these stands in a text, as `[start, end)` in it, in order and apart. */
function places(text: string, words: readonly string[]): [start: number, end: number][] {
  const { folded, from } = letters(text);
  const found: [number, number][] = [];
  for (const word of words) {
    if (word === '') continue;
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      const last = from[at + word.length - 1] ?? 0;
      const size = (text.codePointAt(last) ?? 0) > 0xffff ? 2 : 1;
      found.push([from[at] ?? 0, last + size]);
    }
  }
  found.sort((a, b) => a[0] - b[0]);
  const apart: [number, number][] = [];
  for (const [start, end] of found) {
    const before = apart.at(-1);
    if (before && start <= before[1]) before[1] = Math.max(before[1], end);
    else apart.push([start, end]);
  }
  return apart;
}

/** The whole text with every match marked. */
export function marked(text: string, words: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const [start, until] of places(text, words)) {
    if (start > end) pieces.push({ text: text.slice(end, start), hit: false });
    pieces.push({ text: text.slice(start, until), hit: true });
    end = until;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), hit: false });
  return pieces;
}

/** A text as {@link hitsIn} looks into it: folded, and no space in it. */
export function closed(text: string): string {
  return fold(text).replaceAll(' ', '');
}

/** How many of these words a text has, which is {@link closed}. */
export function hitsIn(close: string, words: readonly string[]): number {
  return words.filter((word) => word !== '' && close.includes(word)).length;
}

/** The sentence in which the first match stands, cut at spaces where it is long. */
export function sentenceOf(text: string, words: readonly string[]): string {
  const [first] = places(text, words);
  const at = first?.[0] ?? 0;
  const begins = Math.max(text.lastIndexOf('\n', at - 1) + 1, lastEnd(text, at));
  const from = at - begins > BEFORE ? spaceBefore(text, at - BEFORE) : begins;
  const ends = /[.!?](?=\s)|\n/.exec(text.slice(first?.[1] ?? at));
  const until = ends ? (first?.[1] ?? at) + ends.index + 1 : text.length;
  const to = until - from > LETTERS ? spaceBefore(text, from + LETTERS) : until;
  const cut = text.slice(from, to).trim();
  return `${from > 0 ? '… ' : ''}${cut}${to < text.trimEnd().length ? ' …' : ''}`;
}

/** Behind the end of the sentence before. */
function lastEnd(text: string, at: number): number {
  const ends = [...text.slice(0, at).matchAll(/[.!?]\s+/g)].at(-1);
  return ends ? ends.index + ends[0].length : 0;
}

function spaceBefore(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at);
  return space > at - 30 ? space + 1 : at;
}
