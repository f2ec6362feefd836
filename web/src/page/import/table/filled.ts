import type { Down, Row } from '../read/cells';
import type { Column } from './find';
import type { Target } from './targets';
import { textIn } from './text-of';

/** What may be the same in many rows. A sum that stands for three rows is not three sums. */
const SHARED = new Set([
  'date',
  'time',
  'village',
  'villages',
  'person',
  'people',
  'word',
  'words',
]);
const SHARED_LINES = new Set(['topic', 'title']);

/** The rows, with what one cell says for all rows beside it. */
export function filledDown(
  rows: Row[],
  columns: Column[],
  down: Down[],
  { fields }: Target,
): Row[] {
  const shared = new Set(
    columns.flatMap(({ at, field, why }) => {
      const spec = fields.find(({ name }) => name === field)?.spec;
      const is = spec && (SHARED.has(spec.is) || SHARED_LINES.has(field));
      return is && why === 'mapped' ? [at] : [];
    }),
  );
  const byNumber = new Map(rows.map((one) => [one.row, one]));
  const last = rows.at(-1)?.row ?? 0;
  /** How far each column is filled: no two such cells lie on each other. */
  const filled = new Map<number, number>();
  const said = new Map<number, Row['cells']>();
  for (const { column, from, until } of [...down].sort((a, b) => a.from - b.from)) {
    const cell = byNumber.get(from)?.cells[column] ?? null;
    if (!shared.has(column) || from <= (filled.get(column) ?? 0) || textIn(cell) === '') continue;
    filled.set(column, until);
    for (let at = from + 1; at <= Math.min(until, last); at += 1) {
      const row = byNumber.get(at);
      if (!row || textIn(row.cells[column]) !== '') continue;
      const cells = said.get(at) ?? [...row.cells];
      while (cells.length < column) cells.push(null);
      cells[column] = cell;
      said.set(at, cells);
    }
  }
  return rows.map((one) => ({ ...one, cells: said.get(one.row) ?? one.cells }));
}
