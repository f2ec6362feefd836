const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A key that sorts after `last` and leaves room before and behind; keys never end with `0`. */
export function orderAfter(last: string | undefined): string {
  if (last === undefined || last === '') return 'U';
  const first = DIGITS.indexOf(last[0] ?? '');
  if (first < DIGITS.length - 2) return DIGITS[first + 1] ?? 'U';
  return `${last[0]}${orderAfter(last.slice(1))}`;
}
