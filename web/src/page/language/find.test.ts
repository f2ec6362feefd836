import { expect, test } from 'vitest';
import type { View } from '../../between/contract';
import { finder, finderOf, fold } from './find';

test.each([
  ["Jum'at", 'jumat'],
  ['Jum’at', 'jumat'],
  ['Ma‘mūn', 'mamun'],
  ['Maʼmun', 'mamun'],
  ['  Siti   AMINAH ', 'siti aminah'],
  ['André Café', 'andre cafe'],
  ['H. Slamet, S.Pd.', 'h slamet s pd'],
  ['Al-Fatah', 'al fatah'],
  ['0812-3456-7890', '0812 3456 7890'],
  ['Si\u200bti', 'siti'],
  ['Ｓｉｔｉ', 'siti'],
])('%j is searched as %j', (text, folded) => {
  expect(fold(text)).toBe(folded);
});

test.each([
  ['rahayu siti', 'Siti Rahayu', true],
  ['ahay', 'Siti Rahayu', true],
  ['siti budi', 'Siti Rahayu', false],
  ['suka maju', 'Desa Sukamaju', true],
  ['sukamaju', 'Desa Suka Maju', true],
  ['jumat', "Rapat Jum'at", true],
  ["jum'at", 'Rapat Jumat', true],
  ['spd', 'Budi, S.Pd.', true],
  ['', 'anything', true],
  ['...', 'anything', true],
])('%j in %j: %j', (query, text, found) => {
  expect(finder(query)(fold(text))).toBe(found);
});

const view = (doc: string, kind: string, fields: View['fields']) =>
  ({ doc, kind, fields, heads: [], edited: null, conflicts: [], doubts: [] }) as unknown as View;
const NAMES: Record<string, string> = { M1: 'Siti Rahayu', M2: 'Budi Santosa' };
const nameOf = (member: string) => NAMES[member] ?? null;

const CARD = view('member/M1', 'member', {
  full_name: 'Siti Rahayu',
  nickname: 'Bu Ayu',
  title_prefix: 'Dra.',
  position: 'sekretaris_desa',
  phone: '+6281234567890',
  email: 'siti@contoh.id',
  can_speak_on: ['K2'],
});
const NOTE = view('note/N1', 'note', {
  title: 'Rapat rutin',
  place: 'Balai Desa Mekar',
  chair: 'M2',
  attendance: { M1: 'hadir' },
  agenda: { A1: { title: 'Dana desa', discussion: 'Pencairan tahap dua' } },
  decisions: { D1: { text: 'Membeli printer', amount_rp: 1500000 } },
  follow_ups: {
    F1: { what: 'Kirim laporan' },
    F2: { what: 'Sudah dibuang', archived_on: '2026-01-01' },
  },
});
const LOG = view('log/33.02.19.2003/2026', 'log', {
  entries: {
    E1: {
      topic: 'Siskeudes',
      notes: 'Latihan isian',
      mentors: ['M2'],
      mentees: ['M1'],
      competences: ['K9'],
      villages: [],
    },
  },
});

test.each([
  [
    CARD,
    [
      'ayu',
      'dra siti',
      'sekretaris',
      '0812-3456',
      '081234567890',
      '+62 812',
      'contoh',
      'siskeudes',
    ],
  ],
  [NOTE, ['balai mekar', 'dana', 'pencairan', 'printer', 'laporan', 'budi', 'rahayu', '1.500.000']],
  [LOG, ['siskeudes', 'latihan', 'santosa', 'siti', 'kedisiplinan']],
])('everything that is read in it is found: %#', (one, queries) => {
  for (const query of queries) expect(finderOf(query, nameOf)(one), query).toBe(true);
  expect(finderOf('tidak ada di mana pun', nameOf)(one)).toBe(false);
});

test('what was taken away is not found, and one entry is found by itself', () => {
  expect(finderOf('dibuang', nameOf)(NOTE)).toBe(false);
  const entries = LOG.fields['entries'] as Record<string, View['fields']>;
  const entry = entries['E1'] ?? {};
  expect(finderOf('siskeudes mekarsari', nameOf)(LOG, entry, 'entries/E1/', 'Mekarsari')).toBe(
    true,
  );
  expect(finderOf('siskeudes lain', nameOf)(LOG, entry, 'entries/E1/', 'Mekarsari')).toBe(false);
});
