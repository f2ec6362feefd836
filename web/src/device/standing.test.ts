import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { News } from '../between/contract';
import type { Disk } from './disk';
import { Standing } from './standing';
import type { TabNews, Tabs } from './tabs';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function tab(speaks: boolean) {
  const told: TabNews[] = [];
  const posted: News[] = [];
  const tabs = { tell: (news: TabNews) => told.push(news) } as unknown as Tabs;
  const disk = { meta: () => Promise.resolve(5_000) } as unknown as Disk;
  const standing = new Standing(
    tabs,
    (news) => posted.push(news),
    () => speaks,
  );
  const state = () => posted.findLast((news) => news.news === 'link')?.status.state;
  return { standing, told, state, begin: () => standing.begin(disk) };
}

test('a tab of this release says how things stand', async () => {
  const [one, other] = [tab(true), tab(false)];
  await one.begin();
  const status = { state: 'live', acknowledgedMs: 6_000, retryMs: 0, caughtUp: true } as const;
  one.standing.share({ news: 'link', status });
  await other.begin();
  expect(other.state()).toBe('offline');
  expect(other.told).toEqual([{ tab: 'ask' }]);
  one.standing.hear({ tab: 'ask' });
  other.standing.hear(one.told.at(-1) as Extract<TabNews, { tab: 'news' }>);
  vi.runAllTimers();
  expect(other.state()).toBe('live');
});

test('one of an older release does not, and nobody claims that there is no signal', async () => {
  const other = tab(false);
  await other.begin();
  vi.runAllTimers();
  expect(other.state()).toBe('elsewhere');
});

test('a tab that has come to talk itself needs no answer', async () => {
  const posted: News[] = [];
  let speaks = false;
  const standing = new Standing(
    { tell: () => undefined } as unknown as Tabs,
    (news) => posted.push(news),
    () => speaks,
  );
  await standing.begin({ meta: () => Promise.resolve(undefined) } as unknown as Disk);
  speaks = true;
  vi.runAllTimers();
  expect(posted).toHaveLength(1);
});
