const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Far below what the core takes; before it is reached all are keyed anew. */
const ORDER_CHARS_MAX = 24;

/** A key that sorts after `last` and leaves room before and behind; keys never end with `0`. */
export function orderAfter(last: string | undefined): string {
  if (last === undefined || last === '') return 'U';
  const first = DIGITS.indexOf(last[0] ?? '');
  if (first < DIGITS.length - 2) return DIGITS[first + 1] ?? 'U';
  return `${last[0]}${orderAfter(last.slice(1))}`;
}

/**
 * A key that sorts between two, none being the ends of the list; null if there is no room, because they are
 * equal or one of them is none.
 */
export function orderBetween(before: string | undefined, after: string | undefined): string | null {
  if (before === '' || after === '') return null;
  if (after === undefined) return orderAfter(before);
  return (before ?? '') < after ? middle(before ?? '', after) : null;
}

function middle(before: string, after: string | undefined): string {
  if (after !== undefined) {
    let same = 0;
    while ((before[same] ?? '0') === after[same]) same += 1;
    if (same > 0) return after.slice(0, same) + middle(before.slice(same), after.slice(same));
  }
  const low = before === '' ? 0 : DIGITS.indexOf(before[0] ?? '');
  const high = after === undefined ? DIGITS.length : DIGITS.indexOf(after[0] ?? '');
  if (high - low > 1) return DIGITS[Math.round((low + high) / 2)] ?? 'U';
  if (after !== undefined && after.length > 1) return after[0] ?? 'U';
  return `${DIGITS[low]}${middle(before.slice(1), undefined)}`;
}

/**
 * The keys to be written so that the thing at `from` stands at `to`: its own, or those of all if they leave
 * no room. `orders` are as things are shown.
 */
export function ordersMoved(orders: string[], from: number, to: number): Map<number, string> {
  const places = orders.map((_, at) => at).filter((at) => at !== from);
  const [before, after] = [places[to - 1], places[to]].map((at) =>
    at === undefined ? undefined : orders[at],
  );
  const between = orderBetween(before, after);
  if (between !== null && between.length <= ORDER_CHARS_MAX) return new Map([[from, between]]);
  places.splice(to, 0, from);
  let key: string | undefined;
  return new Map(places.map((at) => [at, (key = orderAfter(key))]));
}
