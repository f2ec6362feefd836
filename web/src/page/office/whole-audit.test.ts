import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AuditLine } from './desk.svelte';
import { wholeAudit } from './whole-audit';

const PAGE = 200;

function line(number: number): AuditLine {
  return {
    line: number,
    at_ms: 1,
    by_member: null,
    by_device: null,
    act: 'joined',
    member: null,
    device: null,
    invitation: null,
    doc: null,
    detail: null,
  };
}

/** A relay with so many lines; `fails` says what each question meets. */
function relay(total: number, fails: (asked: number) => string | null = () => null) {
  let asked = 0;
  return (before: number | null): Promise<AuditLine[]> => {
    asked += 1;
    const code = fails(asked);
    if (code) return Promise.reject({ code });
    const top = Math.min(total, (before ?? total + 1) - 1);
    return Promise.resolve(Array.from({ length: Math.min(PAGE, top) }, (_, at) => line(top - at)));
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('all lines are there, however many there are', async () => {
  for (const total of [0, 1, PAGE - 1, PAGE, PAGE + 1, 40_001]) {
    const lines = await wholeAudit([], false, relay(total), () => undefined);
    expect(lines.length).toBe(total);
    expect(lines.at(-1)?.line ?? 0).toBe(total > 0 ? 1 : 0);
  }
});

test('what fails on the way is no export, and the next try goes on from there', async () => {
  let here: AuditLine[] = [];
  const learn = (lines: AuditLine[]) => (here = lines);
  const page = relay(900, (asked) => (asked === 3 ? 'offline' : null));
  await expect(wholeAudit(here, false, page, learn)).rejects.toEqual({ code: 'offline' });
  expect(here.length).toBe(2 * PAGE);
  expect((await wholeAudit(here, false, page, learn)).length).toBe(900);
});

test('who is asked too often is asked again later', async () => {
  const page = relay(700, (asked) => (asked % 2 === 0 ? 'too_often' : null));
  const whole = wholeAudit([], false, page, () => undefined);
  await vi.runAllTimersAsync();
  expect((await whole).length).toBe(700);
});

test('lines that do not go down are no audit', async () => {
  for (const pages of [
    [[3, 3]],
    [[2, 3]],
    [
      [5, 4],
      [4, 3],
    ],
    [[5], [9]],
  ]) {
    let at = 0;
    const page = () => Promise.resolve((pages[at++] ?? []).map(line));
    await expect(wholeAudit([], false, page, () => undefined)).rejects.toEqual({
      code: 'not_the_relay',
    });
  }
});
