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

/** What a new entry begins with: where, when if the address says it, with whom, and what else it says. */
export function entryBegins(
  path: string,
  { village, begin, me }: { village: string; begin: string; me: string | undefined },
): Edit[] {
  const [day = '', ...said] = begin.split('&');
  const edits: Edit[] = [{ op: 'include', path: `${path}/villages`, key: village }];
  if (day !== '') edits.unshift({ op: 'set', path: `${path}/date`, value: day });
  if (me && !said.some((one) => one.startsWith('mentors=')))
    edits.push({ op: 'include', path: `${path}/mentors`, key: me });
  return [...edits, ...said.flatMap((one) => editOf(path, one))];
}

/** Nothing of what is no field of an entry. */
function editOf(path: string, said: string): Edit[] {
  const [name = '', value = ''] = said.split('=', 2);
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
