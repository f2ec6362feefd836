import { expect, test } from 'vitest';
import { invitationOf, invitedBy } from './invited';
import { secretIn } from '../../plain/secret';

const SECRET = '0123456789abcdef0123456789abcdef01234567';

test('a link says who invites and to what, and its secret is still found', () => {
  const link = invitationOf(SECRET, 'Paguyuban Sekdes & Kaur “Mekar”', 'Siti Rahayu');
  expect(invitedBy(`https://contoh.id/#${link}`)).toEqual({
    forum: 'Paguyuban Sekdes & Kaur “Mekar”',
    by: 'Siti Rahayu',
  });
  expect(secretIn(`https://contoh.id/#${link}`)).toBe(SECRET);
  expect(link).toMatch(/^[\x21-\x7e]+$/);
});

test.each(['', SECRET, `gabung=${SECRET}`, 'gabung=x&ke=%ZZ', '%', 'gabung='])(
  '%j says nothing, and breaks nothing',
  (link) => {
    expect(invitedBy(link).by).toBe('');
  },
);

test('names are cut, and are one line', () => {
  expect(invitedBy(invitationOf(SECRET, 'x'.repeat(200), 'a\n\u202eb'))).toEqual({
    forum: 'x'.repeat(48),
    by: 'a b',
  });
});
