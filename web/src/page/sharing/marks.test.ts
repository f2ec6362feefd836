import { expect, test } from 'vitest';
import { unmarked } from './marks';

test('what people write is not taken for a mark', () => {
  for (const text of [
    '*penting*',
    '_miring_',
    '~batal~',
    '`kode`',
    '```kode```',
    '(*ya*)',
    '**x**',
  ])
    expect(unmarked(text)).not.toMatch(/[*_~`]/);
  expect(unmarked('> kutipan')).not.toMatch(/^>/);
  // Two that stand far from each other make a pair as well.
  expect(unmarked('Biaya *) belum pasti, lihat catatan *)')).not.toContain('*');
});

test('inside of words and addresses they stay', () => {
  const text = 'lampiran_rab_2026 3*4 https://contoh.desa.id/_a_/*b*';
  expect(unmarked(text)).toBe(text);
});
