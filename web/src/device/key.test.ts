import { expect, test } from 'vitest';
import { base64url, bytesOf } from '../plain/base64url';
import { makeKey, sign, SIGNATURE_BYTES, signAct, takeKey } from './key';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };

async function isSigned(publicKey: string, signature: Uint8Array, text: string): Promise<boolean> {
  const raw = bytesOf(publicKey);
  const key = await crypto.subtle.importKey('raw', raw, CURVE, false, ['verify']);
  return crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    signature as Uint8Array<ArrayBuffer>,
    new TextEncoder().encode(text),
  );
}

test('the public key travels as 65 bytes, and the private one is not given out', async () => {
  const { key } = await makeKey();
  expect(bytesOf(key.public)).toHaveLength(65);
  expect(bytesOf(key.public)[0]).toBe(4);
  await expect(crypto.subtle.exportKey('pkcs8', key.private)).rejects.toThrow();
});

test('a key that a vault has kept signs as before', async () => {
  const { key, pkcs8 } = await makeKey();
  const again = await takeKey(pkcs8, key.public);
  const signature = await sign(again, new TextEncoder().encode('isi'));
  expect(signature).toHaveLength(SIGNATURE_BYTES);
  expect(await isSigned(key.public, signature, 'isi')).toBe(true);
});

test('an act is bound to its forum, its device and its body', async () => {
  const { key } = await makeKey();
  const header = await signAct(key, { forum: 'F', device: 'd0' }, '{"act":"invite"}');
  const signature = bytesOf(header);
  const text = 'paguyuban act 1\nF\nd0\n{"act":"invite"}';
  expect(await isSigned(key.public, signature, text)).toBe(true);
  expect(await isSigned(key.public, signature, text.replace('d0', 'd1'))).toBe(false);
});

test('bytes come back from text as they were', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
  expect(bytesOf(base64url(bytes))).toEqual(bytes);
  expect(base64url(bytes)).not.toMatch(/[+/=]/);
});
