import { expect, test } from 'vitest';
import { changeLock, makeVault, openVault } from './vault';

const bytes = new TextEncoder().encode('catatan rahasia');

test('what is sealed with a PIN is opened with it', async () => {
  const { vault, lock } = await makeVault('274913');
  const sealed = await vault.seal('chunk note/1', bytes);
  expect(new TextDecoder().decode(sealed.sealed)).not.toContain('rahasia');
  const again = await openVault('274913', lock);
  expect(await again?.open('chunk note/1', sealed)).toEqual(bytes);
});

test('another PIN opens nothing', async () => {
  const { lock } = await makeVault('274913');
  expect(await openVault('274914', lock)).toBeNull();
});

test('a sealed piece cannot stand in the place of another', async () => {
  const { vault } = await makeVault('274913');
  const sealed = await vault.seal('chunk note/1', bytes);
  await expect(vault.open('chunk note/2', sealed)).rejects.toThrow();
});

test('a changed PIN opens what was sealed before, and the old one nothing more', async () => {
  const { vault, lock } = await makeVault('274913');
  const sealed = await vault.seal('view note/1', bytes);
  const changed = await changeLock('274913', lock, '805162');
  if (!changed) throw new Error('the present PIN was not taken');
  expect(await openVault('274913', changed)).toBeNull();
  const again = await openVault('805162', changed);
  expect(await again?.open('view note/1', sealed)).toEqual(bytes);
  expect(await changeLock('000000', lock, '805162')).toBeNull();
});
