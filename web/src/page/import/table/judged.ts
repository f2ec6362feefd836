// How the sample files say what they expect, for the tests that hold us to it.

import type { Contents } from '../read/cells';
import type { Column, Table } from './find';
import type { ListRow } from './records';

interface ExpectedProblem {
  row: number;
  column: string | null;
  code: string;
  value?: string;
  suggest?: string;
  other?: number;
}

export interface Expected {
  outcome?: string;
  code?: string;
  sheet?: string;
  encoding?: string;
  delimiter?: string;
  header_rows?: number[];
  mapping?: Record<string, string>;
  ignored_columns?: string[];
  unmapped_columns?: string[];
  refused_columns?: string[];
  ignored_rows?: { rows: number[]; why: string }[];
  rows?: Record<string, unknown>[];
  problems?: ExpectedProblem[];
}

/** What was found and what is expected, in one form. */
export function judged(
  expected: Expected,
  contents: Contents,
  table: Table,
  rows: ListRow[],
  wordOf: (vocabulary: 'position', key: string) => string,
) {
  const named = (why: Column['why']) =>
    table.columns.filter((one) => one.why === why).map(({ header }) => header);
  const mapped = table.columns.filter(({ why }) => why === 'mapped');
  const said = (name: string, value: unknown) =>
    name === 'position' && typeof value === 'string' ? wordOf('position', value) : value;
  const found = {
    sheet: table.sheet || undefined,
    encoding: contents.encoding,
    delimiter: contents.delimiter,
    header: table.header,
    mapping: Object.fromEntries(mapped.map(({ header, field }) => [header, field])),
    ignored: named('ignored'),
    open: named('open'),
    refused: named('refused'),
    ignoredRows: table.ignored.map(({ rows: at, why }) => `${why} ${at.join(' ')}`).sort(),
    rows: rows.map(({ row, values }) => ({
      row,
      ...Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, said(name, value)]),
      ),
    })),
    problems: rows
      .flatMap(({ problems }) => problems)
      .map(({ row, column, code, value, suggest, other }) =>
        problemText({
          row,
          column,
          code,
          ...(suggest ? { value: value ?? '', suggest: String(said('position', suggest)) } : {}),
          ...(other ? { other } : {}),
        }),
      )
      .sort(),
  };
  const wanted: typeof found = {
    sheet: expected.sheet,
    encoding: expected.encoding,
    delimiter: expected.delimiter,
    header: expected.header_rows ?? [],
    mapping: expected.mapping ?? {},
    ignored: expected.ignored_columns ?? [],
    open: expected.unmapped_columns ?? [],
    refused: expected.refused_columns ?? [],
    ignoredRows: (expected.ignored_rows ?? [])
      .map(({ rows: at, why }) => `${why} ${at.join(' ')}`)
      .sort(),
    rows: (expected.rows ?? []) as typeof found.rows,
    problems: (expected.problems ?? []).map(problemText).sort(),
  };
  return { found, wanted };
}

function problemText({ row, column, code, value, suggest, other }: ExpectedProblem): string {
  return [row, column ?? '(row)', code, value ?? '', suggest ?? '', other ?? ''].join(' | ');
}
