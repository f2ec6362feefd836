/** What a browser hands over that can put the page on the home screen; not in TypeScript's library. */
interface Offer extends Event {
  prompt(): Promise<unknown>;
}

/** Putting the page on the home screen: by a button where the browser lets us, by its menu elsewhere. */
class Install {
  #offer = $state.raw<Offer | null>(null);

  /** To be called before the browser makes up its mind, or its offer is missed. */
  start(): void {
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.#offer = event as Offer;
    });
    addEventListener('appinstalled', () => (this.#offer = null));
  }

  /** It was opened from there. */
  get isThere(): boolean {
    return matchMedia('(display-mode: standalone)').matches;
  }

  get canAsk(): boolean {
    return this.#offer !== null;
  }

  async ask(): Promise<void> {
    const offer = this.#offer;
    this.#offer = null;
    await offer?.prompt();
  }
}

export const install = new Install();
