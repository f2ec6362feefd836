import { orderAfter } from '../../plain/order';

/** The app acts upon these words, so there are no others. */
export const FIXED: string[] = [
  'mentoring_state',
  'follow_up_state',
  'note_state',
  'severity',
  'problem_state',
  'left_by',
];

/** As the core has it. */
const WORD_CHARS_MAX = 40;

/** The key under which a new word is stored: from its label, so that two phones that add it add one. */
export function keyOf(label: string, taken: string[]): string {
  const plain = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  const key = (plain || 'kata').slice(0, WORD_CHARS_MAX - 3);
  for (let n = 2, one = key; ; n += 1) {
    if (!taken.includes(one)) return one;
    one = `${key}_${n}`;
  }
}

/** The keys of all words in order, once one was moved up or down by one place. */
export function moved(words: string[], word: string, by: -1 | 1): [word: string, key: string][] {
  const place = words.indexOf(word);
  const to = Math.min(Math.max(place + by, 0), words.length - 1);
  const rest = words.filter((one) => one !== word);
  rest.splice(to, 0, word);
  let key: string | undefined = '0';
  return rest.map((one) => [one, (key = orderAfter(key))]);
}
