import type { Understood } from './understand';
import type { Code } from './values';

/** What equal cells mean, asked once. */
export interface Question {
  /** Under what the answer is kept. */
  ask: string;
  code: Code;
  /** As it stands in the file. */
  value: string;
  suggest: string;
  cells: number;
}

/** What is not known in these rows, and what was asked before and is answered now. */
export function questionsIn({ rows }: Understood, before: Question[]): Question[] {
  const found = new Map<string, Question>();
  for (const { problems } of rows)
    for (const { ask, code, value = '', suggest = '' } of problems) {
      if (ask === undefined) continue;
      const known = found.get(ask);
      if (known) known.cells += 1;
      else found.set(ask, { ask, code, value, suggest, cells: 1 });
    }
  return [
    ...before.map((one) => found.get(one.ask) ?? one),
    ...[...found.values()].filter(({ ask }) => !before.some((one) => one.ask === ask)),
  ];
}
