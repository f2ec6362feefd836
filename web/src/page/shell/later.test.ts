import { expect, test, vi } from 'vitest';
import { Later } from './later.svelte';

test('pages that did not come are fetched again, and those that came are not', async () => {
  vi.stubGlobal('addEventListener', () => undefined);
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  const answers = [false, false, true];
  let asked = 0;
  const later = new Later(() =>
    answers[asked++] ? Promise.resolve('pages') : Promise.reject(new Error('not there')),
  );
  later.fetch();
  later.fetch();
  await vi.waitFor(() => expect(later.failed).toBe(true));
  expect(asked).toBe(1);
  later.fetch();
  await vi.waitFor(() => expect(asked).toBe(2));
  await vi.waitFor(() => expect(later.failed).toBe(true));
  later.again();
  expect(later.failed).toBe(false);
  await vi.waitFor(() => expect(later.pages).toBe('pages'));
  later.fetch();
  expect(asked).toBe(3);
});
