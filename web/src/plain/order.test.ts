import { expect, test } from 'vitest';
import { orderAfter, orderBetween, ordersMoved } from './order';

test('between two keys there is always another, and none ends with 0', () => {
  let [low, high]: [string | undefined, string | undefined] = [undefined, 'U'];
  for (let round = 0; round < 300; round += 1) {
    const key: string = orderBetween(low, high) ?? '';
    expect(
      key > (low ?? '') && key < (high ?? '~') && !key.endsWith('0'),
      `${low} ${key} ${high}`,
    ).toBe(true);
    if (round % 3 === 0) low = key;
    else high = key;
  }
});

test('equal keys, and such as are none, leave no room', () => {
  expect(orderBetween('U', 'U')).toBeNull();
  expect(orderBetween('V', 'U')).toBeNull();
  expect(orderBetween('', 'U')).toBeNull();
  expect(orderBetween(undefined, '')).toBeNull();
});

test('what is moved stands where it was put, whatever keys there were', () => {
  const kept = ['U', 'V', 'W', 'X'];
  for (const orders of [
    kept,
    ['U', 'U', 'U', 'U'],
    ['', '', 'U', 'V'],
    [orderAfter('U'), 'z', 'z', 'z'],
  ])
    for (let from = 0; from < orders.length; from += 1)
      for (let to = 0; to < orders.length; to += 1) {
        const moved = ordersMoved(orders, from, to);
        const now = orders
          .map((order, at) => ({ at, order: moved.get(at) ?? order }))
          .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.at - b.at))
          .map(({ at }) => at);
        const wanted = orders.map((_, at) => at).filter((at) => at !== from);
        wanted.splice(to, 0, from);
        expect(now, `${orders.join()} ${from} to ${to}`).toEqual(wanted);
        if (orders === kept) expect(moved.size).toBe(1);
      }
});
