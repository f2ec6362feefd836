import { clean } from '../../plain/clean';

/** What one line of a pasted list says of a person. */
export interface Listed {
  /** The line as it was pasted: what a choice about it is kept under. */
  line: string;
  name: string;
  /** E.164; empty if the line has none. */
  phone: string;
  village: string;
  position: string;
  /** What nobody could make anything of; it goes into no card. */
  rest: string[];
  problem: 'name' | 'phone' | 'long' | 'twice' | null;
}

/** What a list is read with: the forum's villages and positions, and what reads numbers. */
export interface ListNeeds {
  villages: [code: string, name: string][];
  positions: [key: string, name: string][];
  phoneFrom: (typed: string) => string | null;
  fold: (text: string) => string;
  nameMax: number;
}

/** Digits as people write telephone numbers, with what stands between and around them. */
const NUMBER = /(?:https?:\/\/)?(?:wa\.me\/)?\+?\(?\d[\d\s().\-/]{5,}\d/;
const HEADING = /^(no|nomor|nama|name|hp|wa|whatsapp|telepon|phone|desa|village|jabatan)$/i;
/** A degree behind a name: S.Sos, M.Si., S.E. */
const TITLE = /^(?:\p{L}{1,6}\.\s?)+\p{L}*\.?$/u;

/**
 * Reads a list of people however it was pasted: from Excel, a CSV file or a chat, a person a line, in
 * whichever order name, number, village and position stand. Nothing is left out silently.
 */
export function peopleIn(text: string, needs: ListNeeds): Listed[] {
  const found: Listed[] = [];
  for (const raw of text.split(/\r\n|\n|\r/)) {
    const line = clean('line', raw.replace(/\t/g, ';'));
    if (line === '') continue;
    const one = personIn(line, needs);
    if (found.length === 0 && isHeading(line)) continue;
    const twice = found.some(
      (other) => other.line === line || (one.phone !== '' && other.phone === one.phone),
    );
    found.push(twice ? { ...one, problem: 'twice' } : one);
  }
  return found;
}

function isHeading(line: string): boolean {
  const words = line.split(/[\s;,|/]+/).filter((word) => word !== '');
  return words.filter((word) => HEADING.test(word)).length * 2 > words.length;
}

function personIn(line: string, needs: ListNeeds): Listed {
  const { text, phone, misread } = withoutNumber(line, needs);
  const one: Listed = { line, name: '', phone, village: '', position: '', rest: [], problem: null };
  for (const cell of cellsOf(text)) {
    const village = one.village === '' && codeOf(cell, needs.villages, needs.fold);
    const position = one.position === '' && codeOf(cell, needs.positions, needs.fold);
    if (village) one.village = village;
    else if (position) one.position = position;
    else if (one.name === '' && /\p{L}/u.test(cell)) one.name = cell;
    else if (one.name !== '' && TITLE.test(cell)) one.name += `, ${cell}`;
    else if (!/^\d{1,3}$/.test(cell)) one.rest.push(cell);
  }
  if (one.name === '') one.problem = 'name';
  else if (misread) one.problem = 'phone';
  else if ([...one.name].length > needs.nameMax) one.problem = 'long';
  return one;
}

function withoutNumber(line: string, { phoneFrom }: ListNeeds) {
  const found = NUMBER.exec(line)?.[0] ?? '';
  const phone = found === '' ? null : phoneFrom(found);
  const text = found === '' ? line : line.replace(found, ';');
  return { text, phone: phone ?? '', misread: found !== '' && phone === null };
}

/** What stands between separators, without a number before the line and quotes around. */
function cellsOf(text: string): string[] {
  return text
    .replace(/^\s*\d{1,3}[.)]\s*/, '')
    .split(/[;,|()[\]:]|\s[-–—]\s|\s{2,}/)
    .map((cell) => cell.replace(/^[\s"'–-]+|[\s"'–-]+$/g, ''))
    .filter((cell) => cell !== '');
}

function codeOf(cell: string, known: [string, string][], fold: (text: string) => string): string {
  const wanted = fold(cell.replace(/^(desa|kelurahan|ds|kel)\.?\s+/i, ''));
  return known.find(([, name]) => fold(name) === wanted)?.[0] ?? '';
}

/** What is known of somebody who has a card. */
export interface Carded {
  id: string;
  name: string;
  phone: string;
  village: string;
}

/** The card that is probably this person's: it has the same number, or the same name and village. */
export function cardFor(
  one: Listed,
  cards: Carded[],
  fold: (text: string) => string,
): Carded | undefined {
  const named = fold(withoutTitles(one.name));
  return (
    cards.find((card) => one.phone !== '' && card.phone === one.phone) ??
    cards.find(
      (card) =>
        fold(withoutTitles(card.name)) === named &&
        (card.village === one.village || one.village === '' || card.village === ''),
    )
  );
}

/** Degrees are written by one and left out by another. */
function withoutTitles(name: string): string {
  return name.replace(/,.*$/, '').replace(/^(?:(?:Hj?|Drs?|Dra|Ir|Prof)\.\s*)+/i, '');
}
