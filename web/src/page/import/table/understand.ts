import type { Contents } from '../read/cells';
import type { DayOrder } from './days';
import { bestTable, scoreOf, tableAt, tableWithout, type Finding, type Table } from './find';
import { ordersOf, recordsIn, type ListRow, type Orders } from './records';
import { TARGETS, type Target, type TargetName } from './targets';
import type { Needs } from './values';

/** What a person said of a file, and of files before it. */
export interface Said {
  /** What it is a list of; null as long as nobody said. */
  target: TargetName | null;
  sheet: string | null;
  /** The row with the headers; 0 if there is none. */
  header: number | null;
  /** The year of days without one. */
  year: string;
  /** What headers mean, by target and header: remembered. */
  known: Record<string, string>;
  /** How a column writes its days, by header. */
  orders: Record<string, DayOrder>;
  /** Fields by letter of the column, of a table without headers. */
  columns: Record<string, string>;
}

export const NOTHING_SAID: Said = {
  target: null,
  sheet: null,
  header: null,
  year: '',
  known: {},
  orders: {},
  columns: {},
};

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
