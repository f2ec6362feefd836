import { keysOf, textOf } from '../../plain/fields';
import { daysBetween } from '../language/dates';
import type { Entry } from './entries';

/** What did not happen, or not yet. */
const NOT_HELD = new Set(['rencana', 'ditunda', 'batal']);

/** Whether somebody was there: what is planned or called off reaches nobody. */
export function isHeld({ date, fields }: Entry, today: string): boolean {
  return date !== '' && date <= today && !NOT_HELD.has(textOf(fields, 'state'));
}

/** Every village that an entry is about: that of its log, and those it names. */
export function villagesOf({ village, fields }: Entry): string[] {
  const named = keysOf(fields, 'villages');
  return named.length > 0 ? named : [village];
}

export function isAbout(entry: Entry, village: string): boolean {
  return villagesOf(entry).includes(village);
}

/** When each village was last reached; of entries that are the newest first. */
export function contacts(entries: readonly Entry[], today: string): Map<string, string> {
  const last = new Map<string, string>();
  for (const entry of entries.filter((one) => isHeld(one, today)))
    for (const village of villagesOf(entry))
      if (entry.date > (last.get(village) ?? '')) last.set(village, entry.date);
  return last;
}

/** A village where nobody was for longer than the forum wants. */
export interface Silence {
  village: string;
  /** Since somebody was there last; null if nobody ever was. */
  days: number | null;
}

/**
 * Which villages are silent, one that was never reached in front, then the longest ago. A forum that has
 * just begun to write has reached nobody, and is not told so: who was never reached counts when mentoring has
 * been written down for so long. None is silent where the forum says after 0 days.
 */
export function silences(
  entries: readonly Entry[],
  villages: readonly string[],
  silentDays: number,
  today: string,
): Silence[] {
  if (silentDays === 0) return [];
  const last = contacts(entries, today);
  const written = entries.map(({ date }) => date).filter((date) => date !== '' && date <= today);
  const first = written.sort()[0] ?? today;
  const isOld = last.size > 0 && daysBetween(first, today) > silentDays;
  return villages
    .map((village) => {
      const day = last.get(village);
      return { village, days: day === undefined ? null : daysBetween(day, today) };
    })
    .filter(({ days }) => (days === null ? isOld : days > silentDays))
    .sort((a, b) => (b.days ?? Infinity) - (a.days ?? Infinity));
}

/** `YYYY-MM` of the months up to that of a day, the oldest first. */
export function monthsUntil(today: string, count: number): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: count }, (_, at) =>
    new Date(Date.UTC(year, month - count + at, 1)).toISOString().slice(0, 7),
  );
}

/** How often each village was reached in each month. */
export function reached(
  entries: readonly Entry[],
  today: string,
): Map<string, Map<string, number>> {
  const villages = new Map<string, Map<string, number>>();
  for (const entry of entries.filter((one) => isHeld(one, today)))
    for (const village of villagesOf(entry)) {
      const months = villages.get(village) ?? new Map<string, number>();
      villages.set(village, months);
      const month = entry.date.slice(0, 7);
      months.set(month, (months.get(month) ?? 0) + 1);
    }
  return villages;
}

/** Who helped, how often, and when last. */
export interface Helped {
  member: string;
  count: number;
  last: string;
}

/** Per competence who mentored on it, whoever did most often first. */
export function mentorsBy(entries: readonly Entry[], today: string): Map<string, Helped[]> {
  const all = new Map<string, Map<string, Helped>>();
  for (const entry of entries.filter((one) => isHeld(one, today)))
    for (const competence of keysOf(entry.fields, 'competences')) {
      const mentors = all.get(competence) ?? new Map<string, Helped>();
      all.set(competence, mentors);
      for (const member of keysOf(entry.fields, 'mentors')) {
        const one = mentors.get(member) ?? { member, count: 0, last: '' };
        one.count += 1;
        if (entry.date > one.last) one.last = entry.date;
        mentors.set(member, one);
      }
    }
  const sorted = [...all].map(([competence, mentors]): [string, Helped[]] => [
    competence,
    [...mentors.values()].sort((a, b) => b.count - a.count || (a.last < b.last ? 1 : -1)),
  ]);
  return new Map(sorted);
}
