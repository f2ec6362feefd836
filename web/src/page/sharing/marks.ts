/** Signs with which WhatsApp makes letters bold, slanted, struck or even, and what looks like them. */
const ALIKE: Record<string, string> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };

/**
 * Words as they are read in WhatsApp: a sign that would be taken for a mark is replaced by one that looks like it.
 * Inside of a word (`a_b`, `2*3`) and in an address it is none.
 */
export function unmarked(text: string): string {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, at) => (at % 2 === 1 ? part : withoutMarks(part)))
    .join('');
}

function withoutMarks(text: string): string {
  return text
    .replaceAll(/(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])|`/gu, (mark) => ALIKE[mark] ?? mark)
    .replaceAll(/^([ \t]*)>/gm, '$1›');
}
