import { expect, test } from 'vitest';
import { forum } from './forum.svelte';
import { wordFor, wordsOf } from './words.svelte';

const given = (fields: Parameters<typeof forum.follow>[0]) => forum.follow(fields);

test('without settings words are the dictionary’s and villages are their codes', () => {
  given(() => undefined);
  expect(wordsOf('stage').map(([key]) => key)).toEqual([
    'penyadaran',
    'transformasi',
    'intelektual',
  ]);
  expect(forum.villages).toEqual([]);
  expect(forum.villageName('33.02.19.2003')).toBe('33.02.19.2003');
  expect(forum.zone).toBe('Asia/Jakarta');
});

test('a forum relabels, adds, orders and retires words; a retired one stays readable', () => {
  given(() => ({
    labels: { 'stage:penyadaran': 'Mengenal', 'stage:mandiri': 'Mandiri', 'medium:radio': 'Radio' },
    order: { 'stage:mandiri': 'A' },
    retired: ['stage:intelektual'],
    villages: { '33.01.01.2001': 'Awal', '33.01.01.2010': 'Lama', '33.01.01.2002': 'Baru' },
    retired_villages: ['33.01.01.2010'],
    time_zone: 'wita',
  }));
  expect(wordsOf('stage')).toEqual([
    ['mandiri', 'Mandiri'],
    ['penyadaran', 'Mengenal'],
    ['transformasi', 'Transformasi'],
  ]);
  expect(wordFor('stage', 'intelektual')).toBe('Intelektual');
  expect(wordsOf('stage', ['intelektual']).map(([key]) => key)).toContain('intelektual');
  expect(forum.villages.map(([, name]) => name)).toEqual(['Awal', 'Baru']);
  expect(forum.villageName('33.01.01.2010')).toBe('Lama');
  expect(forum.zone).toBe('Asia/Makassar');
});
