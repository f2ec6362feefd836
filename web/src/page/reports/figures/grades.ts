import type { View } from '../../../between/contract';
import { agreedIn, isNumber } from '../../assessment/grades';
import { isPeriod } from '../../assessment/periods';
import type { Period } from './period';
import { isDisputed, type Source } from './source';

/** What was agreed on of one person in one period of assessment. */
export interface Graded {
  member: string;
  village: string;
  period: string;
  grades: Map<string, number>;
}

export interface Grades {
  rows: Graded[];
  /** `2026-1`, the oldest first. */
  periods: string[];
  /** Grades about which people disagree, or that two cards of one person say otherwise: not counted. */
  disputed: number;
  /** Words of the forum's own that are no number. */
  unread: number;
}

/** Agreed grades of those whom this person may read about, in the periods that lie in another. */
export function gradesIn(source: Source, period: Period, village = ''): Grades {
  const found: Grades = { rows: [], periods: [], disputed: 0, unread: 0 };
  const open = new Map<string, Graded & { asked: Set<string> }>();
  for (const { view } of source.of('assessment')) {
    const [, id = '', when = ''] = view.doc.split('/');
    const member = source.personOf(id);
    const lies = isPeriod(when) && overlaps(when, period);
    if (!lies || member === '') continue;
    const at = `${member} ${when}`;
    const row = open.get(at) ?? {
      ...{ member, village: source.villageOf(member), period: when },
      grades: new Map<string, number>(),
      asked: new Set<string>(),
    };
    open.set(at, row);
    take(view, row, found);
  }
  const rows = [...open.values()].filter(
    (one) => one.grades.size > 0 && (village === '' || one.village === village),
  );
  rows.sort((a, b) => compare(orderOf(a.period), orderOf(b.period)));
  return { ...found, rows, periods: [...new Set(rows.map((one) => one.period))] };
}

function take(view: View, row: Graded & { asked: Set<string> }, found: Grades): void {
  for (const [competence, grade] of Object.entries(agreedIn(view.fields))) {
    if (!isNumber(grade)) {
      found.unread += 1;
      continue;
    }
    const known = row.grades.get(competence);
    const differs = known !== undefined && known !== Number(grade);
    if (row.asked.has(competence)) continue;
    if (differs || isDisputed(view, 'agreed/', [competence])) {
      row.asked.add(competence);
      row.grades.delete(competence);
      found.disputed += 1;
    } else row.grades.set(competence, Number(grade));
  }
}

/** An assessment of a half year lies in every period that has a day of it. */
function overlaps(when: string, { from, until }: Period): boolean {
  const [year = '', half] = when.split('-');
  const first = `${year}-${half === '2' ? '07-01' : '01-01'}`;
  const last = `${year}-${half === '1' ? '06-30' : '12-31'}`;
  return first <= until && last >= from;
}

/** A whole year comes after its halves. */
function orderOf(period: string): string {
  return period.length === 4 ? `${period}-9` : period;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export interface Mean {
  mean: number;
  count: number;
}

export function meanOf(numbers: readonly number[]): Mean | null {
  if (numbers.length === 0) return null;
  return { mean: numbers.reduce((a, b) => a + b, 0) / numbers.length, count: numbers.length };
}

/** What was agreed on of everybody of a village, by competence; the empty village are those without one. */
export function heatOf(rows: readonly Graded[]): Map<string, Map<string, Mean>> {
  const all = new Map<string, Map<string, number[]>>();
  for (const { village, grades } of rows) {
    const own = all.get(village) ?? new Map<string, number[]>();
    all.set(village, own);
    for (const [competence, grade] of grades)
      own.set(competence, [...(own.get(competence) ?? []), grade]);
  }
  return new Map(
    [...all].map(([village, own]) => [
      village,
      new Map([...own].flatMap(([key, some]) => pair(key, meanOf(some)))),
    ]),
  );
}

function pair(key: string, mean: Mean | null): [string, Mean][] {
  return mean ? [[key, mean]] : [];
}
