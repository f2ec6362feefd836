import type { SmallStore } from '../../between/marker';

const KEY = 'paguyuban.reminders.';

export type Allowed = 'yes' | 'denied' | 'missing';

/** Whether this browser shows anything outside of the page, and was asked for it. */
function isThere(): boolean {
  return 'Notification' in globalThis && 'serviceWorker' in navigator;
}

/** Reminders outside of the app, for who wants them: shown while it is open, once a day, never sent. */
class Notify {
  #member = $state('');
  #on = $state(false);

  get on(): boolean {
    return this.#on;
  }

  /** For one person of this phone; what was allowed is asked again, for it can be taken back. */
  start(store: SmallStore, member: string): void {
    this.#member = member;
    const wanted = store.getItem(KEY + member) !== null;
    this.#on = wanted && isThere() && Notification.permission === 'granted';
  }

  async switchOn(store: SmallStore): Promise<Allowed> {
    if (!isThere()) return 'missing';
    if ((await Notification.requestPermission()) !== 'granted') return 'denied';
    store.setItem(KEY + this.#member, JSON.stringify({ day: '', told: [] }));
    this.#on = true;
    return 'yes';
  }

  switchOff(store: SmallStore): void {
    store.removeItem(KEY + this.#member);
    this.#on = false;
  }

  /** Of these, what was not told yet on this day; it counts as told from now on. */
  untold(store: SmallStore, day: string, keys: string[]): string[] {
    const told = toldOn(store.getItem(KEY + this.#member), day);
    const fresh = keys.filter((key) => !told.includes(key));
    if (fresh.length > 0)
      store.setItem(KEY + this.#member, JSON.stringify({ day, told: [...told, ...fresh] }));
    return fresh;
  }

  /** A later one takes the place of the one before. No page is woken by it that is not open. */
  async show(title: string, body: string): Promise<void> {
    const registration = await navigator.serviceWorker.ready;
    await registration.showNotification(title, { body, tag: 'reminders', icon: '/icon-192.png' });
  }
}

function toldOn(kept: string | null, day: string): string[] {
  try {
    const read = JSON.parse(kept ?? '') as { day?: unknown; told?: unknown };
    if (read.day !== day || !Array.isArray(read.told)) return [];
    return read.told.filter((key): key is string => typeof key === 'string');
  } catch {
    return [];
  }
}

export const notify = new Notify();
