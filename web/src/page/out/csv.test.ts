import { expect, test } from 'vitest';
import { csvOf } from '../out/csv';

test('cells with marks, quotes and lines are quoted, and Excel reads the letters', () => {
  expect(csvOf([['a', 'b,c', 'b;c', 'd "e"', 'f\ng', 'é']])).toBe(
    '\uFEFFa;"b,c";"b;c";"d ""e""";"f\ng";é\r\n',
  );
});

test.each(['=1+1', '-2', '+62812', '@x', ' =1', '\t=1', ';=1', 'a;=1+1', 'a,=1', 'a\n=1', '＝1'])(
  '%j is no formula',
  (text) => {
    expect(csvOf([[text]])).toMatch(/^\uFEFF"?'/);
  },
);
