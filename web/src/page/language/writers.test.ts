import { expect, test } from 'vitest';
import { PhoneLabels } from '../phone/phone-labels.svelte';
import { phoneOf, writerName, type Knowing } from './writers';

const knowing = (labels: Record<string, string> = {}, own = ''): Knowing => ({
  nameOf: (member) => (member === 'S' ? 'Siti Rahayu' : 'Budi Santosa'),
  labelOf: (device) => labels[device] ?? '',
  own,
});
const siti = (device: string) => ({ member: 'S', device });
const budi = { member: 'B', device: 'b1' };

test('two people are told apart by their names', () => {
  const both = [siti('s1'), budi];
  expect(both.map((one) => writerName(one, both, knowing()))).toEqual([
    'Siti Rahayu',
    'Budi Santosa',
  ]);
  expect(phoneOf(budi, both, knowing())).toBe('HP Budi');
});

test('two phones of one person are told apart by label, by being this one, or by number', () => {
  const all = [siti('s2'), siti('s1'), budi];
  const names = (one: Knowing) => all.map((writer) => writerName(writer, all, one));
  expect(names(knowing({ s1: 'HP kantor' }, 's2'))).toEqual([
    'Siti Rahayu (HP ini)',
    'Siti Rahayu (HP kantor)',
    'Budi Santosa',
  ]);
  for (const labels of [{}, { s1: 'HP Siti', s2: 'HP Siti' }, { s1: 'HP saya' }])
    expect(names(knowing(labels))).toEqual([
      'Siti Rahayu (HP Siti ke-2)',
      'Siti Rahayu (HP Siti ke-1)',
      'Budi Santosa',
    ]);
});

test('labels are asked for once, and once more if there was no network', async () => {
  const asked: string[] = [];
  const answers = [
    Promise.reject(new Error('offline')),
    Promise.resolve({ devices: [{ device: 's1', label: 'HP kantor' }] }),
  ];
  const labels = new PhoneLabels((path) => {
    asked.push(path);
    return answers[asked.length - 1] ?? Promise.reject(new Error('too often'));
  });
  for (const expected of ['', 'HP kantor', 'HP kantor']) {
    labels.fetch('member');
    await new Promise((done) => setTimeout(done));
    expect(labels.of('s1')).toBe(expected);
  }
  expect(asked).toEqual(['/api/me', '/api/me']);
});
