import type { Splice } from './text';

/**
 * What a field may hold: `line` is one line, `text` has line breaks. Words, dates, numbers are lines.
 * The core's door keeps the same rule; `tests/fixtures/clean.json` holds both to it.
 */
export type Cleaned = 'line' | 'text';

/** Line breaks of any system, as one. */
const BREAK = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
/** Every white space and control character but the line break. */
const SPACE = /[^\S\n]|(?!\n)\p{Cc}/gu;
/**
 * Format characters (zero width, directions, soft hyphen, byte order mark), fillers that look like
 * nothing, and halves of a character. In a text the joiner within an emoji stays.
 */
const INVISIBLE =
  /(?!\u200d[\u2190-\u{10ffff}])[\p{Cf}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]/gu;
const JOINER = /\u200d/g;

/** Letters that every screen, link and file can bear. */
const PLAIN = /^[\x20-\x7e]*$/;

/** A line that somebody else wrote: no line breaks, no marks that turn or hide what stands beside it. */
export function tameLine(text: string): string {
  return PLAIN.test(text) ? text : clean('line', text);
}

/** The one form in which what was typed, pasted, dropped, shared or imported is stored. */
export function clean(kind: Cleaned, typed: string): string {
  const text = typed
    .normalize('NFC')
    .replace(BREAK, '\n')
    .replace(INVISIBLE, '')
    .replace(SPACE, ' ')
    .normalize('NFC');
  return kind === 'text'
    ? text
    : text
        .replace(JOINER, '')
        .replace(/[ \n]+/g, ' ')
        .trim();
}

/**
 * The same for what is put into a text. A mark that belongs to the letter before it is stored as one
 * character with that letter, so such a splice begins one character earlier.
 */
export function cleanSplice(before: string, splice: Splice): Splice {
  const letter = /^\p{M}/u.test(splice.insert) ? lastOf(before.slice(0, splice.at)) : '';
  return {
    at: splice.at - letter.length,
    delete: splice.delete + letter.length,
    insert: clean('text', letter + splice.insert),
  };
}

function lastOf(text: string): string {
  return /.\p{M}*$/su.exec(text.slice(-8))?.[0] ?? '';
}
