import { SvelteMap } from 'svelte/reactivity';
import type { Device } from './device.svelte';
import type { Edit } from '../../between/contract';
import { toasts } from '../shell/toast.svelte';
import { failureText, w } from '../language/words.svelte';

/** Long enough to see that the wrong version was picked; others wait as long for what was chosen. */
const CHOICE_MS = 7_000;

interface Choice {
  device: Device;
  doc: string;
  edit: Edit;
}

/**
 * What was chosen between versions, as long as it can be taken back. To settle is final for the document:
 * who wrote the other version and when is not in it any more. So it waits here until the offer to undo is
 * over, the page is hidden, or the document is edited; killed before that, the question stays.
 */
class Choices {
  readonly #waiting = new SvelteMap<string, Choice>();

  constructor() {
    addEventListener('pagehide', () => this.carryOut());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.carryOut();
    });
  }

  isWaiting(doc: string, what: string): boolean {
    return this.#waiting.has(`${doc} ${what}`);
  }

  /** Chooses by `edit` in the matter called `what`; `place` says where that is. */
  choose(choice: Choice, what: string, place: string): void {
    const key = `${choice.doc} ${what}`;
    if (this.#waiting.has(key)) return;
    this.#waiting.set(key, choice);
    const act = () => {
      toasts.hide();
      if (!this.#waiting.delete(key)) toasts.show(w().undo.late);
    };
    const end = () => this.#do(key);
    toasts.show(w().undo.chosen(place), [{ label: w().action.undo, act }], CHOICE_MS, end);
  }

  /** Nothing waits any longer. */
  carryOut(): void {
    for (const key of [...this.#waiting.keys()]) this.#do(key);
  }

  #do(key: string): void {
    const choice = this.#waiting.get(key);
    if (!choice) return;
    const { device, doc, edit } = choice;
    // Both are asked for at once: a page that goes away waits for no answer.
    const done = Promise.all([device.edit(doc, edit), device.commit(doc)]);
    done
      .catch((failure: unknown) => toasts.show(failureText(failure)))
      .finally(() => this.#waiting.delete(key));
  }
}

export const choices = new Choices();
