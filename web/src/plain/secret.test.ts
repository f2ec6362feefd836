import { expect, test } from 'vitest';
import { grouped, linkElsewhere, newSecret, readInvitation, secretIn } from './secret';

const SECRET = '3f2a9b1c00d4e5f60718293a4b5c6d7e8f901a2b';
const OTHER = 'ba5e0000111122223333444455556666777788ff';
const LINK = `https://paguyuban.contoh.id/#gabung=${SECRET}`;
const spaced = grouped(SECRET);

test('a new secret is 160 bits, and is read back as it is given', async () => {
  const { text, hash } = await newSecret();
  expect(text).toMatch(/^[0-9a-f]{40}$/);
  expect(hash).toMatch(/^[A-Za-z0-9_-]{43}$/);
  for (const given of [text, grouped(text), `#gabung=${text}`]) expect(secretIn(given)).toBe(text);
});

test.each([
  // What chats and people put around a link.
  ...[
    '.',
    '..',
    ',',
    ';',
    '!',
    '?',
    '*',
    '_',
    '~',
    '`',
    ')',
    ']',
    '>',
    '"',
    "'",
    '”',
    '’',
    '»',
    '…',
  ].map((end) => `${LINK}${end}`),
  ...['*', '_', '(', '<', '"', '“', '‘', '[', '«'].map((start) => `${start}${LINK}`),
  `*${LINK}*`,
  `_*${LINK}*_`,
  `<${LINK}>`,
  `[gabung](${LINK})`,
  `${LINK}\u200b`,
  `\u200e${LINK}\u200f`,
  `\u2068${LINK}\u2069`,
  LINK.replace('=', '=\u200b'),
  LINK.replace(SECRET, [...SECRET].join('\u2060')),
  LINK.replace(SECRET, [...SECRET].join('\u00ad')),
  `${LINK}\ufeff`,
  LINK.toUpperCase(),
  LINK.replace(SECRET, SECRET.toUpperCase()),
  LINK.replace('#', '%23'),
  encodeURIComponent(LINK),
  encodeURIComponent(encodeURIComponent(LINK)),
  `https://wa.me/?text=${encodeURIComponent(`Undangan: ${LINK}`)}`,
  `${LINK}&ke=Paguyuban%20Kaliori&dari=Siti%20Rahayu`,
  `${LINK}?fbclid=IwAR0abcdef`,
  `${LINK}/`,
  `${LINK}%`,
  `${LINK}%20`,
  `https://paguyuban.contoh.id/#/gabung=${SECRET}`,
  `https://paguyuban.contoh.id/?gabung=${SECRET}`,
  `gabung=${SECRET}`,
  `#gabung= ${SECRET}`,
  `gabung=${spaced}`,
  LINK.replace(SECRET, `${SECRET.slice(0, 20)}\n${SECRET.slice(20)}`),
  `Undangan bergabung ke Paguyuban Kaliori (untuk satu HP):\n${LINK}\nDari Budi, 0812 3456 7890`,
  `[29/11 05.41] Bu Siti: Undangan bergabung ke Paguyuban Kaliori:\n*${LINK}*\n\nSalam`,
  `${LINK}\n${LINK}`,
  `${LINK}\nKode: ${spaced}`,
  // The code as it is typed, read out, copied.
  SECRET,
  ` ${SECRET} `,
  `${SECRET}.`,
  `*${SECRET}*`,
  `(${SECRET})`,
  SECRET.toUpperCase(),
  spaced,
  spaced.toUpperCase(),
  `${spaced}.`,
  spaced.replaceAll(' ', '-'),
  spaced.replaceAll(' ', ' - '),
  spaced.replaceAll(' ', '–'),
  spaced.replaceAll(' ', '\u2011'),
  spaced.replaceAll(' ', '\u00a0'),
  spaced.replaceAll(' ', '\u202f'),
  spaced.replaceAll(' ', '  '),
  spaced.replaceAll(' ', '\n'),
  spaced.replaceAll(' ', '.'),
  SECRET.match(/.{8}/g)?.join(' ') ?? '',
  SECRET.match(/.{5}/g)?.join('-') ?? '',
  [...SECRET].join(' '),
  SECRET.replaceAll('0', 'O').replaceAll('1', 'l'),
  spaced.replaceAll('0', 'o').replaceAll('1', 'I'),
  [...SECRET]
    .map((digit) => (/\d/.test(digit) ? String.fromCodePoint(0xff10 + Number(digit)) : digit))
    .join(''),
  `Kode: ${spaced}`,
  `Kode undangan Anda ${spaced} untuk satu HP`,
  `ada 12 ${spaced} cabe`,
  `kode "${SECRET}"`,
])('the invitation in %j is read', (text) => {
  expect(readInvitation(text)).toEqual({ secret: SECRET });
});

test.each([
  ['', { trouble: 'none' }],
  ['halo', { trouble: 'none' }],
  ['https://paguyuban.contoh.id/', { trouble: 'none' }],
  ['https://paguyuban.contoh.id/#gabung=', { trouble: 'none' }],
  ['gabung=%', { trouble: 'none' }],
  ['Undangan bergabung ke Paguyuban Kaliori', { trouble: 'none' }],
  ['0812 3456 7890', { trouble: 'short', digits: 12 }],
  ['g'.repeat(40), { trouble: 'none' }],
  [SECRET.slice(1), { trouble: 'short', digits: 39 }],
  [spaced.slice(5), { trouble: 'short', digits: 36 }],
  [LINK.slice(0, -3), { trouble: 'short', digits: 37 }],
  [`${LINK.slice(0, -3)}…`, { trouble: 'short', digits: 37 }],
  ['gabung=3', { trouble: 'short', digits: 1 }],
  [`${SECRET}0`, { trouble: 'long', digits: 41 }],
  [`${LINK}7`, { trouble: 'long', digits: 41 }],
  [`${LINK}\n${LINK.replace(SECRET, OTHER)}`, { trouble: 'several' }],
  [`${SECRET}, ${OTHER}`, { trouble: 'several' }],
  [`${spaced}; ${grouped(OTHER)}`, { trouble: 'several' }],
])('what %j is instead is said', (text, found) => {
  expect(readInvitation(text)).toEqual(found);
});

// What grows with the square of the length takes hours for these; a busy machine, seconds.
test('a text of any length is read at once', { timeout: 60_000 }, () => {
  const began = performance.now();
  for (const piece of ['a ', '%25', 'gabung=', 'gabung ', '0-', 'é', 'f'.repeat(39) + ' '])
    readInvitation(piece.repeat(200_000 / piece.length));
  expect(performance.now() - began).toBeLessThan(30_000);
});

test('a link to another relay is told from one to this', () => {
  const here = 'https://sini.example';
  const secret = SECRET;
  const away = (text: string) => linkElsewhere(text, here)?.host ?? null;
  expect(away(`https://sana.example/#gabung=${secret}`)).toBe('sana.example');
  expect(away(`Mari gabung: https://sana.example:8443/#gabung=${secret}&ke=Kaliori`)).toBe(
    'sana.example:8443',
  );
  for (const text of [
    `${here}/#gabung=${secret}`,
    secret,
    'https://sana.example/',
    'https://sana.example/#gabung=',
    `https://%/#gabung=${secret}`,
    `javascript://sana.example/#gabung=${secret}`,
  ])
    expect(away(text)).toBe(null);
});
