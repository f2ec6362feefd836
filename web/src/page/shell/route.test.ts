import { expect, test } from 'vitest';
import { routeOf, strayInvitation } from './route.svelte';

const SECRET = '3f2a9b1c00d4e5f60718293a4b5c6d7e8f901a2b';

test('no address is unreadable', () => {
  for (const place of [
    '%',
    '%%',
    '%E0%A4%A',
    '%zz',
    '#',
    '##',
    '/',
    '//',
    '/%',
    '/catatan/%',
    '\u0000',
  ])
    expect(() => routeOf(`#${place}`)).not.toThrow();
  expect(routeOf('#/anggota/%41%')).toMatchObject({ doc: 'member/A%', names: { id: 'A%' } });
});

test('an address that leads nowhere is told apart from home', () => {
  for (const place of ['', '#', '#/']) expect(routeOf(place)).toEqual({ at: 'home' });
  for (const place of ['#/apa-saja', '#/%', '#apa', '#/anggotaa', '#/Sinkron/x'])
    expect(routeOf(place)).toEqual({ at: 'unknown' });
});

test('an invitation is kept as it came, for whoever reads it', () => {
  for (const hash of [
    `#gabung=${SECRET}`,
    `#gabung=${SECRET}.`,
    `#gabung=${SECRET}%`,
    `#/gabung=${SECRET}`,
    `#GABUNG=${SECRET.toUpperCase()}*`,
    `#gabung%3D${SECRET}`,
    `#gabung=${SECRET}&ke=Paguyuban%20Kaliori`,
    `#${SECRET}`,
    '#gabung=abc',
  ])
    expect(routeOf(hash)).toEqual({ at: 'join', link: hash });
  for (const hash of ['#gabung', '#gabung=', '#/gabung=%'])
    expect(routeOf(hash)).toEqual({ at: 'join', link: '' });
});

test('an invitation is found behind an encoded #, and nothing else is taken for one', () => {
  for (const path of ['/%23gabung=ab.', '/%2523gabung=ab.', '/gabung=ab.'])
    expect(strayInvitation(path, '')).toContain('#gabung=ab.');
  expect(strayInvitation('/', '?gabung=ab')).toBe('#gabung=ab');
  expect(strayInvitation('/', '?x=1&gabung=ab')).toBe('#gabung=ab');
  for (const path of ['/', '/catatan', '/terima', '/%'])
    expect(strayInvitation(path, '')).toBe(null);
});
