const HELD = 'a[href], button';

/** Arrows go from one cell that can be opened to the next in that direction; Home and End to the ends of a row. */
export function walkTable(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.target instanceof HTMLElement ? event.target.closest(HELD) : null;
  const cell = at?.closest<HTMLTableCellElement>('th, td');
  const row = cell?.closest('tr');
  const table = row?.closest('table');
  if (!cell || !row || !table) return;
  const to = next(event.key, cell, row, [...table.rows]);
  if (!to) return;
  event.preventDefault();
  to.focus();
}

function next(
  key: string,
  cell: HTMLTableCellElement,
  row: HTMLTableRowElement,
  rows: HTMLTableRowElement[],
): HTMLElement | undefined {
  const across = [...row.cells];
  const along = rows.map((one) => one.cells[cell.cellIndex]);
  const [here, there] = [cell.cellIndex, rows.indexOf(row)];
  if (key === 'ArrowRight') return firstIn(across.slice(here + 1));
  if (key === 'ArrowLeft') return firstIn(across.slice(0, here).reverse());
  if (key === 'ArrowDown') return firstIn(along.slice(there + 1));
  if (key === 'ArrowUp') return firstIn(along.slice(0, there).reverse());
  if (key === 'Home') return firstIn(across);
  return key === 'End' ? firstIn(across.reverse()) : undefined;
}

function firstIn(cells: (HTMLElement | undefined)[]): HTMLElement | undefined {
  for (const cell of cells) {
    const held = cell?.querySelector<HTMLElement>(HELD);
    if (held) return held;
  }
  return undefined;
}
