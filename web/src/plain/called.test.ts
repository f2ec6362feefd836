import { expect, test } from 'vitest';
import { calledBy, phoneName } from './called';

test.each([
  ['H. Slamet', 'Slamet'],
  ['H Slamet', 'Slamet'],
  ['Hj. Siti Aminah, S.Pd., M.Si.', 'Siti'],
  ['Dr. Ir. H. Budi Santosa', 'Budi'],
  ['M. Yusuf', 'Yusuf'],
  ['Moh. Yusuf', 'Yusuf'],
  ['Drs Bambang', 'Bambang'],
  ['KH. Ahmad Dahlan', 'Ahmad'],
  ['Bapak Joko', 'Joko'],
  ['Ibu Sri Wahyuni', 'Sri'],
  ['R.A. Kartini', 'Kartini'],
  ['Siti Rahayu', 'Siti'],
  ['  Siti  ', 'Siti'],
  ['S.', 'S.'],
  ['', ''],
])('%j is called %j', (name, called) => {
  expect(calledBy(name)).toBe(called);
});

test.each([
  ['Siti Rahayu', 'Chrome', 'HP Siti – Chrome'],
  ['Siti Rahayu', 'HP dinas', 'HP Siti – HP dinas'],
  ['Siti Rahayu', 'HP Siti', 'HP Siti'],
  ['Siti Rahayu', 'HP lama Bu Siti', 'HP lama Bu Siti'],
  ['H. Slamet', '', 'HP Slamet'],
  ['H. Slamet', 'HP saya', 'HP Slamet'],
])('the phone of %j with %j is %j', (person, detail, name) => {
  expect(phoneName('HP', person, detail)).toBe(name);
});
