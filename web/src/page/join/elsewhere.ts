import type { SmallStore } from '../../between/marker';

const KEY = 'paguyuban.elsewhere';
/** More relays than one person serves. */
const KEPT_MAX = 12;

/** Addresses of other relays to which this phone was led, the last first. */
export function elsewhere(store: SmallStore): string[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => isAddress(one)) : [];
  } catch {
    // Damaged: a list of addresses that are found again in their invitations.
    return [];
  }
}

export function noteElsewhere(store: SmallStore, origin: string): void {
  const others = elsewhere(store).filter((one) => one !== origin);
  store.setItem(KEY, JSON.stringify([origin, ...others].slice(0, KEPT_MAX)));
}

export function forgetElsewhere(store: SmallStore, origin: string): void {
  store.setItem(KEY, JSON.stringify(elsewhere(store).filter((one) => one !== origin)));
}

/** Nothing that a link would do anything else with than lead there. */
function isAddress(one: unknown): one is string {
  return typeof one === 'string' && URL.canParse(one) && /^https?:$/.test(new URL(one).protocol);
}
