import { clean } from '../../plain/clean';

/** What a list of villages holds, and the lines that are neither village nor heading. */
export interface VillageList {
  villages: [code: string, name: string][];
  unread: string[];
}

/** Villages count from here within a kecamatan; urban ones (kelurahan) from 1001. */
const FIRST_VILLAGE = 2001;
const CODE = /(?<!\d)(\d\d)\.?(\d\d)\.?(\d\d)\.?(\d{4})(?!\d)/;
const HEADING = /\b(kode|nama|desa|kelurahan|code|name|village)\b/i;
/** Separators of tables, quotes, and a number before the line. */
const AROUND = /^(?:\d{1,3}[.)]?(?=[\s;,|]))?[\s;,|"'–-]+|[\s;,|"'–-]+$/g;

/**
 * Reads a list of villages however it was pasted: with codes in any place of the line, with or without
 * dots; or names alone, numbered below the code of their kecamatan. `taken` has codes that are not free.
 */
export function villagesIn(text: string, kecamatan = '', taken: string[] = []): VillageList {
  const prefix = kecamatanCode(kecamatan);
  const found = new Map<string, string>();
  const unread: string[] = [];
  const used = new Set(taken);
  let next = FIRST_VILLAGE;
  for (const raw of text.split(/\r\n|\n|\r/)) {
    const line = clean('line', raw.replace(/\t/g, ';'));
    if (line === '') continue;
    const code = CODE.exec(line);
    const name = nameIn(code ? line.replace(code[0], ';') : line);
    if (code && name !== '') found.set(code.slice(1, 5).join('.'), name);
    else if (HEADING.test(line) && found.size === 0 && unread.length === 0) continue;
    else if (!code && prefix && name !== '') {
      while (used.has(`${prefix}.${next}`) || found.has(`${prefix}.${next}`)) next += 1;
      found.set(`${prefix}.${next}`, name);
    } else unread.push(line);
  }
  return { villages: [...found], unread };
}

/** `33.01.01` however it was written; empty if it is none. */
export function kecamatanCode(text: string): string {
  const digits = text.replace(/\D/g, '');
  return digits.length === 6 ? digits.replace(/(\d\d)(?=\d)/g, '$1.') : '';
}

/** The longest cell of a line that has letters. */
function nameIn(line: string): string {
  const cells = line
    .split(/[;|,]/)
    .map((cell) =>
      cell
        .replace(AROUND, '')
        .replace(/^\d{1,3}[.)]?\s+/, '')
        .trim(),
    )
    .filter((cell) => /\p{L}/u.test(cell));
  return cells.sort((a, b) => b.length - a.length)[0] ?? '';
}
