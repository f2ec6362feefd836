/** A finger that taps twice does so within this. */
export const TWICE_MS = 400;
/** And at one place, give or take a fingertip. */
const PLACE_PX = 16;

/**
 * Lets the second tap of a double tap go nowhere if the first took away what was tapped: a sheet that closed
 * has something below it, which nobody meant.
 */
export function watchDoubleTaps(): void {
  let first: MouseEvent | null = null;
  const look = (event: MouseEvent) => {
    const before = first;
    first = event;
    if (!before || !isSecond(before, event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener('click', look, { capture: true });
}

function isSecond(before: MouseEvent, event: MouseEvent): boolean {
  const twice = event.timeStamp - before.timeStamp < TWICE_MS;
  const near =
    Math.abs(event.clientX - before.clientX) <= PLACE_PX &&
    Math.abs(event.clientY - before.clientY) <= PLACE_PX;
  const gone = before.target instanceof Node && !before.target.isConnected;
  return twice && near && gone && isCounted(event);
}

/** Whether a click can be the second of two: a mouse counts its clicks, a finger does not. */
export function isCounted(event: MouseEvent): boolean {
  return event.detail > 1 || (event as PointerEvent).pointerType === 'touch';
}
