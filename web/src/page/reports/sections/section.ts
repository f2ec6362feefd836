import type { Fields } from '../../../between/contract';
import type { Person } from '../../../plain/fields';
import type { Who } from '../../../plain/kinds';
import type { Chart } from '../charts/chart';
import type { Period } from '../figures/period';
import type { Source } from '../figures/source';

export type Cell = number | string | null;

export interface Row {
  key: string;
  name: string;
  /** Where one looks closer. */
  to?: string;
  cells: Cell[];
}

export interface Table {
  /** Of the first column, and the others. */
  head: string[];
  rows: Row[];
  foot?: Cell[];
  /** Between which numbers cells are shaded, from which column on. */
  heat?: { low: number; high: number; from: number };
}

/** A part of a report: what is said at a glance, drawn and written out. */
export interface Section {
  name: string;
  title: string;
  facts?: { n: Cell; text: string }[];
  chart?: Chart;
  table?: Table;
  /** What one has to know to read the figures. */
  notes?: string[];
}

/** What a report is asked. */
export interface Asked {
  source: Source;
  period: Period;
  /** A village, a kind of meeting or a person; empty for all. */
  narrow: string;
  who: Who;
  people: readonly Person[];
  nameOf(member: string): string;
  settings: Fields | undefined;
}
