import type { Device } from '../../phone/device.svelte';
import { today } from '../../language/dates';
import { backOf, editsOf, type Step } from './steps';

/** Documents at once: the worker has enough to do, and whoever stops waits no longer than for these. */
const AT_ONCE = 12;

/** Of each document its steps, in order. */
function byDoc(steps: Step[]): Step[][] {
  const docs = new Map<string, Step[]>();
  for (const step of steps) docs.set(step.doc, [...(docs.get(step.doc) ?? []), step]);
  return [...docs.values()];
}

/** Does what rows ask for, some documents at a time; gives how many of the documents are done. */
export function carryOut(
  device: Device,
  steps: Step[],
  told: (done: number, all: number) => void,
  stopped: () => boolean,
): Promise<number> {
  return inPortions(byDoc(steps), told, stopped, async (of) => {
    const [{ doc } = { doc: '' }] = of;
    const view = device.doc(doc)?.view;
    const texts = new Set<string>();
    const edits = of.flatMap((step) => {
      // Two rows that say one text say it once.
      if (step.how === 'text' && texts.has(step.path)) return [];
      if (step.how === 'text') texts.add(step.path);
      return editsOf(step, view);
    });
    await Promise.all(edits.map((edit) => device.edit(doc, edit)));
    if (edits.length > 0) await device.commit(doc);
  });
}

/** Takes steps back, wherever what they wrote still stands. */
export function takeBack(
  device: Device,
  steps: Step[],
  told: (done: number, all: number) => void,
): Promise<number> {
  const never = () => false;
  return inPortions(byDoc(steps), told, never, async (of) => {
    const [{ doc } = { doc: '' }] = of;
    const view = device.doc(doc)?.view;
    const edits = of.flatMap((step) => backOf(step, view, today()));
    await Promise.all(edits.map((edit) => device.edit(doc, edit)));
    if (edits.length > 0) await device.commit(doc);
  });
}

async function inPortions(
  docs: Step[][],
  told: (done: number, all: number) => void,
  stopped: () => boolean,
  work: (steps: Step[]) => Promise<void>,
): Promise<number> {
  let done = 0;
  told(0, docs.length);
  while (done < docs.length && !stopped()) {
    const portion = docs.slice(done, done + AT_ONCE);
    await Promise.all(portion.map(work));
    done += portion.length;
    told(done, docs.length);
  }
  return done;
}
