import { base64url } from '../base64url';

/** As in the relay: nobody guesses 160 bits. */
const SECRET_BYTES = 20;

export interface Secret {
  /** For the link; shown once, and sent to nobody. */
  text: string;
  /** What the relay keeps of it. */
  hash: string;
}

export async function newSecret(): Promise<Secret> {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return { text, hash: base64url(new Uint8Array(hash)) };
}

/** The secret of a pasted link or a typed code; empty if it is neither. */
export function secretIn(typed: string): string {
  const linked = /#gabung=([^\s#]+)/.exec(typed)?.[1];
  if (linked) return linked;
  const code = typed.replace(/[\s-]/g, '').toLowerCase();
  return /^[0-9a-f]{40}$/.test(code) ? code : '';
}

/** A secret as somebody types it: in groups of four. */
export function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? '';
}
