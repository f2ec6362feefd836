/** Long enough to read a sentence twice. */
const SHOWN_MS = 6_000;
/** Sentences that wait below the newest; older ones go. */
const WAITING_MAX = 8;

export interface ToastAction {
  label: string;
  act: () => void;
}

interface Shown {
  text: string;
  actions: ToastAction[];
  /** How long it stays; null until somebody acts. */
  ms: number | null;
  /** It went without an answer. */
  onend?: (() => void) | undefined;
}

/** One short sentence at the bottom of the screen; what offers something waits below newer ones. */
class Toasts {
  #shown = $state.raw<Shown[]>([]);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get text(): string {
    return this.#top?.text ?? '';
  }

  get actions(): ToastAction[] {
    return this.#top?.actions ?? [];
  }

  /** Shows a sentence for a while; with actions it stays until one is taken, unless `ms` says how long. */
  show(text: string, actions: ToastAction[] = [], ms?: number, onend?: () => void): void {
    const stays = ms ?? (actions.length === 0 ? SHOWN_MS : null);
    // A plain sentence replaces what was said before, but takes back no offer.
    const stands = (one: Shown) =>
      one.actions.length > 0 && (actions.length > 0 || one.ms !== null);
    const waiting = this.#shown.filter(stands);
    const over = waiting.splice(0, Math.max(0, waiting.length - WAITING_MAX));
    this.#shown = [...waiting, { text, actions, ms: stays, onend }];
    this.release();
    for (const one of over) one.onend?.();
  }

  /** The newest has been dealt with. */
  hide(): void {
    this.#shown = this.#shown.slice(0, -1);
    this.release();
  }

  /** Somebody has reached its buttons: it does not go away under them. */
  hold(): void {
    clearTimeout(this.#timer);
  }

  release(): void {
    clearTimeout(this.#timer);
    const ms = this.#top?.ms;
    if (ms != null) this.#timer = setTimeout(() => this.#expire(), ms);
  }

  /** Whoever did not want the newest offer does not want those before it either. */
  #expire(): void {
    const offered = this.actions.length > 0;
    const goes = (one: Shown) => one === this.#top || (offered && one.ms !== null);
    const over = this.#shown.filter(goes);
    this.#shown = this.#shown.filter((one) => !over.includes(one));
    this.release();
    for (const one of over) one.onend?.();
  }

  get #top(): Shown | undefined {
    return this.#shown[this.#shown.length - 1];
  }
}

export const toasts = new Toasts();
