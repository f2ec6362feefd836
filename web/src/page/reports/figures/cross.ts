/** How often things are there, by two keys. A total counts each thing once, however many keys it has. */
export interface Cross {
  cells: Map<string, Map<string, number>>;
  rows: Map<string, number>;
  columns: Map<string, number>;
  all: number;
}

/** A thing without a key stands under the empty one. */
export function cross<T>(
  things: readonly T[],
  rowsOf: (thing: T) => readonly string[],
  columnsOf: (thing: T) => readonly string[],
): Cross {
  const counted: Cross = { cells: new Map(), rows: new Map(), columns: new Map(), all: 0 };
  for (const thing of things) {
    const [rows, columns] = [keys(rowsOf(thing)), keys(columnsOf(thing))];
    counted.all += 1;
    for (const column of columns) add(counted.columns, column);
    for (const row of rows) {
      add(counted.rows, row);
      const cells = counted.cells.get(row) ?? new Map<string, number>();
      counted.cells.set(row, cells);
      for (const column of columns) add(cells, column);
    }
  }
  return counted;
}

export function at({ cells }: Cross, row: string, column: string): number {
  return cells.get(row)?.get(column) ?? 0;
}

function keys(all: readonly string[]): Iterable<string> {
  return all.length === 0 ? [''] : all.length === 1 ? all : new Set(all);
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
