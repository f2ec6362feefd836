/** From so many pixels on there is room for the menu, a list and a page beside each other; also in `app.css`. */
export const WIDE_PX = 1_000;

/** Whether the window is as wide as that. Paper is not asked: a page that is printed stays as it is. */
class Wide {
  #is = $state(false);

  get is(): boolean {
    return this.#is;
  }

  start(): void {
    const look = () => (this.#is = innerWidth >= WIDE_PX);
    look();
    addEventListener('resize', look);
  }
}

export const wide = new Wide();
