import { isFilled } from '../language/open';
import { dayAfter } from '../language/dates';
import type { Item, Sort } from './items';

/** What somebody wants to see of everything that was found. Empty means all. */
export interface Filter {
  sort: Sort | '';
  village: string;
  competence: string;
  person: string;
  /** `YYYY-MM-DD`, both included. */
  from: string;
  until: string;
  /** A field that nobody has filled in, with what it stands in: `person:phone`. */
  missing: string;
}

export const ALL: Filter = {
  sort: '',
  village: '',
  competence: '',
  person: '',
  from: '',
  until: '',
  missing: '',
};

/** What it is narrowed to, besides its sort. */
export function narrowedBy(filter: Filter): (keyof Filter)[] {
  return (['village', 'competence', 'person', 'from', 'until', 'missing'] as const).filter(
    (name) => filter[name] !== '',
  );
}

/** What was kept, and may be of another release, as a filter. */
export function filterFrom(kept: unknown): Filter {
  const given = typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {};
  const read = Object.keys(ALL).map((name) => [name, String(given[name] ?? '')]);
  return Object.fromEntries(read) as unknown as Filter;
}

export interface Who {
  /** The card that stands for a person. */
  cardOf(member: string): string;
  villageOf(member: string): string;
}

/** Whether an item is among what the filter leaves; of every sort. */
export function passes(item: Item, filter: Filter, { cardOf, villageOf }: Who): boolean {
  const { village, competence, person, from, until, missing } = filter;
  if (village !== '' && !placesOf(item, villageOf).includes(village)) return false;
  if (competence !== '' && !item.competences.includes(competence)) return false;
  if (person !== '' && !item.people.some((one) => cardOf(one) === cardOf(person))) return false;
  if ((from !== '' || until !== '') && !isBetween(item.date, from, until)) return false;
  return missing === '' || isMissing(item, missing);
}

/** Its villages; of what names none, those of its people. */
function placesOf({ villages, people, sort }: Item, villageOf: (member: string) => string) {
  if (villages.length > 0 || (sort !== 'task' && sort !== 'decision')) return villages;
  return people.map(villageOf);
}

/** A period may be a month, `YYYY-MM`. */
function isBetween(date: string, from: string, until: string): boolean {
  if (date === '') return false;
  return (from === '' || date >= from.slice(0, date.length)) && (until === '' || date <= until);
}

function isMissing({ sort, view, fields, path }: Item, missing: string): boolean {
  const [of, name = ''] = missing.split(':');
  return sort === of && view !== undefined && !isFilled(view, fields, path + name);
}

/** What a period stands for, as of a day. */
export function periodOf(name: string, day: string): { from: string; until: string } {
  if (/^\d{4}$/.test(name)) return { from: `${name}-01-01`, until: `${name}-12-31` };
  if (name === 'days') return { from: dayAfter(day, -30), until: day };
  const month =
    name === 'last' ? dayAfter(`${day.slice(0, 7)}-01`, -1).slice(0, 7) : day.slice(0, 7);
  return name === '' ? { from: '', until: '' } : { from: `${month}-01`, until: `${month}-31` };
}
