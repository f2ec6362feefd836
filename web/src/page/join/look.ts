import { said } from '../../plain/answers';

/** Nobody waits for it: without an answer the names in the link are shown. */
const PATIENCE_MS = 15_000;

/** To which forum an invitation invites; empty if the relay does not say. */
export interface Looked {
  secret: string;
  forum: string;
  name: string;
}

export const NOTHING: Looked = { secret: '', forum: '', name: '' };

/**
 * To which forum an invitation invites, as the relay says; empty if that cannot be asked. It uses nothing
 * up, and tells whoever sent it that it has arrived.
 */
export async function forumOf(secret: string): Promise<Looked> {
  try {
    const answer = await fetch('/api/invitation', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ secret }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { forum, forum_name: name } = await said('POST /api/invitation', answer);
    return { secret, forum: String(forum ?? ''), name: String(name) };
  } catch {
    return { ...NOTHING, secret };
  }
}
