import { lookForTrap } from './trap';

/** Runs tasks one after the other, in the order they came. A failed task does not stop the next. */
export class Lane {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T> | T): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(lookForTrap);
    return result;
  }

  /** Resolves when everything that was asked before is done. */
  idle(): Promise<void> {
    return this.run(() => undefined);
  }
}
