import type { AuditLine } from './desk.svelte';

/** More acts than a forum does in a hundred years; a relay that goes on is not believed. */
const LINES_MAX = 1_000_000;
/** The relay lets a device ask so often; after "too often" it is asked again when a minute is over. */
const PAUSE_MS = 20_000;
const PAUSES_MAX = 6;

/**
 * All lines of the audit from those that are here down to the first, or a `Failure`: a list that ends
 * anywhere else is never taken for the whole. `learn` is told what is here so far, so that another try
 * goes on from there.
 */
export async function wholeAudit(
  here: AuditLine[],
  ended: boolean,
  page: (before: number | null) => Promise<AuditLine[]>,
  learn: (lines: AuditLine[]) => void,
): Promise<AuditLine[]> {
  let lines = here;
  while (!ended) {
    const before = lines.at(-1)?.line ?? null;
    const more = await inTime(() => page(before));
    if (!descends(before, more) || lines.length > LINES_MAX) throw { code: 'not_the_relay' };
    ended = more.length === 0;
    lines = [...lines, ...more];
    learn(lines);
  }
  return lines;
}

async function inTime(page: () => Promise<AuditLine[]>): Promise<AuditLine[]> {
  for (let pauses = 0; ; pauses += 1) {
    try {
      return await page();
    } catch (failure) {
      const tooOften = (failure as { code?: unknown } | null)?.code === 'too_often';
      if (!tooOften || pauses >= PAUSES_MAX) throw failure;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** Each line once, the newest first. */
function descends(before: number | null, lines: AuditLine[]): boolean {
  const numbers = [...(before === null ? [] : [before]), ...lines.map(({ line }) => line)];
  return numbers.every((line, at) => at === 0 || line < (numbers[at - 1] ?? 0));
}
