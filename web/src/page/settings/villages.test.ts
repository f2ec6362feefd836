import { expect, test } from 'vitest';
import cases from '../../../../tests/fixtures/villages.json';
import { kecamatanCode, villagesIn } from './villages';

const CASES = cases as { typed: string; villages: [string, string][]; unread?: string[] }[];

test.each(CASES)('a list is read however it was pasted: $typed', ({ typed, villages, unread }) => {
  expect(villagesIn(typed)).toEqual({ villages, unread: unread ?? [] });
});

test('names alone are numbered below the code of their kecamatan, past those that are there', () => {
  const list = villagesIn('Nama desa\n1. Satu\n2) Dua\nTiga', '33 01 01', ['33.01.01.2002']);
  expect(list.villages).toEqual([
    ['33.01.01.2001', 'Satu'],
    ['33.01.01.2003', 'Dua'],
    ['33.01.01.2004', 'Tiga'],
  ]);
  expect(kecamatanCode('330101')).toBe('33.01.01');
  expect(kecamatanCode('33.01')).toBe('');
});
