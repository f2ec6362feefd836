import { textOf } from '../../../plain/fields';
import { tasksIn, villagesOf, type Task } from '../../tasks/tasks';
import { cross, type Cross } from './cross';
import { isIn, type Period } from './period';
import { dayBegun, GONE, named, type Source } from './source';

/** How a promise stands: kept, kept too late, not yet, not in time, given up. */
export const STANDINGS = ['done', 'late', 'open', 'overdue', 'dropped'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What few may read is not put before many. */
const FOR_ALL = ['log', 'note'];

export interface Promised {
  task: Task;
  /** Whoever took it on; empty if nobody did. */
  member: string;
  standing: Standing;
}

/** By the day they are due; those without one by the day on which they were written down. */
export function promisedIn(source: Source, period: Period, village = ''): Promised[] {
  return FOR_ALL.flatMap((kind) => source.of(kind))
    .flatMap(({ view }) => tasksIn(view))
    .filter((task) => isIn(task.due || dayBegun(source, task.key), period))
    .map((task) => ({
      task,
      member: task.assignee && named(source, task.assignee),
      standing: standingOf(task, source.today),
    }))
    .filter(
      ({ task, member }) =>
        village === '' || villagesOf(task, () => villageOf(source, member)).includes(village),
    );
}

function villageOf(source: Source, member: string): string {
  return member === '' || member === GONE ? '' : source.villageOf(member);
}

export function standingOf({ isOpen, due, fields }: Task, today: string): Standing {
  if (isOpen) return due !== '' && due < today ? 'overdue' : 'open';
  if (textOf(fields, 'state') === 'dropped') return 'dropped';
  const done = textOf(fields, 'done_on');
  return due !== '' && done > due ? 'late' : 'done';
}

/** By person and how it stands. */
export function byAssignee(promised: readonly Promised[]): Cross {
  return cross(
    promised,
    ({ member }) => [member],
    ({ standing }) => [standing],
  );
}
