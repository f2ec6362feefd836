import { expect, test } from 'vitest';
import { Sorting } from './sorting.svelte';

interface Row {
  name: string;
  n: number;
}

const ROWS: Row[] = [
  { name: 'Klahang', n: 2 },
  { name: 'Banjaranyar', n: 10 },
  { name: 'Wiradadi', n: 2 },
];
const names = (sorting: Sorting<Row>) =>
  sorting.sorted(ROWS, (row) => row.n).map(({ name }) => name);

test('rows stand as they came until a column is chosen, and turn round at the second tap', () => {
  const sorting = new Sorting<Row>({ name: ({ name }) => name });
  expect(names(sorting)).toEqual(['Klahang', 'Banjaranyar', 'Wiradadi']);
  expect(sorting.of('name')).toBe('none');
  sorting.choose('name', false);
  expect([names(sorting)[0], sorting.of('name')]).toEqual(['Banjaranyar', 'ascending']);
  sorting.choose('name', false);
  expect([names(sorting)[0], sorting.of('name')]).toEqual(['Wiradadi', 'descending']);
  sorting.choose('count', true);
  expect(sorting.of('name')).toBe('none');
  // Those that are alike stay as they were.
  expect(names(sorting)).toEqual(['Banjaranyar', 'Klahang', 'Wiradadi']);
});
