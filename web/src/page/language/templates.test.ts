import { expect, test } from 'vitest';
import type { Fields } from '../../between/contract';
import { agendaOf, filledBy, templatesFor } from './templates';

const settings: Fields = {
  templates: {
    A: {
      for_kind: 'note',
      title: 'Rapat rutin',
      meeting_kind: 'rapat_rutin',
      points: '1. Doa\n2. Kas',
    },
    B: { for_kind: 'log', title: 'Kunjungan', kind: 'kunjungan_lapangan', points: 'Uraian' },
    C: { for_kind: 'note', title: 'Lama', archived_on: '2026-01-01' },
    D: { for_kind: 'note', title: '' },
  },
};

test('a template is offered for its kind, unless it was put away or has no title', () => {
  expect(templatesFor(settings, 'note').map(({ key }) => key)).toEqual(['A']);
  expect(templatesFor(settings, 'log').map(({ key }) => key)).toEqual(['B']);
  expect(templatesFor(undefined, 'log')).toEqual([]);
});

test('each line of a template is a point of the agenda, in order', () => {
  const [one] = templatesFor(settings, 'note');
  if (!one) throw new Error('no template');
  const edits = agendaOf(one);
  const set = (name: string) =>
    edits.flatMap((edit) => (edit.op === 'set' && edit.path.endsWith(name) ? [edit.value] : []));
  expect(set('/title')).toEqual(['Doa', 'Kas']);
  expect(set('/order')).toEqual([...set('/order')].sort());
  expect(filledBy(one, '', 'title')).toEqual([
    { op: 'set', path: 'title', value: 'Rapat rutin' },
    { op: 'set', path: 'meeting_kind', value: 'rapat_rutin' },
  ]);
});
