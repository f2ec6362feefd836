import { inflateSync } from 'node:zlib';

const MM_PER_POINT = 25.4 / 72;
/** Baselines that are closer are of one line; points. */
const LINE_POINTS = 2;

/** What stands in one line of a sheet, as it is read, and where; millimetres from the top left corner. */
export interface PdfLine {
  text: string;
  x: number;
  y: number;
}

/** One sheet. */
export interface PdfPage {
  /** Millimetres, to the next whole one. */
  width: number;
  height: number;
  lines: PdfLine[];
  /** All lines, below each other. */
  text: string;
}

type Matrix = readonly [number, number, number, number, number, number];
const UNIT: Matrix = [1, 0, 0, 1, 0, 0];

interface Run {
  text: string;
  x: number;
  y: number;
}

/** Reads what Chromium has printed; other programs write other PDFs. */
export function readPdf(bytes: Buffer): PdfPage[] {
  const objects = objectsOf(bytes);
  return pagesOf(objects).map((page) => {
    const box = /\/MediaBox\s*\[([^\]]*)\]/.exec(page)?.[1] ?? '';
    const [, , width = 0, height = 0] = box.trim().split(/\s+/).map(Number);
    const fonts = fontsOf(objects, page);
    const contents = streamOf(objects, refIn(page, 'Contents'));
    const lines = linesOf(runsIn(contents, fonts), height);
    const mm = (points: number) => Math.round(points * MM_PER_POINT);
    return {
      width: mm(width),
      height: mm(height),
      lines,
      text: lines.map(({ text }) => text).join('\n'),
    };
  });
}

/** Every object's source by its number, as Latin 1. */
function objectsOf(bytes: Buffer): Map<string, string> {
  const source = bytes.toString('latin1');
  const all = source.matchAll(/(?:^|[\r\n])(\d+) 0 obj\b([^]*?)\bendobj/g);
  return new Map([...all].map(([, number = '', body = '']) => [number, body]));
}

/** In the order of the sheets, which is that of the tree. */
function pagesOf(objects: Map<string, string>): string[] {
  const root = [...objects.values()].find((body) => /\/Type\s*\/Catalog/.test(body)) ?? '';
  const below = (ref: string): string[] => {
    const body = objects.get(ref) ?? '';
    const kids = /\/Kids\s*\[([^\]]*)\]/.exec(body)?.[1];
    if (kids === undefined) return [body];
    return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid = '']) => below(kid));
  };
  return below(refIn(root, 'Pages'));
}

function refIn(body: string, name: string): string {
  return new RegExp(`/${name}\\s+(\\d+) 0 R`).exec(body)?.[1] ?? '';
}

function streamOf(objects: Map<string, string>, ref: string): string {
  const body = objects.get(ref) ?? '';
  const data = /stream\r?\n([^]*)\r?\nendstream/.exec(body)?.[1] ?? '';
  const bytes = Buffer.from(data, 'latin1');
  return (body.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
}

/** A font: how many hexadecimal digits a sign has, and which letters it stands for. */
interface Font {
  digits: number;
  letters: Map<number, string>;
}

function fontsOf(objects: Map<string, string>, page: string): Map<string, Font> {
  const resources = page.includes('/Font') ? page : (objects.get(refIn(page, 'Resources')) ?? '');
  const named = /\/Font\s*<<([^>]*)>>/.exec(resources)?.[1] ?? '';
  return new Map(
    [...named.matchAll(/\/(\S+)\s+(\d+) 0 R/g)].map(([, name = '', ref = '']) => {
      const font = objects.get(ref) ?? '';
      const map = streamOf(objects, refIn(font, 'ToUnicode'));
      return [name, { digits: font.includes('/Type0') ? 4 : 2, letters: lettersIn(map) }];
    }),
  );
}

function lettersIn(map: string): Map<number, string> {
  const letters = new Map<number, string>();
  const hex = (text: string) => parseInt(text, 16);
  const read = (text: string) =>
    String.fromCharCode(...(text.match(/.{4}/g) ?? []).map((unit) => hex(unit)));
  for (const [, body = ''] of map.matchAll(/beginbfchar([^]*?)endbfchar/g))
    for (const [, from = '', to = ''] of body.matchAll(/<([\da-f]+)>\s*<([\da-f]+)>/gi))
      letters.set(hex(from), read(to));
  for (const [, body = ''] of map.matchAll(/beginbfrange([^]*?)endbfrange/g))
    for (const [, from = '', to = '', first = ''] of body.matchAll(
      /<([\da-f]+)>\s*<([\da-f]+)>\s*<([\da-f]+)>/gi,
    ))
      for (let sign = hex(from); sign <= hex(to); sign += 1)
        letters.set(sign, String.fromCodePoint(hex(first) + sign - hex(from)));
  return letters;
}

/** What stands on a sheet, one piece for each that was laid out by itself. */
function runsIn(contents: string, fonts: Map<string, Font>): Run[] {
  const runs: Run[] = [];
  const saved: Matrix[] = [];
  let [page, place, font]: [Matrix, Matrix, Font | undefined] = [UNIT, UNIT, undefined];
  let operands: string[] = [];
  let begun = true;
  const matrix = () => operands.slice(-6).map(Number) as unknown as Matrix;
  for (const [token] of contents.matchAll(
    /<[\da-f]*>|\((?:\\.|[^\\)])*\)|\[|\]|\/?[^\s<>[\]()]+/gi,
  )) {
    if (!/^[A-Za-z'"*]+\d?$/.test(token)) {
      operands.push(token);
      continue;
    }
    if (token === 'q') saved.push(page);
    else if (token === 'Q') page = saved.pop() ?? UNIT;
    else if (token === 'cm') page = times(matrix(), page);
    else if (token === 'BT') [place, begun] = [UNIT, true];
    else if (token === 'Tf') font = fonts.get(operands.at(-2)?.slice(1) ?? '');
    else if (token === 'Tm') place = matrix();
    else if (token === 'Td') place = times([1, 0, 0, 1, ...lastTwo(operands)], place);
    else if (token === 'Tj' || token === 'TJ') {
      const [, , , , x, y] = times(place, page);
      const text = operands.map((one) => (font ? read(one, font) : '')).join('');
      // Between two letters that are moved towards each other the text begins anew.
      const last = begun ? undefined : runs.at(-1);
      if (last && Math.abs(last.y - y) < LINE_POINTS) last.text += text;
      else runs.push({ text, x, y });
      begun = false;
    }
    operands = [];
  }
  return runs;
}

function lastTwo(operands: string[]): [number, number] {
  return [Number(operands.at(-2)), Number(operands.at(-1))];
}

function read(operand: string, { digits, letters }: Font): string {
  if (!operand.startsWith('<')) return '';
  const signs = operand.slice(1, -1).match(new RegExp(`.{${digits}}`, 'g')) ?? [];
  return signs.map((sign) => letters.get(parseInt(sign, 16)) ?? '').join('');
}

/** First one, then the other. */
function times(one: Matrix, other: Matrix): Matrix {
  const [a, b, c, d, e, f] = one;
  const [g, h, i, j, k, l] = other;
  return [
    a * g + b * i,
    a * h + b * j,
    c * g + d * i,
    c * h + d * j,
    e * g + f * i + k,
    e * h + f * j + l,
  ];
}

function linesOf(runs: Run[], height: number): PdfLine[] {
  const lines: Run[][] = [];
  for (const run of [...runs].sort((a, b) => b.y - a.y || a.x - b.x)) {
    const last = lines.at(-1);
    if (last?.[0] && Math.abs(last[0].y - run.y) < LINE_POINTS) last.push(run);
    else lines.push([run]);
  }
  return lines
    .map((line) => {
      const inOrder = [...line].sort((a, b) => a.x - b.x);
      const text = inOrder.map((run) => run.text).join(' ');
      return {
        text: text.replace(/\s+/g, ' ').trim(),
        x: (inOrder[0]?.x ?? 0) * MM_PER_POINT,
        y: (height - (inOrder[0]?.y ?? 0)) * MM_PER_POINT,
      };
    })
    .filter(({ text }) => text !== '');
}
