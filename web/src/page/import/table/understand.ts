import type { Contents } from '../read/cells';
import { bestTable, scoreOf, tableAt, tableWithout, type Finding, type Table } from './find';
import { ordersOf, recordsIn, type ListRow, type Orders } from './records';
import type { Said } from './said';
import { TARGETS, type Target } from './targets';
import type { Needs } from './values';

/** The table that somebody means, and what it is of. */
export function tableOf(contents: Contents, said: Said): { target: Target; table: Table | null } {
  if (said.target)
    return { target: TARGETS[said.target], table: pick(contents, said, TARGETS[said.target]) };
  let best: { target: Target; table: Table; score: number } | null = null;
  for (const target of Object.values(TARGETS)) {
    const table = pick(contents, said, target);
    const score = table ? scoreOf(table, target) : 0;
    if (table && score > (best?.score ?? 0)) best = { target, table, score };
  }
  return best ?? { target: TARGETS.people, table: null };
}

function pick(contents: Contents, said: Said, target: Target): Table | null {
  const finding: Finding = { target, known: said.known, ...(said.year ? { year: said.year } : {}) };
  const sheets = contents.sheets.filter(({ name }) => said.sheet === null || name === said.sheet);
  if (said.header === null) return bestTable(sheets, finding);
  const [sheet] = sheets;
  if (!sheet) return null;
  if (said.header > 0) return tableAt(sheet, said.header, finding);
  const table = tableWithout(sheet);
  return {
    ...table,
    columns: table.columns.map((column) => {
      const field = said.columns[column.header] ?? '';
      return column.why === 'open' && field ? { ...column, field, why: 'mapped' as const } : column;
    }),
  };
}

export interface Understood {
  target: Target;
  table: Table;
  orders: Orders;
  rows: ListRow[];
}

/** Everything the table says; a step is a row. */
export function* understand(
  target: Target,
  table: Table,
  said: Said,
  needs: Needs,
): Generator<number, Understood> {
  const orders = ordersOf(table, target, said.orders);
  return { target, table, orders, rows: yield* recordsIn(table, target, orders, needs) };
}
