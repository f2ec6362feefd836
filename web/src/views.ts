import type { View } from './contract';

/** What names a version of a document; undefined if nobody has written in it. */
export function markOf(view: View | undefined): string | undefined {
  return view?.edited ? view.heads.join(' ') : undefined;
}

/** A stored view; doubts that somebody settled are kept in it and no longer asked about. */
export function readView(json: string): View {
  const view = JSON.parse(json) as View;
  return { ...view, doubts: view.doubts.filter((doubt) => !doubt.settled) };
}

/** Somebody has to decide something in it. */
export function isUnresolved({ conflicts, doubts, after_archive }: View): boolean {
  return conflicts.length + doubts.length > 0 || after_archive !== null;
}
