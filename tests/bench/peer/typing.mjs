// People in one note: each word is timed from the edit to every other screen.

import { setTimeout as pause } from "node:timers/promises";

/**
 * Everybody types `words` words, one person after the other, `every_ms` apart; answers with the
 * milliseconds from each edit to each of the other phones.
 */
export async function typing(phones, { number, field, words, every_ms: everyMs, wait_ms: waitMs }) {
  const seen = [];
  const underWay = phones.map(() => new Map());
  phones.forEach((phone, at) => {
    phone.onChange(() => {
      const now = performance.now();
      const text = phone.doc(number)[field];
      for (const [word, typed] of underWay[at]) {
        if (!text.includes(word)) continue;
        underWay[at].delete(word);
        seen.push(now - typed);
      }
    });
  });
  const start = performance.now();
  for (let turn = 0; turn < words * phones.length; turn++) {
    await pause(Math.max(0, start + turn * everyMs - performance.now()));
    const word = `kata${turn} `;
    const typist = turn % phones.length;
    const typed = performance.now();
    underWay.forEach((words, at) => at !== typist && words.set(word, typed));
    phones[typist].type(number, field, 0, word);
  }
  const until = performance.now() + waitMs;
  while (underWay.some((words) => words.size > 0) && performance.now() < until) await pause(20);
  return { ms: seen, missed: underWay.reduce((sum, words) => sum + words.size, 0) };
}
