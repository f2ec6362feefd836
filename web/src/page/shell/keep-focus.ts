/**
 * What had the focus may vanish: a sheet that closes, a point that is removed, a version that was picked,
 * a toast. The keyboard then goes on where it was before, or around there, not at the beginning of the page.
 */
export function keepFocus(): void {
  let last: Element | null = null;
  /** The last one on the page itself, and what it stood in. */
  let path: HTMLElement[] = [];
  document.addEventListener('focusin', ({ target }) => {
    last = target instanceof Element ? target : null;
    if (last?.closest('main, aside') && !last.closest('dialog')) path = pathOf(last);
  });
  new MutationObserver(() => {
    if (document.activeElement !== document.body || last?.isConnected !== false) return;
    last = null;
    const left = path.find((node) => node.isConnected);
    if (!left || document.querySelector('dialog[open]')) return;
    if (left !== path[0]) left.tabIndex = -1;
    left.focus({ preventScroll: true });
  }).observe(document.body, { childList: true, subtree: true });
}

/** A node and what it stands in, up to the page. */
function pathOf(node: Element): HTMLElement[] {
  const path: HTMLElement[] = [];
  for (let at: Element | null = node; at instanceof HTMLElement; at = at.parentElement) {
    path.push(at);
    if (at.matches('main, aside')) break;
  }
  return path;
}
