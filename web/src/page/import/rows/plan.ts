import type { View } from '../../../between/contract';
import type { ListRow, Problem } from '../table/records';
import { stepsOf, type Part, type Step } from './steps';

/** Why a row is not simply taken in. */
export type Doubt =
  | 'nameless'
  | 'twice'
  | 'other_name'
  | 'other_village'
  | 'several'
  | 'archived'
  | 'disputed'
  | 'nobody'
  | 'incomplete';

export type RowKind = 'new' | 'changes' | 'same' | 'doubtful';

/** A row of the file as it would be taken in. */
export interface PlanRow {
  row: number;
  title: string;
  kind: RowKind;
  doubt: Doubt | null;
  /** Whether it can be taken in at all. */
  may: boolean;
  parts: Part[];
  steps: Step[];
  problems: Problem[];
  /** The card that it is probably about, by id. */
  about: string;
}

/** What a target makes of its rows. */
export interface Matched {
  parts: Part[];
  doubt: Doubt | null;
  may: boolean;
  title: string;
  about?: string;
  /** It is nowhere yet, though the document that it goes into is. */
  fresh?: boolean;
}

export function planRow(
  { row, problems }: ListRow,
  { parts, doubt, may, title, about = '', fresh = false }: Matched,
  viewOf: (doc: string) => View | undefined,
): PlanRow {
  const steps = parts.flatMap((part) => stepsOf(part, viewOf(part.doc)));
  const disputed = steps.some(
    (step) =>
      step.how !== 'make' && viewOf(step.doc)?.conflicts.some(({ path }) => path === step.path),
  );
  const why = doubt ?? (disputed ? 'disputed' : null);
  const kind = why
    ? 'doubtful'
    : steps.length === 0
      ? 'same'
      : fresh || parts.some(({ made }) => made)
        ? 'new'
        : 'changes';
  return {
    row,
    title,
    kind,
    doubt: why,
    may: may && steps.length > 0,
    parts,
    steps,
    problems,
    about,
  };
}

/** What would be done with every row, and who is in none. */
export interface Plan {
  rows: PlanRow[];
  missing: View[];
}

/** What rows are compared with besides documents. */
export interface Given {
  /** Made by imports that were taken back. */
  undone: ReadonlySet<string>;
  answers: Readonly<Record<string, string>>;
  /** Rows that are about nobody who has a card. */
  apart: ReadonlySet<number>;
}
