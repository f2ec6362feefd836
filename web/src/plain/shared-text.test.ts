import { expect, test } from 'vitest';
import { contactIn, headingOf, titled } from './shared-text';
import { phoneFrom } from './telephone';

test('the first line of a text is its title, and nothing of a longer one is lost', () => {
  expect(titled('  Rapat rutin\n\nHadir 18 desa\nSelesai  ', 200)).toEqual({
    title: 'Rapat rutin',
    body: 'Hadir 18 desa\nSelesai',
  });
  expect(titled('satu dua tiga empat', 10)).toEqual({
    title: 'satu dua…',
    body: 'satu dua tiga empat',
  });
  expect(titled('\u202eRapat\u202c 🙏', 200)).toEqual({ title: 'Rapat 🙏', body: '' });
  expect([...titled('🙏'.repeat(300), 200).title].length).toBe(200);
});

test('what announces a list is its heading', () => {
  expect(headingOf('*Agenda rapat 3 Desember:*\n1. Pembukaan')).toBe('Agenda rapat 3 Desember');
  expect(headingOf('Yang perlu dibawa:\n- laptop')).toBe('Yang perlu dibawa');
  expect(headingOf('1. Pembukaan\n2. Penutup')).toBe('');
});

test('a number with a name is somebody, in every form in which phones hand it over', () => {
  const siti = { name: 'Siti Rahayu', phone: '+6281234567890' };
  for (const text of [
    'Siti Rahayu 0812-3456-7890',
    'Siti Rahayu\n+62 812 3456 7890',
    'Nama: Siti Rahayu\nNo HP: 081234567890',
    'WA Siti Rahayu: 0812 3456 7890'.replace('WA ', ''),
    'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Rahayu;Siti;;;\r\nFN:Siti Rahayu\r\nitem1.TEL;waid=6281234567890:+62 812-3456-7890\r\nEND:VCARD',
    'BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=53=69=74=69=\n=20=52=61=68=61=79=75\nTEL;CELL:081234567890\nEND:VCARD',
    'BEGIN:VCARD\nVERSION:3.0\nN:Rahayu;Siti\nTEL;TYPE=CELL:0812\n 34567890\nEND:VCARD',
  ])
    expect(contactIn(text, phoneFrom), text).toEqual(siti);
  expect(contactIn('081234567890', phoneFrom)).toEqual({ name: '', phone: '+6281234567890' });
});

test('a message that mentions a number, and a number that is none, are nobody', () => {
  for (const text of [
    '',
    'Rapat rutin',
    'Anggaran 1.500.000.000 untuk 2026',
    'Mohon hubungi Pak Budi di 081234567890 sebelum pukul 09.00 besok',
    `Panjang ${'sekali '.repeat(40)} 081234567890`,
    'BEGIN:VCARD\nFN:Tanpa Nomor\nEND:VCARD',
  ])
    expect(contactIn(text, phoneFrom), text).toBeNull();
});
