import { expect, test } from 'vitest';
import phones from '../../../../tests/fixtures/phones.json';
import { phoneText, type Spec } from '../../plain/fields';
import { fetchPhones, read } from './reading';

const PHONE: Spec = { name: 'phone', is: 'phone' };
const RUPIAH: Spec = { name: 'amount_rp', is: 'rupiah' };
const LINE: Spec = { name: 'title', is: 'line', max: 5 };

test('until what reads numbers is there, a number waits', async () => {
  expect(read(PHONE, '0812 3456 7890')).toEqual({ ok: false, problem: 'phone_wait' });
  await fetchPhones();
  expect(read(PHONE, '0812 3456 7890')).toEqual({ ok: true, value: '+6281234567890' });
});

test.each(phones)('the number $typed is stored as $stored: $why', ({ typed, stored }) => {
  expect(read(PHONE, typed)).toEqual(
    stored === null ? { ok: false, problem: 'phone' } : { ok: true, value: stored },
  );
  if (stored !== null) expect(read(PHONE, phoneText(stored))).toEqual({ ok: true, value: stored });
});

test.each([
  ['Rp 1.500.000', 1_500_000],
  ['1500000', 1_500_000],
  ['1.500.000,-', 1_500_000],
])('the amount %j is %j', (typed, amount) => {
  expect(read(RUPIAH, typed)).toEqual({ ok: true, value: amount });
});

test('words are no amount', () => {
  expect(read(RUPIAH, 'banyak')).toEqual({ ok: false, problem: 'rupiah' });
});

test('a line that is too long says by how much, in characters as the core counts them', () => {
  expect(read(LINE, 'rapat')).toEqual({ ok: true, value: 'rapat' });
  expect(read(LINE, '😀😀😀😀😀')).toEqual({ ok: true, value: '😀😀😀😀😀' });
  expect(read(LINE, 'rapat 1')).toEqual({ ok: false, problem: 'long', over: 2 });
});

test('a field with nothing but spaces is empty', () => {
  expect(read(LINE, '  ')).toEqual({ ok: true, value: null });
});
