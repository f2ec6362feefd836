/** Rows of parts that add up, each with a pattern of its own. */
export interface Bars {
  is: 'bars';
  series: string[];
  rows: { name: string; parts: number[] }[];
}

/** One line each, with marks of its own; null where nothing is known. */
export interface Lines {
  is: 'lines';
  labels: string[];
  series: { name: string; points: (number | null)[] }[];
  /** What the highest can be; the highest that is, if it is not said. */
  most?: number;
}

export type Chart = Bars | Lines;
