import type { Value } from '../../../between/contract';
import { fold } from '../../language/find';
import type { Row } from '../read/cells';
import { orderIn, type DayOrder } from './days';
import type { Column, Table } from './find';
import type { Target, TargetField } from './targets';
import { textIn } from './text-of';
import { nameAlone, nameParts } from './names';
import { readCell, type Needs, type Trouble } from './values';

export type Values = Record<string, Value | string[] | null>;

export interface Problem extends Trouble {
  row: number;
  /** The column's header; null for the row as a whole. */
  column: string | null;
}

/** One row of the table as it is understood. */
export interface ListRow {
  row: number;
  /** What our own export called it by. */
  id: string;
  values: Values;
  problems: Problem[];
}

/** Columns whose days can be read in two ways, and how they are read until somebody says. */
export interface Orders {
  order: Record<string, DayOrder>;
  asks: string[];
}

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
/** Whoever is in the kecamatan's office is of no village. */
const OF_NO_VILLAGE = new Set([
  'camat',
  'kasi_pemerintahan_kecamatan',
  'pendamping_desa',
  'pendamping_lokal_desa',
]);

/** How each column of days is read: as its own cells say, else as the rest of the file does, else it is asked. */
export function ordersOf(table: Table, target: Target, said: Record<string, DayOrder>): Orders {
  const found = table.columns
    .filter(({ why, field }) => why === 'mapped' && specOf(target, field)?.is === 'date')
    .map((column) => ({
      column,
      ...orderIn(table.rows.map(({ cells }) => cells[column.at] ?? null)),
    }));
  // What we have written ourselves needs no question.
  const ours = table.columns.some(({ field }) => field === 'id') ? 'day_first' : null;
  const whole = found.find(({ order }) => order !== null)?.order ?? ours;
  const orders: Orders = { order: {}, asks: [] };
  for (const { column, order, asks } of found) {
    orders.order[column.header] = order ?? whole ?? said[column.header] ?? 'day_first';
    if (asks && !order && !whole) orders.asks.push(column.header);
  }
  return orders;
}

function specOf(target: Target, field: string) {
  return target.fields.find(({ name }) => name === field)?.spec ?? null;
}

/** Every row as it is understood; a step is a row. */
export function* recordsIn(
  table: Table,
  target: Target,
  orders: Orders,
  needs: Needs,
): Generator<number, ListRow[]> {
  const mapped = fieldsIn(table, target);
  const whole = !mapped.some(({ field: { name } }) => name === 'id' || name.startsWith('title_'));
  const reader = { mapped, orders, needs, splits: whole };
  const records: ListRow[] = [];
  for (const row of table.rows) {
    records.push(recordOf(row, reader));
    yield records.length;
  }
  if (target.name === 'people') markPeople(records, mapped);
  else for (const record of records) markMissing(record, target, mapped);
  return records;
}

/** A column that is a day holds marks of who came. */
function markOf(name: string): TargetField | undefined {
  if (!name.startsWith('day:')) return undefined;
  return { name, spec: { name, is: 'word', vocabulary: 'attendance' }, says: /^$/ };
}

interface Mapped {
  column: Column;
  field: TargetField;
}

interface Reader {
  mapped: Mapped[];
  orders: Orders;
  needs: Needs;
  /** Degrees are taken out of names; they have no column of their own. */
  splits: boolean;
}

function fieldsIn(table: Table, target: Target): Mapped[] {
  return table.columns.flatMap((column) => {
    const field = target.fields.find(({ name }) => name === column.field) ?? markOf(column.field);
    return column.why === 'mapped' && field ? [{ column, field }] : [];
  });
}

function recordOf({ row, cells }: Row, { mapped, orders, needs, splits }: Reader): ListRow {
  const record: ListRow = { row, id: '', values: {}, problems: [] };
  for (const { column, field } of mapped) {
    const cell = cells[column.at] ?? null;
    const text = textIn(cell);
    if (!field.spec) {
      record.id = ULID.test(text) ? text : '';
      continue;
    }
    const { value, troubles, also } = readCell(
      field.spec,
      cell,
      orders.order[column.header] ?? 'day_first',
      needs,
    );
    record.values[field.name] = value;
    for (const [name, said] of Object.entries(also ?? {})) record.values[name] ??= said;
    record.problems.push(...troubles.map((one) => ({ row, column: column.header, ...one })));
  }
  if (splits) splitName(record);
  return record;
}

function splitName({ values }: ListRow): void {
  const written = values['full_name'];
  if (typeof written !== 'string') return;
  const { name, before, behind } = nameParts(written);
  values['full_name'] = name;
  if (before !== '') values['title_prefix'] = before;
  if (behind !== '') values['title_suffix'] = behind;
}

/** What a list of people lacks, and who stands in it twice. */
function markPeople(records: ListRow[], mapped: Mapped[]): void {
  const headerOf = (name: string) =>
    mapped.find(({ field }) => field.name === name)?.column.header ?? null;
  const byPhone = new Map<string, ListRow>();
  const byName = new Map<string, ListRow>();
  for (const record of records) {
    const { row, values, problems } = record;
    const [name, phone, village] = ['full_name', 'phone', 'village_code'].map((one) =>
      String(values[one] ?? ''),
    );
    const add = (problem: Trouble, field: string) =>
      problems.push({ row, column: headerOf(field), ...problem });
    if (!name) add({ code: 'name_missing' }, 'full_name');
    const asked = problems.some(({ code }) => code === 'unknown_village');
    if (!village && !asked && !OF_NO_VILLAGE.has(String(values['position'] ?? '')))
      add({ code: 'village_missing' }, 'village_code');
    const folded = fold(nameAlone(name ?? ''));
    const key = folded && village ? `${folded} ${village}` : '';
    const first = byPhone.get(phone ?? '') ?? byName.get(key);
    // Two of our own cards are two people, whatever they share.
    if (first && !(record.id && first.id && record.id !== first.id)) {
      const same = folded === fold(nameAlone(String(first.values['full_name'] ?? '')));
      const column = byPhone.get(phone ?? '') ? 'phone' : 'full_name';
      add({ code: same ? 'same_as_row' : 'same_phone_as_row', other: first.row }, column);
    }
    if (phone && !byPhone.has(phone)) byPhone.set(phone, record);
    if (key && !byName.has(key)) byName.set(key, record);
  }
}

const MISSING: Record<string, Trouble['code']> = {
  full_name: 'name_missing',
  date: 'date_missing',
  villages: 'village_missing',
  code: 'code_missing',
  name: 'name_missing',
};

function markMissing({ row, values, problems }: ListRow, target: Target, mapped: Mapped[]): void {
  const wanted = {
    people: [],
    villages: ['code', 'name'],
    entries: ['date', 'villages'],
    attendance: ['full_name'],
  }[target.name];
  for (const name of wanted) {
    const column = mapped.find(({ field }) => field.name === name)?.column.header ?? null;
    const said = problems.some((one) => one.column === column && column !== null);
    const code = MISSING[name];
    if (code && !said && (values[name] ?? null) === null) problems.push({ row, column, code });
  }
}
