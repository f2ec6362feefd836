import { currentRecordsOf, textOf } from '../../../plain/fields';
import { isArchived } from '../../../plain/views';
import { forum } from '../../language/forum.svelte';
import { rupiahText } from '../../language/dates';
import { hrefOf } from '../../shell/route.svelte';
import { villagesOf } from '../../log/contact';
import { meetingsIn } from '../figures/attendance';
import { mentoringIn, reachedIn } from '../figures/mentoring';
import { isIn } from '../figures/period';
import { problemsIn } from '../figures/problems';
import { byAssignee, promisedIn } from '../figures/tasks';
import { villagesOf as villagesOfTask } from '../../tasks/tasks';
import { attendanceSections, meetingList } from './attendance';
import { loadSections, mentoringSections, reachedSections } from './mentoring';
import { obligationSections } from './obligations';
import { problemSections } from './problems';
import type { Asked, Section } from './section';
import {
  crossBars,
  dayCell,
  dayText,
  notesOf,
  stepName,
  usedWords,
  villagesFor,
  type Named,
} from './tables';
import { lateList, taskSections } from './tasks';
import { rw } from './words';

/** So many rows of a list fit a page that holds everything else as well. */
const LISTED_MAX = 5;

/** A month on one page: as much as is read standing. */
export function monthlySections(asked: Asked): Section[] {
  const { source, period } = asked;
  const mentoring = mentoringIn(source, period);
  const promised = promisedIn(source, { ...period, from: '' });
  const late = promised.filter(({ standing }) => standing === 'overdue');
  const meetings = meetingsIn(source, period);
  const decided = decisionsIn(asked);
  const problems = problemsIn(source, period);
  const kinds = usedWords('mentoring_kind', mentoring.by.kind.rows);
  const rows = reachedIn(
    source,
    period,
    forum.villages.map(([code]) => code),
  );
  const lateIn = (village: string) =>
    late.filter(({ task }) => villagesOfTask(task, () => '').includes(village)).length;
  const villages = villagesFor(rows.map(({ village }) => village));
  return [
    factsOf(asked),
    ...(kinds.length > 0
      ? [
          {
            ...{ name: 'kind', title: rw().byKind },
            chart: crossBars(
              mentoring.steps.map((step): Named => [step, stepName(step)]),
              kinds,
              mentoring.by.step,
            ),
          },
        ]
      : []),
    {
      ...{ name: 'villages', title: rw().perVillage },
      table: {
        head: [rw().village, rw().mentored, rw().last, rw().openProblems, rw().overdueList],
        rows: villages.map(([key, name, to]) => {
          const row = rows.find(({ village }) => village === key);
          return {
            ...{ key, name },
            ...(to && { to }),
            cells: [
              row?.count ?? 0,
              dayCell(row?.last ?? '', rw().never),
              problems.villages.get(key)?.open ?? 0,
              lateIn(key),
            ],
          };
        }),
      },
    },
    ...(meetings.length > 0 ? [meetingList(meetings, LISTED_MAX)] : []),
    ...(decided.length > 0 ? [decisionList(decided, LISTED_MAX)] : []),
    ...(late.length > 0 ? [lateList(asked, late, LISTED_MAX)] : []),
  ];
}

/** Everything about a year, but for what few may read. */
export function yearlySections(asked: Asked): Section[] {
  const parts: [string, Section[]][] = [
    ['pendampingan', mentoringSections(asked).slice(1)],
    ['belum-dijangkau', reachedSections(asked).slice(0, 1)],
    ['pendamping', loadSections(asked)],
    ['tindak-lanjut', taskSections(asked).slice(0, 1)],
    ['masalah', problemSections(asked)],
    ['kehadiran', attendanceSections(asked)],
    ['kewajiban', obligationSections(asked)],
  ];
  const decided = decisionsIn(asked);
  const facts = factsOf(asked);
  return [
    { ...facts, notes: [...(facts.notes ?? []), rw().yearlyGrades] },
    ...parts.flatMap(([report, sections]) =>
      sections.map((one) => ({
        ...one,
        name: `${report}-${one.name}`,
        title: `${rw().of[report]?.[0] ?? ''}: ${one.title}`,
      })),
    ),
    ...(decided.length > 0 ? [decisionList(decided)] : []),
  ];
}

function factsOf({ source, period }: Asked): Section {
  const { entries, by, notHeld, undated, disputed } = mentoringIn(source, period);
  const problems = problemsIn(source, period).all;
  const counted = byAssignee(promisedIn(source, period));
  const kept = (counted.columns.get('done') ?? 0) + (counted.columns.get('late') ?? 0);
  const villages = new Set([
    ...forum.villages.map(([code]) => code),
    ...entries.flatMap(villagesOf),
  ]).size;
  return {
    ...{ name: 'facts', title: rw().figures },
    facts: [
      { n: entries.length, text: rw().entries },
      { n: by.village.rows.size, text: rw().reachedOf(villages) },
      { n: meetingsIn(source, period).length, text: rw().factMeetings },
      { n: decisionsIn({ source, period }).length, text: rw().factDecisions },
      { n: kept, text: rw().factKept(counted.all) },
      { n: problems.opened, text: rw().factOpened },
      { n: problems.closed, text: rw().factClosed },
      { n: problems.open, text: rw().factOpen },
    ],
    ...notesOf(
      rw().confided,
      notHeld > 0 && rw().notHeld(notHeld),
      undated > 0 && rw().undated(undated),
      disputed > 0 && rw().disputed(disputed),
    ),
  };
}

interface Decided {
  key: string;
  doc: string;
  text: string;
  date: string;
  amount: string;
}

/** What meetings of a period decided, the oldest first. */
function decisionsIn({ source, period }: Pick<Asked, 'source' | 'period'>): Decided[] {
  return source
    .of('note')
    .filter(({ view }) => !isArchived(view) && isIn(textOf(view.fields, 'date'), period))
    .flatMap(({ view }) =>
      currentRecordsOf(view.fields, 'decisions').map(([key, one]) => ({
        ...{ key, doc: view.doc, date: textOf(view.fields, 'date') },
        ...{ text: textOf(one, 'text'), amount: textOf(one, 'amount_rp') },
      })),
    )
    .filter(({ text }) => text !== '')
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

function decisionList(decided: readonly Decided[], most = Infinity): Section {
  return {
    ...{ name: 'decisions', title: `${rw().decisions} · ${decided.length}` },
    table: {
      head: [rw().decision, rw().date, rw().amount],
      rows: decided.slice(0, most).map(({ key, doc, text, date, amount }) => ({
        ...{ key: `${doc} ${key}`, name: text, to: hrefOf(doc) },
        cells: [dayText(date), amount === '' ? null : rupiahText(Number(amount))],
      })),
    },
    ...(decided.length > most && notesOf(rw().more(decided.length - most))),
  };
}
