import { said } from '../../plain/answers';

/** Nobody waits for it: without an answer the names in the link are shown. */
const PATIENCE_MS = 15_000;

/**
 * To which forum an invitation invites, as the relay says; empty if that cannot be asked. It uses nothing
 * up, and tells whoever sent it that it has arrived.
 */
export async function forumOf(secret: string): Promise<string> {
  try {
    const answer = await fetch('/api/invitation', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ secret }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return String((await said('POST /api/invitation', answer))['forum_name']);
  } catch {
    return '';
  }
}
