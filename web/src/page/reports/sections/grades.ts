import { gradesEverybody, periodName } from '../../assessment/periods';
import { wordsOf } from '../../language/words.svelte';
import { gradesIn, heatOf, meanOf, type Graded, type Grades } from '../figures/grades';
import type { Asked, Section, Table } from './section';
import { byName, notesOf, personName, villagesFor, type Named } from './tables';
import { rw } from './words';

/** The lowest and the highest grade there is by default; a forum's own may be higher. */
const GRADES = { low: 1, high: 4 };

/** Lines that can still be told apart. */
const LINES_MAX = 6;

/** How grades went on, per person and per village. */
export function gradeSections(asked: Asked): Section[] {
  const { source, period, narrow, who } = asked;
  const all = gradesIn(source, period, narrow);
  if (all.rows.length === 0) return [];
  const notes = notesOf(
    rw().gradesSecret,
    !gradesEverybody(who.role) && rw().gradesOwn,
    rw().gradesWho,
    all.disputed > 0 && rw().gradesDisputed(all.disputed),
    all.unread > 0 && rw().gradesUnread(all.unread),
  );
  const newest = [...all.periods].reverse();
  const members = [...new Set(all.rows.map(({ member }) => member))];
  const one = members.length === 1 ? members[0] : undefined;
  return [
    one === undefined ? growth(asked, all, members) : growthOne(asked, all, one),
    ...newest.map((when) => heat(all, when)),
  ].map((section, at) => (at === 0 ? { ...section, ...notes } : section));
}

function competencesIn(rows: readonly Graded[]): Named[] {
  const used = new Set(rows.flatMap(({ grades }) => [...grades.keys()]));
  return wordsOf('competence', [...used]);
}

function growth(asked: Asked, { rows, periods }: Grades, members: string[]): Section {
  const own = new Map(rows.map((row) => [`${row.member} ${row.period}`, row]));
  const meanIn = (member: string, period: string) =>
    meanOf([...(own.get(`${member} ${period}`)?.grades.values() ?? [])])?.mean ?? null;
  const people = members
    .map((member) => ({ member, name: personName(asked, member) }))
    .sort(byName);
  const means = periods.map((period) =>
    meanOf(rows.filter((row) => row.period === period).flatMap((row) => [...row.grades.values()])),
  );
  const competences = competencesIn(rows).slice(0, LINES_MAX);
  const among = (competence: string, period: string) =>
    meanOf(
      rows.flatMap((row) =>
        row.period === period && row.grades.has(competence)
          ? [row.grades.get(competence) ?? 0]
          : [],
      ),
    );
  return {
    ...{ name: 'growth', title: rw().growth },
    ...(periods.length > 1 && {
      chart: {
        is: 'lines' as const,
        labels: periods.map(periodName),
        series: competences.map(([key, name]) => ({
          name,
          points: periods.map((period) => among(key, period)?.mean ?? null),
        })),
        most: GRADES.high,
      },
    }),
    table: {
      head: [rw().person, ...periods.map(periodName)],
      rows: people.map(({ member, name }) => ({
        key: member,
        name,
        cells: periods.map((period) => rounded(meanIn(member, period))),
      })),
      foot: means.map((mean) => rounded(mean?.mean ?? null)),
      heat: { ...GRADES, from: 0 },
    },
  };
}

function growthOne(asked: Asked, { rows, periods }: Grades, member: string): Section {
  const competences = competencesIn(rows);
  const gradeIn = (competence: string, period: string) =>
    rows.find((row) => row.period === period)?.grades.get(competence) ?? null;
  const table: Table = {
    head: [rw().grades, ...periods.map(periodName)],
    rows: competences.map(([key, name]) => ({
      ...{ key, name },
      cells: periods.map((period) => gradeIn(key, period)),
    })),
    heat: { ...GRADES, from: 0 },
  };
  return {
    ...{ name: 'growth', title: rw().growthOne(personName(asked, member)), table },
    ...(periods.length > 1 && {
      chart: {
        is: 'lines' as const,
        labels: periods.map(periodName),
        series: competences.slice(0, LINES_MAX).map(([key, name]) => ({
          name,
          points: periods.map((period) => gradeIn(key, period)),
        })),
        most: GRADES.high,
      },
    }),
  };
}

/** Village × competence in one period of assessment. */
function heat({ rows }: Grades, when: string): Section {
  const own = rows.filter(({ period }) => period === when);
  const cells = heatOf(own);
  const competences = competencesIn(own);
  const villages = villagesFor(cells.keys()).filter(([code]) => cells.has(code));
  const peopleOf = (code: string) => own.filter(({ village }) => village === code).length;
  const overall = (competence: string) =>
    meanOf(own.flatMap(({ grades }) => [grades.get(competence) ?? []].flat()))?.mean ?? null;
  return {
    ...{ name: `heat-${when}`, title: rw().heat(periodName(when)) },
    table: {
      head: [rw().village, rw().people, ...competences.map(([, name]) => name)],
      rows: villages.map(([key, name, to]) => ({
        ...{ key, name },
        ...(to && { to }),
        cells: [
          peopleOf(key),
          ...competences.map(([one]) => rounded(cells.get(key)?.get(one)?.mean ?? null)),
        ],
      })),
      foot: [own.length, ...competences.map(([one]) => rounded(overall(one)))],
      heat: { ...GRADES, from: 1 },
    },
  };
}

function rounded(mean: number | null): number | null {
  return mean === null ? null : Math.round(mean * 10) / 10;
}
