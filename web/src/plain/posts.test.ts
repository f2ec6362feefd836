import { expect, test } from 'vitest';
import type { Fields } from '../between/contract';
import { isActing, postsOf, tenure, tenuresBy, vacantSince, VILLAGE_POSTS } from './posts';

const TODAY = '2026-11-30';
const one = (key: string, fields: Fields) =>
  tenure(key, { village_code: 'A', position: 'sekretaris_desa', from: '2020-01-01', ...fields });
const post = (tenures: ReturnType<typeof one>[], position = 'sekretaris_desa') => {
  const found = postsOf(tenures, 'A', VILLAGE_POSTS, TODAY).find((it) => it.position === position);
  if (!found) throw new Error('no post');
  return found;
};

test('who has not left is in office; who follows on the day of leaving is alone in it', () => {
  const before = one('T1', { holder: 'SITI', until: TODAY, left_by: 'rotated' });
  const now = one('T2', { holder: 'BUDI', from: TODAY, position_status: 'plt' });
  const held = post([before, now]);
  expect(held.holders.map(({ holder }) => holder)).toEqual(['BUDI']);
  expect(held.others.map(({ holder }) => holder)).toEqual(['SITI']);
  expect([held.state, isActing(now), isActing(before)]).toEqual(['held', true, false]);
});

test('a post that somebody left is vacant since then; one nobody wrote about is not known', () => {
  const left = post([one('T1', { holder: 'SITI', until: '2026-05-01' })]);
  expect([left.state, vacantSince(left)]).toEqual(['vacant', '2026-05-01']);
  expect(post([], 'kepala_desa').state).toBe('unknown');
  // Whoever begins next month is not in it yet.
  expect(post([one('T1', { holder: 'SITI', from: '2026-12-31' })]).state).toBe('unknown');
});

test('two who are named for one post are a question; the same one named twice is none', () => {
  const both = [one('T1', { holder: 'SITI' }), one('T2', { holder: 'BUDI' })];
  expect(post(both).state).toBe('asked');
  const same = [one('T1', { holder: 'SITI' }), one('T2', { holder: 'SITI' })];
  expect(post(same)).toMatchObject({ state: 'held', holders: [{ holder: 'SITI' }] });
  const heads = both.map(({ key, fields }) => one(key, { ...fields, position: 'kepala_dusun' }));
  expect(post(heads, 'kepala_dusun').state).toBe('held');
});

test('the posts of a village are the usual ones and whatever was written about', () => {
  const staff = one('T1', { holder: 'SITI', position: 'staf' });
  const elsewhere = one('T2', { holder: 'BUDI', village_code: 'B' });
  const own = one('T3', { holder: 'TONO', position: 'juru_kunci' });
  const found = postsOf([staff, elsewhere, own], 'A', [...VILLAGE_POSTS, 'staf'], TODAY);
  expect(found.map(({ position }) => position)).toEqual([...VILLAGE_POSTS, 'staf', 'juru_kunci']);
});

test('the way of a person through posts is told from the newest on', () => {
  const way = [
    one('T1', { holder: 'SITI', from: '2010-01-01', until: '2015-01-01' }),
    one('T2', { holder: 'SITI', from: '2019-01-01', village_code: 'B' }),
    one('T3', { holder: 'BUDI' }),
  ];
  expect(tenuresBy(way, 'SITI').map(({ key }) => key)).toEqual(['T2', 'T1']);
});
