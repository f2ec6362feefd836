import { expect, test } from 'vitest';
import type { Spec } from './fields';
import { read } from './reading';

const PHONE: Spec = { name: 'phone', is: 'phone' };
const RUPIAH: Spec = { name: 'amount_rp', is: 'rupiah' };
const LINE: Spec = { name: 'title', is: 'line', max: 5 };

test.each([
  ['0812 3456 7890', '+6281234567890'],
  ['+62 812-3456-7890', '+6281234567890'],
  ['62812 3456 7890', '+6281234567890'],
  ['812 3456 7890', '+6281234567890'],
])('the number %j is stored as %j', (typed, stored) => {
  expect(read(PHONE, typed)).toEqual({ ok: true, value: stored });
});

test.each(['nomor', '0'])('%j is no number', (typed) => {
  expect(read(PHONE, typed)).toEqual({ ok: false, problem: 'phone' });
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
