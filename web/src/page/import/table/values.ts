import { amountFrom } from '../../../plain/amount';
import { clean } from '../../../plain/clean';
import type { Value } from '../../../between/contract';
import type { Spec } from '../../../plain/fields';
import { fold } from '../../language/find';
import { read } from '../../typing/reading';
import type { Cell, Day } from '../read/cells';
import { dayOf, ERROR, type DayOrder } from './days';
import { ALSO } from './also';
import { hasStateNumber } from './headers';
import { nameAlone } from './names';
import { nearest } from './near';
import { textIn } from './text-of';

/** What is said of a cell or row; each has a sentence. */
export type Code =
  | 'year_only'
  | 'month_only'
  | 'number_read_as_date'
  | 'two_digit_year'
  | 'month_first_date'
  | 'no_such_date'
  | 'not_a_date'
  | 'date_far'
  | 'formula_error'
  | 'digits_lost'
  | 'two_numbers'
  | 'not_a_mobile_number'
  | 'same_as_row'
  | 'same_phone_as_row'
  | 'name_missing'
  | 'village_missing'
  | 'date_missing'
  | 'code_missing'
  | 'unknown_village'
  | 'unknown_position'
  | 'unknown_word'
  | 'unknown_person'
  | 'looks_like_nik'
  | 'amount_unclear'
  | 'not_a_time'
  | 'not_an_email'
  | 'too_long';

export interface Trouble {
  code: Code;
  /** What stands in the cell, where a person can say what it means. */
  value?: string;
  /** The nearest that is known. */
  suggest?: string;
  /** Under what the answer is kept; of all equal cells it is the same. */
  ask?: string;
  /** Of two rows that say the same: the number of the first. */
  other?: number;
}

export interface Read {
  value: Value | string[] | null;
  troubles: Trouble[];
  /** Other fields that the cell says. */
  also?: Record<string, string>;
}

/** What cells are read with. */
export interface Needs {
  today: string;
  /** Code and name of every village, also of those that are not chosen any more. */
  villages: readonly [code: string, name: string][];
  people: readonly [id: string, name: string][];
  /** Every word of a vocabulary in every language, by key; one key may have many. */
  words(vocabulary: string): readonly [key: string, word: string][];
  phoneFrom(typed: string): string | null;
  /** What people said that unknown cells mean, by {@link Trouble.ask}; empty stays empty. */
  answers: Readonly<Record<string, string>>;
}

const NOTHING: Read = { value: null, troubles: [] };
/** How people say that there is nothing. */
const EMPTY = /^([-–—._*]+|n\/?a|nihil|kosong|tidak ada|belum ada|null|nan)$/i;

export function readCell(spec: Spec, cell: Cell, order: DayOrder, needs: Needs): Read {
  const text = textIn(cell);
  if (text === '' || EMPTY.test(text)) return NOTHING;
  if (ERROR.test(text)) return none({ code: 'formula_error' });
  switch (spec.is) {
    case 'date': {
      const { day, problem } = dayOf(cell, order, spec.span ?? 'any', needs.today);
      return { value: day, troubles: problem ? [{ code: problem }] : [] };
    }
    case 'phone':
      return phoneIn(cell, needs);
    case 'rupiah':
      return amountIn(cell, needs);
    case 'time':
      return timeIn(cell);
    case 'village':
      return one(villageIn(text, needs));
    case 'villages':
      // Whose log an entry stands in is the first.
      return many(parts(text), (part) => villageIn(part, needs), 'written');
    case 'person':
      return one(personIn(text, needs));
    case 'people':
      return many(parts(text, /[;\n]|,(?![^,]{0,12}\.)|\s(?:dan|&|and)\s/), (part) =>
        personIn(part, needs),
      );
    case 'word':
      return wordRead(spec.vocabulary, text, needs);
    case 'words':
      return many(wordParts(spec.vocabulary, text, needs), (part) =>
        wordIn(spec.vocabulary, part, needs),
      );
    default:
      return written(spec, text);
  }
}

interface Said {
  key: string | null;
  trouble?: Trouble;
}

const none = (trouble: Trouble): Read => ({ value: null, troubles: [trouble] });
const one = ({ key, trouble }: Said): Read => ({ value: key, troubles: trouble ? [trouble] : [] });

function many(
  texts: string[],
  sayOf: (text: string) => Said,
  order: 'written' | 'sorted' = 'sorted',
): Read {
  const said = texts.filter((text) => !EMPTY.test(text)).map(sayOf);
  const keys = [...new Set(said.flatMap(({ key }) => key ?? []))];
  if (order === 'sorted') keys.sort();
  return {
    value: keys.length > 0 ? keys : null,
    troubles: said.flatMap(({ trouble }) => trouble ?? []),
  };
}

function parts(text: string, between: RegExp = /[;,\n/]|\s(?:dan|&|and)\s/): string[] {
  // Who writes one between them means nothing by a comma.
  return text
    .split(/[;\n]/.test(text) ? /[;\n]/ : between)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Some words have a comma, a stroke or an ampersand in them. */
function wordParts(vocabulary: string, text: string, needs: Needs): string[] {
  if (wordIn(vocabulary, text, needs).key) return [text];
  return parts(text, /[;,\n]/).flatMap((part) =>
    wordIn(vocabulary, part, needs).key ? [part] : parts(part, /\/|\s(?:dan|&|and)\s/),
  );
}

// Numbers

/** `8.12346E+11`: only so many digits are still there. */
const CUT = /^\d(?:[.,]\d+)?e\+?\d+$/i;

function phoneIn(cell: Cell, { phoneFrom }: Needs): Read {
  const text = typeof cell === 'number' ? String(Math.round(cell)) : textIn(cell);
  if (CUT.test(text)) return none({ code: 'digits_lost' });
  const several = text.split(/\s*(?:[/;,\n]|\b(?:dan|atau|and|or)\b|&|\|)\s*/i);
  const numbers = several.filter((part) => part.replace(/\D/g, '').length >= 8);
  const found = (numbers.length > 1 ? numbers : [text]).map(phoneFrom).find(isMobile);
  if (!found) return none({ code: 'not_a_mobile_number' });
  return { value: found, troubles: numbers.length > 1 ? [{ code: 'two_numbers' }] : [] };
}

/** Nobody gets a message on a line in an office. */
function isMobile(number: string | null): number is string {
  return number !== null && (!number.startsWith('+62') || number.startsWith('+628'));
}

function amountIn(cell: Cell, { answers }: Needs): Read {
  const text = textIn(cell);
  const ask = `amount ${text}`;
  const said = answers[ask];
  if (said !== undefined) return amountRead(said) ?? NOTHING;
  if (CUT.test(text)) return none({ code: 'digits_lost' });
  if (typeof cell === 'number') {
    // Sums of fractions end a little beside the whole they are.
    const whole = Math.round(cell);
    if (Math.abs(cell - whole) < 1e-6 && whole >= 0) return amountRead(String(whole)) ?? NOTHING;
    return none({ code: 'amount_unclear', value: text, ask });
  }
  return amountRead(text) ?? none({ code: 'amount_unclear', value: text, ask });
}

function amountRead(text: string): Read | null {
  if (text === '') return NOTHING;
  const found = amountFrom(text);
  return 'amount' in found ? { value: found.amount, troubles: [] } : null;
}

function timeIn(cell: Cell): Read {
  const own = cell !== null && typeof cell === 'object' ? (cell as Day) : null;
  if (own) return { value: own.time || '00:00', troubles: [] };
  if (typeof cell === 'number' && cell > 0 && cell < 1) {
    const minutes = Math.round(cell * 1440);
    const two = (n: number) => String(n).padStart(2, '0');
    return { value: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`, troubles: [] };
  }
  // "09.00–11.00" begins at nine.
  const text = textIn(cell)
    .replace(/\s*(?:-|–|s\/?d|sampai)\s*.+$/i, '')
    .replace(/:00$/, (end, at: number) => (at > 3 ? '' : end));
  const found = read({ name: '', is: 'time' }, text);
  return found.ok ? { value: found.value, troubles: [] } : none({ code: 'not_a_time' });
}

// Words

/** What equal cells say is found out once. */
const known = new WeakMap<Needs, Map<string, Said>>();

function once(needs: Needs, name: string, text: string, find: () => Said): Said {
  const all = known.get(needs) ?? new Map<string, Said>();
  known.set(needs, all);
  const said = all.get(`${name} ${text}`) ?? find();
  all.set(`${name} ${text}`, said);
  return said;
}

const villageIn = (text: string, needs: Needs) =>
  once(needs, 'village', text, () => villageFor(text, needs));
const personIn = (text: string, needs: Needs) =>
  once(needs, 'person', text, () => personFor(text, needs));
const wordIn = (vocabulary: string, text: string, needs: Needs) =>
  once(needs, vocabulary, text, () => wordFor(vocabulary, text, needs));

function villageFor(text: string, { villages, answers }: Needs): Said {
  const digits = text.replace(/[\s.]/g, '');
  const byCode = /^\d+$/.test(digits)
    ? villages.filter(([code]) => {
        const own = code.replace(/\D/g, '');
        return own === digits || (digits.length === 4 && own.endsWith(digits));
      })
    : [];
  if (byCode.length === 1 && byCode[0]) return { key: byCode[0][0] };
  const folded = fold(
    text.replace(/^(pemerintah |pemdes |kantor )?(desa|kelurahan|ds|kel)\b\.?\s*/i, ''),
  );
  const close = folded.replaceAll(' ', '');
  const found = villages.filter(
    ([, name]) => fold(name) === folded || fold(name).replaceAll(' ', '') === close,
  );
  if (found.length === 1 && found[0]) return { key: found[0][0] };
  return unknown('unknown_village', `village ${folded}`, text, nearest(folded, villages), answers);
}

function personFor(text: string, { people, answers }: Needs): Said {
  const folded = fold(nameAlone(text));
  const found = people.filter(([, name]) => fold(nameAlone(name)) === folded);
  if (found.length === 1 && found[0]) return { key: found[0][0] };
  const known = people.map(([id, name]): [string, string] => [id, nameAlone(name)]);
  return unknown('unknown_person', `person ${folded}`, text, nearest(folded, known), answers);
}

function wordFor(vocabulary: string, text: string, needs: Needs): Said {
  const words = needs.words(vocabulary);
  const folded = /[√✓✔✅]/u.test(text) ? (/[√✓✔✅]/u.exec(text)?.[0] ?? '') : fold(text);
  const key = keyFor(vocabulary, folded, words);
  if (key) return { key };
  const code = vocabulary === 'position' ? 'unknown_position' : 'unknown_word';
  return unknown(code, `${vocabulary} ${folded}`, text, nearest(folded, words), needs.answers);
}

function keyFor(
  vocabulary: string,
  folded: string,
  words: readonly [string, string][],
): string | null {
  const exact = words.find(([key, word]) => fold(word) === folded || fold(key) === folded);
  if (exact) return exact[0];
  const also = Object.entries(ALSO[vocabulary] ?? {}).find(([, says]) => says.test(folded));
  if (also && words.some(([key]) => key === also[0])) return also[0];
  if (vocabulary !== 'competence' && vocabulary !== 'problem') return null;
  // One word of a long name is enough, where no other name has it.
  const inside = words.filter(([, word]) => ` ${fold(word)} `.includes(` ${folded} `));
  const keys = new Set(inside.map(([key]) => key));
  return keys.size === 1 && folded.length > 3 ? ([...keys][0] ?? null) : null;
}

/** "Plt. Sekretaris Desa" and "Sekretaris Desa Klahang" are a position, and say something more. */
function wordRead(vocabulary: string, text: string, needs: Needs): Read {
  if (vocabulary !== 'position') return one(wordIn(vocabulary, text, needs));
  const status = /^(plt|pj|pjs|penjabat|pelaksana tugas)\b\.?\s*/i.exec(text);
  const rest = status ? text.slice(status[0].length) : text;
  const whole = wordIn('position', rest, needs);
  const alone = whole.key ? rest : withoutVillage(rest, needs);
  const said = alone === rest ? whole : wordIn('position', alone, needs);
  const found = said.key ? said : whole;
  const also =
    status && found.key
      ? { position_status: /^(pj|pen)/i.test(status[0]) ? 'pj' : 'plt' }
      : undefined;
  return { ...one(found), ...(also ? { also } : {}) };
}

/** Without the village that stands behind a position. */
function withoutVillage(text: string, { villages }: Needs): string {
  const small = text.toLowerCase();
  const name = villages.find(([, one]) => small.endsWith(` ${one.toLowerCase()}`))?.[1] ?? '';
  const rest = name === '' ? text : text.slice(0, -name.length).trim();
  return rest.replace(/(?<=\sdesa)\s+desa$/i, '');
}

function unknown(
  code: Code,
  ask: string,
  value: string,
  suggest: string,
  answers: Needs['answers'],
): Said {
  const said = answers[ask];
  if (said !== undefined) return { key: said || null };
  return { key: null, trouble: { code, value, ask, ...(suggest ? { suggest } : {}) } };
}

// Lines

function written(spec: Spec, text: string): Read {
  if (hasStateNumber(text)) return none({ code: 'looks_like_nik' });
  if (spec.is === 'text') return { value: clean('text', text).trim() || null, troubles: [] };
  const found = read(spec, text);
  if (found.ok) return { value: found.value, troubles: [] };
  return none({ code: spec.is === 'email' ? 'not_an_email' : 'too_long' });
}
