import guide from './guide.css?inline';
import paper from './paper.css?inline';
import { smallStore } from '../shell/small-store';

/** All that paper looks like; a file takes it along. */
const css = paper + guide;

export type Size = 'a4' | 'f4';
/** What stands on the paper beside it: numbers of pages, or nothing. */
export type Paper = `${Size}${'' | '-wide' | '-plain'}`;

/** Millimetres. */
const WIDTHS: Record<Size, [upright: number, wide: number]> = { a4: [210, 297], f4: [215, 330] };
const PX_PER_MM = 96 / 25.4;
const KEY = 'paguyuban.paper';

export function widthPx(paper: Paper): number {
  const [upright, wide] = WIDTHS[paper.startsWith('f4') ? 'f4' : 'a4'];
  return (paper.endsWith('wide') ? wide : upright) * PX_PER_MM;
}

export function rememberedSize(): Size {
  return smallStore.getItem(KEY) === 'f4' ? 'f4' : 'a4';
}

export function rememberSize(size: Size): void {
  smallStore.setItem(KEY, size);
}

let made: CSSStyleSheet | null = null;

/** What is printed is on this paper, until the page is left. The root says so: any other place would begin a sheet. */
export function layOn(paper: Paper): () => void {
  if (!made) {
    made = new CSSStyleSheet();
    made.replaceSync(css);
  }
  const sheet = made;
  const root = document.documentElement;
  root.dataset['paper'] = paper;
  if (!document.adoptedStyleSheets.includes(sheet))
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    delete root.dataset['paper'];
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  };
}

/** Whether this browser writes numbers beside what is printed (Chrome 131, Safari 26). */
export function numbersPages(): boolean {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('@page { @bottom-right { content: counter(page) } }');
  return /@bottom-right/.test(sheet.cssRules[0]?.cssText ?? '');
}

/** The paper as a page of its own, which any browser opens and prints. */
export function asFile(sheet: HTMLElement, title: string, paper: Paper, language: string): string {
  const copy = sheet.cloneNode(true) as HTMLElement;
  copy.removeAttribute('style');
  const drawn = [...sheet.querySelectorAll('canvas')];
  for (const [at, canvas] of [...copy.querySelectorAll('canvas')].entries()) {
    const image = document.createElement('img');
    image.alt = '';
    image.src = drawn[at]?.toDataURL() ?? '';
    canvas.replaceWith(image);
  }
  const heading = document.createElement('title');
  heading.textContent = title;
  return [
    `<!doctype html><html lang="${language}" data-paper="${paper}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width">',
    `${heading.outerHTML}<style>${css}</style></head><body>`,
    `${copy.outerHTML.replace(/<!--[^]*?-->/g, '')}</body></html>`,
  ].join('\n');
}
