import { expect, test } from 'vitest';
import type { View } from '../between/contract';
import { personOf } from '../page/language/people';
import { addressesOf, isAddress, numbersOf, whatsappWay } from './links';
import { titleOf } from '../page/language/titles';
import { readView } from './views';
import { wordFor } from '../page/language/words.svelte';
import { forum } from '../page/language/forum.svelte';

const RLO = '\u202e';
/** What a member can put on a card by changes made by hand. */
const HOSTILE = [
  'a@b.id?bcc=c@d.id',
  'a@b.id%0Abcc:c@d.id',
  'a@b.id\nbcc:c@d.id',
  'a@b.id,c@d.id',
  'a@b.id;c@d.id',
  'a?subject=x@b.id',
  'a%3Fbcc=c@b.id',
  '"a b"@b.id',
  'a@b.id&body=x',
  'a@b.id#x',
  `a@${RLO}di.b`,
  `${RLO}moc.b@a`,
  'javascript:alert(1)',
  'javascript:alert(1)//a@b.id',
  'data:text/html,x',
  '//evil.id/a@b.id',
  'a@b.id/../x',
  '<a@b.id>',
  `${'a'.repeat(400)}@b.id`,
  `a@${'b'.repeat(400)}.id`,
  '+62812;ext=1',
  '+6281234567890?text=x',
  '+6281234567890%2c99',
  '+6281234567890,99#',
  '+62812345678901234567890',
  '+0812345678',
  '081234567890',
  '*21*081234567890#',
  '62812/../x',
  `+62${RLO}81234567890`,
  '＋６２８１２３４５６７８９０',
  '\u0000+6281234567890',
  '',
  ' ',
];

test('a number leads where it says', () => {
  expect(numbersOf(['+6281234567890', '+6281234567890', '+31201234567'])).toEqual([
    {
      chat: { href: 'https://wa.me/6281234567890', text: '0812-3456-7890' },
      call: { href: 'tel:+6281234567890', text: '0812-3456-7890' },
    },
    {
      chat: { href: 'https://wa.me/31201234567', text: '+31201234567' },
      call: { href: 'tel:+31201234567', text: '+31201234567' },
    },
  ]);
});

test('an address leads where it says', () => {
  for (const [text, href] of [
    ['siti.r@desa.go.id', 'mailto:siti.r@desa.go.id'],
    ['o\u2019brien@x.id', null],
    ["o'brien+kec@x-y.co.id", "mailto:o'brien%2Bkec@x-y.co.id"],
  ] as const)
    expect(addressesOf([text]).map((way) => way.href)).toEqual(href === null ? [] : [href]);
});

test('what is no number and no address leads nowhere', () => {
  for (const text of HOSTILE) {
    expect(numbersOf([text]), JSON.stringify(text)).toEqual([]);
    expect(addressesOf([text]), JSON.stringify(text)).toEqual([]);
    expect(isAddress(text)).toBe(false);
    const { href } = whatsappWay(text, 'Halo & #selamat=?');
    expect(href).toBe('https://wa.me/?text=Halo%20%26%20%23selamat%3D%3F');
  }
});

function viewOf(kind: string, fields: View['fields'], more: Partial<View> = {}): View {
  const view = {
    doc: kind === 'log' ? 'log/33.02.19.2003/2026' : `${kind}/01KAV9FT000000000000000001`,
    kind,
    heads: [],
    fields,
    conflicts: [],
    doubts: [],
    after_archive: null,
    edited: null,
  };
  return readView(JSON.stringify({ ...view, ...more }));
}

test('no name, title or label turns, hides or breaks what stands beside it', () => {
  for (const mark of [
    '\u202e',
    '\u2066',
    '\u200f',
    '\u200b',
    '\u0000',
    '\n',
    '\r\n',
    '\u2028',
    '\ufeff',
    '\u00ad',
    '\u{e0041}',
  ]) {
    const name = `Siti${mark} ${mark}Rahayu`;
    expect(personOf(viewOf('member', { full_name: name })).name).toBe('Siti Rahayu');
    expect(titleOf(viewOf('note', { title: name }))).toBe('Siti Rahayu');
    const version = { id: 'v', value: name, member: null, device: null, at: 1, winner: true };
    const conflicts = [{ path: 'title', versions: [version, { ...version, id: 'w' }] }];
    const [conflict] = viewOf('note', {}, { conflicts }).conflicts;
    expect(conflict?.versions[0]?.value).toBe('Siti Rahayu');
    const entries = { '01K': { topic: name, notes: name } };
    expect(viewOf('log', { entries }).fields['entries']).toEqual({
      // Places in a text are counted in what stands there.
      '01K': { topic: 'Siti Rahayu', notes: name },
    });
  }
});

test('a word that every object has is no word of ours', () => {
  for (const code of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    expect(wordFor('position', code)).toBe(code);
    expect(forum.villageName(code)).toBe(code);
  }
});
