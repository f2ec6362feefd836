import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Lane } from './lane';
import { QUIET_AT_LAST_MS, QUIET_MS, Quiet } from './quiet';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('what waits for quiet is done once, after the last that happened', async () => {
  const then = vi.fn();
  const quiet = new Quiet(new Lane(), then);
  for (let at = 0; at < 5; at++) {
    quiet.stir();
    await vi.advanceTimersByTimeAsync(QUIET_MS - 1);
  }
  expect(then).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(then).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(10 * QUIET_AT_LAST_MS);
  expect(then).toHaveBeenCalledOnce();
});

test('where it is never quiet it is done all the same', async () => {
  const then = vi.fn();
  const quiet = new Quiet(new Lane(), then);
  for (let passed = 0; passed < QUIET_AT_LAST_MS; passed += QUIET_MS / 2) {
    quiet.stir();
    await vi.advanceTimersByTimeAsync(QUIET_MS / 2);
  }
  expect(then).toHaveBeenCalledOnce();
  quiet.stir();
  await vi.advanceTimersByTimeAsync(QUIET_MS);
  expect(then).toHaveBeenCalledTimes(2);
});
