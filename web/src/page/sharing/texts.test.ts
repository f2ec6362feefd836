import { expect, test } from 'vitest';
import '../kinds/table';
import type { Fields, View } from '../../between/contract';
import { blankView } from '../phone/context';
import type { Device } from '../phone/device.svelte';
import { eventDated, taskDated } from './dated';
import { eventMessages, minutesMessage, taskMessage } from './texts';

const NAMES: Record<string, string> = { A: 'Siti *Rahayu*', B: 'Budi Santosa' };
const device = {
  nameOf: (member: string | null) => NAMES[member ?? ''] ?? null,
} as unknown as Device;

const view = (doc: string, fields: Fields, some: Partial<View> = {}): View => ({
  ...blankView(doc, doc.split('/')[0] ?? ''),
  fields,
  ...some,
});
const FIELDS = {
  title: 'Rapat *kerja* _besar_',
  date: '2026-03-12',
  start: '09:00',
  end: '11:30',
  place: 'Balai Desa',
  state: 'rencana',
};
const versions = (...values: string[]) =>
  values.map((value) => ({ id: value, value, member: 'A', at: 0 })) as never;

test('an invitation says the day in words, and only what the app marks is marked', () => {
  const [invitation, reminder] = eventMessages(device, view('event/E', FIELDS));
  expect(invitation?.text).toContain('Hari: Kamis, 12 Maret 2026\nPukul: 09.00–11.30 WIB\n');
  expect(invitation?.text).toContain('\n*Rapat ∗kerja∗ ˍbesarˍ*\n');
  expect(invitation?.text.match(/\*/g)).toHaveLength(2);
  expect(reminder?.name).toBe('Pengingat');
});

test('what is not settled is not told as a fact, and whoever sends it is warned', () => {
  const open = view('event/E', FIELDS, {
    conflicts: [{ path: 'date', versions: versions('2026-03-12', '2026-03-13') }],
  });
  const [invitation] = eventMessages(device, open);
  expect(invitation?.text).toMatch(/Kamis, 12 Maret 2026 .*Jumat, 13 Maret 2026/);
  expect(invitation?.text).toContain('belum dipastikan');
  expect(invitation?.warnings.length).toBeGreaterThan(0);
  expect(eventDated(device, open).status).toBe('TENTATIVE');
  expect(eventDated(device, open).about).toContain('Jumat, 13 Maret 2026');
});

test('what was called off is told as off, and goes from the calendar', () => {
  const off = view('event/E', { ...FIELDS, state: 'batal' });
  const [only, more] = eventMessages(device, off);
  expect(only?.text).toContain('batal');
  expect(only?.text).not.toContain('mengundang');
  expect(more).toBeUndefined();
  expect(eventDated(device, off).status).toBe('CANCELLED');
  expect(eventDated(device, off).uid).toBe(eventDated(device, view('event/E', FIELDS)).uid);
});

test('minutes in brief say what was decided, who does it, and that nobody has approved them', () => {
  const minutes = view('note/N', {
    ...FIELDS,
    state: 'draf',
    decisions: {
      D: { text: 'Membeli printer', amount_rp: 1_500_000, owner: 'B' },
      GONE: { text: 'Lama', archived_on: '2026-03-12' },
    },
    follow_ups: { F: { what: 'Kirim surat', assignee: 'A', due_on: '2026-03-20' } },
  });
  const { text, warnings } = minutesMessage(device, minutes);
  expect(text).toMatch(/1\. Membeli printer \(Rp\s1\.500\.000; Budi Santosa\)/);
  expect(text).toContain('1. Kirim surat – Siti ∗Rahayu∗, Jumat, 20 Maret 2026');
  expect(text).not.toContain('Lama');
  expect(text).toContain('(Belum disahkan)');
  expect(warnings).toContain('Belum disahkan');
});

test('a follow-up out of what few may read does not say where it is from', () => {
  const task = (doc: string, isOpen = true) => ({
    view: view(doc, {
      title: 'Rapat rahasia',
      follow_ups: { F: { what: 'Telepon camat', assignee: 'B', due_on: '2026-03-20' } },
    }),
    ...{ key: 'F', path: 'follow_ups/F', below: '', what: 'Telepon camat', assignee: 'B' },
    ...{ due: '2026-03-20', isOpen },
  });
  const shared = taskMessage(device, task('note/N'));
  expect(shared.text).toContain('Yth. Budi Santosa,');
  expect(shared.text).toContain('Rapat rahasia');
  expect(shared.warnings).toEqual([]);
  const secret = taskMessage(device, task('board/N'));
  expect(secret.text).not.toContain('Rapat rahasia');
  expect(secret.warnings).toHaveLength(1);
  expect(taskDated(device, task('note/N', false)).status).toBe('CANCELLED');
});
