import { fold } from '../../language/find';

/** Letters that may be wrong of each letter there is; beyond that it is another word. */
const WRONG_MAX = 0.34;
/** A name of which only the beginning was written is somewhat further away than a whole one. */
const BEGINNING = 0.5;

/** The nearest of some names to what was written; empty if none is near, or two are equally so. */
export function nearest(text: string, known: readonly [key: string, name: string][]): string {
  const wanted = fold(text);
  if (wanted.length < 3) return '';
  let best = { key: '', far: Infinity };
  let next = Infinity;
  for (const [key, name] of known) {
    const far = farFrom(wanted, fold(name));
    if (far < best.far) {
      if (best.key !== key) next = best.far;
      best = { key, far };
    } else if (key !== best.key) next = Math.min(next, far);
  }
  const near = best.far <= Math.max(1.5, wanted.length * WRONG_MAX);
  return near && best.far < next ? best.key : '';
}

function farFrom(wanted: string, name: string): number {
  const words = wanted.split(' ').length;
  const begin = name.split(' ').slice(0, words).join(' ');
  const whole = distance(wanted, name);
  return begin === name ? whole : Math.min(whole, distance(wanted, begin) + BEGINNING);
}

/** Letters to put in, take out, change, or swap with their neighbour. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [before, above] = [above, row];
  }
  return above[b.length] ?? 0;
}
