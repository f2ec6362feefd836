import type { Cell, Table } from './sections/section';
import { numberText } from './sections/tables';

/** How strongly a cell can be shaded. */
const LEVELS = 4;

export function cellText(cell: Cell): string {
  if (cell === null) return '–';
  return typeof cell === 'number' ? numberText(cell) : cell;
}

/** Which columns hold words, by their cells. */
export function isText({ head, rows }: Table): boolean[] {
  return head.slice(1).map((_, at) => rows.some(({ cells }) => typeof cells[at] === 'string'));
}

/** `h0` to `h4`, the higher the darker. */
export function levelOf({ heat }: Table, cell: Cell, at: number): string {
  if (!heat || at < heat.from || typeof cell !== 'number') return '';
  const share = (cell - heat.low) / (heat.high - heat.low);
  return `h${Math.round(Math.min(1, Math.max(0, share)) * LEVELS)}`;
}
