import { expect, test } from 'vitest';
import { amountFrom, grouped, regroup } from './amount';
import { amountInWords } from './amount-words';
import { read } from '../page/typing/reading';

const SPEC = { name: 'amount_rp', is: 'rupiah' } as const;

const AMOUNTS: [amount: number, ways: string[]][] = [
  [0, ['0', 'Rp 0', 'Rp0,00', '0,-']],
  [500, ['500', 'Rp 500,00', 'Rp500,-', '500 perak', '500 rupiah']],
  [1500, ['1.500', '1500', '1,500', '1 500', '1500.00', '1500,0', '1,5rb', '1.5 ribu']],
  [
    50_000,
    ['50rb', '50 rb', '50 ribu', '50ribu', '50k', '50 K', 'Rp50rb', 'Rp 50 ribu,-', '50.000,-'],
  ],
  [
    1_500_000,
    [
      '1500000',
      '1.500.000',
      '1,500,000',
      '1 500 000',
      "1'500'000",
      '1’500’000',
      '1500000.00',
      '1500000,00',
      '1500000.0',
      '1.500.000,00',
      '1,500,000.00',
      '1 500 000,00',
      'Rp 1.500.000,00',
      'Rp1.500.000',
      'Rp.1.500.000',
      'Rp. 1.500.000,-',
      'RP 1.500.000,--',
      'rp1500000',
      'Rp 1.500.000,=',
      'Rp 1.500.000 ,-',
      'Rp 1.500.000.-',
      'Rp 1.500.000,–',
      'Rp1,500,000.00',
      'IDR 1,500,000.00',
      'IDR1500000',
      '1.500.000 IDR',
      '1.500.000 rupiah',
      'Rp 1.500.000 rupiah',
      '  Rp        1.500.000  ',
      'Rp\u00a01.500.000',
      '1\u202f500\u202f000',
      '\u200e1.500.000\u200f',
      '１５０００００',
      'Ｒｐ１．５００．０００',
      '1,5 juta',
      '1.5 juta',
      '1,5jt',
      'Rp 1,5 jt',
      'Rp. 1,5 Juta,-',
      '1,50 juta',
      '1 juta 500 ribu',
      '1jt500rb',
      '1500 ribu',
      '1500rb',
    ],
  ],
  [2_000_000, ['2jt', '2 juta', '2 jt.', '2 JUTA RUPIAH']],
  [2_250_000, ['2 juta 250 ribu', '2,25 juta']],
  [500_000, ['0,5 juta', '500 ribu']],
  [75_000_000, ['75 juta', '75.000.000', '75jt']],
  [1_250_000_000, ['1,25 miliar', '1,25 milyar', '1.250.000.000', '1 miliar 250 juta']],
  [1e12, ['1 triliun', '1.000.000.000.000']],
];

test.each(AMOUNTS.flatMap(([amount, ways]) => ways.map((typed) => [typed, amount] as const)))(
  '%j is %j',
  (typed, amount) => {
    expect(read(SPEC, typed)).toEqual({ ok: true, value: amount });
  },
);

test.each([
  // One digit or two behind a mark: a fraction, or a nought too few.
  ...['1.5', '1,5', '12.50', '12,50', '1.50', '2.500.0000', '2.500.00', '1.234,5', '1.500.000,50'],
  ...['1.500.000.00', '1,500,00', '25.00.000', '1.500,000', '1.500.000,000', '1500000.000'],
  ...['500.00', '1.0', '0.500', '0500', '01.500.000', '.500', '1.', '1..500', '1. 500', '5 000 2'],
  ...[
    '1.500 ribu',
    '1,250 juta',
    '1,5 M',
    '5m',
    '1 juta 500',
    '500 ribu 1 juta',
    '1 juta 1500 ribu',
  ],
  ...['1,5 rupiah'],
])('%j could be two amounts, and is refused', (typed) => {
  expect(read(SPEC, typed)).toEqual({ ok: false, problem: 'rupiah_unclear' });
});

test.each([
  ...['banyak', 'Rp', '-', 'Rp -', '$ 100', '100 USD', '€50', '1.5E+06', '8.12346E+11'],
  ...['50.000/orang', '50.000 x 3', '3 x 50.000', '5O.OOO', '±1.500.000', '1500²', '½ juta'],
  ...['1.500.000 dan 2.000.000', '#N/A', '10%', '1:500', 'Rp 1.500.000 (lunas)', '9'.repeat(130)],
])('%j is no amount', (typed) => {
  expect(read(SPEC, typed)).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/^rupiah(_unclear)?$/),
  });
});

test.each(['-1.500.000', '−500', '(1.500.000)', 'Rp -1.500.000', '- Rp 500', 'Rp(500)'])(
  '%j is less than nothing',
  (typed) => {
    expect(read(SPEC, typed)).toEqual({ ok: false, problem: 'rupiah_negative' });
  },
);

test('more than the core takes is said to be too large', () => {
  expect(read(SPEC, '1000 triliun')).toEqual({ ok: true, value: 1e15 });
  expect(read(SPEC, '1.000.000.000.000.001')).toEqual({ ok: false, problem: 'rupiah_big' });
  expect(read(SPEC, '9'.repeat(40))).toEqual({ ok: false, problem: 'rupiah_big' });
});

test('whatever the marks, no digit changes its place: an amount is its digits or refused', () => {
  const marks = ['', '.', ',', ' ', "'"];
  for (let n = 0; n < 4 ** 6; n += 1) {
    const typed = [...'2500000'].map((digit, at) => marks[(n >> (2 * at)) & 3] + digit).join('');
    const got = amountFrom(typed);
    if ('amount' in got) expect([2_500_000, 25_000], typed).toContain(got.amount);
    if ('amount' in got && got.amount === 25_000) expect(typed).toMatch(/[.,]00$/);
  }
});

test('what the field shows is read as the same amount', () => {
  for (const amount of [0, 7, 50, 500, 1500, 50_000, 1_500_000, 999_999_999_999])
    expect(read(SPEC, grouped(String(amount)))).toEqual({ ok: true, value: amount });
});

/** Types key by key as a browser tells it: `<` erases to the left, `>` to the right. */
function typing(keys: string, start = { text: '', caret: 0 }) {
  return [...keys].reduce(({ text, caret }, key) => {
    const erasing = key === '<' ? 'back' : key === '>' ? 'on' : null;
    const from = erasing === 'back' ? Math.max(caret - 1, 0) : caret;
    const to = erasing === 'on' ? caret + 1 : caret;
    const put = erasing === null ? key : '';
    const after = { text: text.slice(0, from) + put + text.slice(to), caret: from + put.length };
    return regroup(text, after, erasing);
  }, start);
}

test.each([
  ['1500000', '1.500.000'],
  ['1.500.000', '1.500.000'],
  ['1.5', '1.5'],
  ['12.50', '12.50'],
  ['2.500.0000', '25.000.000'],
  ['1,5 juta', '1,5 juta'],
  ['50rb', '50rb'],
  ['1500000,00', '1.500.000,00'],
  ['1500000.00', '1.500.000.00'],
  ['Rp 1500000', 'Rp 1500000'],
  ['15000<', '1.500'],
  ['1500<<<<', ''],
  ['007', '007'],
])('who types %j sees %j', (keys, shown) => {
  expect(typing(keys).text).toBe(shown);
});

test('the caret stays behind its digit, wherever it is', () => {
  expect(typing('9', { text: '1.500', caret: 1 })).toEqual({ text: '19.500', caret: 2 });
  expect(typing('00', { text: '1.500', caret: 3 })).toEqual({ text: '150.000', caret: 5 });
  // Erasing a dot takes the digit beside it: alone it would come back at once.
  expect(typing('<', { text: '1.500.000', caret: 2 })).toEqual({ text: '500.000', caret: 0 });
  expect(typing('>', { text: '1.500.000', caret: 1 })).toEqual({ text: '100.000', caret: 1 });
});

test.each([
  [0, 'nol rupiah', 'zero rupiah'],
  [11, 'sebelas rupiah', 'eleven rupiah'],
  [15, 'lima belas rupiah', 'fifteen rupiah'],
  [100, 'seratus rupiah', 'one hundred rupiah'],
  [121, 'seratus dua puluh satu rupiah', 'one hundred twenty-one rupiah'],
  [1000, 'seribu rupiah', 'one thousand rupiah'],
  [2000, 'dua ribu rupiah', 'two thousand rupiah'],
  [101_000, 'seratus satu ribu rupiah', 'one hundred one thousand rupiah'],
  [1_500_000, 'satu juta lima ratus ribu rupiah', 'one million five hundred thousand rupiah'],
  [1_001_000, 'satu juta seribu rupiah', 'one million one thousand rupiah'],
  [75_250_500, 'tujuh puluh lima juta dua ratus lima puluh ribu lima ratus rupiah', undefined],
  [1e15, 'seribu triliun rupiah', 'one thousand trillion rupiah'],
])('%d is said %j', (amount, indonesian, english) => {
  expect(amountInWords(amount, 'id')).toBe(indonesian);
  if (english) expect(amountInWords(amount, 'en')).toBe(english);
});
