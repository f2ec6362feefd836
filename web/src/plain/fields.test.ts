import { expect, test } from 'vitest';
import { phoneText } from './fields';
import { orderAfter } from './order';
import { routeOf } from '../page/shell/route.svelte';
import { specAt } from './specs';
import { ulid } from './ulid';

test('a stored number is read out as people say it', () => {
  expect(phoneText('+6281234567890')).toBe('0812-3456-7890');
  expect(phoneText('+4915112345678')).toBe('+4915112345678');
  expect(phoneText('+62281641234')).toBe('(0281) 641234');
  expect(phoneText('+62215551234')).toBe('(021) 5551234');
});

test('every new key sorts after the last and never ends with 0', () => {
  const keys = ['U'];
  for (let round = 0; round < 200; round += 1) keys.push(orderAfter(keys[keys.length - 1]));
  expect([...keys].sort()).toEqual(keys);
  expect(keys.every((key) => !key.endsWith('0'))).toBe(true);
});

test('addresses lead where they say', () => {
  expect(routeOf('#/anggota/01J/ubah')).toMatchObject({ doc: 'member/01J', editing: true });
  expect(routeOf('#/pendampingan/33.02.19.2003/2026')).toMatchObject({
    page: 'document',
    doc: 'log/33.02.19.2003/2026',
    names: { village: '33.02.19.2003', year: '2026' },
  });
});

test('a path leads to the field it names', () => {
  expect(specAt('log', 'entries/01J/follow_ups/01K/state')).toMatchObject({
    vocabulary: 'follow_up_state',
  });
  expect(specAt('note', 'attendance/01J')).toMatchObject({ vocabulary: 'attendance' });
  expect(specAt('member', 'phone')).toMatchObject({ is: 'phone' });
});

test('a ULID has 26 characters and sorts by time', () => {
  expect(ulid(1)).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  expect(ulid(1_000) < ulid(2_000)).toBe(true);
});
