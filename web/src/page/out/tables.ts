import type { Fields } from '../../between/contract';
import { registersOf, textOf, type Spec } from '../../plain/fields';
import { kindOf } from '../../plain/kinds';
import type { Item, Sort } from '../find/items';
import { forum } from '../language/forum.svelte';
import { openText, versionsAt } from '../language/open';
import { fieldName, w } from '../language/words.svelte';
import { BETWEEN, cellText, dayCell } from './cell';
import { xw } from './words';

/** Lists that can be taken out, in the order in which they are offered. */
export const TABLES = [
  'person',
  'village',
  'entry',
  'task',
  'decision',
  'attendance',
  'problem',
  'event',
] as const;
export type TableName = (typeof TABLES)[number];

export interface Column {
  name: string;
  label: string;
  /** It holds amounts or counts: a spreadsheet may add them up. */
  counted?: true;
}

/** A list as it leaves the app. */
export interface Table {
  columns: Column[];
  rows: string[][];
}

/** What a table needs to know of people. */
export interface People {
  /** The id that stands for a person, whatever card they were named with. */
  cardOf(member: string): string;
  nameOf(member: string): string;
  villageOf(member: string): string;
}

/** Where the fields of a table are described. */
const PLACE: Partial<Record<TableName, [kind: string, place: string]>> = {
  person: ['member', ''],
  entry: ['log', 'entries'],
  task: ['note', 'follow_ups'],
  decision: ['note', 'decisions'],
  problem: ['problems', 'problems'],
  event: ['event', ''],
};
/** For machines. */
const SILENT = new Set(['merged_into', 'archived_on']);

/** What of everything that can be found is in a table. */
export function isIn(table: TableName, { sort, fields }: Item): boolean {
  if (table === 'attendance')
    return (sort === 'note' || sort === 'event') && marksOf(fields).length > 0;
  return sort === (table as Sort);
}

/** Every column a table has; those of attendance are its meetings, and stand in {@link tableOf}. */
export function columnsOf(table: TableName): Column[] {
  if (table === 'village')
    return [
      { name: 'code', label: xw().villageCode },
      { name: 'name', label: fieldName('village_code') },
    ];
  const [kind = '', place = ''] = PLACE[table] ?? [];
  const specs = kindOf(kind)?.specs[place] ?? [];
  const all: readonly Spec[] = 'name' in specs ? [specs] : specs;
  const own = all.filter(({ name }) => !SILENT.has(name)).map(columnOf);
  const village: Column = { name: '@village', label: fieldName('village_code') };
  const from = [
    { name: '@origin', label: xw().origin },
    { name: '@date', label: fieldName('date') },
  ];
  const fields =
    table === 'entry' || table === 'problem'
      ? [village, ...own.filter(({ name }) => name !== 'villages')]
      : table === 'task'
        ? [...own, village, ...from]
        : table === 'decision'
          ? [...own, ...from]
          : table === 'event'
            ? [...own, { name: 'guests', label: xw().guests, counted: true as const }]
            : own;
  return [
    ...fields,
    { name: 'archived_on', label: fieldName('archived_on') },
    { name: '@code', label: xw().code },
  ];
}

function columnOf({ name, is }: Spec): Column {
  return { name, label: fieldName(name), ...(is === 'rupiah' && { counted: true as const }) };
}

/** The rows of a table, with the columns that were chosen. */
export function tableOf(
  table: TableName,
  items: readonly Item[],
  chosen: (column: string) => boolean,
  people: People,
): Table {
  if (table === 'attendance') return attendanceOf(items, people);
  const columns = columnsOf(table).filter(({ name }) => chosen(name));
  const rows = items.map((item) => columns.map(({ name }) => valueOf(item, name, people)));
  return { columns, rows };
}

function valueOf(item: Item, column: string, people: People): string {
  const { view, path, villages } = item;
  if (!view) return column === 'code' ? item.key : item.title;
  if (column === '@code') return path.split('/').at(-2) ?? view.doc.split('/').at(-1) ?? '';
  if (column === '@village') return villages.map((code) => forum.villageName(code)).join(BETWEEN);
  if (column === '@origin') return originOf(item);
  if (column === '@date') return dayCell(dateOf(item));
  return cellText(view, path + column, people.nameOf);
}

/** The entry or the minutes in which something was promised or decided. */
function parentOf({ view, path }: Item): Fields {
  const [records = '', key = ''] = path.split('/');
  const all = view?.fields[records] as Record<string, Fields> | undefined;
  return path.split('/').length > 3 ? (all?.[key] ?? {}) : (view?.fields ?? {});
}

function originOf(item: Item): string {
  const parent = parentOf(item);
  return textOf(parent, 'topic') || textOf(parent, 'title') || w().note.untitled;
}

function dateOf(item: Item): string {
  return textOf(parentOf(item), 'date');
}

function marksOf(fields: Fields): [member: string, mark: string][] {
  return Object.entries(registersOf(fields, 'attendance')).map(([member, mark]) => [
    member,
    String(mark),
  ]);
}

/** A row per person, a column per meeting, the earliest first. */
function attendanceOf(items: readonly Item[], { cardOf, nameOf, villageOf }: People): Table {
  const meetings = [...items].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  /** Everybody who was marked somewhere, with the ids they were marked under. */
  const members = new Map<string, Set<string>>();
  for (const { fields } of meetings)
    for (const [id] of marksOf(fields)) {
      const member = cardOf(id);
      members.set(member, (members.get(member) ?? new Set([member])).add(id));
    }
  const called = new Map<string, number>();
  const heads = meetings.map(({ date, title }) => {
    const name = [date, title].filter(Boolean).join(' ');
    const before = called.get(name) ?? 0;
    called.set(name, before + 1);
    return before === 0 ? name : `${name} (${before + 1})`;
  });
  const columns = [
    { name: '@code', label: xw().code },
    { name: 'full_name', label: fieldName('full_name') },
    { name: '@village', label: fieldName('village_code') },
    ...heads.map((label, at) => ({ name: `meeting-${at}`, label })),
  ];
  const marksIn = ({ view, fields }: Item, ids: Iterable<string>): string[] => {
    if (!view) return [];
    const marked = [...ids].filter(
      (id) =>
        registersOf(fields, 'attendance')[id] !== undefined ||
        versionsAt(view, `attendance/${id}`).length > 0,
    );
    const texts = marked.map((id) => cellText(view, `attendance/${id}`, nameOf));
    return [...new Set(texts.filter((text) => text !== ''))];
  };
  const rows = [...members]
    .map(([member, ids]) => ({ member, ids, name: nameOf(member) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'id'))
    .map(({ member, ids, name }) => [
      member,
      name,
      forum.villageName(villageOf(member)),
      ...meetings.map((meeting) => {
        const marks = marksIn(meeting, ids);
        // Marked otherwise under another card: nothing of it is left out.
        return marks.length > 1 ? openText(marks) : (marks[0] ?? '');
      }),
    ]);
  return { columns, rows };
}
