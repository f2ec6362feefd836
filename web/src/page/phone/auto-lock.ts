import { smallStore } from '../shell/small-store';

/** Locks when no tab has been looked at for this long. */
export const HIDDEN_MS_MAX = 5 * 60_000;
/** Locks when nobody has touched anything for this long. */
export const IDLE_MS_MAX = 10 * 60_000;
/** How often it is looked whether it is time. */
const BEAT_MS = 10_000;
/** Touches closer together than this count as one. */
const TOUCH_MS = 2_000;

const SEEN = 'paguyuban.seen';
const TOUCHED = 'paguyuban.touched';

type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * When the phone locks by itself. All tabs write their signs of life to one place, so that a tab in
 * the background does not lock the one somebody is writing in.
 */
export class AutoLock {
  readonly #shelf: Shelf;
  #touchedMs = 0;

  constructor(shelf: Shelf, nowMs: number) {
    this.#shelf = shelf;
    this.seen(nowMs);
    this.touched(nowMs);
  }

  /** Somebody looks at a tab. */
  seen(nowMs: number): void {
    this.#shelf.setItem(SEEN, String(nowMs));
  }

  /** Somebody has touched something. */
  touched(nowMs: number): void {
    if (Math.abs(nowMs - this.#touchedMs) < TOUCH_MS) return;
    this.#touchedMs = nowMs;
    this.#shelf.setItem(TOUCHED, String(nowMs));
  }

  /** Whether it is time to lock. A clock that was set back counts as time that passed. */
  due(nowMs: number): boolean {
    const sinceSeen = nowMs - Number(this.#shelf.getItem(SEEN) ?? 0);
    const sinceTouched = nowMs - Number(this.#shelf.getItem(TOUCHED) ?? 0);
    if (sinceSeen < -BEAT_MS || sinceTouched < -BEAT_MS) return true;
    return sinceSeen >= HIDDEN_MS_MAX || sinceTouched >= IDLE_MS_MAX;
  }
}

/** Watches this page and calls `lock` when it is time. */
export function startAutoLock(lock: () => void): void {
  const auto = new AutoLock(smallStore, Date.now());
  const beat = () => {
    // First: a phone that slept wakes with everything overdue.
    if (auto.due(Date.now())) lock();
    else if (document.visibilityState === 'visible') auto.seen(Date.now());
  };
  const touch = () => {
    if (auto.due(Date.now())) lock();
    else auto.touched(Date.now());
  };
  setInterval(beat, BEAT_MS);
  document.addEventListener('visibilitychange', beat);
  for (const sign of ['pointerdown', 'keydown', 'wheel'] as const)
    addEventListener(sign, touch, { capture: true, passive: true });
}
