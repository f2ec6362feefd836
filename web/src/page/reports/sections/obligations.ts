import { forum } from '../../language/forum.svelte';
import { marksIn, owedIn } from '../figures/obligations';
import type { Asked, Section } from './section';
import { dayText, villagesFor } from './tables';
import { rw } from './words';

/** What villages owe, and which have done it: as paper shows it, where nothing is tapped. */
export function obligationSections({ source, period, settings }: Asked): Section[] {
  const owed = owedIn(settings, period, source.today);
  if (owed.length === 0) return [];
  const marks = marksIn(source);
  const villages = villagesFor(forum.villages.map(([code]) => code));
  const isDone = (village: string, mark: string) => marks.get(village)?.has(mark) ?? false;
  const done = (mark: string) => villages.filter(([code]) => isDone(code, mark)).length;
  return [
    {
      ...{ name: 'obligations', title: rw().of['kewajiban']?.[0] ?? '' },
      chart: {
        is: 'bars',
        series: [rw().yes, rw().notYet],
        rows: owed.map(({ title, on, mark }) => ({
          name: `${title}, ${dayText(on)}`,
          parts: [done(mark), villages.length - done(mark)],
        })),
      },
      table: {
        head: [rw().village, ...owed.map(({ title, on }) => `${title}, ${dayText(on)}`)],
        rows: villages.map(([key, name]) => ({
          ...{ key, name },
          cells: owed.map(({ mark }) => (isDone(key, mark) ? rw().yes : rw().notYet)),
        })),
        foot: owed.map(({ mark }) => done(mark)),
      },
    },
  ];
}
