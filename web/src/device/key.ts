import { base64url } from '../plain/base64url';

/** ECDSA on P-256 with SHA-256: what every browser's WebCrypto and the relay have in common. */
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;
/** `r‖s`, as WebCrypto gives it. */
export const SIGNATURE_BYTES = 64;

/** What this phone signs with. The browser does not give the private key out again. */
export interface DeviceKey {
  private: CryptoKey;
  /** 65 bytes, SEC1 uncompressed, base64url. */
  public: string;
}

/** A key that was just made: the only moment in which its private half can be read. */
export interface FreshKey {
  key: DeviceKey;
  /** For a vault; never stored as it is. */
  pkcs8: Uint8Array<ArrayBuffer>;
}

export async function makeKey(): Promise<FreshKey> {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return { key: await takeKey(pkcs8, base64url(raw)), pkcs8 };
}

/** A key as the phone uses it, from what a vault has kept. */
export async function takeKey(
  pkcs8: Uint8Array<ArrayBuffer>,
  publicKey: string,
): Promise<DeviceKey> {
  const held = await crypto.subtle.importKey('pkcs8', pkcs8, CURVE, false, ['sign']);
  return { private: held, public: publicKey };
}

export async function sign(
  key: DeviceKey,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign(SIGNING, key.private, bytes));
}

/** The header's value for an act of this device: it binds forum, device and the body's bytes. */
export async function signAct(
  key: DeviceKey,
  by: { forum: string; device: string },
  body: string,
): Promise<string> {
  const text = `paguyuban act 1\n${by.forum}\n${by.device}\n${body}`;
  return base64url(await sign(key, new TextEncoder().encode(text)));
}
