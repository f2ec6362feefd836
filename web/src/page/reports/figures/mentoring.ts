import { keysOf, textOf } from '../../../plain/fields';
import { isHeld, villagesOf } from '../../log/contact';
import type { Entry } from '../../log/entries';
import { cross, type Cross } from './cross';
import { isIn, stepOf, stepsOf, type Period } from './period';
import { entriesIn, heldIn, isDisputed, peopleOf, type Source } from './source';

/** What the figures of mentoring hang on. */
const COUNTED = ['date', 'state', 'kind', 'medium'];
const MINUTES_A_DAY = 1440;

export interface Mentoring {
  entries: Entry[];
  /** Months or years, the oldest first. */
  steps: string[];
  /** Each by form; the forms by medium. */
  by: Record<'step' | 'village' | 'competence' | 'medium' | 'kind', Cross>;
  /** Without a day: they are in no period. */
  undated: number;
  /** Of this period, and planned, put off, called off or still to come. */
  notHeld: number;
  /** How many of those that were counted people disagree about. */
  disputed: number;
}

export function mentoringIn(source: Source, period: Period, village = ''): Mentoring {
  const entries = heldIn(source, period, village);
  const steps = stepsOf(
    period,
    entries.map(({ date }) => date),
  );
  const kind = word('kind');
  const others = entriesIn(source).filter(
    (one) => village === '' || villagesOf(one).includes(village),
  );
  return {
    entries,
    steps,
    by: {
      step: cross(entries, ({ date }) => [stepOf(date, steps)], kind),
      village: cross(entries, villagesOf, kind),
      competence: cross(entries, ({ fields }) => keysOf(fields, 'competences'), kind),
      medium: cross(entries, word('medium'), kind),
      kind: cross(entries, kind, word('medium')),
    },
    undated: others.filter(({ date }) => date === '').length,
    notHeld: others.filter((one) => isIn(one.date, period) && !isHeld(one, source.today)).length,
    disputed: disputedAmong(source, entries),
  };
}

function word(name: string) {
  return ({ fields }: Entry) => [textOf(fields, name)];
}

function disputedAmong({ of }: Source, entries: readonly Entry[]): number {
  const views = new Map(
    of('log')
      .filter(({ view }) => view.conflicts.length > 0)
      .map(({ view }) => [view.doc, view]),
  );
  return entries.filter(({ doc, key }) => {
    const view = views.get(doc);
    return view !== undefined && isDisputed(view, `entries/${key}/`, COUNTED);
  }).length;
}

export interface Reached {
  village: string;
  /** In the period. */
  count: number;
  /** The last time up to its end; empty if never. */
  last: string;
}

/** Every village that can be chosen or was reached, whoever was not reached longest first. */
export function reachedIn(source: Source, period: Period, villages: readonly string[]): Reached[] {
  const ever = heldIn(source, { ...period, from: '' });
  const rows = new Map(villages.map((village) => [village, { village, count: 0, last: '' }]));
  for (const entry of ever)
    for (const village of new Set(villagesOf(entry))) {
      const row = rows.get(village) ?? { village, count: 0, last: '' };
      rows.set(village, row);
      if (entry.date >= period.from) row.count += 1;
      if (entry.date > row.last) row.last = entry.date;
    }
  return [...rows.values()].sort((a, b) => (a.last < b.last ? -1 : a.last > b.last ? 1 : 0));
}

export interface Load {
  member: string;
  count: number;
  villages: number;
  people: number;
  minutes: number;
  last: string;
}

/** Who mentored, whoever did most often first, and by form. */
export function loadIn(source: Source, period: Period, village = '') {
  const entries = heldIn(source, period, village);
  const mentors = (entry: Entry) => peopleOf(source, entry, 'mentors');
  const own = new Map<string, Entry[]>();
  for (const entry of entries)
    for (const mentor of mentors(entry)) own.set(mentor, [...(own.get(mentor) ?? []), entry]);
  const rows = [...own].map(([member, all]): Load => {
    const people = all.flatMap((entry) => peopleOf(source, entry, 'mentees'));
    return {
      member,
      count: all.length,
      villages: new Set(all.flatMap(villagesOf)).size,
      people: new Set(people.filter((one) => one !== member)).size,
      minutes: all.reduce((sum, entry) => sum + minutesOf(entry), 0),
      last: all.reduce((last, { date }) => (date > last ? date : last), ''),
    };
  });
  return {
    rows: rows.sort((a, b) => b.count - a.count || (a.member < b.member ? -1 : 1)),
    by: cross(entries, mentors, word('kind')),
    /** Nobody says who mentored. */
    nobody: entries.filter((entry) => mentors(entry).length === 0).length,
  };
}

/** How long it took; what ends before it begins went on past midnight. Nothing if it is not known. */
export function minutesOf({ fields }: Entry): number {
  const [start, end] = [minute(textOf(fields, 'start')), minute(textOf(fields, 'end'))];
  if (start === null || end === null) return 0;
  return (end - start + MINUTES_A_DAY) % MINUTES_A_DAY;
}

function minute(time: string): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(time) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}
