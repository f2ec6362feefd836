import { expect, test } from 'vitest';
import { allOfMine } from './my-data';

/** A relay that gives two acts at a time. */
function relay(total: number) {
  return (path: string) => {
    const before = Number(/before=(\d+)/.exec(path)?.[1] ?? total + 1);
    const lines = Array.from({ length: Math.min(2, before - 1) }, (_, at) => before - 1 - at);
    const acts = lines.map((line) => ({ line }));
    return Promise.resolve({ member: 'm', acts, more: (lines.at(-1) ?? 1) > 1, damaged: 1 });
  };
}

test('all acts are there, page by page, and damaged ones are counted', async () => {
  for (const total of [0, 1, 2, 3, 7]) {
    const mine = await allOfMine(relay(total));
    expect((mine['acts'] as unknown[]).length).toBe(total);
    expect(mine['damaged']).toBe(Math.max(1, Math.ceil(total / 2)));
  }
});

test('a relay of before, which gives all at once, is read as it was', async () => {
  const mine = await allOfMine(() => Promise.resolve({ acts: [{ line: 3 }, { line: 1 }] }));
  expect(mine['acts']).toEqual([{ line: 3 }, { line: 1 }]);
});

test('what goes on and does not go down is not the whole, and no page that fails is left out', async () => {
  const endless = () => Promise.resolve({ acts: [{ line: 3 }], more: true });
  await expect(allOfMine(endless)).rejects.toEqual({ code: 'not_the_relay' });
  const cut = (path: string) =>
    path === '/api/me' ? relay(9)(path) : Promise.reject({ code: 'offline' });
  await expect(allOfMine(cut)).rejects.toEqual({ code: 'offline' });
});
