const ROWS = '.list a.item[href], .list button.item';
const SEARCH = '[role="search"] input';

/**
 * Lists without a mouse: `/` leads into the search of the list, arrows go from row to row, Enter opens (the
 * browser does that), and the left arrow leads from a page back to its row.
 */
export function listKeys(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector('dialog[open]')) return;
  const at = event.target instanceof HTMLElement ? event.target : document.body;
  const to = next(event.key, at);
  if (!to) return;
  event.preventDefault();
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: 'nearest' });
  if (to instanceof HTMLInputElement) to.select();
}

function next(key: string, at: HTMLElement): HTMLElement | null | undefined {
  const search = at.matches(SEARCH);
  const typing = at.matches('input, textarea, select, [contenteditable]');
  const pane = document.querySelector<HTMLElement>('aside');
  if (key === '/' && !typing) return (pane ?? document).querySelector<HTMLElement>(SEARCH);
  if (key === 'ArrowLeft' && !typing && pane && !pane.contains(at))
    return pane.querySelector<HTMLElement>('.item[aria-current]') ?? rowsIn(pane)[0];
  if (typing && !search) return null;
  const within = at.closest<HTMLElement>('aside') ?? at.closest<HTMLElement>('main');
  if (!within) return null;
  const rows = rowsIn(within);
  const here = rows.indexOf(at);
  if (search) return key === 'ArrowDown' ? rows[0] : null;
  if (here < 0) return null;
  if (key === 'ArrowDown') return rows[here + 1];
  if (key === 'ArrowUp') return rows[here - 1] ?? within.querySelector<HTMLElement>(SEARCH);
  if (key === 'Home') return rows[0];
  return key === 'End' ? rows.at(-1) : null;
}

function rowsIn(within: HTMLElement): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(ROWS)].filter((row) => row.checkVisibility());
}
