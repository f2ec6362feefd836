import { daysBetween } from '../../language/dates';
import { w } from '../../language/words.svelte';
import { forum } from '../../language/forum.svelte';
import { placeAt } from '../../shell/route.svelte';
import type { Cross } from '../figures/cross';
import { loadIn, mentoringIn, reachedIn, type Mentoring } from '../figures/mentoring';
import type { Asked, Section } from './section';
import {
  allWords,
  crossBars,
  crossTable,
  dayCell,
  hoursText,
  notesOf,
  personName,
  stepName,
  usedWords,
  villagesFor,
  type Named,
} from './tables';
import { rw } from './words';

/** Mentoring by time, village, competence, form and medium. */
export function mentoringSections({ source, period, narrow }: Asked): Section[] {
  const all = mentoringIn(source, period, narrow);
  const { by } = all;
  const kinds = usedWords('mentoring_kind', by.kind.rows);
  const section = (
    name: string,
    title: string,
    first: string,
    rows: Named[],
    counted: Cross,
  ): Section => ({
    ...{ name, title },
    chart: crossBars(rows, kinds, counted),
    table: crossTable(first, rows, kinds, counted),
  });
  if (all.entries.length === 0) return [{ ...headOf(all, narrow), ...notesFor(all) }];
  const steps = all.steps.map((step): Named => [step, stepName(step)]);
  const first = steps[0]?.[0].length === 4 ? rw().year : rw().month;
  const villages = narrow
    ? villagesFor(by.village.rows.keys()).filter(([code]) => by.village.rows.has(code))
    : villagesFor(by.village.rows.keys());
  const media = usedWords('medium', by.kind.columns);
  return [
    { ...headOf(all, narrow), ...notesFor(all) },
    section('step', rw().byStep, first, steps, by.step),
    section('village', rw().byVillage, rw().village, villages, by.village),
    section(
      'competence',
      rw().byCompetence,
      w().field['competences'] ?? '',
      allWords('competence', by.competence.rows),
      by.competence,
    ),
    {
      ...{ name: 'kind', title: rw().byKind },
      chart: crossBars(kinds, media, by.kind),
      table: crossTable(w().field['kind'] ?? '', kinds, media, by.kind),
    },
    section('medium', rw().byMedium, w().field['medium'] ?? '', media, by.medium),
  ];
}

function headOf({ entries, by }: Mentoring, narrow: string): Section {
  const all = new Set([...forum.villages.map(([code]) => code), ...by.village.rows.keys()]).size;
  return {
    ...{ name: 'facts', title: rw().figures },
    facts: [
      { n: entries.length, text: rw().entries },
      ...(narrow ? [] : [{ n: by.village.rows.size, text: rw().reachedOf(all) }]),
    ],
  };
}

function notesFor({ undated, notHeld, disputed }: Mentoring) {
  return notesOf(
    rw().villagesTwice,
    rw().confided,
    notHeld > 0 && rw().notHeld(notHeld),
    undated > 0 && rw().undated(undated),
    disputed > 0 && rw().disputed(disputed),
  );
}

/** Villages nobody has been to in a period, and for how long. */
export function reachedSections({ source, period }: Asked): Section[] {
  const end = period.until < source.today ? period.until : source.today;
  const rows = reachedIn(
    source,
    period,
    forum.villages.map(([code]) => code),
  );
  const [missed, reached] = [0, 1].map((least) =>
    rows.filter(({ count }) => least === (count > 0 ? 1 : 0)),
  );
  const table = (some: typeof rows) => ({
    head: [rw().village, rw().times, rw().last, rw().daysSince],
    rows: some.map(({ village, count, last }) => ({
      key: village,
      name: forum.villageName(village),
      to: placeAt('village', village),
      cells: [count, dayCell(last, rw().never), last ? daysBetween(last, end) : null],
    })),
  });
  const since = missed?.filter(({ last }) => last !== '') ?? [];
  return [
    {
      ...{ name: 'missed', title: rw().notReached(missed?.length ?? 0) },
      ...(since.length > 0 && {
        chart: {
          is: 'bars' as const,
          series: [rw().daysSince],
          rows: since.map(({ village, last }) => ({
            name: forum.villageName(village),
            parts: [daysBetween(last, end)],
          })),
        },
      }),
      ...(missed?.length ? { table: table(missed) } : notesOf(rw().allReached)),
    },
    ...(reached?.length
      ? [{ name: 'reached', title: rw().reached(reached.length), table: table(reached) }]
      : []),
  ];
}

/** Who mentored, and how much. */
export function loadSections(asked: Asked): Section[] {
  const { source, period, narrow } = asked;
  const { rows, by, nobody } = loadIn(source, period, narrow);
  const kinds = usedWords('mentoring_kind', by.columns);
  const names = rows.map(({ member }): Named => [member, personName(asked, member)]);
  const notes = notesOf(rw().mentorsHow, nobody > 0 && rw().mentorsNobody(nobody));
  if (rows.length === 0) return [];
  return [
    {
      ...{ name: 'mentor', title: rw().byMentor },
      chart: crossBars(names, kinds, by),
      table: {
        head: [
          rw().mentor,
          rw().times,
          rw().village,
          rw().helped,
          rw().hours,
          rw().last,
          ...kinds.map(([, name]) => name),
        ],
        rows: rows.map(({ member, count, villages, people, minutes, last }) => ({
          key: member,
          name: personName(asked, member),
          cells: [
            ...[count, villages, people, hoursText(minutes), dayCell(last)],
            ...kinds.map(([kind]) => by.cells.get(member)?.get(kind) ?? 0),
          ],
        })),
      },
      ...notes,
    },
  ];
}
