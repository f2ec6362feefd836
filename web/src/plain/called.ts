/** Titles that people write without a dot; with one, every word is a title or an initial. */
const TITLES = new Set(
  'h hj kh dr drs dra ir prof bpk bapak pak bp ibu bu sdr sdri sdra r rr ra rm ny tn haji hajah kyai'.split(
    ' ',
  ),
);

/** What phones were called that nobody named. */
const SAYS_NOTHING = new Set(['hp saya', 'my phone', 'hp', 'phone']);

/** What a person is called among people who know them: "H. M. Slamet Riyadi, S.Pd." is Slamet. */
export function calledBy(name: string): string {
  const words = (name.split(',')[0] ?? '').split(/\s+/).filter((word) => word !== '');
  const own = words.filter(
    (word) => !word.includes('.') && word.length > 1 && !TITLES.has(word.toLowerCase()),
  );
  return own[0] ?? words[words.length - 1] ?? '';
}

/** Whether the label of a phone tells it from others. */
export function saysSomething(label: string): boolean {
  return label !== '' && !SAYS_NOTHING.has(label.toLowerCase());
}

/**
 * What a phone is called: whose it is, and what tells it from that person's others, which is its
 * label or what it says of itself. "HP Siti – Chrome".
 */
export function phoneName(word: string, person: string, detail: string): string {
  const called = calledBy(person);
  const own = `${word} ${called}`.trim();
  if (detail === own || !saysSomething(detail)) return own;
  return detail.toLowerCase().includes(called.toLowerCase()) ? detail : `${own} – ${detail}`;
}
