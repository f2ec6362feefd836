/**
 * Marks the row of the page that is open, also when it comes late, and brings it into sight once: after a
 * reload, or for a page that was opened from elsewhere.
 */
export function markCurrent(pane: HTMLElement): () => void {
  let shown = false;
  const look = () => {
    const here = rowOf(pane, location.hash);
    for (const row of pane.querySelectorAll('a.item[aria-current]'))
      if (row !== here) row.removeAttribute('aria-current');
    if (!here) return;
    if (here.getAttribute('aria-current') !== 'page') here.setAttribute('aria-current', 'page');
    if (!shown) here.scrollIntoView({ block: 'nearest' });
    shown = true;
  };
  look();
  const seen = new MutationObserver(look);
  seen.observe(pane, { childList: true, subtree: true });
  return () => seen.disconnect();
}

/** The row that leads to a page, or to what the page is a part of. */
export function rowOf(pane: ParentNode, hash: string): HTMLAnchorElement | undefined {
  const address = hash.replace(/\/ubah(\/.*)?$/, '');
  const rows = [...pane.querySelectorAll<HTMLAnchorElement>('a.item[href]')].filter((row) =>
    `${address}/`.startsWith(`${row.getAttribute('href') ?? ''}/`),
  );
  rows.sort(
    (a, b) => (b.getAttribute('href') ?? '').length - (a.getAttribute('href') ?? '').length,
  );
  return rows[0];
}
