import { afterEach, expect, test, vi } from 'vitest';
import { clock } from './clock.svelte';

afterEach(() => vi.useRealTimers());

test('the screen shows the time of the relay, also after the phone was put right', () => {
  vi.useFakeTimers({ now: 1_000_000_000_000 });
  clock.tick();
  const threeDays = 3 * 86_400_000;
  // The phone is three days ahead; the relay says so.
  clock.relayIsAhead(-threeDays);
  expect(clock.nowMs).toBe(1_000_000_000_000 - threeDays);
  // Somebody puts it right while the page is open.
  vi.advanceTimersByTime(15_000);
  vi.setSystemTime(Date.now() - threeDays);
  clock.tick();
  expect(clock.nowMs).toBe(1_000_000_015_000 - threeDays);
});

test('what the relay tells after the phone was put right is not corrected once more', () => {
  vi.useFakeTimers({ now: 1_000_000_000_000 });
  clock.relayIsAhead(-86_400_000);
  vi.setSystemTime(1_000_000_000_000 - 86_400_000);
  clock.relayIsAhead(0);
  expect(clock.nowMs).toBe(1_000_000_000_000 - 86_400_000);
  vi.advanceTimersByTime(15_000);
  clock.tick();
  expect(clock.nowMs).toBe(1_000_000_015_000 - 86_400_000);
});
