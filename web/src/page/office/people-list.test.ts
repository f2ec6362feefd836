import { expect, test } from 'vitest';
import { phoneFrom } from '../../plain/telephone';
import { fold } from '../language/find';
import { cardFor, peopleIn, type Listed } from './people-list';

const NEEDS = {
  villages: [
    ['33.01.02.2001', 'Ujung Kidul'],
    ['33.01.02.2002', 'Ujung Lor'],
  ] as [string, string][],
  positions: [['sekretaris_desa', 'Sekretaris Desa']] as [string, string][],
  phoneFrom,
  fold,
  nameMax: 120,
};

const read = (text: string) => peopleIn(text, NEEDS);
const WHOLE = {
  name: 'Sari Contohwati, S.Sos',
  phone: '+6281234567890',
  village: '33.01.02.2001',
  position: '',
  rest: [],
  problem: null,
};

test.each([
  'Sari Contohwati, S.Sos; 0812-3456-7890; Ujung Kidul',
  '1. Sari Contohwati, S.Sos, +62 812 3456 7890, Desa Ujung Kidul',
  '081234567890\tSari Contohwati, S.Sos\tUJUNG KIDUL',
  '"Sari Contohwati, S.Sos",081234567890,"Ujung Kidul"',
  'Sari Contohwati, S.Sos (Ujung Kidul) - wa.me/6281234567890',
  '3) Sari Contohwati, S.Sos | Ujung Kidul | 62 812-3456-7890',
])('a person is read wherever the parts stand: %s', (line) => {
  expect(read(line)).toMatchObject([WHOLE]);
});

test('a heading is no person, and a line without a number is one', () => {
  expect(read('No;Nama;HP;Desa\n1;Joko Contoh;;Ujung Lor\n2;Tuti Contoh')).toMatchObject([
    { name: 'Joko Contoh', phone: '', village: '33.01.02.2002', problem: null },
    { name: 'Tuti Contoh', phone: '', village: '', problem: null },
  ]);
});

test('what cannot be read is said and not left out', () => {
  expect(read('Joko Contoh; 0812')).toMatchObject([{ rest: ['0812'] }]);
  expect(read('Joko Contoh; 0000000000')).toMatchObject([{ problem: 'phone' }]);
  expect(read('081234567890')).toMatchObject([{ problem: 'name' }]);
  expect(read(`${'a'.repeat(121)}; 081234567890`)).toMatchObject([{ problem: 'long' }]);
  expect(read('Joko Contoh; suka memancing')).toMatchObject([{ rest: ['suka memancing'] }]);
});

test('whoever stands in a list twice is one person', () => {
  const twice = 'Joko Contoh; 081234567890\nJoko C; +62 812-3456-7890\nJoko Contoh; 081234567890';
  expect(read(twice).map(({ problem }) => problem)).toEqual([null, 'twice', 'twice']);
});

test('a card with the number, or the name and village, is probably the same person', () => {
  const one = read('Sari Contohwati; 0812 3456 7890; Ujung Kidul')[0] as Listed;
  const card = { id: 'a', name: 'Lain', phone: '', village: '33.01.02.2001' };
  const found = (some: Partial<typeof card>) => cardFor(one, [{ ...card, ...some }], fold)?.id;
  expect(found({ phone: '+6281234567890' })).toBe('a');
  expect(found({ name: 'SARI CONTOHWATI' })).toBe('a');
  expect(found({ name: 'Hj. Sari Contohwati, S.Sos' })).toBe('a');
  expect(found({ name: 'Sari Contohwati', village: '33.01.02.2002' })).toBeUndefined();
  expect(found({})).toBeUndefined();
});
