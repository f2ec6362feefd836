import type { Cell } from '../read/cells';

/** A cell as it would be read out. */
export function textIn(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') return cell.time ? `${cell.day} ${cell.time}` : cell.day;
  return String(cell).trim();
}
