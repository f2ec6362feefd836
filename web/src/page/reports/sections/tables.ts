import type { VocabularyName } from '../../../words/id-fields';
import { monthText } from '../../language/dates';
import { forum } from '../../language/forum.svelte';
import { language, w, wordsOf } from '../../language/words.svelte';
import { placeAt } from '../../shell/route.svelte';
import type { Bars } from '../charts/chart';
import { at, type Cross } from '../figures/cross';
import { GONE } from '../figures/source';
import type { Asked, Cell, Row, Table } from './section';
import { rw } from './words';

/** A key and what it is called, with where it leads. */
export type Named = [key: string, name: string, to?: string];

/** The words of a vocabulary that are used, in the forum's order; what nobody filled in comes last. */
export function usedWords(vocabulary: VocabularyName, used: ReadonlyMap<string, unknown>): Named[] {
  return allWords(vocabulary, used).filter(([key]) => used.has(key));
}

/** All that can be chosen, and what is used besides. */
export function allWords(vocabulary: VocabularyName, used: ReadonlyMap<string, unknown>): Named[] {
  const chosen = [...used.keys()].filter((key) => key !== '');
  const words: Named[] = wordsOf(vocabulary, chosen);
  return used.has('') ? [...words, ['', w().empty]] : words;
}

/** Every village that can be chosen, and those that are used besides; people without one come last. */
export function villagesFor(used: Iterable<string>): Named[] {
  const listed = forum.villages.map(([code]) => code);
  const others = [...used].filter((code) => code !== '' && !listed.includes(code)).sort();
  const named = [...listed, ...others].map((code): Named => [
    code,
    forum.villageName(code),
    placeAt('village', code),
  ]);
  return [...used].includes('') ? [...named, ['', rw().none_of]] : named;
}

export function personName({ nameOf }: Asked, member: string): string {
  if (member === GONE) return rw().gone;
  return member === '' ? rw().nobody : nameOf(member);
}

const COLLATOR = new Intl.Collator('id');
export const byName = (a: { name: string }, b: { name: string }) =>
  COLLATOR.compare(a.name, b.name);

export function stepName(step: string): string {
  return step.length === 4 ? step : monthText(step);
}

export function crossTable(first: string, rows: Named[], columns: Named[], counted: Cross): Table {
  return {
    head: [first, rw().all, ...columns.map(([, name]) => name)],
    rows: rows.map(([key, name, to]): Row => ({
      ...{ key, name },
      ...(to && { to }),
      cells: [counted.rows.get(key) ?? 0, ...columns.map(([column]) => at(counted, key, column))],
    })),
    foot: [counted.all, ...columns.map(([column]) => counted.columns.get(column) ?? 0)],
  };
}

export function crossBars(rows: Named[], columns: Named[], counted: Cross): Bars {
  return {
    is: 'bars',
    series: columns.map(([, name]) => name),
    rows: rows.map(([key, name]) => ({
      name,
      parts: columns.map(([column]) => at(counted, key, column)),
    })),
  };
}

interface Formats {
  locale: string;
  number: Intl.NumberFormat;
  day: Intl.DateTimeFormat;
}

/** Made once for a language: making one costs as much as hundreds of uses. */
let made: Formats | null = null;

function formats(): Formats {
  const { locale } = language;
  if (made?.locale !== locale)
    made = {
      locale,
      number: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
      day: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
    };
  return made;
}

export function numberText(n: number): string {
  return formats().number.format(n);
}

/** As `dateText`, for a thousand of them. */
export function dayText(day: string): string {
  const ms = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  return Number.isNaN(ms) ? day : formats().day.format(ms);
}

export function hoursText(minutes: number): number {
  return Math.round(minutes / 6) / 10;
}

export function dayCell(day: string, none = ''): Cell {
  return day === '' ? none : dayText(day);
}

/** The notes that have something to say. */
export function notesOf(...notes: (string | false)[]): { notes: string[] } {
  return { notes: notes.filter((note) => note !== false) };
}
