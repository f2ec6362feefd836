import type { SmallStore } from '../../between/marker';

/** Who comes back within this time is still on the same visit. */
const SAME_VISIT_MS = 60 * 60 * 1000;

/** When somebody looked last before this visit; null on their first one. Milliseconds since 1970. */
export function lastVisit(store: SmallStore, member: string, nowMs: number): number | null {
  const key = `paguyuban.visit.${member}`;
  const [before = 0, latest = 0] = (store.getItem(key) ?? '').split(' ').map(Number);
  const same = latest > 0 && nowMs - latest < SAME_VISIT_MS;
  const since = same ? before : latest;
  store.setItem(key, `${since} ${nowMs}`);
  return since > 0 ? since : null;
}
