import type { Edit, Fields } from '../../between/contract';
import { currentRecordsOf, textOf } from '../../plain/fields';
import { orderAfter } from '../../plain/order';
import { pointsIn, type Point } from '../../plain/points';
import { ulid } from '../../plain/ulid';
import { inOrder } from './places';

/** What minutes or an entry can begin with, as the forum's settings say. */
export interface Template {
  key: string;
  title: string;
  fields: Fields;
}

/** A template's points are read as pasted ones are; a title of an agenda point holds so much. */
const TITLE_MAX = 200;

export function templatesFor(settings: Fields | undefined, kind: 'note' | 'log'): Template[] {
  return inOrder(currentRecordsOf(settings, 'templates'))
    .map(([key, fields]) => ({ key, title: textOf(fields, 'title'), fields }))
    .filter(({ title, fields }) => title !== '' && textOf(fields, 'for_kind') === kind);
}

/** The fields that a template fills in besides its text. */
export function filledBy({ title, fields }: Template, path: string, called: string): Edit[] {
  const values = ['kind', 'medium', 'meeting_kind'].map((name) => [name, textOf(fields, name)]);
  return [[called, title], ...values]
    .filter(([, value]) => value !== '')
    .map(([name, value = '']): Edit => ({ op: 'set', path: `${path}${name}`, value }));
}

/** The agenda of a template, a point for each line. */
export function agendaOf({ fields }: Template): Edit[] {
  const text = textOf(fields, 'points');
  const single = text.trim() === '' ? [] : [{ title: text.trim(), rest: '' }];
  return agendaFrom(pointsIn(text, TITLE_MAX) ?? single);
}

/** These points as an agenda, behind what stands at `order`. */
export function agendaFrom(points: Point[], order?: string): Edit[] {
  return points.flatMap(({ title, rest }): Edit[] => {
    const key = ulid();
    const path = `agenda/${key}`;
    order = orderAfter(order);
    const more: Edit = { op: 'splice', path: `${path}/discussion`, at: 0, delete: 0, insert: rest };
    return [
      { op: 'add', path: 'agenda', key },
      { op: 'set', path: `${path}/order`, value: order },
      { op: 'set', path: `${path}/title`, value: title },
      ...(rest === '' ? [] : [more]),
    ];
  });
}
