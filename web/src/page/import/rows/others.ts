import type { View } from '../../../between/contract';
import { keysOf, recordsOf, registersOf, textOf } from '../../../plain/fields';
import { ulid } from '../../../plain/ulid';
import { isArchived } from '../../../plain/views';
import { fold } from '../../language/find';
import type { ListRow } from '../table/records';
import type { Matched } from './plan';

/** As the core takes it. */
const CODE = /^\d\d\.\d\d\.\d\d\.\d{4}$/;

/** `3302192001` as `33.02.19.2001`. */
function villageCode(text: string): string {
  const digits = text.replace(/\D/g, '');
  return digits.length === 10 ? digits.replace(/^(\d\d)(\d\d)(\d\d)(\d{4})$/, '$1.$2.$3.$4') : text;
}

/** Villages by their code; without one, by the name of one that is known. */
export function matchVillages(rows: ListRow[], settings: View | undefined): Matched[] {
  const known = Object.entries(registersOf(settings?.fields, 'villages'));
  const seen = new Set<string>();
  return rows.map(({ values }) => {
    const name = String(values['name'] ?? '').replace(/^(desa|kelurahan)\s+/i, '');
    const called = known.find(([, one]) => fold(String(one)) === fold(name));
    const code = villageCode(String(values['code'] ?? '')) || (called?.[0] ?? '');
    const again = seen.has(code);
    seen.add(code);
    const whole = CODE.test(code) && name !== '';
    const same = fold(String(known.find(([one]) => one === code)?.[1] ?? '')) === fold(name);
    const wanted = whole && !same ? { [`villages/${code}`]: name } : {};
    const part = { doc: 'settings', below: '', made: false, back: false, values: wanted };
    const title = [name, code].filter((one) => one !== '').join(' · ');
    return {
      parts: [part],
      doubt: whole ? (again ? 'twice' : null) : 'incomplete',
      may: whole,
      title,
      fresh: !known.some(([one]) => one === code),
    };
  });
}

interface Known {
  doc: string;
  key: string;
  away: boolean;
}

/** Entries by our own id; else by village, day and topic; of several villages, in whichever's log it stands. */
export function matchEntries(
  rows: ListRow[],
  logs: View[],
  undone: ReadonlySet<string>,
): Matched[] {
  const byKey = new Map<string, Known>();
  const bySign = new Map<string, Known>();
  for (const { doc, fields } of logs)
    for (const [key, entry] of recordsOf(fields, 'entries')) {
      const known = { doc, key, away: textOf(entry, 'archived_on') !== '' };
      byKey.set(key, known);
      const own = doc.split('/')[1] ?? '';
      const villages = new Set([own, ...keysOf(entry, 'villages')]);
      const about = textOf(entry, 'topic') || textOf(entry, 'notes');
      for (const sign of signsOf([...villages], textOf(entry, 'date'), about)) {
        const there = bySign.get(sign);
        if (!there || there.away) bySign.set(sign, known);
      }
    }
  return rows.map((row) => entryFor(row, byKey, bySign, undone));
}

/** By all of its villages, and by whose log it stands in. */
function signsOf(villages: string[], date: string, about: string): string[] {
  const places = [[...villages].sort().join('+'), villages[0] ?? ''];
  return [...new Set(places)].map((place) => [place, date, fold(about).slice(0, 200)].join(' '));
}

function entryFor(
  { id, values }: ListRow,
  byKey: Map<string, Known>,
  bySign: Map<string, Known>,
  undone: ReadonlySet<string>,
): Matched {
  const date = String(values['date'] ?? '');
  const villages = Array.isArray(values['villages']) ? values['villages'] : [];
  const [village = ''] = villages;
  const title = String(values['topic'] ?? '') || date;
  const doc = `log/${village}/${date.slice(0, 4)}`;
  const signs = signsOf(villages, date, String(values['topic'] ?? values['notes'] ?? ''));
  const own = byKey.get(id);
  if (!own && (date === '' || village === ''))
    return { parts: [], doubt: 'incomplete', may: false, title };
  const found = own ?? signs.flatMap((sign) => bySign.get(sign) ?? [])[0];
  const known = found ?? { doc, key: ulid(), away: false };
  // The same row twice in one file is one entry.
  const again = !own && found !== undefined && !byKey.has(found.key);
  for (const sign of signs) bySign.set(sign, known);
  const below = `entries/${known.key}/`;
  const part = {
    doc: known.doc,
    below,
    made: !found,
    back: known.away,
    values: found ? withoutOwnVillage(values, known.doc) : values,
  };
  const away = known.away && !undone.has(`${known.doc} ${below.slice(0, -1)}`);
  return { parts: [part], doubt: again ? 'twice' : away ? 'archived' : null, may: true, title };
}

/** Of whose log an entry is, it need not say. */
function withoutOwnVillage(values: ListRow['values'], doc: string): ListRow['values'] {
  const { villages } = values;
  if (!Array.isArray(villages)) return values;
  return { ...values, villages: villages.filter((code) => code !== doc.split('/')[1]) };
}

/** One day on which people came together. */
export interface Meeting {
  date: string;
  title: string;
}

/** Where who came is written down, and what it begins with if it is nowhere yet. */
interface Held {
  doc: string;
  made: boolean;
  back: boolean;
  values: ListRow['values'];
}

/** Events by their day, and by their title where a day has several; minutes of that day, if it has no event. */
export class Meetings {
  readonly #known: View[];
  readonly #made = new Map<string, string>();
  readonly #called: (date: string) => string;

  constructor(views: View[], undone: ReadonlySet<string>, called: (date: string) => string) {
    const there = views.filter((view) => !isArchived(view) || undone.has(view.doc));
    const place = (view: View) => (isArchived(view) ? 2 : 0) + (view.kind === 'event' ? 0 : 1);
    this.#known = there.sort((a, b) => place(a) - place(b) || (a.doc < b.doc ? -1 : 1));
    this.#called = called;
  }

  at({ date, title }: Meeting): Held {
    const here = this.#known.filter(({ fields }) => textOf(fields, 'date') === date);
    const found = meant(here, title);
    if (found) return { doc: found.doc, made: false, back: isArchived(found), values: {} };
    const key = `${date} ${fold(title)}`;
    const doc = this.#made.get(key) ?? `event/${ulid()}`;
    this.#made.set(key, doc);
    const values = { title: title || this.#called(date), date, state: 'selesai' };
    return { doc, made: true, back: false, values };
  }
}

/** The one of a day that a title names; of two with one title the second has a number behind it. */
function meant(here: View[], title: string): View | undefined {
  const titled = (said: string) =>
    here.filter(({ fields }) => fold(textOf(fields, 'title')) === fold(said));
  const [, base, number] = /^(.*) \((\d+)\)$/.exec(title) ?? [];
  const called = titled(title)[0] ?? (base ? titled(base)[Number(number) - 1] : undefined);
  return called ?? (title === '' ? here[0] : undefined);
}
