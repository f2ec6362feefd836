import type { Seal, Sealed } from './sealing';

const CIPHER = 'AES-GCM';
export const VAULT_KEY_BYTES = 32;
/** NIST SP 800-38D, 8.2: 96 bits, here by chance; a phone seals far fewer than 2^32 pieces. */
const IV_BYTES = 12;
/** What the wrapped key is for, so that nothing else can stand in its place. */
const WRAPPED_FOR = 'vault key';

/**
 * Argon2id as RFC 9106 describes it. OWASP's password storage sheet asks for at least 19 MiB and two
 * passes; this is more, because six digits need all they can get, and still fits a phone of 2 GB.
 */
const HARDNESS: Hardness = { memoryKiB: 32 * 1024, passes: 3 };
const SALT_BYTES = 16;

interface Hardness {
  memoryKiB: number;
  passes: number;
}

/** A vault's key as it lies on the disk: only the PIN opens it. */
export interface VaultLock extends Hardness {
  salt: Uint8Array<ArrayBuffer>;
  wrapped: Sealed;
}

/** What is written on this phone is sealed with a key that only the PIN gives. */
export class Vault implements Seal {
  readonly #key: CryptoKey;

  constructor(key: CryptoKey) {
    this.#key = key;
  }

  async seal(place: string, bytes: Uint8Array): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const cipher = { name: CIPHER, iv, additionalData: new TextEncoder().encode(place) };
    const sealed = await crypto.subtle.encrypt(cipher, this.#key, bytes as Uint8Array<ArrayBuffer>);
    return { iv, sealed: new Uint8Array(sealed) };
  }

  async open(place: string, { iv, sealed }: Sealed): Promise<Uint8Array<ArrayBuffer>> {
    const cipher = { name: CIPHER, iv, additionalData: new TextEncoder().encode(place) };
    return new Uint8Array(await crypto.subtle.decrypt(cipher, this.#key, sealed));
  }
}

/** A new vault, and its lock for this PIN. */
export async function makeVault(pin: string): Promise<{ vault: Vault; lock: VaultLock }> {
  const raw = crypto.getRandomValues(new Uint8Array(VAULT_KEY_BYTES));
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const wrapped = await (await fromPin(pin, salt, HARDNESS)).seal(WRAPPED_FOR, raw);
  return { vault: await vaultOf(raw), lock: { ...HARDNESS, salt, wrapped } };
}

/** The vault, or null if it is not this PIN. */
export async function openVault(pin: string, lock: VaultLock): Promise<Vault | null> {
  const raw = await unwrap(pin, lock);
  return raw ? vaultOf(raw) : null;
}

/** The lock of the same vault for another PIN; null if `pin` is not the present one. */
export async function changeLock(
  pin: string,
  lock: VaultLock,
  next: string,
): Promise<VaultLock | null> {
  const raw = await unwrap(pin, lock);
  if (!raw) return null;
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const wrapped = await (await fromPin(next, salt, HARDNESS)).seal(WRAPPED_FOR, raw);
  return { ...HARDNESS, salt, wrapped };
}

async function unwrap(pin: string, lock: VaultLock): Promise<Uint8Array<ArrayBuffer> | null> {
  const opener = await fromPin(pin, lock.salt, lock);
  // GCM notices the wrong key.
  return opener.open(WRAPPED_FOR, lock.wrapped).catch(() => null);
}

async function fromPin(pin: string, salt: Uint8Array, hardness: Hardness): Promise<Vault> {
  const { argon2id } = await import('hash-wasm');
  const derived = await argon2id({
    password: pin,
    salt,
    parallelism: 1,
    iterations: hardness.passes,
    memorySize: hardness.memoryKiB,
    hashLength: VAULT_KEY_BYTES,
    outputType: 'binary',
  });
  return vaultOf(derived as Uint8Array<ArrayBuffer>);
}

export async function vaultOf(raw: Uint8Array<ArrayBuffer>): Promise<Vault> {
  return new Vault(
    await crypto.subtle.importKey('raw', raw, CIPHER, false, ['encrypt', 'decrypt']),
  );
}
