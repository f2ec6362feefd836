/** One thing that was measured, over all rounds. */
export interface Figure {
  what: string;
  unit: string;
  rounds: number;
  median: number;
  worst: number;
  /** The goal, and which of the two has to reach it; null if there is none. */
  goal: number | null;
  judged: 'median' | 'worst';
}

/** Times have a goal for the median, because other programs on the machine are in the worst of them. */
export function timed(what: string, rounds: number[], goal: number | null): Figure {
  return { ...summary(rounds), what, unit: 'ms', goal, judged: 'median' };
}

/** What must not happen once is judged by the worst round. */
export function never(what: string, unit: string, rounds: number[], goal: number): Figure {
  return { ...summary(rounds), what, unit, goal, judged: 'worst' };
}

export function holds(figure: Figure): boolean | null {
  return figure.goal === null ? null : figure[figure.judged] <= figure.goal;
}

/** The value below which a share of all values lies. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The only thing on standard output. */
export function print(figures: Figure[]): void {
  const json = process.env['PAGUYUBAN_BENCH_PRINT'] === 'json';
  process.stdout.write(`${json ? JSON.stringify(figures) : table(figures)}\n`);
}

function table(figures: Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    whole(figure.median, figure.unit),
    whole(figure.worst, figure.unit),
    figure.goal === null ? '' : `${figure.judged} <= ${figure.goal} ${figure.unit}`,
    { true: 'holds', false: 'MISSED', null: '' }[String(holds(figure)) as 'true'],
  ]);
  const all = [['', 'median', 'worst', 'goal', ''], ...rows];
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  const line = (row: string[]) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ');
  return all.map((row) => line(row).trimEnd()).join('\n');
}

function summary(rounds: number[]): { rounds: number; median: number; worst: number } {
  return { rounds: rounds.length, median: quantile(rounds, 0.5), worst: Math.max(...rounds) };
}

function whole(value: number, unit: string): string {
  return `${Math.round(value)} ${unit}`;
}
