import { gcm } from '@noble/ciphers/aes.js';
import { base64url } from './base64url';
import type { WordKey } from '../between/last-words';

/** NIST SP 800-38D, 8.2: 96 bits, here by chance; a page leaves its words far fewer than 2^32 times. */
const IV_BYTES = 12;

/** Seals in a page that is about to end; a browser's own AES-GCM answers later. `device/left.ts` opens it. */
export function sealAtOnce({ raw, lock }: WordKey, under: string, words: string): string {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const utf8 = new TextEncoder();
  const sealed = gcm(raw, iv, utf8.encode(under)).encrypt(utf8.encode(words));
  return [lock, base64url(iv), base64url(sealed)].join(' ');
}
