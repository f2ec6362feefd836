import type { View } from '../../between/contract';
import { keysOf, textOf } from '../../plain/fields';
import { isArchived } from '../../plain/views';
import { answers, isOff, withoutMinutes } from '../event/events';
import { silences } from '../log/contact';
import { entriesOf } from '../log/entries';
import type { Doc } from '../phone/device.svelte';
import { tasksOf, whenDue, type Task } from '../tasks/tasks';

/** Minutes are written soon or from no memory at all; so many days where the forum has said nothing. */
export const MINUTES_DAYS = 7;

/** Something that somebody should hear of. */
export type Reminder =
  | { what: 'task'; key: string; mine: boolean; late: boolean; task: Task }
  /** Who is invited has not said whether they come. */
  | { what: 'answer'; key: string; mine: boolean; event: View }
  | { what: 'minutes'; key: string; mine: boolean; event: View }
  /** Days since somebody was there; null if nobody ever was. */
  | { what: 'silent'; key: string; mine: boolean; village: string; days: number | null };

export interface Standing {
  of: (kind: string) => Doc[];
  me: string;
  /** Organisers see to everything. */
  organises: boolean;
  today: string;
  /** The codes of the forum's villages. */
  villages: string[];
  /** After how many days a village is silent; 0 if nobody said. */
  silentDays: number;
  /** After how many days minutes are missed. */
  minutesDays: number;
}

/** Everything there is to be reminded of, what concerns the person first, the most urgent in front. */
export function remindersOf(standing: Standing): Reminder[] {
  const all = [
    ...answersOwed(standing),
    ...tasksDue(standing),
    ...minutesOwed(standing),
    ...silentVillages(standing),
  ];
  return [...all.filter(({ mine }) => mine), ...all.filter(({ mine }) => !mine)];
}

/** How many of each kind, in the order in which they come. */
export function counted(reminders: Reminder[]): [what: Counted, n: number][] {
  const names = reminders.map((one) =>
    one.what === 'task' ? (one.late ? 'overdue' : 'due') : one.what,
  );
  return [...new Set(names)].map((what) => [what, names.filter((one) => one === what).length]);
}
export type Counted = 'overdue' | 'due' | 'answer' | 'minutes' | 'silent';

function tasksDue({ of, me, organises, today }: Standing): Reminder[] {
  return tasksOf(of)
    .filter(({ isOpen }) => isOpen)
    .flatMap((task) => {
      const due = whenDue(task, today);
      const mine = task.assignee === me && me !== '';
      const late = due === 'overdue';
      // What others have yet to do is theirs; what they did not do in time is the organisers'.
      if (!(mine && (late || due === 'week')) && !(organises && late)) return [];
      return [{ what: 'task' as const, key: `task ${task.key}`, mine, late, task }];
    });
}

/** Invitations that a person has not answered. */
export function answersOwed({ of, me, today }: Pick<Standing, 'of' | 'me' | 'today'>): Reminder[] {
  return of('event')
    .map(({ view }) => view)
    .filter((view) => !isArchived(view) && !isOff(view) && textOf(view.fields, 'date') >= today)
    .filter(({ fields }) => keysOf(fields, 'invited').includes(me) && !(me in answers(fields)))
    .sort((a, b) => textOf(a.fields, 'date').localeCompare(textOf(b.fields, 'date')))
    .map((event) => ({ what: 'answer', key: `answer ${event.doc}`, mine: true, event }));
}

function minutesOwed({ of, me, organises, today, minutesDays }: Standing): Reminder[] {
  const notes = new Set(of('note').map(({ view }) => view.doc));
  const events = of('event').map(({ view }) => view);
  return withoutMinutes(events, (note) => notes.has(note), today, minutesDays).map((event) => ({
    what: 'minutes',
    key: `minutes ${event.doc}`,
    mine: organises || textOf(event.fields, 'moderator') === me,
    event,
  }));
}

function silentVillages({ of, me, today, villages, silentDays }: Standing): Reminder[] {
  const card = of('member').find(({ view }) => view.doc === `member/${me}`);
  const own = textOf(card?.view.fields, 'village_code');
  return silences(entriesOf(of('log')), villages, silentDays, today).map(({ village, days }) => ({
    ...{ what: 'silent', key: `silent ${village}`, village, days },
    mine: village === own,
  }));
}
