import { clean } from './clean';

/** What was pasted as one point: what fits into its line, and the whole of it if that is more. */
export interface Point {
  title: string;
  rest: string;
}

/** More than any meeting has; whoever pastes more than that pastes a letter. */
const POINTS_MAX = 60;

/** What WhatsApp puts before each of several messages that are copied: "[30/11 19.20] Siti: ". */
const MESSAGE = /^\[[\d/.]+,? [\d.:]+(?: ?[ap]m)?\] [^:]{1,60}: /i;
/** "1.", "2)", "(3)", "a.", "IV.", a number in a box, a dash, a dot, a tick or a square. */
const MARKER =
  /^(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)](?!\d)|\d\ufe0f?\u20e3|[-–—•◦‣▪▫●○■□☐☑✅✔➡→*+][\ufe0f]?(?=\s))\s*/iu;
/** Signs with which WhatsApp makes a whole line bold, italic or struck out. */
const LOUD = /^([*_~])(\S.*?)\1$/;

/**
 * The points of an agenda as people send them: numbered, with dashes, or one in each line. A line without a
 * number between lines that have one belongs to the point above it; a heading is none. Null if it is no list.
 */
export function pointsIn(pasted: string, lengthMax: number): Point[] | null {
  const lines = clean('text', pasted)
    .split('\n')
    .map((line) => quiet(line.trim().replace(MESSAGE, '')))
    .filter((line) => line !== '');
  const marked = lines.filter((line) => MARKER.test(line)).length;
  const points = marked > 1 ? gathered(lines) : withoutHeading(lines).map(plainLine);
  const said = points.filter((point) => point !== '');
  if (said.length < 2 || said.length > POINTS_MAX) return null;
  return said.map((point) => fitted(point, lengthMax));
}

/** Of a list with marks: what has none belongs to the mark above it, or is a heading. */
function gathered(lines: string[]): string[] {
  const points: string[] = [];
  const headings: string[] = [];
  for (const line of lines) {
    const last = points.length - 1;
    if (MARKER.test(line)) points.push(plainLine(line));
    else if (last >= 0) points[last] = `${points[last]} ${line}`;
    else headings.push(line);
  }
  return [...withoutHeading(headings), ...points];
}

/** What announces the points, as "Agenda rapat:" does, is no point. */
function withoutHeading(lines: string[]): string[] {
  return lines.filter((line, at) => at > 0 || !/(:|^(susunan )?(agenda|acara)\b.*)$/i.test(line));
}

const plainLine = (line: string) => quiet(line.replace(MARKER, '').trim());

function quiet(line: string): string {
  return line.replace(LOUD, '$2').trim();
}

/** A point that is longer than a title begins with as many of its words as fit, and says the whole below. */
function fitted(point: string, lengthMax: number): Point {
  if ([...point].length <= lengthMax) return { title: point, rest: '' };
  const cut = [...point].slice(0, lengthMax - 1).join('');
  const space = cut.lastIndexOf(' ');
  return { title: `${(space > 0 ? cut.slice(0, space) : cut).trimEnd()}…`, rest: point };
}
