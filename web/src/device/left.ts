import { isOpen, leftUnder, type Left, type Unanswered, type WordKey } from '../between/last-words';
import type { Sealed } from '../between/sealing';
import type { Vault } from '../between/vault';
import { base64url, bytesOf } from '../plain/base64url';
import type { Words } from './journal';

/** What a key for words is for, so that nothing else can stand in its place. */
const KEY_FOR = 'key of last words';

/** A key for the words of the page of this worker: the page seals with it, and whoever has the vault opens that. */
export async function makeWordKey(vault: Vault): Promise<WordKey> {
  const { VAULT_KEY_BYTES } = await import('../between/vault');
  const raw = crypto.getRandomValues(new Uint8Array(VAULT_KEY_BYTES));
  const { iv, sealed } = await vault.seal(KEY_FOR, raw);
  return { raw, lock: `${base64url(iv)} ${base64url(sealed)}` };
}

/** What the pages of one person have left, by the names of their workers. What does not open is nothing. */
export async function wordsIn(left: Left, slot: string, vault: Vault | null): Promise<Words> {
  const words: Words = {};
  const mine = leftUnder(slot, '');
  for (const [under, text] of Object.entries(left)) {
    if (!under.startsWith(mine)) continue;
    const found = await wordsOf(under, text, vault).catch((error: unknown) => {
      console.error(error);
      return [];
    });
    words[under.slice(mine.length)] = found;
  }
  return words;
}

async function wordsOf(under: string, text: string, vault: Vault | null): Promise<Unanswered[]> {
  const found: unknown = JSON.parse(isOpen(text) ? text : await opened(under, text, vault));
  return Array.isArray(found) ? (found as Unanswered[]) : [];
}

async function opened(under: string, text: string, vault: Vault | null): Promise<string> {
  const [keyIv = '', key = '', iv = '', sealed = ''] = text.split(' ');
  if (!vault) throw new Error('sealed words without a vault');
  const { vaultOf } = await import('../between/vault');
  const raw = await vault.open(KEY_FOR, pieceOf(keyIv, key));
  const words = await (await vaultOf(raw)).open(under, pieceOf(iv, sealed));
  return new TextDecoder().decode(words);
}

function pieceOf(iv: string, sealed: string): Sealed {
  return { iv: bytesOf(iv), sealed: bytesOf(sealed) };
}
