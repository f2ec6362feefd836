import type { Drafts } from '../typing/drafts.svelte';

/** Invitations made for many are drafts of this form until they are used: their secret is nowhere else. */
const FORM = 'form/sendings';

/** An invitation on its way to a person. */
export interface Sending {
  invitation: string;
  secret: string;
  /** When it was handed to WhatsApp; 0 if it was not. */
  sentMs: number;
  /** The relay has told that somebody looked at it; it forgets that itself. */
  opened?: boolean;
}

/** What this phone has made for others and what of it was sent, by the person's card. */
export class Sendings {
  readonly #drafts: Drafts;

  constructor(drafts: Drafts) {
    this.#drafts = drafts;
  }

  of(member: string): Sending | null {
    const kept = this.#drafts.get(FORM, member)?.typed;
    if (!kept) return null;
    const [invitation = '', secret = '', sent = '0', opened] = kept.split(' ');
    return { invitation, secret, sentMs: Number(sent), opened: opened === 'opened' };
  }

  keep(member: string, { invitation, secret, sentMs, opened }: Sending): void {
    const typed = [invitation, secret, sentMs, opened ? 'opened' : ''].join(' ').trim();
    this.#drafts.put({ doc: FORM, path: member, heads: [], typed });
  }

  drop(member: string): void {
    this.#drafts.drop(FORM, member);
  }
}
