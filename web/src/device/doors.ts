import { said, type Door } from '../plain/answers';
import type { Identity, Said } from '../between/contract';
import { signAct, type DeviceKey } from './key';

/** On EDGE an answer takes several seconds; after this long the person may as well try again. */
const ANSWER_PATIENCE_MS = 30_000;

export interface Question {
  method: 'GET' | 'POST';
  /** Of the door, perhaps with a question behind it. */
  path: string;
  /** Text goes out as it is, bytes too, everything else as JSON. */
  body: unknown;
}

/**
 * Asks the relay in this device's name; an act is signed. Gives what the relay says if it does as asked.
 * Throws a `Failure`: `offline` if nothing came back, `keyless` if the act would have to be signed and
 * the key is gone, and those of {@link said}.
 */
export async function ask(
  question: Question,
  identity: Identity,
  key: DeviceKey | null,
): Promise<Said> {
  const { method, path, body } = question;
  const headers: Record<string, string> = { authorization: `Bearer ${identity.token}` };
  const sent = bodyOf(body);
  if (sent instanceof Uint8Array) headers['content-type'] = 'application/octet-stream';
  else if (sent !== null) {
    if (!key) throw { code: 'keyless' };
    headers['content-type'] = 'application/json';
    headers['paguyuban-signature'] = await signAct(key, identity, sent);
  }
  const answer = await fetch(path, {
    method,
    headers,
    body: sent,
    signal: AbortSignal.timeout(ANSWER_PATIENCE_MS),
  }).catch(() => {
    throw { code: 'offline' };
  });
  return said(`${method} ${path.split('?')[0] ?? ''}` as Door, answer);
}

function bodyOf(body: unknown): string | Uint8Array<ArrayBuffer> | null {
  if (body === null || body === undefined) return null;
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body);
}
