/** Long enough to read a sentence twice. */
const SHOWN_MS = 6_000;

export interface ToastAction {
  label: string;
  act: () => void;
}

/** One short sentence at the bottom of the screen. */
class Toasts {
  #text = $state('');
  #actions = $state.raw<ToastAction[]>([]);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get text(): string {
    return this.#text;
  }

  get actions(): ToastAction[] {
    return this.#actions;
  }

  /** Shows a sentence for a while; with actions it stays until one is taken. */
  show(text: string, actions: ToastAction[] = []): void {
    clearTimeout(this.#timer);
    this.#text = text;
    this.#actions = actions;
    if (actions.length === 0) this.#timer = setTimeout(() => this.hide(), SHOWN_MS);
  }

  hide(): void {
    this.#text = '';
    this.#actions = [];
  }
}

export const toasts = new Toasts();
