/** A thumb that means it goes so far sideways, within so long, and hardly up or down. */
const ACROSS_PX_MIN = 60;
const ALONG_PX_MAX = 40;
const MS_MAX = 700;
/** Nearer to the edge of the screen it is the phone's own gesture. */
const EDGE_PX = 24;
/** So far the page may have moved below the finger without having been scrolled. */
const SCROLLED_PX_MAX = 8;

/** Tells when a finger is drawn across: 1 to what comes next, -1 to what was before; and on what it began. */
export function swiping(
  node: HTMLElement,
  swiped: (to: 1 | -1, from: Element) => void,
): () => void {
  let begun: { x: number; y: number; at: number; scrolled: number; on: Element } | null = null;

  const start = (event: TouchEvent) => {
    const [finger] = event.touches;
    const on = event.target;
    begun = null;
    if (event.touches.length !== 1 || !finger || !(on instanceof Element)) return;
    const { clientX: x, clientY: y } = finger;
    const atEdge = x < EDGE_PX || x > innerWidth - EDGE_PX;
    if (!atEdge && !isHeld(on, node)) begun = { x, y, at: event.timeStamp, scrolled: scrollY, on };
  };
  const end = (event: TouchEvent) => {
    const [finger] = event.changedTouches;
    const from = begun;
    begun = null;
    if (!from || !finger || event.touches.length > 0) return;
    const [across, along] = [finger.clientX - from.x, finger.clientY - from.y];
    const slow = event.timeStamp - from.at > MS_MAX;
    const scrolled = Math.abs(scrollY - from.scrolled) > SCROLLED_PX_MAX;
    if (slow || scrolled || Math.abs(across) < ACROSS_PX_MIN || Math.abs(along) > ALONG_PX_MAX)
      return;
    if (isSelecting()) return;
    swiped(across < 0 ? 1 : -1, from.on);
  };
  const cancel = () => (begun = null);

  node.addEventListener('touchstart', start, { passive: true });
  node.addEventListener('touchend', end);
  node.addEventListener('touchcancel', cancel);
  return () => {
    node.removeEventListener('touchstart', start);
    node.removeEventListener('touchend', end);
    node.removeEventListener('touchcancel', cancel);
  };
}

/** What is below the finger goes sideways itself, or is being written in, selected or dragged. */
function isHeld(on: Element, within: Element): boolean {
  if (isSelecting() || on.closest('dialog, [data-dragged], input[type="range"]')) return true;
  for (let at: Element | null = on; at && at !== within; at = at.parentElement) {
    if (at === document.activeElement && at.matches('input, textarea')) return true;
    const slides = at.scrollWidth > at.clientWidth + 1;
    const may = at.matches('input, textarea') || /auto|scroll/.test(getComputedStyle(at).overflowX);
    if (slides && may) return true;
  }
  return false;
}

function isSelecting(): boolean {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed;
}
