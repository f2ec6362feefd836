import { expect, test } from 'vitest';
import { tenure } from '../../plain/posts';
import { heldOn, linesAbove, type Signer } from './signers';

const signer = (some: Partial<Signer>): Signer => ({
  ...{ who: '', as: '', way: 'own', behalf: '', through: '', position: 'Camat Mekarjaya' },
  ...{ name: '', rank: '', nip: '' },
  ...some,
});

test('a signature block says in whose name somebody signs', () => {
  expect(linesAbove(signer({}))).toEqual(['Camat Mekarjaya,']);
  expect(linesAbove(signer({ as: 'Mengetahui' }))).toEqual(['Mengetahui', 'Camat Mekarjaya,']);
  expect(linesAbove(signer({ way: 'plt' }))).toEqual(['Plt. Camat Mekarjaya,']);
  expect(
    linesAbove(signer({ way: 'an', behalf: 'Camat Mekarjaya', position: 'Sekretaris' })),
  ).toEqual(['a.n. Camat Mekarjaya', 'Sekretaris,']);
  const through = { behalf: 'Camat Mekarjaya', through: 'Sekretaris', position: 'Kasi' };
  expect(linesAbove(signer({ way: 'ub', ...through }))).toEqual([
    'a.n. Camat Mekarjaya',
    'Sekretaris',
    'u.b.',
    'Kasi,',
  ]);
});

test('without a position there is no comma in the air', () => {
  expect(linesAbove(signer({ position: '', way: 'plt' }))).toEqual([]);
  expect(linesAbove(signer({ position: '', as: 'Notulis' }))).toEqual(['Notulis,']);
});

test('what somebody held on a day: the own post first, none that had ended or not begun', () => {
  const held = (key: string, position: string, from: string, until: string, status = '') =>
    tenure(key, { position, holder: 'A', from, until, position_status: status });
  const all = [
    held('1', 'staf', '2019-01-01', '2024-01-01'),
    held('2', 'kepala_desa', '2024-05-01', '', 'plt'),
    held('3', 'sekretaris_desa', '2024-01-01', ''),
    held('4', 'camat', '2026-06-01', ''),
  ];
  const on = (day: string) => heldOn(all, ['A'], day).map(({ position }) => position);
  expect(on('2025-03-01')).toEqual(['sekretaris_desa', 'kepala_desa']);
  expect(on('2023-03-01')).toEqual(['staf']);
  expect(heldOn(all, ['B'], '2025-03-01')).toEqual([]);
});
