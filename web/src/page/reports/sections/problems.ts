import { problemsIn, type Tally } from '../figures/problems';
import type { Asked, Section, Table } from './section';
import { notesOf, stepName, usedWords, villagesFor, type Named } from './tables';
import { rw } from './words';

const cellsOf = ({ opened, closed, open }: Tally) => [opened, closed, open];

/** What came up, what was solved, and what is still to be coped with. */
export function problemSections({ source, period, narrow }: Asked): Section[] {
  const { steps, by, categories, villages, all, undated } = problemsIn(source, period, narrow);
  if (categories.size === 0) return [];
  const head = (first: string) => [first, rw().opened, rw().closed, rw().stillOpen];
  const table = (first: string, rows: Named[], tallies: Map<string, Tally>): Table => ({
    head: head(first),
    rows: rows.flatMap(([key, name, to]) => {
      const tally = tallies.get(key);
      return tally ? [{ key, name, ...(to && { to }), cells: cellsOf(tally) }] : [];
    }),
    foot: cellsOf(all),
  });
  const series = (name: keyof Tally) => steps.map((step) => by.get(step)?.[name] ?? 0);
  const first = steps[0]?.length === 4 ? rw().year : rw().month;
  const stepped: Table = {
    head: head(first),
    rows: steps.map((step) => ({
      ...{ key: step, name: stepName(step) },
      cells: cellsOf(by.get(step) ?? { opened: 0, closed: 0, open: 0 }),
    })),
  };
  return [
    {
      ...{ name: 'step', title: rw().byStep },
      ...(steps.length > 1 && {
        chart: {
          is: 'lines' as const,
          labels: steps.map(stepName),
          series: [
            { name: rw().opened, points: series('opened') },
            { name: rw().closed, points: series('closed') },
            { name: rw().stillOpen, points: series('open') },
          ],
        },
      }),
      table: stepped,
      ...notesOf(rw().problemsHow, undated > 0 && rw().problemsUndated(undated)),
    },
    {
      ...{ name: 'category', title: rw().byCategory },
      chart: {
        is: 'bars',
        series: [rw().stillOpen],
        rows: usedWords('problem', categories).map(([key, name]) => ({
          name,
          parts: [categories.get(key)?.open ?? 0],
        })),
      },
      table: table(rw().category, usedWords('problem', categories), categories),
    },
    {
      ...{ name: 'village', title: rw().byVillage },
      table: table(rw().village, villagesFor(villages.keys()), villages),
    },
  ];
}
