import { ALL, type Filter } from './filter';

/** What was found, for whoever takes it out of the app next. */
export interface Carried {
  words: string;
  filter: Filter;
}

let carried: Carried | null = null;

export function carry(words: string, filter: Filter): void {
  carried = { words, filter };
}

/** Once; then it is everything again. */
export function takeCarried(): Carried {
  const taken = carried ?? { words: '', filter: ALL };
  carried = null;
  return taken;
}
