/** Between two slices the screen answers; longer ones are felt. */
const SLICE_MS = 12;

/** Work that gives way to whatever the screen has to do; `null` if it is not wanted any more. */
export async function inSlices<T>(
  steps: Generator<number, T>,
  told: (done: number) => void,
  wanted: () => boolean,
): Promise<T | null> {
  for (;;) {
    const end = performance.now() + SLICE_MS;
    while (performance.now() < end) {
      const { done, value } = steps.next();
      if (done) return value;
      told(value);
    }
    await new Promise((go) => setTimeout(go, 0));
    if (!wanted()) return null;
  }
}

export function atOnce<T>(steps: Generator<number, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
