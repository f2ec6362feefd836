import { placeAt } from '../../shell/route.svelte';
import { byAssignee, promisedIn, STANDINGS, type Promised } from '../figures/tasks';
import type { Asked, Section } from './section';
import { byName, crossBars, crossTable, dayText, notesOf, personName, type Named } from './tables';
import { rw } from './words';

/** Follow-ups by whoever took them on, and how they stand. */
export function taskSections(asked: Asked): Section[] {
  const promised = promisedIn(asked.source, asked.period, asked.narrow);
  if (promised.length === 0) return [];
  const counted = byAssignee(promised);
  const rows = [...counted.rows.keys()]
    .map((member) => ({ member, name: personName(asked, member) }))
    .sort(byName)
    .map(({ member, name }): Named => [member, name, member ? placeAt('tasks', member) : '']);
  const columns = STANDINGS.map((one): Named => [one, rw().standing[one]]);
  const most = [...rows].sort(
    ([a], [b]) => (counted.rows.get(b) ?? 0) - (counted.rows.get(a) ?? 0),
  );
  const late = promised.filter(({ standing }) => standing === 'overdue');
  return [
    {
      ...{ name: 'assignee', title: rw().byAssignee },
      chart: crossBars(most, columns, counted),
      table: crossTable(rw().who, rows, columns, counted),
      ...notesOf(rw().tasksHow),
    },
    ...(late.length > 0 ? [lateList(asked, late)] : []),
  ];
}

/** What is overdue, the longest first. */
export function lateList(asked: Asked, late: readonly Promised[], most = Infinity): Section {
  const sorted = [...late].sort((a, b) => (a.task.due < b.task.due ? -1 : 1));
  return {
    ...{ name: 'late', title: `${rw().overdueList} · ${late.length}` },
    table: {
      head: [rw().what, rw().who, rw().due],
      rows: sorted.slice(0, most).map(({ task, member }) => ({
        key: `${task.view.doc} ${task.path}`,
        name: task.what,
        cells: [personName(asked, member), dayText(task.due)],
      })),
    },
    ...(sorted.length > most && notesOf(rw().more(sorted.length - most))),
  };
}
