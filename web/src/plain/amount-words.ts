/** An amount in words, so that a nought too many is heard: "satu juta lima ratus ribu rupiah". */
export function amountInWords(amount: number, language: 'id' | 'en'): string {
  if (!Number.isSafeInteger(amount) || amount < 0) return '';
  return `${language === 'id' ? indonesian(amount) : english(amount)} rupiah`;
}

const ONES = 'nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas'.split(' ');
const SCALES: [size: number, id: string, en: string][] = [
  [1e12, 'triliun', 'trillion'],
  [1e9, 'miliar', 'billion'],
  [1e6, 'juta', 'million'],
  [1e3, 'ribu', 'thousand'],
];

function indonesian(n: number): string {
  if (n < 12) return ONES[n] ?? '';
  if (n < 20) return `${ONES[n - 10]} belas`;
  if (n < 100) return both(`${ONES[Math.floor(n / 10)]} puluh`, n % 10, indonesian);
  if (n < 200) return both('seratus', n - 100, indonesian);
  if (n < 1000) return both(`${ONES[Math.floor(n / 100)]} ratus`, n % 100, indonesian);
  if (n < 2000) return both('seribu', n - 1000, indonesian);
  const [size, name] = SCALES.find(([least]) => n >= least) ?? [1, ''];
  return both(`${indonesian(Math.floor(n / size))} ${name}`, n % size, indonesian);
}

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

function english(n: number): string {
  if (n < 20) return SMALL[n] ?? '';
  if (n < 100) return `${TENS[Math.floor(n / 10)]}${n % 10 === 0 ? '' : `-${SMALL[n % 10]}`}`;
  if (n < 1000) return both(`${SMALL[Math.floor(n / 100)]} hundred`, n % 100, english);
  const [size, , name] = SCALES.find(([least]) => n >= least) ?? [1, '', ''];
  return both(`${english(Math.floor(n / size))} ${name}`, n % size, english);
}

function both(front: string, rest: number, say: (n: number) => string): string {
  return rest === 0 ? front : `${front} ${say(rest)}`;
}
