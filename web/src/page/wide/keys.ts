import { placeAt, router } from '../shell/route.svelte';

const ROWS = '.list a.item[href], .list button.item';
const SEARCH = '[role="search"] input';
/** Whoever types any other waits for nothing that is looked up here. */
const KEYS = new Set(['/', 'k', 'K', 'Escape', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'Home', 'End']);

/**
 * Lists without a mouse: `/` leads into the search of the list, or of everything where there is no list, and
 * Ctrl+K always into that of everything; arrows go from row to row, Enter opens (the
 * browser does that), and the left arrow or Esc leads from a page back to its row; where no list stands beside it,
 * Esc goes up.
 */
export function listKeys(event: KeyboardEvent): void {
  if (!KEYS.has(event.key)) return;
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  if (document.querySelector('dialog[open]') || !document.querySelector('header.bar')) return;
  const strong = event.ctrlKey || event.metaKey;
  const everywhere = strong && event.key.toLowerCase() === 'k' && !event.shiftKey;
  if (everywhere || (!strong && event.key === '/' && !isTyping(event.target) && !searchHere())) {
    event.preventDefault();
    const box = location.hash === placeAt('find') && searchHere();
    if (box) box.focus();
    else router.go(placeAt('find'));
    return;
  }
  if (strong) return;
  const at = event.target instanceof HTMLElement ? event.target : document.body;
  if (event.key === 'Escape') return leave(at);
  const to = next(event.key, at);
  if (!to) return;
  event.preventDefault();
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: 'nearest' });
  if (to instanceof HTMLInputElement) to.select();
}

/** Out of the search, then to the list, then up. A form is left by its own button alone. */
function leave(at: HTMLElement): void {
  if (at instanceof HTMLInputElement && at.matches(SEARCH)) {
    // The browser empties it; from an empty one it goes on.
    if (at.value !== '') return;
    at.blur();
  } else if (isTyping(at) || location.hash.includes('/ubah')) return;
  const pane = document.querySelector<HTMLElement>('aside');
  const row = pane && !pane.contains(at) ? rowOfPage(pane) : null;
  if (row) row.focus();
  else document.querySelector<HTMLElement>('header.bar a[data-up]')?.click();
}

function rowOfPage(pane: HTMLElement): HTMLElement | undefined {
  return pane.querySelector<HTMLElement>('.item[aria-current]') ?? rowsIn(pane)[0];
}

function next(key: string, at: HTMLElement): HTMLElement | null | undefined {
  const search = at.matches(SEARCH);
  const typing = isTyping(at);
  const pane = document.querySelector<HTMLElement>('aside');
  if (key === '/' && !typing) return searchHere();
  if (key === 'ArrowLeft' && !typing && pane && !pane.contains(at)) return rowOfPage(pane);
  if (typing && !search) return null;
  const within = at.closest<HTMLElement>('aside') ?? at.closest<HTMLElement>('main');
  if (!within) return null;
  if (search && key !== 'ArrowDown') return null;
  const rows = rowsIn(within);
  const here = rows.indexOf(at);
  if (search) return rows[0];
  if (here < 0) return null;
  if (key === 'ArrowDown') return rows[here + 1];
  if (key === 'ArrowUp') return rows[here - 1] ?? within.querySelector<HTMLElement>(SEARCH);
  if (key === 'Home') return rows[0];
  return key === 'End' ? rows.at(-1) : null;
}

/** That of the list that stands beside the page, or of the page. */
function searchHere(): HTMLElement | null {
  const pane = document.querySelector<HTMLElement>('aside');
  return (pane ?? document).querySelector<HTMLElement>(SEARCH);
}

function isTyping(at: EventTarget | null): boolean {
  return at instanceof HTMLElement && at.matches('input, textarea, select, [contenteditable]');
}

function rowsIn(within: HTMLElement): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(ROWS)].filter((row) => row.checkVisibility());
}
