import { expect, test } from 'vitest';
import { lock } from '../../words/id-lock';
import { leftText, pinTrouble } from './pin';

test.each([
  ['27491', '27491', lock.pinForm],
  ['27491a', '27491a', lock.pinForm],
  ['000000', '000000', lock.pinEasy],
  ['123456', '123456', lock.pinEasy],
  ['987654', '987654', lock.pinEasy],
  ['274913', '274931', lock.pinDiffers],
  ['274913', '274913', ''],
])('the new PIN %s, repeated as %s', (pin, repeated, sentence) => {
  expect(pinTrouble(pin, repeated, lock)).toBe(sentence);
});

test('a wait is shown as a clock that runs down', () => {
  expect([29_001, 60_000, 3_600_000].map(leftText)).toEqual(['0:30', '1:00', '60:00']);
});
