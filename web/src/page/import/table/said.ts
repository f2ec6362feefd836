import type { DayOrder } from './days';
import type { TargetName } from './targets';

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
