import type { Edit } from '../../between/contract';
import { specFor } from '../../plain/specs';
import { tieKey } from '../../plain/ties';

/** What an entry can be begun with from elsewhere, by the names of its fields; `problem` and `event` are what it belongs to. */
export type Given = Readonly<Record<string, readonly string[]>>;

/** How the address of a new entry says its day, and what else it begins with. */
export function beginText(day: string, given: Given = {}): string {
  const said = Object.entries(given).flatMap(([name, values]) =>
    values.map((value) => `${name}=${value}`),
  );
  return [day, ...said].join('&');
}

/** What a new entry begins with: what all of its place do, and what its address says instead and besides. */
export function entryBegins(path: string, begin: string, given: Given): Edit[] {
  const [day = '', ...said] = begin.split('&');
  const sent = said.map((one) => one.split('=', 2));
  const always = Object.entries(given)
    .filter(([name]) => !sent.some(([other]) => other === name))
    .flatMap(([name, values]) => values.map((value) => [name, value]));
  return [['date', day], ...always, ...sent].flatMap(([name = '', value = '']) =>
    editOf(path, name, value),
  );
}

/** Nothing of what is no field of an entry. */
function editOf(path: string, name: string, value: string): Edit[] {
  if ((name === 'problem' || name === 'event') && value !== '') {
    const entry = path.split('/')[1] ?? '';
    return [{ op: 'include', path: 'links', key: tieKey({ entry, kind: name, id: value }) }];
  }
  const spec = specFor('log', `${path}/${name}`);
  if (!spec || value === '' || spec.is === 'text') return [];
  const set = spec.is === 'people' || spec.is === 'words' || spec.is === 'villages';
  return [
    set
      ? { op: 'include', path: `${path}/${name}`, key: value }
      : { op: 'set', path: `${path}/${name}`, value },
  ];
}
