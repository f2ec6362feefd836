import { textOf } from '../../../plain/fields';
import { isOpen, problemsOf, type Problem } from '../../../plain/problems';
import { endOf, isIn, stepOf, stepsOf, type Period } from './period';
import { dayBegun, isDisputed, type Source } from './source';

/** A problem with the day since which it is there, and the one on which it was solved. */
export interface Lasting {
  one: Problem;
  opened: string;
  /** Empty while it is not solved, or if nobody said when. */
  closed: string;
  isOpen: boolean;
}

export interface Problems {
  steps: string[];
  /** By step: how many came, how many were solved, how many were open at its end. */
  by: Map<string, { opened: number; closed: number; open: number }>;
  categories: Map<string, Tally>;
  villages: Map<string, Tally>;
  all: Tally;
  /** Solved, and nobody said when: in no month. */
  undated: number;
}

export interface Tally {
  opened: number;
  closed: number;
  /** At the end of the period, or today. */
  open: number;
}

/** What people disagree about whether it is solved is not solved. */
export function lastingOf(source: Source, village = ''): Lasting[] {
  const maps = source.of('problems').map(({ view }) => view);
  const views = new Map(maps.map((view) => [view.doc, view]));
  return problemsOf(maps)
    .filter((one) => village === '' || one.village === village)
    .map((one) => {
      const view = views.get(one.doc);
      const asked =
        view !== undefined && isDisputed(view, `problems/${one.key}/`, ['problem_state']);
      const still = isOpen(one) || asked;
      return {
        one,
        opened: textOf(one.fields, 'since') || dayBegun(source, one.key),
        closed: still ? '' : textOf(one.fields, 'solved_on'),
        isOpen: still,
      };
    });
}

export function problemsIn(source: Source, period: Period, village = ''): Problems {
  const all = lastingOf(source, village);
  const days = all.flatMap(({ opened, closed }) => [opened, closed]);
  const end = source.today < period.until ? source.today : period.until;
  const steps = stepsOf(period, days).filter((step) => stepOf(source.today, [step]) >= step);
  const by = new Map(
    steps.map((step) => {
      const inside = (day: string) =>
        isIn(day, period) && stepOf(day, steps) === step && day <= end;
      const last = endOf(step) < end ? endOf(step) : end;
      return [step, tally(all, inside, last)];
    }),
  );
  const inPeriod = (day: string) => isIn(day, period) && day <= end;
  const group = (keyOf: (one: Problem) => string) => {
    const keys = new Set(all.map(({ one }) => keyOf(one)));
    const own = (key: string) => all.filter(({ one }) => keyOf(one) === key);
    const counted = [...keys].map((key): [string, Tally] => [key, tally(own(key), inPeriod, end)]);
    return new Map(counted.filter(([, { opened, closed, open }]) => opened + closed + open > 0));
  };
  return {
    ...{ steps, by },
    categories: group(({ category }) => category),
    villages: group((one) => one.village),
    all: tally(all, inPeriod, end),
    undated: all.filter((one) => !one.isOpen && one.closed === '').length,
  };
}

function tally(all: readonly Lasting[], inside: (day: string) => boolean, end: string): Tally {
  const isOpenAt = ({ opened, closed, isOpen }: Lasting) =>
    opened <= end && (isOpen || closed > end);
  return {
    opened: all.filter(({ opened }) => inside(opened)).length,
    closed: all.filter(({ closed }) => inside(closed)).length,
    open: all.filter(isOpenAt).length,
  };
}
