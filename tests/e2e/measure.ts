import { Axe, expect, type Page } from '../../web/e2e.ts';

/** Smaller differences are rounding. */
const SLACK_PX = 2;
/** What a thumb hits without looking. */
const TARGET_PX = 48;
/** What is wrong for longer than this stays wrong. */
const PASSING_MS = 20_000;

/** The faults that stay: a screen that is still on its way is none. */
export async function lasting(find: () => Promise<string[]>): Promise<string[]> {
  let found = await find();
  if (found.length === 0) return found;
  await expect
    .poll(async () => (found = await find()), { timeout: PASSING_MS })
    .toEqual([])
    .catch(() => undefined);
  return found;
}

const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** What axe finds wrong with the screen, or with its colours alone. */
export async function axeFinds(page: Page, colours = false): Promise<string[]> {
  // There are no frames, for which a page of its own would be opened each time; and what is well is not told.
  const axe = new Axe({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (colours ? axe.withRules(OF_COLOURS) : axe).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** What is wrong with how the screen is laid out now, a sentence for each fault. */
export function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(look, { slack: SLACK_PX, target: TARGET_PX });
}

/** Runs in the page, so it holds everything that it needs. */
function look({ slack, target }: { slack: number; target: number }): string[] {
  const faults: string[] = [];
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth + 1) faults.push(`the page is ${wide} px wide, the screen ${innerWidth}`);

  const shown = (node: Element) =>
    node.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) &&
    node.closest('.sr, [inert]') === null &&
    node.getBoundingClientRect().width > 0;
  const nameOf = (node: Element) =>
    `${node.tagName.toLowerCase()}.${node.className.toString()} “${(
      node.getAttribute('aria-label') ??
      node.textContent ??
      ''
    )
      .trim()
      .replace(/\s+/g, ' ')
      .slice(0, 40)}”`;
  // A sheet makes what is below it inert.
  const scope = document.querySelector('dialog[open]') ?? document.body;
  const all = [...scope.querySelectorAll('*')].filter(shown);

  /** What slides by itself: only what slides together can lie on each other. */
  const layers = new Map<Element, { around: Element | null; within: Element | null }>();
  const layersOf = (node: Element | null): { around: Element | null; within: Element | null } => {
    if (node === null) return { around: null, within: null };
    const known = layers.get(node);
    if (known) return known;
    const { position, overflowY } = getComputedStyle(node);
    const { within } = layersOf(node.parentElement);
    const slidesItself = ['sticky', 'fixed'].includes(position);
    const found = {
      around: slidesItself ? node : within,
      within: slidesItself || overflowY === 'auto' ? node : within,
    };
    layers.set(node, found);
    return found;
  };
  const layerOf = (node: Element) => layersOf(node).around;

  /** In a frame that is on the screen and slides sideways by itself, such as a table's. */
  const slides = (node: Element) => {
    for (let at = node.parentElement; at !== null; at = at.parentElement) {
      if (!['auto', 'scroll'].includes(getComputedStyle(at).overflowX)) continue;
      const { left, right } = at.getBoundingClientRect();
      return at.scrollWidth > at.clientWidth && left >= -1 && right <= innerWidth + 1;
    }
    return false;
  };

  interface Box {
    node: Element;
    rect: DOMRect;
    layer: Element | null;
    /** What its owner is, if it is a text. */
    text: boolean;
    /** It is its whole row, and what else can be pressed there lies on it. */
    row: boolean;
  }
  const texts: Box[] = [];
  for (const node of all) {
    for (const child of node.childNodes) {
      if (child.nodeType !== Node.TEXT_NODE || (child.textContent ?? '').trim() === '') continue;
      if (node.closest('option, textarea, title, style')) continue;
      const range = document.createRange();
      range.selectNodeContents(child);
      for (const rect of range.getClientRects()) {
        if (rect.width === 0) continue;
        texts.push({ node, rect, layer: layerOf(node), text: true, row: false });
        if ((rect.left < -1 || rect.right > innerWidth + 1) && !slides(node))
          faults.push(`cut off by the edge of the screen: ${nameOf(node)}`);
      }
    }
    const { overflowX, overflowY } = getComputedStyle(node);
    const hidesX =
      ['hidden', 'clip'].includes(overflowX) && node.scrollWidth > node.clientWidth + 1;
    const hidesY =
      ['hidden', 'clip'].includes(overflowY) && node.scrollHeight > node.clientHeight + 1;
    if ((hidesX || hidesY) && !node.matches('svg, svg *, input, select, progress'))
      faults.push(`cut off: ${nameOf(node)}`);
    if (node.matches('textarea') && node.scrollHeight > node.clientHeight + slack)
      faults.push(`a text has to be scrolled in its field: ${nameOf(node)}`);
  }

  const controls = all
    // A field that only lends its picker is not there for anybody.
    .filter((node) => node.matches('a[href], button, input, select, textarea, summary'))
    .filter((node) => !node.matches('[aria-hidden="true"]'))
    .map((node): Box => {
      const label = node.closest('label');
      const stretched = getComputedStyle(node, '::after');
      const isStretched = stretched.content !== 'none' && stretched.position === 'absolute';
      const place = isStretched ? (node as HTMLElement).offsetParent : null;
      const around =
        getComputedStyle(node).position === 'static' && place ? place : (label ?? node);
      return {
        node,
        rect: around.getBoundingClientRect(),
        layer: layerOf(node),
        text: false,
        row: around === place || node.matches('[data-row] > button'),
      };
    });
  for (const { node, rect } of controls) {
    if (rect.height < target - 1 || rect.width < target - 1)
      faults.push(
        `small (${Math.round(rect.width)} × ${Math.round(rect.height)}): ${nameOf(node)}`,
      );
    if ((rect.left < -1 || rect.right > innerWidth + 1) && !slides(node))
      faults.push(`over the edge of the screen: ${nameOf(node)}`);
  }

  const meet = (a: Box, b: Box) =>
    Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left) > slack &&
    Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top) > slack;
  const related = (a: Element, b: Element) => {
    const [inner, outer] = [a.closest('label') ?? a, b.closest('label') ?? b];
    return a.contains(b) || b.contains(a) || inner === outer;
  };
  /** A row that is one button as a whole: its text lies on it on purpose. */
  const rowOf = (node: Element) => node.closest('[data-row], header .words');
  const boxes = [...texts, ...controls];
  // From above to below: what begins under the end of a box does not meet it, nor does what comes after.
  const down = [...boxes.entries()].sort(([, a], [, b]) => a.rect.top - b.rect.top);
  down.forEach(([at, one], from) => {
    for (let next = from + 1; next < down.length; next += 1) {
      const [later, other] = down[next] ?? [0, one];
      if (other.rect.top > one.rect.bottom) break;
      const [a, b] = at < later ? [one, other] : [other, one];
      if (a.layer !== b.layer || !meet(a, b) || related(a.node, b.node)) continue;
      const row = rowOf(a.node);
      if (row !== null && row === rowOf(b.node) && (a.row || b.row)) continue;
      faults.push(`${nameOf(a.node)} and ${nameOf(b.node)} lie on each other`);
    }
  });
  return [...new Set(faults)];
}

/** At the end of the page nothing that can be pressed is under a bar. */
export function coveredAtTheEnd(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    scrollTo(0, document.documentElement.scrollHeight);
    const last = [
      ...document.querySelectorAll('main :is(a[href], button, input, select, textarea, summary)'),
    ].filter(
      (node) => node.checkVisibility() && node.getBoundingClientRect().bottom > innerHeight / 2,
    );
    return last
      .filter((node) => {
        const rect = node.getBoundingClientRect();
        const hit = document.elementFromPoint(
          rect.left + rect.width / 2,
          Math.min(rect.bottom - 4, innerHeight - 1),
        );
        return hit !== null && hit.closest('main') === null;
      })
      .map((node) => `${node.tagName} “${node.textContent?.trim().slice(0, 30)}” is covered`);
  });
}
