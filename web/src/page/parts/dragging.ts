/** Nearer than this to the edge of the screen the page moves below what is dragged. */
const EDGE_PX = 90;
const STEP_PX = 14;

/**
 * Lets what has this handle be dragged to another place among `ones`; by keys there are buttons. It says
 * where it was let go, if that is another place.
 */
export function dragging(
  ones: () => HTMLElement[],
  moved: (to: number) => void,
): (handle: HTMLElement) => () => void {
  return (handle) => {
    let drag: { one: HTMLElement; startY: number; middles: number[]; from: number } | null = null;

    const placeOf = ({ one, middles, from }: NonNullable<typeof drag>) => {
      const { top, height } = one.getBoundingClientRect();
      const middle = top + height / 2 + scrollY;
      return middles.filter((other, at) => at !== from && other < middle).length;
    };
    const end = () => {
      if (!drag) return;
      drag.one.style.transform = '';
      delete drag.one.dataset['dragged'];
      drag = null;
    };

    const down = (event: PointerEvent) => {
      const one = handle.closest<HTMLElement>('[data-record]');
      if (!one || !event.isPrimary || event.button !== 0) return;
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
      const all = ones();
      const middles = all.map((other) => {
        const { top, height } = other.getBoundingClientRect();
        return top + height / 2 + scrollY;
      });
      drag = { one, startY: event.pageY, middles, from: all.indexOf(one) };
      one.dataset['dragged'] = '';
    };
    const move = (event: PointerEvent) => {
      if (!drag) return;
      if (event.clientY < EDGE_PX * 2) scrollBy(0, -STEP_PX);
      else if (event.clientY > innerHeight - EDGE_PX) scrollBy(0, STEP_PX);
      drag.one.style.transform = `translateY(${event.clientY + scrollY - drag.startY}px)`;
    };
    const up = () => {
      if (!drag) return;
      const { from } = drag;
      const to = placeOf(drag);
      end();
      if (to !== from) moved(to);
    };

    handle.addEventListener('pointerdown', down);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', up);
    handle.addEventListener('pointercancel', end);
    return end;
  };
}
