import type { Problem } from './problem';

/** As in the core (`RUPIAH_MAX`): a hundred times the yearly budget of a large village. */
const RUPIAH_MAX = 1_000_000_000_000_000;
/** Longer is a sentence, not an amount; it bounds the work of reading one. */
const CHARS_MAX = 120;

const UNITS: Record<string, number> = {
  rb: 1e3,
  rbu: 1e3,
  ribu: 1e3,
  k: 1e3,
  jt: 1e6,
  jta: 1e6,
  juta: 1e6,
  mlr: 1e9,
  milyar: 1e9,
  miliar: 1e9,
  triliun: 1e12,
  trilyun: 1e12,
};

/** Numbers, and words that stand for noughts. */
const UNCLEAR = new RegExp(`^[\\d.,' ]+(?:(?:${Object.keys(UNITS).join('|')}|m)\\b[\\d.,' ]*)*$`);

export type AmountRead = { amount: number } | { problem: Problem };

/**
 * Whole rupiah as people, Excel and shops write them.
 *
 * What could mean two amounts is refused, never guessed: `1.5`, `12,50`, `2.500.0000`. `M` is one of
 * these: thousand millions to some, millions to others.
 */
export function amountFrom(typed: string): AmountRead {
  if (typed.length > CHARS_MAX) return { problem: 'rupiah' };
  const text = plain(typed);
  if (/^[-–—−(]\s*(rp|idr)?[\s.]*[\d]/.test(text) || /^(rp|idr)[\s.]*[-–—−(]\s*\d/.test(text))
    return { problem: 'rupiah_negative' };
  const bare = text
    .replace(/^(rp|idr)\b\.?\s*|^rp\.?\s*(?=\d)|^idr(?=\d)/, '')
    .replace(/\s*[,.]\s*[-–—=]+$/, '')
    .replace(/\s*(rupiah|perak|idr|rp)\.?$/, '')
    .replace(/(?<=[a-z])\.$/, '')
    .replace(/\s*[,.]\s*[-–—=]+$/, '');
  if (!/\d/.test(bare)) return { problem: 'rupiah' };
  const amount = /[a-z]/.test(bare) ? inUnits(bare) : wholeNumber(bare);
  if (amount === null || !Number.isInteger(amount))
    return { problem: UNCLEAR.test(bare) ? 'rupiah_unclear' : 'rupiah' };
  return amount > RUPIAH_MAX ? { problem: 'rupiah_big' } : { amount };
}

/** Lower case, every space and apostrophe of one kind, digits of full width as usual ones. */
function plain(typed: string): string {
  return typed
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\p{Cf}/gu, '')
    .replace(/[’ʼ`]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** `1,5 juta`, `50rb`, `2 juta 250 ribu`: each unit smaller than the one before. */
function inUnits(text: string): number | null {
  const parts = [...text.matchAll(/([\d.,]+) ?([a-z]+)\s*/gy)];
  if (parts.map(([whole]) => whole).join('') !== text) return null;
  let sum = 0;
  let below = Infinity;
  for (const [, digits = '', word = ''] of parts) {
    const unit = UNITS[word];
    const many = fraction(digits);
    if (unit === undefined || many === null || unit >= below || many * unit >= below) return null;
    sum += Math.round(many * unit * 1e6) / 1e6;
    below = unit;
  }
  return sum;
}

/** A number before a unit. Three digits behind its only mark could be groups or a fraction. */
function fraction(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const [, whole = '', behind = ''] = /^(\d{1,4})[.,](\d{1,2}|\d{4,6})$/.exec(text) ?? [];
  return behind === '' ? null : Number(`${whole}.${behind}`);
}

/** One kind of mark between groups of three, another before noughts that stand for sen. */
const GROUPED = /^[1-9]\d{0,2}(?:([.,' ])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]00?)?$/;
/** Without groups; a comma before two noughts is how an Indonesian price list ends. */
const UNGROUPED = /^(?:0|[1-9]\d*)(?:,00)?$|^[1-9]\d{3,}[.,]00?$/;

function wholeNumber(text: string): number | null {
  if (!GROUPED.test(text) && !UNGROUPED.test(text)) return null;
  const whole = /^\d+$/.test(text) ? text : text.replace(/[.,]00?$/, '');
  return Number(whole.replace(/[.,' ]/g, ''));
}

/** Digits in groups of three, as the field shows them: 1.500.000. */
export function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, '.');
}

export interface Typed {
  text: string;
  caret: number;
}

/**
 * What the field shows after a keystroke that turned `before` into `after`: digits are kept in
 * groups, and the caret stays behind the same digit.
 *
 * Only a text that was in groups by itself is touched. Whoever types a mark of their own has their
 * own way of writing, and what they write is read as it stands.
 */
export function regroup(before: string, after: Typed, erasing: 'back' | 'on' | null): Typed {
  const digits = after.text.replaceAll('.', '');
  const own = before.replaceAll('.', '');
  const typedMark = after.text.length > before.length && digits === own;
  if (!/^\d*$/.test(digits) || grouped(own) !== before || typedMark) return after;
  if (/^0\d/.test(digits)) return after;
  let left = after.text.slice(0, after.caret).replaceAll('.', '').length;
  let kept = digits;
  // The dot alone was erased: it would come back at once, so the digit beside it goes.
  if (erasing !== null && digits === own) {
    const at = erasing === 'back' ? left - 1 : left;
    kept = digits.slice(0, Math.max(at, 0)) + digits.slice(at + 1);
    left = Math.max(at, 0);
  }
  const text = grouped(kept);
  return { text, caret: placeOf(text, left) };
}

/** The place in a grouped text behind so many digits. */
function placeOf(text: string, digits: number): number {
  let place = 0;
  for (let seen = 0; seen < digits; place += 1) if (text[place] !== '.') seen += 1;
  return place;
}
