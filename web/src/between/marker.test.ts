import { expect, test } from 'vitest';
import type { Identity } from './contract';
import { EvictionLedger, markOf } from './marker';

const identity: Identity = {
  forum: 'f',
  forum_name: 'Paguyuban',
  device: 'a0',
  member: 'm',
  role: 'member',
  token: 't',
};

function shelf(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

test('remembers what was on the phone, and what of it was never sent', () => {
  const store = shelf();
  new EvictionLedger(store).note({ identity, docs: 12, unsent: 2 });
  expect(new EvictionLedger(store).last()).toEqual({ identity, docs: 12, unsent: 2 });
});

test('a phone that never joined has nothing to miss', () => {
  expect(new EvictionLedger(shelf()).last()).toBeNull();
});

test('behind a PIN the mark holds no token, and is still a mark', () => {
  const store = shelf();
  const marked = markOf({ ...identity, earlierToken: 'e' }, true);
  new EvictionLedger(store).note({ identity: marked, docs: 1, unsent: 0 });
  expect(new EvictionLedger(store).last()?.identity).toEqual({ ...identity, token: '' });
  expect(markOf(identity, false).token).toBe('t');
});

test('a damaged mark counts as none', () => {
  const store = shelf();
  store.setItem('paguyuban.marker', '{"docs":');
  expect(new EvictionLedger(store).last()).toBeNull();
});
