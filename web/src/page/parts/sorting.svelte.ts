/** By which column the rows of a table stand, as somebody has chosen; in their own order before that. */
export class Sorting<Row> {
  readonly #columns: Readonly<Record<string, (row: Row) => string | number>>;
  #by = $state('');
  #down = $state(false);

  /** What each column says of a row, for those that are not numbered columns of one kind. */
  constructor(columns: Readonly<Record<string, (row: Row) => string | number>>) {
    this.#columns = columns;
  }

  /** Words begin with A, numbers with the most; the second tap turns it round. */
  choose(column: string, numbers: boolean): void {
    this.#down = this.#by === column ? !this.#down : numbers;
    this.#by = column;
  }

  of(column: string): 'ascending' | 'descending' | 'none' {
    if (this.#by !== column) return 'none';
    return this.#down ? 'descending' : 'ascending';
  }

  /** `value` says what a column holds that was not named before, such as that of a month. */
  sorted(rows: readonly Row[], value: (row: Row, column: string) => string | number): Row[] {
    const by = this.#by;
    if (by === '') return [...rows];
    const at = this.#columns[by] ?? ((row: Row) => value(row, by));
    const turn = this.#down ? -1 : 1;
    return [...rows].sort((a, b) => turn * compared(at(a), at(b)));
  }
}

function compared(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b), 'id', { numeric: true });
}
