import type { Fields, View } from '../between/contract';
import { currentRecordsOf, keysOf, recordsOf, textOf } from './fields';
import { isArchived } from './views';

/** One problem of a village. */
export interface Problem {
  doc: string;
  village: string;
  key: string;
  fields: Fields;
  title: string;
  category: string;
  /** 1 to 3; 0 if nobody has said. */
  severity: number;
  state: 'open' | 'handled' | 'solved';
  target: string;
  competences: string[];
}

/** What nobody has put under a kind of problem stands under this one. */
export const OTHER = 'lainnya';

/** The problems of some maps that are not archived, the worst first, solved ones last. */
export function problemsOf(maps: readonly View[]): Problem[] {
  return maps
    .filter((view) => !isArchived(view))
    .flatMap(({ doc, fields }) =>
      currentRecordsOf(fields, 'problems').map(([key, one]) => problem(doc, key, one)),
    )
    .sort(byWeight);
}

/** Those that are. */
export function archivedProblemsOf(maps: readonly View[]): Problem[] {
  return maps.flatMap(({ doc, fields }) =>
    recordsOf(fields, 'problems')
      .filter(([, one]) => textOf(one, 'archived_on') !== '')
      .map(([key, one]) => problem(doc, key, one)),
  );
}

export function problem(doc: string, key: string, fields: Fields): Problem {
  const state = textOf(fields, 'problem_state');
  const severity = Number(textOf(fields, 'severity'));
  return {
    doc,
    village: doc.split('/')[1] ?? '',
    key,
    fields,
    title: textOf(fields, 'title'),
    category: textOf(fields, 'category') || OTHER,
    severity: [1, 2, 3].includes(severity) ? severity : 0,
    state: state === 'handled' || state === 'solved' ? state : 'open',
    target: textOf(fields, 'target_on'),
    competences: keysOf(fields, 'competences'),
  };
}

/** Whether it still has to be coped with. */
export function isOpen({ state }: Problem): boolean {
  return state !== 'solved';
}

/** It should have been solved before today. */
export function isLate(one: Problem, today: string): boolean {
  return isOpen(one) && one.target !== '' && one.target < today;
}

/** How many there are, and how much the worst weighs. */
export interface Cell {
  count: number;
  worst: number;
}

/** What is to be coped with, by village and kind of problem, with what each adds up to. */
export interface Matrix {
  cells: Map<string, Map<string, Cell>>;
  villages: Map<string, Cell>;
  categories: Map<string, Cell>;
  all: Cell;
}

export function matrixOf(problems: readonly Problem[]): Matrix {
  const none = (): Cell => ({ count: 0, worst: 0 });
  const matrix: Matrix = {
    cells: new Map(),
    villages: new Map(),
    categories: new Map(),
    all: none(),
  };
  const put = (cells: Map<string, Cell>, key: string) => {
    const cell = cells.get(key) ?? none();
    cells.set(key, cell);
    return cell;
  };
  for (const one of problems.filter(isOpen)) {
    const row = matrix.cells.get(one.village) ?? new Map<string, Cell>();
    matrix.cells.set(one.village, row);
    const touched = [
      put(row, one.category),
      put(matrix.villages, one.village),
      put(matrix.categories, one.category),
      matrix.all,
    ];
    for (const cell of touched) {
      cell.count += 1;
      cell.worst = Math.max(cell.worst, one.severity);
    }
  }
  return matrix;
}

/** Open before solved, heavy before light, what is due first before the rest; then as they were written. */
function byWeight(a: Problem, b: Problem): number {
  return (
    Number(!isOpen(a)) - Number(!isOpen(b)) ||
    b.severity - a.severity ||
    compare(a.target || '9', b.target || '9') ||
    compare(a.key, b.key)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
