import { expect, test } from 'vitest';
import { csvOf } from './csv';

test('cells with commas, quotes and lines are quoted, and no cell is a formula', () => {
  expect(
    csvOf([
      ['a', 'b,c', 'd "e"', 'f\ng'],
      ['=1+1', '-2', '', '@x'],
    ]),
  ).toBe('a,"b,c","d ""e""","f\ng"\r\n\'=1+1,\'-2,,\'@x\r\n');
});
