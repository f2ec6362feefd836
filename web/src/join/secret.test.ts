import { expect, test } from 'vitest';
import { grouped, newSecret, secretIn } from './secret';

test('a secret is 160 bits, typed back in groups or pasted as a link', async () => {
  const { text, hash } = await newSecret();
  expect(text).toMatch(/^[0-9a-f]{40}$/);
  expect(hash).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(secretIn(`Undangan: https://contoh.id/#gabung=${text}\nSalam`)).toBe(text);
  expect(secretIn(grouped(text).toUpperCase())).toBe(text);
  expect(secretIn(text.replace(/(.{8})/g, '$1-'))).toBe(text);
});

test('what is neither a link nor a code is none', () => {
  for (const typed of ['', 'halo', 'abcd '.repeat(9), 'g'.repeat(40)])
    expect(secretIn(typed)).toBe('');
});
