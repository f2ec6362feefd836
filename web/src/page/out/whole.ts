import type { Identity, View } from '../../between/contract';
import { titleOf } from '../language/titles';

/** Everything that this person may read, as one file for other programs: with every version of what is not settled. */
export function wholeOf(views: readonly View[], me: Identity, madeMs: number): string {
  const documents = views.map((view) => ({
    doc: view.doc,
    kind: view.kind,
    title: titleOf(view),
    fields: view.fields,
    conflicts: view.conflicts,
    doubts: view.doubts,
    edited: view.edited,
  }));
  const head = { forum: me.forum, forum_name: me.forum_name, member: me.member, role: me.role };
  return JSON.stringify({ ...head, made: new Date(madeMs).toISOString(), documents }, null, 1);
}
